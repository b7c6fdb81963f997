"""The parts of the view of a description: Objects of some kinds, where a requirement judges them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .grammar import objects_in
from .walk import Found

URLS = {
    "OpenAPI": ("jsonSchemaDialect",),
    "Info": ("termsOfService",),
    "Contact": ("url", "email"),
    "License": ("url",),
    "ExternalDocumentation": ("url",),
    "Server": ("url",),
    "Example": ("externalValue",),
    "SecurityScheme": ("openIdConnectUrl",),
    "OAuthFlow": ("authorizationUrl", "tokenUrl", "refreshUrl"),
}
"""Fields that are URLs, URIs or electronic mail addresses, by Object."""

EXCLUSIVE = {
    "License": ("identifier", "url"),
    "Parameter": ("example", "examples"),
    "Header": ("example", "examples"),
    "MediaType": ("example", "examples"),
    "Example": ("value", "externalValue"),
    "Link": ("operationRef", "operationId"),
}
"""Fields of which an Object has one at most."""


class Part(NamedTuple):
    """Objects of these kinds: those that have one of the fields, if there are any, and all of the values."""

    kinds: tuple[str, ...]
    having: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()

    def holds(self, found: Found) -> bool:
        """Whether an Object of one of the kinds belongs to the part."""
        members = found.value
        has = not self.having or any(name in members for name in self.having)
        return has and all(members.get(name) == value for name, value in self.where)


def _fields(table: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in table.values() for name in names))


PARTS = {
    "operations": Part(("Operation",)),
    "parameters": Part(("Parameter",)),
    "parameters_and_headers": Part(("Parameter", "Header")),
    "path_parameters": Part(("Parameter",), having=("schema",), where=(("in", "path"),)),
    "parameter_contents": Part(("Parameter", "Header"), having=("content",)),
    "serialised": Part(("Parameter", "Header", "Encoding"), having=("in", "style")),
    "query_fields": Part(("Parameter",), having=("allowEmptyValue", "allowReserved")),
    "alternatives": Part(tuple(EXCLUSIVE), having=_fields(EXCLUSIVE)),
    "links": Part(("Link",)),
    "urls": Part(tuple(URLS), having=_fields(URLS)),
    "components": Part(("Components",)),
    "responses": Part(("Responses",)),
    "answers": Part(("Response",)),
    "media_types": Part(("RequestBody", "Response", "Encoding"), having=("content", "contentType")),
    "encoded": Part(("MediaType",), having=("encoding",)),
    "parameter_lists": Part(("PathItem", "Operation"), having=("parameters",)),
    "identified_operations": Part(("Operation",), having=("operationId",)),
    "security_schemes": Part(("SecurityScheme",)),
    "security_requirements": Part(("SecurityRequirement",)),
    "tags": Part(("Tag",)),
    "servers": Part(("Server",)),
    "server_enums": Part(("ServerVariable",), having=("enum",)),
    "schemas": Part(("Schema",)),
    "typed_schemas": Part(("Schema",), having=("type",)),
    "arrays": Part(("Schema",), where=(("type", "array"),)),
    "directed": Part(("Schema",), having=("readOnly", "writeOnly")),
    "defaults": Part(("Schema",), having=("default",)),
}
"""The parts by name."""


def cut_by(kind: str, version: str) -> list[str]:
    """The parts that lack Objects where a value should have had this type and has another."""
    lost = objects_in(kind, version)
    return [name for name, part in PARTS.items() if not lost.isdisjoint(part.kinds)]
