"""What the definition of an API says of the query parameters of an operation (OpenAPI 3; Features 1.0, 7.6)."""

from __future__ import annotations

import re
from typing import Any

from conformance.readers.json_values import list_or_empty, object_or_empty, value_at

_ITEMS = re.compile(r"/collections/([^/]+)/items/?$")


def takes_anything(definition: Any, collection: str) -> bool | None:
    """Whether reading the items of a collection takes parameters that are not declared; None if it is not described."""
    paths = object_or_empty(object_or_empty(definition).get("paths"))
    found = {match[1]: item for path, item in paths.items() if (match := _ITEMS.search(path))}
    named = next((item for name, item in found.items() if name == collection), None)
    general = next((item for name, item in found.items() if name.startswith("{")), None)
    item = named if named is not None else general
    if item is None:
        return None
    declared = [*_parameters(item), *_parameters(object_or_empty(item).get("get"))]
    return any(_is_free(_resolved(definition, each)) for each in declared)


def _parameters(value: Any) -> list[Any]:
    return list_or_empty(object_or_empty(value).get("parameters"))


def _resolved(definition: Any, parameter: Any) -> dict[str, Any]:
    """The parameter, or the one in the same document that it refers to; nothing of others is fetched."""
    reference = object_or_empty(parameter).get("$ref")
    if isinstance(reference, str):
        return object_or_empty(value_at(definition, reference[1:])) if reference.startswith("#/") else {}
    return object_or_empty(parameter)


def _is_free(parameter: dict[str, Any]) -> bool:
    """Whether the members of its value are parameters (style form, exploded, additional properties)."""
    schema = object_or_empty(parameter.get("schema"))
    if parameter.get("in") != "query" or schema.get("type") != "object":
        return False
    return schema.get("additionalProperties") is not False and parameter.get("style", "form") == "form"
