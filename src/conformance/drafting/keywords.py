"""The keywords of a row's schema that can make a finding, each by its place in the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.readers.json_pointer import pointer_to
from conformance.readers.json_schema_violation import value_at

ASSERTIONS = frozenset(
    {
        *("type", "enum", "const", "pattern", "format", "required", "dependentRequired", "uniqueItems", "contains"),
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"),
        *("minItems", "maxItems", "minContains", "maxContains", "minProperties", "maxProperties", "propertyNames"),
    }
)
BY_NAME = ("properties", "patternProperties", "dependentSchemas")
"""Keywords with a schema for each name."""
IN_ORDER = ("allOf", "prefixItems")
SINGLE = ("items", "additionalProperties", "unevaluatedItems", "unevaluatedProperties", "then", "else")
"""Keywords with one schema; where it is false, the keyword itself is violated. What is below `if` finds nothing."""

Way = tuple[Any, ...]


def keywords_of(schema: dict[str, Any], row: str) -> list[str]:
    """The places such as `#/$defs/AST-GLD-002/required`, each once, in the order of the schema, references followed."""
    return list(dict.fromkeys(f"#{pointer_to(way)}" for way in _below(schema, ("$defs", row), set())))


def _below(schema: dict[str, Any], way: Way, seen: set[Way]) -> Iterator[Way]:
    here = value_at(schema, way)
    if way in seen or not isinstance(here, dict):
        return
    seen.add(way)
    for keyword, value in here.items():
        if keyword in ASSERTIONS or (keyword in SINGLE and value is False):
            yield (*way, keyword)
        elif keyword in SINGLE:
            yield from _below(schema, (*way, keyword), seen)
        elif keyword in BY_NAME:
            for name in value:
                yield from _below(schema, (*way, keyword, name), seen)
        elif keyword in IN_ORDER:
            for at in range(len(value)):
                yield from _below(schema, (*way, keyword, at), seen)
        elif keyword == "$ref":
            yield from _below(schema, tuple(value.removeprefix("#/").split("/")), seen)
