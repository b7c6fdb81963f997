"""From the events of a YAML parser to the document that JSON can hold, with everything that JSON cannot."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.readers.bounds import FINDINGS_PER_CASE, JSON_DEPTH, YAML_VALUES
from conformance.readers.json_pointer import pointer_to
from conformance.readers.json_text import Problem
from conformance.readers.yaml_scalars import TAG, scalar

MERGE = "<<"


class Stopped(Exception):
    """The text cannot be read any further: `problem` says why."""

    def __init__(self, kind: str, line: int, detail: str = "") -> None:
        super().__init__(kind)
        self.problem = Problem(kind, line=line, detail=detail)


class _Known(NamedTuple):
    """What an anchor names: its value, its text if it is a scalar, and its size and height with aliases expanded."""

    value: Any
    text: str | None
    size: int
    height: int


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is being read; `key` is the name that waits for its value."""

    value: Any
    anchor: str | None
    size_before: int
    key: str | None = None
    height: int = 1
    merged: list[Any] = field(default_factory=list)

    @property
    def wants_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None


@dataclass
class Tree:
    """Builds the document; of each kind of problem it keeps at most as many as a case keeps findings.

    Aliases are not copied, but count as often as they occur. The merge keys of YAML 1.1 are applied, and noted.
    """

    problems: list[Problem] = field(default_factory=list)
    document: Any = None
    documents: int = 0
    _open: list[_Open] = field(default_factory=list)
    _anchors: dict[str, _Known | None] = field(default_factory=dict)
    _size: int = 0
    _noted: Counter[str] = field(default_factory=Counter)

    def take(self, event: Any) -> None:
        """The next event of the parser. Raises Stopped."""
        kind, line = type(event).__name__, event.start_mark.line + 1
        if kind == "ScalarEvent":
            self._scalar(event, line)
        elif kind == "MappingStartEvent":
            self._begin({}, f"{TAG}map", event, line)
        elif kind == "SequenceStartEvent":
            self._begin([], f"{TAG}seq", event, line)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._end()
        elif kind == "AliasEvent":
            self._alias(event, line)
        elif kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                raise Stopped("documents", line)

    def _scalar(self, event: Any, line: int) -> None:
        if self._open and self._open[-1].wants_key:
            self._name(event.value, line)
            known = _Known(event.value, event.value, 1, 0)
        else:
            found = scalar(event.value, event.tag, not event.style)
            if found.problem:
                self._note(found.problem, line, event.tag if found.problem == "tag" else event.value)
            self._grow(1, line)
            known = _Known(found.value, event.value, 1, 0)
            self._put(found.value, 0)
        if event.anchor:
            self._anchors[event.anchor] = known

    def _begin(self, value: Any, own_tag: str, event: Any, line: int) -> None:
        if self._open and self._open[-1].wants_key:
            raise Stopped("key", line)
        if len(self._open) >= JSON_DEPTH:
            raise Stopped("depth", line)
        if event.tag not in (None, "!", own_tag):
            self._note("tag", line, event.tag)
        self._open.append(_Open(value, event.anchor, self._size))
        self._grow(1, line)
        if event.anchor:
            self._anchors[event.anchor] = None

    def _end(self) -> None:
        done = self._open.pop()
        for each in done.merged:
            for name, value in each.items():
                done.value.setdefault(name, value)
        if done.anchor:
            self._anchors[done.anchor] = _Known(done.value, None, self._size - done.size_before, done.height)
        self._put(done.value, done.height)

    def _alias(self, event: Any, line: int) -> None:
        if event.anchor not in self._anchors:
            raise Stopped("alias", line, event.anchor)
        known = self._anchors[event.anchor]
        if known is None:
            raise Stopped("cycle", line, event.anchor)
        if self._open and self._open[-1].wants_key:
            if known.text is None:
                raise Stopped("key", line)
            self._name(known.text, line)
            return
        if len(self._open) + known.height > JSON_DEPTH:
            raise Stopped("depth", line)
        self._grow(known.size, line)
        self._put(known.value, known.height)

    def _name(self, name: str, line: int) -> None:
        """A key: its text, whatever it would be as a value."""
        here = self._open[-1]
        here.key = name
        if name == MERGE:
            self._note("merge", line)
        elif name in here.value:
            self._note("duplicate", line, name)

    def _put(self, value: Any, height: int) -> None:
        if not self._open:
            self.document = value
            return
        here = self._open[-1]
        here.height = max(here.height, height + 1)
        if isinstance(here.value, list):
            here.value.append(value)
            return
        merged = value if isinstance(value, list) else [value]
        if here.key == MERGE and all(isinstance(each, dict) for each in merged):
            here.merged += merged
        else:
            here.value[here.key] = value
        here.key = None

    def _grow(self, size: int, line: int) -> None:
        self._size += size
        if self._size > YAML_VALUES:
            raise Stopped("values", line)

    def _note(self, kind: str, line: int, detail: str = "") -> None:
        self._noted[kind] += 1
        if self._noted[kind] <= FINDINGS_PER_CASE:
            path = [each.key if isinstance(each.value, dict) else len(each.value) for each in self._open]
            self.problems.append(Problem(kind, pointer=pointer_to(path), detail=detail, line=line))
