"""Small changes to the schema of a suite: a keyword gone, a limit moved by one, a name or value less."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from conformance.readers.json_pointer import pointer_to

LIMITS = frozenset(
    """minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength minItems maxItems
    minProperties maxProperties minContains maxContains multipleOf""".split()  # noqa: SIM905 - to be read
)
NAMED = frozenset({"properties", "patternProperties", "dependentSchemas"})
NOT_JUDGED = frozenset(
    {"$schema", "$id", "$defs", "$ref", "$comment", "title", "description", "allOf", "if", "examples"}
)
OTHER_TYPE = {"integer": "number"}


class SchemaMutant(NamedTuple):
    """A change at a pointer of the schema; `schema` makes the changed one."""

    place: str
    change: str
    schema: Callable[[], dict[str, Any]]


def schema_mutants(schema: dict[str, Any]) -> Iterator[SchemaMutant]:
    """Every change of the definitions, in order."""
    for name, definition in schema.get("$defs", {}).items():
        for steps, owner in _subschemas(definition, ("$defs", name)):
            for key, value in owner.items():
                yield from _of(schema, steps, key, value)


def _subschemas(schema: Any, steps: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """The schema and all in it, each with its place."""
    if isinstance(schema, list):
        for at, item in enumerate(schema):
            yield from _subschemas(item, (*steps, at))
    if isinstance(schema, dict):
        yield steps, schema
        for key, value in schema.items():
            if key in NAMED and isinstance(value, dict):
                for name, inner in value.items():
                    yield from _subschemas(inner, (*steps, key, name))
            elif isinstance(value, dict | list) and key not in (
                "enum",
                "const",
                "required",
                "type",
                "dependentRequired",
            ):
                yield from _subschemas(value, (*steps, key))


def _without(key: str, name: str, owner: dict[str, Any]) -> None:
    del owner[key][name]


def _of(schema: dict[str, Any], steps: tuple[Any, ...], key: str, value: Any) -> Iterator[SchemaMutant]:
    def made(change: str, edit: Callable[[dict[str, Any]], Any]) -> SchemaMutant:
        def changed() -> dict[str, Any]:
            result = copy.deepcopy(schema)
            owner: Any = result
            for step in steps:
                owner = owner[step]
            edit(owner)
            return result

        return SchemaMutant(pointer_to((*steps, key)), change, changed)

    def set_to(other: Any) -> Callable[[dict[str, Any]], Any]:
        return lambda owner: owner.__setitem__(key, other)

    if key in NAMED and isinstance(value, dict):
        for name in value:
            yield made(f"without {name}", partial(_without, key, name))
    elif key not in NOT_JUDGED and not key.startswith("$"):
        yield made("removed", lambda owner: owner.pop(key))
    if key in LIMITS and isinstance(value, int | float):
        step = 1 if isinstance(value, int) else abs(value) * 0.1 or 0.1
        yield made(f"{value} -> {value + step}", set_to(value + step))
        yield made(f"{value} -> {value - step}", set_to(value - step))
    if key in ("required", "enum", "type") and isinstance(value, list) and len(value) > 1:
        for at, item in enumerate(value):
            yield made(f"without {json.dumps(item, ensure_ascii=False)}", set_to([*value[:at], *value[at + 1 :]]))
    if key == "type" and isinstance(value, str) and value in OTHER_TYPE:
        yield made(f"{value} -> {OTHER_TYPE[value]}", set_to(OTHER_TYPE[value]))
    if key == "pattern":
        for anchor, other in (("^", value.removeprefix("^")), ("$", value.removesuffix("$"))):
            if other != value:
                yield made(f"without {anchor}", set_to(other))
    if isinstance(value, bool):
        yield made(f"{str(value).lower()} -> {str(not value).lower()}", set_to(not value))
