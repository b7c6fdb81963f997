"""The Objects of OpenAPI 3.0 and 3.1: their fixed fields, with types.

A type is `string`, `boolean`, `integer`, `number`, `any` or the name of an Object; `[T]` is an array, `{T}` a map, `T&`
a T or a Reference Object, `T|U` either. Behind the type, `!` marks a required field, `!3.0` one that is required in
that version, `3.0` or `3.1` one that only this version has.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

VERSIONS = ("3.0", "3.1")
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_DESCRIBED = {"summary": "string", "description": "string"}
_SERIALISED = {
    "description": "string",
    "required": "boolean",
    "deprecated": "boolean",
    "style": "string",
    "explode": "boolean",
    "schema": "Schema",
    "example": "any",
    "examples": "{Example&}",
    "content": "{MediaType}",
}

COUNTS = (
    "maxLength",
    "minLength",
    "maxItems",
    "minItems",
    "maxProperties",
    "minProperties",
    "minContains",
    "maxContains",
)
"""Keywords of schemas whose number is not negative."""
NOT_EMPTY = ("allOf", "oneOf", "anyOf", "prefixItems", "type")
"""Keywords of schemas whose list is not empty."""

_FIELDS: dict[str, dict[str, str]] = {
    "OpenAPI": {
        "openapi": "any",  # its own requirement
        "info": "Info !",
        "jsonSchemaDialect": "string 3.1",
        "servers": "[Server]",
        "paths": "Paths !3.0",
        "webhooks": "{PathItem} 3.1",
        "components": "Components",
        "security": "[SecurityRequirement]",
        "tags": "[Tag]",
        "externalDocs": "ExternalDocumentation",
    },
    "Info": {
        "title": "string !",
        "summary": "string 3.1",
        "description": "string",
        "termsOfService": "string",
        "contact": "Contact",
        "license": "License",
        "version": "string !",
    },
    "Contact": {"name": "string", "url": "string", "email": "string"},
    "License": {"name": "string !", "identifier": "string 3.1", "url": "string"},
    "Server": {"url": "string !", "description": "string", "variables": "{ServerVariable}"},
    "ServerVariable": {"enum": "[string]", "default": "string !", "description": "string"},
    "Components": {
        "schemas": "{Schema}",
        "responses": "{Response&}",
        "parameters": "{Parameter&}",
        "examples": "{Example&}",
        "requestBodies": "{RequestBody&}",
        "headers": "{Header&}",
        "securitySchemes": "{SecurityScheme&}",
        "links": "{Link&}",
        "callbacks": "{Callback&}",
        "pathItems": "{PathItem} 3.1",
    },
    "PathItem": {
        "$ref": "string",
        **_DESCRIBED,
        **dict.fromkeys(_METHODS, "Operation"),
        "servers": "[Server]",
        "parameters": "[Parameter&]",
    },
    "Operation": {
        "tags": "[string]",
        **_DESCRIBED,
        "externalDocs": "ExternalDocumentation",
        "operationId": "string",
        "parameters": "[Parameter&]",
        "requestBody": "RequestBody&",
        "responses": "Responses !3.0",
        "callbacks": "{Callback&}",
        "deprecated": "boolean",
        "security": "[SecurityRequirement]",
        "servers": "[Server]",
    },
    "ExternalDocumentation": {"description": "string", "url": "string !"},
    "Parameter": {
        "name": "string !",
        "in": "string !",
        **_SERIALISED,
        "allowEmptyValue": "boolean",
        "allowReserved": "boolean",
    },
    "RequestBody": {"description": "string", "content": "{MediaType} !", "required": "boolean"},
    "MediaType": {"schema": "Schema", "example": "any", "examples": "{Example&}", "encoding": "{Encoding}"},
    "Encoding": {
        "contentType": "string",
        "headers": "{Header&}",
        "style": "string",
        "explode": "boolean",
        "allowReserved": "boolean",
    },
    "Response": {"description": "string", "headers": "{Header&}", "content": "{MediaType}", "links": "{Link&}"},
    "Example": {**_DESCRIBED, "value": "any", "externalValue": "string"},
    "Link": {
        "operationRef": "string",
        "operationId": "string",
        "parameters": "{any}",
        "requestBody": "any",
        "description": "string",
        "server": "Server",
    },
    "Header": {**_SERIALISED, "allowEmptyValue": "boolean 3.0", "allowReserved": "boolean 3.0"},
    "Tag": {"name": "string !", "description": "string", "externalDocs": "ExternalDocumentation"},
    "SecurityScheme": {
        "type": "string !",
        "description": "string",
        "name": "string",
        "in": "string",
        "scheme": "string",
        "bearerFormat": "string",
        "flows": "OAuthFlows",
        "openIdConnectUrl": "string",
    },
    "OAuthFlows": dict.fromkeys(("implicit", "password", "clientCredentials", "authorizationCode"), "OAuthFlow"),
    "OAuthFlow": {
        "authorizationUrl": "string",
        "tokenUrl": "string",
        "refreshUrl": "string",
        "scopes": "{string} !",
    },
    "Discriminator": {"propertyName": "string !", "mapping": "{string}"},
    "XML": {
        "name": "string",
        "namespace": "string",
        "prefix": "string",
        "attribute": "boolean",
        "wrapped": "boolean",
    },
    "Schema": {
        **dict.fromkeys(("title", "pattern", "description", "format"), "string"),
        **dict.fromkeys(("multipleOf", "maximum", "minimum"), "number"),
        "exclusiveMaximum": "boolean 3.0",
        "exclusiveMinimum": "boolean 3.0",
        **dict.fromkeys(COUNTS[:6], "integer"),
        **dict.fromkeys(("uniqueItems", "readOnly", "writeOnly", "deprecated"), "boolean"),
        "nullable": "boolean 3.0",
        "required": "[string]",
        "enum": "[any]",
        "type": "string 3.0",
        **dict.fromkeys(("allOf", "oneOf", "anyOf"), "[Schema]"),
        **dict.fromkeys(("not", "items"), "Schema"),
        "properties": "{Schema}",
        "additionalProperties": "Schema|boolean",
        "default": "any",
        "example": "any",
        "discriminator": "Discriminator",
        "xml": "XML",
        "externalDocs": "ExternalDocumentation",
    },
}

_KEYWORDS_OF_3_1 = {
    "type": "string|[string]",
    **dict.fromkeys(("exclusiveMaximum", "exclusiveMinimum"), "number"),
    **dict.fromkeys(("$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$comment"), "string"),
    **dict.fromkeys(("$defs", "dependentSchemas", "patternProperties"), "{Schema}"),
    "prefixItems": "[Schema]",
    **dict.fromkeys(("if", "then", "else", "contains", "propertyNames", "contentSchema"), "Schema"),
    **dict.fromkeys(("unevaluatedItems", "unevaluatedProperties"), "Schema"),
    "dependentRequired": "{[string]}",
    **dict.fromkeys(COUNTS[6:], "integer"),
    **dict.fromkeys(("contentEncoding", "contentMediaType"), "string"),
    "examples": "[any]",
}

MAPS = {
    "Paths": "PathItem",
    "Responses": "Response&",
    "Callback": "PathItem",
    "SecurityRequirement": "[string]",
}
"""Objects whose fields are patterned, with the type of each value; names that begin with `x-` are extensions."""


class Field(NamedTuple):
    """A fixed field: the type of its value, and whether it is required."""

    type: str
    required: bool


@cache
def fields(version: str) -> dict[str, dict[str, Field]]:
    """By Object, the fixed fields in a version."""
    found = {name: _of(each, version) for name, each in _FIELDS.items()}
    if version == "3.1":
        found["Schema"] |= {name: Field(kind, False) for name, kind in _KEYWORDS_OF_3_1.items()}
    return found


def _of(written: dict[str, str], version: str) -> dict[str, Field]:
    found = {}
    for name, each in written.items():
        kind, *marks = each.split()
        if not set(marks) & set(VERSIONS) or version in marks:
            found[name] = Field(kind, bool({"!", f"!{version}"} & set(marks)))
    return found


@cache
def objects_in(kind: str, version: str) -> frozenset[str]:
    """The names of the Objects that a value of this type may hold, at any depth."""
    found: set[str] = set()
    open_ = [kind]
    while open_:
        for part in open_.pop().split("|"):
            name = part.strip("[]{}&")
            if name in MAPS:
                open_.append(MAPS[name])
            if name in found or (name not in (known := fields(version)) and name not in MAPS):
                continue
            found.add(name)
            open_ += [each.type for each in known.get(name, {}).values()]
    return frozenset(found)
