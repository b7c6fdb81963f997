"""Whether a value conforms to a data schema (TD 1.1, 5.3.2).

Only the terms of the standard count. A `pattern` and a `format` are not applied: a pattern of the product could take
hours, and validation by format is left to the implementation. So a value that is refused here is wrong in any case.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from conformance.authoring import capped
from conformance.readers.json import escape
from conformance.readers.json_values import is_number, list_or_empty, object_or_empty, whole

_TYPES: dict[str, type | tuple[type, ...]] = {
    "boolean": bool,
    "string": str,
    "object": dict,
    "array": list,
    "null": type(None),
}
_CLOSE = 1e-9


class Deviation(NamedTuple):
    """Where in the value it violates the schema, and the term that says so: what was received, what it expects."""

    pointer: str
    term: str
    received: Any
    expected: Any


def deviation(schema: Any, value: Any, *, unseen: str = "") -> Deviation | None:
    """The first violation; None if the value conforms. `unseen` names the term whose members are never in such a value.

    That is `writeOnly` for what a thing returns, `readOnly` for what it is sent.
    """
    return next(_violations(object_or_empty(schema), value, "", unseen), None)


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal: true is not 1, 1.0 is."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(each, other[name]) for name, each in one.items())
    return bool(one == other)


def shown(value: Any) -> str:
    """A JSON value as a finding shows it."""
    return capped(json.dumps(value, ensure_ascii=False))


def _violations(schema: dict[str, Any], value: Any, pointer: str, unseen: str) -> Iterator[Deviation]:
    kind = schema.get("type")
    if isinstance(kind, str) and not _is_of(kind, value):
        yield Deviation(pointer, "type", value, kind)
        return
    if "const" in schema and not same(schema["const"], value):
        yield Deviation(pointer, "const", value, schema["const"])
    choices = schema.get("enum")
    if isinstance(choices, list) and choices and not any(same(each, value) for each in choices):
        yield Deviation(pointer, "enum", value, choices)
    several = [each for each in list_or_empty(schema.get("oneOf")) if isinstance(each, dict)]
    if several and all(next(_violations(each, value, pointer, unseen), None) for each in several):
        yield Deviation(pointer, "oneOf", value, several)
    if is_number(value):
        yield from (Deviation(pointer, term, value, schema[term]) for term in _numeric(schema, value))
    elif isinstance(value, str):
        yield from (
            Deviation(pointer, term, value, schema[term])
            for term in _counted(schema, len(value), "minLength", "maxLength")
        )
    elif isinstance(value, list):
        yield from (
            Deviation(pointer, term, value, schema[term])
            for term in _counted(schema, len(value), "minItems", "maxItems")
        )
        yield from _items(schema.get("items"), value, pointer, unseen)
    elif isinstance(value, dict):
        yield from _members(schema, value, pointer, unseen)


def _is_of(kind: str, value: Any) -> bool:
    if kind == "integer":
        return whole(value) is not None
    if kind == "number":
        return is_number(value)
    return kind not in _TYPES or isinstance(value, _TYPES[kind])


def _numeric(schema: dict[str, Any], value: float) -> Iterator[str]:
    def limit(term: str) -> float | None:
        found = schema.get(term)
        return found if is_number(found) else None

    if (least := limit("minimum")) is not None and value < least:
        yield "minimum"
    if (above := limit("exclusiveMinimum")) is not None and value <= above:
        yield "exclusiveMinimum"
    if (most := limit("maximum")) is not None and value > most:
        yield "maximum"
    if (below := limit("exclusiveMaximum")) is not None and value >= below:
        yield "exclusiveMaximum"
    if (step := limit("multipleOf")) is not None and step > 0 and not _is_multiple(value, step):
        yield "multipleOf"


def _is_multiple(value: float, step: float) -> bool:
    """Whether it is one, as far as floating point can tell."""
    if isinstance(value, int) and isinstance(step, int):
        return value % step == 0
    try:
        times = value / step
    except OverflowError:
        return True
    return not math.isfinite(times) or abs(times - round(times)) <= _CLOSE * max(1.0, abs(times))


def _counted(schema: dict[str, Any], count: int, least: str, most: str) -> Iterator[str]:
    if (low := whole(schema.get(least))) is not None and count < low:
        yield least
    if (high := whole(schema.get(most))) is not None and count > high:
        yield most


def _items(items: Any, value: list[Any], pointer: str, unseen: str) -> Iterator[Deviation]:
    if isinstance(items, dict):
        for at, each in enumerate(value):
            yield from _violations(items, each, f"{pointer}/{at}", unseen)
    elif isinstance(items, list):  # further items are allowed (8.2)
        for at, (schema, each) in enumerate(zip(items, value, strict=False)):
            yield from _violations(object_or_empty(schema), each, f"{pointer}/{at}", unseen)


def _members(schema: dict[str, Any], value: dict[str, Any], pointer: str, unseen: str) -> Iterator[Deviation]:
    described = object_or_empty(schema.get("properties"))
    for name in list_or_empty(schema.get("required")):
        is_missing = isinstance(name, str) and name not in value
        if is_missing and object_or_empty(described.get(name)).get(unseen) is not True:
            yield Deviation(pointer, "required", value, name)
    for name, inner in described.items():
        if name in value:
            yield from _violations(object_or_empty(inner), value[name], f"{pointer}/{escape(name)}", unseen)
