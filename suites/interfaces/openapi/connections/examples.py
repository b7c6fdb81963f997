"""Examples of values, and the schemas that they should conform to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape
from conformance.readers.json_pointer import value_at
from conformance_suites.interfaces.openapi.reader.document import OpenApiDocument
from conformance_suites.interfaces.openapi.reader.schemas import Schemas
from conformance_suites.interfaces.openapi.reader.walk import DIALECTS

_JSON = re.compile(r"application~1(?:[^;]*\+)?json(?:[ \t]*;.*)?", re.IGNORECASE | re.DOTALL)


class Example(NamedTuple):
    """A value with its pointer, and the pointer of its schema."""

    pointer: str
    value: Any
    schema: str


def examples_of(api: OpenApiDocument) -> Iterator[Example]:
    """Those of which OpenAPI says that they match a schema, where that is written in a dialect that is known.

    These are the `example` of a Parameter or Header Object, and the `examples` of JSON. The `examples` of a Parameter
    Object are in the format in which it is sent.
    """
    if api.walk.dialect is not None and not api.walk.dialect.startswith(DIALECTS):
        return
    for each in (*api.of("Parameter"), *api.of("Header")):
        if "schema" in each.value and "example" in each.value:
            yield Example(f"{each.pointer}/example", each.value["example"], f"{each.pointer}/schema")
    for each in api.of("MediaType"):
        listed = each.value.get("examples")
        if "schema" in each.value and isinstance(listed, dict) and _JSON.fullmatch(each.pointer.rpartition("/")[2]):
            for name, given in listed.items():
                found = api.resolved(given, f"{each.pointer}/examples/{escape(name)}")
                if found and "value" in found[1]:
                    yield Example(f"{found[0]}/value", found[1]["value"], f"{each.pointer}/schema")


def violated(api: OpenApiDocument, both: tuple[Schemas, Schemas], example: Example) -> str | None:
    """Where an example violates its schema, whether it is sent or received; None if it does not, or may not.

    A text may be the written form of a value of another type. In OpenAPI 3.0 readers disagree on where null is allowed.
    Raises Blocked for a schema that cannot be used.
    """
    place = api.resolved(value_at(api.root, example.schema), example.schema)
    schema, found = place[0] if place else example.schema, None
    for each in both:
        if (found := each.violation(schema, example.value)) is None:
            return None
    kind = place[1].get("type") if place else None
    if isinstance(example.value, str) and "string" not in (kind if isinstance(kind, list) else [kind]):
        return None
    if not both[0].sound:
        raise Blocked("blocked_by", ids=["IFC-OAD-005"])
    return None if api.version == "3.0" and value_at(example.value, found or "") is None else found
