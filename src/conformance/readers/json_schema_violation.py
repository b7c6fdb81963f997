"""What a violated keyword says: computed from the schema and the instance, whichever engine found it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from conformance.readers.json_pointer import escape, pointer_to

_COUNTED = frozenset({"minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"})


class Error(NamedTuple):
    """All an engine is asked for: the row, the place in the document, and the path of the keyword in the schema."""

    row: int
    place: tuple[str | int, ...]
    keyword: tuple[Any, ...]

    def order(self) -> tuple[Any, ...]:
        """By row, then place: items in their order and before members."""
        steps = [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in self.place]
        return self.row, steps, [str(step) for step in self.keyword]


class Violation(NamedTuple):
    """One violated keyword: index of the row in the schema's allOf, JSON pointer, keyword and the values to tell.

    `cuts` is the pointer below which no other row can judge: a value of the wrong type, a member that is missing.
    """

    row: int
    pointer: str
    keyword: str
    values: dict[str, Any]
    cuts: str | None = None


def explain(error: Error, schema: Any, document: Any) -> Iterator[Violation]:
    """The violations one error stands for: of several missing members an engine makes one error or many, all alike."""
    row, pointer, keyword = error.row, pointer_to(error.place), str(error.keyword[-1])
    wanted, found = value_at(schema, error.keyword), value_at(document, error.place)
    if keyword == "required":
        for name in wanted:
            if name not in found:
                yield Violation(row, pointer, keyword, {"name": name}, f"{pointer}/{escape(name)}")
    elif keyword == "dependentRequired":
        for name, needed in wanted.items():
            if name in found and (missing := [each for each in needed if each not in found]):
                yield Violation(row, f"{pointer}/{escape(name)}", keyword, {"name": name, "missing": missing})
    elif keyword == "uniqueItems":
        for first, again in _repeated(found):
            yield Violation(row, f"{pointer}/{again}", keyword, {"received": found[again], "first": first})
    elif keyword == "type":
        kinds = wanted if isinstance(wanted, list) else [wanted]
        yield Violation(row, pointer, keyword, {"received": kind_of(found), "expected": kinds}, pointer)
    else:
        yield Violation(row, pointer, keyword, {"received": _shown(keyword, found), "expected": wanted})


def value_at(value: Any, path: Iterable[Any]) -> Any:
    """The value that a path leads to."""
    for step in path:
        value = value[step]
    return value


def kind_of(value: Any) -> str:
    """The JSON type of a value, as JSON Schema names it."""
    if value is None:
        return "null"
    for kind, name in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string"), (list, "array")):
        if isinstance(value, kind):
            return name
    return "object"


def _shown(keyword: str, found: Any) -> Any:
    if keyword in _COUNTED:
        return len(found)
    return kind_of(found) if isinstance(found, dict | list) else found


def _repeated(items: list[Any]) -> Iterator[tuple[int, int]]:
    """(index of the first, index of the copy) for every item that stands again; 1 and 1.0 are equal, 1 and true not."""
    first: dict[str, int] = {}
    for index, item in enumerate(items):
        key = json.dumps(_comparable(item), sort_keys=True)
        if key in first:
            yield first[key], index
        else:
            first[key] = index


def _comparable(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    if isinstance(value, dict):
        return {key: _comparable(item) for key, item in value.items()}
    return value
