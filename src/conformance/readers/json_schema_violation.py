"""The values of a violated keyword, computed from schema and instance, whichever engine found the violation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from conformance.model.text import JsonType
from conformance.readers.json_pointer import escape, pointer_to

_KINDS = (
    (bool, JsonType.BOOLEAN),
    (int, JsonType.INTEGER),
    (float, JsonType.NUMBER),
    (str, JsonType.STRING),
    (list, JsonType.ARRAY),
)
_COUNTED = frozenset({"minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"})


class Error(NamedTuple):
    """What an engine reports: the row, the place in the document, and the path of the keyword in the schema."""

    row: int
    place: tuple[str | int, ...]
    keyword: tuple[Any, ...]

    def order(self) -> tuple[Any, ...]:
        """Sort key: by row, then by place, with array items in order and before members."""
        steps = [(0, step, "") if isinstance(step, int) else (1, 0, step) for step in self.place]
        return self.row, steps, [str(step) for step in self.keyword]


class Violation(NamedTuple):
    """One violated keyword: index of the row in the schema's allOf, JSON pointer, keyword and values to report.

    `cuts` is the pointer below which other rows cannot judge: a value of the wrong type or a missing member.
    `path` leads to the keyword in the schema, past references.
    """

    row: int
    pointer: str
    keyword: str
    values: dict[str, Any]
    path: tuple[Any, ...]
    cuts: str | None = None

    @property
    def location(self) -> str:
        """The place of the keyword as a reference would name it, such as `#/$defs/AST-GLD-002/required`."""
        return f"#{pointer_to(self.path)}"


def explain(error: Error, schema: Any, document: Any) -> Iterator[Violation]:
    """The violations behind one error; several missing members give one each, however the engine groups them."""
    row, pointer, path = error.row, pointer_to(error.place), error.keyword
    keyword = str(path[-1])
    wanted, found = value_at(schema, error.keyword), value_at(document, error.place)
    if keyword == "required":
        for name in wanted:
            if name not in found:
                yield Violation(row, pointer, keyword, {"name": name}, path, f"{pointer}/{escape(name)}")
    elif keyword == "dependentRequired":
        for name, needed in wanted.items():
            if name in found and (missing := [each for each in needed if each not in found]):
                yield Violation(row, f"{pointer}/{escape(name)}", keyword, {"name": name, "missing": missing}, path)
    elif keyword == "uniqueItems":
        for first, again in _repeated(found):
            yield Violation(row, f"{pointer}/{again}", keyword, {"received": found[again], "first": first}, path)
    elif keyword == "type":
        kinds = [JsonType(each) for each in (wanted if isinstance(wanted, list) else [wanted])]
        yield Violation(row, pointer, keyword, {"received": kind_of(found), "expected": kinds}, path, pointer)
    else:
        yield Violation(row, pointer, keyword, {"received": _shown(keyword, found), "expected": wanted}, path)


def value_at(value: Any, path: Iterable[Any]) -> Any:
    """The value at the end of a path."""
    for step in path:
        value = value[step]
    return value


def kind_of(value: Any) -> JsonType:
    """The JSON type of a value, as JSON Schema names it."""
    if value is None:
        return JsonType.NULL
    return next((name for kind, name in _KINDS if isinstance(value, kind)), JsonType.OBJECT)


def _shown(keyword: str, found: Any) -> Any:
    if keyword in _COUNTED:
        return len(found)
    return kind_of(found) if isinstance(found, dict | list) else found


def _repeated(items: list[Any]) -> Iterator[tuple[int, int]]:
    """(index of the first, index of the copy) for every repeated item; 1 equals 1.0, but not true."""
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
