"""The places a row judges: JSON pointer patterns with `*` for every item or member and `{a,b}` for alternatives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, product
from typing import Any

from conformance.readers.json import escape

STAR = "*"
_HOLDERS = (dict, list)
_MANY = 12
_REMEMBERED = 4096
Steps = tuple[str, ...]
_ALTERNATIVES = re.compile(r"\{([^{}]*)\}")


@cache
def compile_pattern(at: str) -> tuple[Steps, ...]:
    """The patterns without alternatives that a well-formed `at` represents, as steps."""
    parts = _ALTERNATIVES.split(at)
    choices = [part.split(",") if index % 2 else [part] for index, part in enumerate(parts)]
    plain = ["".join(choice) for choice in product(*choices)]
    return tuple(tuple(step.replace("~1", "/").replace("~0", "~") for step in each.split("/")[1:]) for each in plain)


def probe(patterns: tuple[Steps, ...], start: str = "") -> Callable[[Any], bool]:
    """A function that tests whether any of the patterns has an instance, or a text that begins with `start`."""
    if all(len(steps) == 1 and steps[0] != STAR for steps in patterns):
        names = [steps[0] for steps in patterns]
        if len(names) == 1 and not start:
            return lambda document: isinstance(document, dict) and names[0] in document
        return lambda document: isinstance(document, dict) and _has_member(document, names, start)
    root = _branches((patterns,))
    return lambda document: _has(document, root, start)


class Standing:
    """Tests for many rows at once whether each has an instance of its patterns, in one walk over the document.

    Sets of rows are the bits of a whole number.
    """

    __slots__ = ("_known", "_root", "_size")

    def __init__(self, rows: Sequence[tuple[Steps, ...]]) -> None:
        self._size = len(rows)
        self._root = _branches(rows)
        self._known: dict[int, tuple[bool, ...]] = {}

    def __call__(self, document: Any) -> tuple[bool, ...]:
        """For each row, whether the document has a place that it judges."""
        missing = _strike(document, self._root, (1 << self._size) - 1)
        found = self._known.get(missing)
        if found is None:
            if len(self._known) == _REMEMBERED:
                self._known.clear()
            found = self._known[missing] = tuple(not missing >> row & 1 for row in range(self._size))
        return found


class _Branch:
    """Patterns with a common prefix: `ends` are the rows with a pattern that ends here, `rows` all rows below.

    If it `is_leaf`, no pattern continues below it.
    """

    __slots__ = ("ends", "every", "is_leaf", "named", "rows")

    def __init__(self) -> None:
        self.ends = self.rows = 0
        self.named: dict[str, _Branch] = {}
        self.every: _Branch | None = None
        self.is_leaf = False

    def settle(self) -> None:
        """Separate the branch for every item from those for named members."""
        self.is_leaf = not self.named
        self.every = self.named.pop(STAR, None)
        for branch in (*self.named.values(), *([self.every] if self.every else ())):
            branch.settle()


def _branches(rows: Sequence[tuple[Steps, ...]]) -> _Branch:
    root = _Branch()
    for row, patterns in enumerate(rows):
        for steps in patterns:
            branch = root
            for step in steps:
                branch.rows |= 1 << row
                branch = branch.named.setdefault(step, _Branch())
            branch.ends |= 1 << row
            branch.rows |= 1 << row
    root.settle()
    return root


def _has_member(document: dict[str, Any], names: Sequence[str], start: str) -> bool:
    for name in names:
        if name in document:
            if not start:
                return True
            value = document[name]
            if isinstance(value, str) and value.startswith(start):
                return True
    return False


def _has(value: Any, branch: _Branch, start: str) -> bool:
    """Whether a pattern ends at the value or below it, at a text that begins with `start` if there is one."""
    if branch.ends and (not start or (isinstance(value, str) and value.startswith(start))):
        return True
    every = branch.every
    if isinstance(value, dict):
        for step, below in branch.named.items():
            if step in value and _has(value[step], below, start):
                return True
        items: Any = value.values() if every else ()
    else:
        items = value if every and isinstance(value, list) else ()
    if not every:
        return False
    if not every.ends:  # most values of a document cannot have what is sought below them
        able = _HOLDERS if every.every else dict
        items = [item for item in items if isinstance(item, able)]
    return any(_has(item, every, start) for item in items)


def _strike(value: Any, branch: _Branch, missing: int) -> int:
    """The rows of `missing` that have no instance at the value or below it."""
    missing &= ~branch.ends
    every = branch.every
    if isinstance(value, dict):
        named = branch.named
        for step in value if len(value) < len(named) else named:
            below = named.get(step)
            if below is not None and below.rows & missing and step in value:
                missing = missing & ~below.ends if below.is_leaf else _strike(value[step], below, missing)
        items: Any = value.values() if every else ()
    else:
        items = value if every and isinstance(value, list) else ()
    if not every or not every.rows & missing:
        return missing
    several = len(items) >= _MANY
    for item in [next(iter(items))] if several else items:  # the first of many mostly has all that is sought
        missing = _strike(item, every, missing)
        if not every.rows & missing:
            return missing
    return _strike_all(items, every, missing) if several else missing


def _strike_all(values: Iterable[Any], branch: _Branch, missing: int) -> int:
    """The same for many values, whose members are taken together."""
    missing &= ~branch.ends
    objects = [value for value in values if isinstance(value, dict)] if branch.named else ()
    for step in branch.named.keys() & set().union(*objects):
        below = branch.named[step]
        if below.rows & missing:
            missing = _strike_all([each[step] for each in objects if step in each], below, missing)
    if branch.every and branch.every.rows & missing:
        inner = [each.values() if isinstance(each, dict) else each for each in values if isinstance(each, _HOLDERS)]
        if items := list(chain.from_iterable(inner)):
            missing = _strike_all(items, branch.every, missing)
    return missing


def survey(document: Any, steps: Steps, index: int = 0, pointer: str = "") -> Iterator[tuple[str, bool]]:
    """Every place that the pattern matches: (pointer, True) for an instance, (pointer, False) for a missing end."""
    if index == len(steps):
        yield pointer, True
        return
    step = steps[index]
    if step == STAR and isinstance(document, list):
        for position, item in enumerate(document):
            yield from survey(item, steps, index + 1, f"{pointer}/{position}")
    elif step == STAR and isinstance(document, dict):
        for name, value in document.items():
            yield from survey(value, steps, index + 1, f"{pointer}/{escape(name)}")
    elif isinstance(document, dict):
        place = f"{pointer}/{escape(step)}"
        if step in document:
            yield from survey(document[step], steps, index + 1, place)
        else:
            yield place, False
    else:
        yield pointer, False


def cut_by(pointer: str, cuts: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The rows whose findings cut off the place: at the pointer itself or anywhere above it."""
    rows = cuts.get("", frozenset())
    here = pointer
    while here:
        if here in cuts:
            rows |= cuts[here]
        here = here[: here.rindex("/")]
    return rows
