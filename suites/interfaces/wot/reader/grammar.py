"""The classes of the information model of Thing Description 1.1 (5.3): their terms, with types.

A type is `string`, `boolean`, `count`, `number`, `positive`, `any` or the name of a class; `[T]` is an array, `{T}` a
map, `T|U` either. A `!` behind it marks a mandatory term. `@context` is not among them: a requirement speaks of it.
"""

from __future__ import annotations

from typing import NamedTuple

_STRINGS = "string|[string]"
_TEXTS = {"title": "string", "titles": "{string}", "description": "string", "descriptions": "{string}"}
_AFFORDANCE = {"@type": _STRINGS, **_TEXTS, "forms": "[Form] !", "uriVariables": "{DataSchema}"}
_DATA = {
    "@type": _STRINGS,
    **_TEXTS,
    "const": "any",
    "default": "any",
    "unit": "string",
    "oneOf": "[DataSchema]",
    "enum": "[any]",
    "readOnly": "boolean",
    "writeOnly": "boolean",
    "format": "string",
    "type": "string",
    "items": "DataSchema|[DataSchema]",
    "minItems": "count",
    "maxItems": "count",
    "minimum": "number",
    "exclusiveMinimum": "number",
    "maximum": "number",
    "exclusiveMaximum": "number",
    "multipleOf": "positive",
    "properties": "{DataSchema}",
    "required": "[string]",
    "minLength": "count",
    "maxLength": "count",
    "pattern": "string",
    "contentEncoding": "string",
    "contentMediaType": "string",
}
_SECURITY = {
    "@type": _STRINGS,
    "description": "string",
    "descriptions": "{string}",
    "proxy": "string",
    "scheme": "string !",
}
_FORM = {
    "href": "string !",
    "contentType": "string",
    "contentCoding": "string",
    "security": _STRINGS,
    "scopes": _STRINGS,
    "response": "ExpectedResponse",
    "additionalResponses": "[AdditionalExpectedResponse]",
    "subprotocol": "string",
}

_TERMS: dict[str, dict[str, str]] = {
    "Thing": {
        "@type": _STRINGS,
        "id": "string",
        **_TEXTS,
        "title": "string !",
        "version": "VersionInfo",
        "created": "string",
        "modified": "string",
        "support": "string",
        "base": "string",
        "properties": "{PropertyAffordance}",
        "actions": "{ActionAffordance}",
        "events": "{EventAffordance}",
        "links": "[Link]",
        "forms": "[ThingForm]",
        "security": f"{_STRINGS} !",
        "securityDefinitions": "{SecurityScheme} !",
        "profile": _STRINGS,
        "schemaDefinitions": "{DataSchema}",
        "uriVariables": "{DataSchema}",
    },
    "PropertyAffordance": {**_DATA, **_AFFORDANCE, "observable": "boolean"},
    "ActionAffordance": {
        **_AFFORDANCE,
        "input": "DataSchema",
        "output": "DataSchema",
        "safe": "boolean",
        "idempotent": "boolean",
        "synchronous": "boolean",
    },
    "EventAffordance": {
        **_AFFORDANCE,
        "subscription": "DataSchema",
        "data": "DataSchema",
        "dataResponse": "DataSchema",
        "cancellation": "DataSchema",
    },
    "DataSchema": _DATA,
    "Form": {**_FORM, "op": _STRINGS},
    "ThingForm": {**_FORM, "op": f"{_STRINGS} !"},
    "ExpectedResponse": {"contentType": "string !"},
    "AdditionalExpectedResponse": {"success": "boolean", "contentType": "string", "schema": "string"},
    "VersionInfo": {"instance": "string !", "model": "string"},
    "Link": {
        "href": "string !",
        "type": "string",
        "rel": "string",
        "anchor": "string",
        "sizes": "string",
        "hreflang": _STRINGS,
    },
    "SecurityScheme": _SECURITY,
}
SCHEMES: dict[str, dict[str, str]] = {
    "nosec": {},
    "auto": {},
    "combo": {"oneOf": "[string]", "allOf": "[string]"},
    "basic": {"in": "string", "name": "string"},
    "digest": {"in": "string", "name": "string", "qop": "string"},
    "apikey": {"in": "string", "name": "string"},
    "bearer": {
        "authorization": "string",
        "in": "string",
        "name": "string",
        "alg": "string",
        "format": "string",
    },
    "psk": {"identity": "string"},
    "oauth2": {
        "authorization": "string",
        "token": "string",
        "refresh": "string",
        "scopes": _STRINGS,
        "flow": "string",
    },
}
"""By the value of `scheme`: the terms that the subclass adds to those of SecurityScheme."""
LATER_SCHEMES = ("auto", "combo")
"""Those that Thing Description 1.0 does not have."""


class Term(NamedTuple):
    """A term of a class: its types, any of which a value may have, and whether it is mandatory.

    A value of one of the types `plain` is right, and there is nothing in it that has to be looked at.
    """

    types: tuple[str, ...]
    mandatory: bool
    plain: tuple[type, ...]


_PLAIN: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "number": (int, float),
    "any": (str, bool, int, float, type(None), list, dict),
}


def _term(text: str) -> Term:
    types = tuple(text.removesuffix(" !").split("|"))
    return Term(types, text.endswith("!"), tuple(each for name in types for each in _PLAIN.get(name, ())))


def _read(terms: dict[str, str]) -> dict[str, Term]:
    return {name: _term(text) for name, text in terms.items()}


CLASSES = {name: _read(terms) for name, terms in _TERMS.items()}
"""By class: its terms."""
MANDATORY = {kind: tuple(name for name, term in terms.items() if term.mandatory) for kind, terms in CLASSES.items()}
"""By class: the mandatory terms; no kind of security scheme adds one."""
SUBCLASSES = {name: _read({**_SECURITY, **terms}) for name, terms in SCHEMES.items()}
"""By the value of `scheme`: the terms of a security scheme."""

ROOM = ("header", "query", "body", "cookie", "auto")
IN = {"basic": ROOM, "digest": ROOM, "bearer": ROOM, "apikey": (*ROOM, "uri")}
"""By security scheme: where what it needs may be."""
QOP = ("auth", "auth-int")
TYPES = ("boolean", "integer", "number", "string", "object", "array", "null")

_PROPERTY_OPS = ("readproperty", "writeproperty", "observeproperty", "unobserveproperty")
_EVENT_OPS = ("subscribeevent", "unsubscribeevent")
_THING_OPS = ("readallproperties", "writeallproperties", "readmultipleproperties", "writemultipleproperties")
OPERATIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "1.0": {
        "PropertyAffordance": _PROPERTY_OPS,
        "ActionAffordance": ("invokeaction",),
        "EventAffordance": _EVENT_OPS,
        "Thing": _THING_OPS,
    },
    "1.1": {
        "PropertyAffordance": _PROPERTY_OPS,
        "ActionAffordance": ("invokeaction", "queryaction", "cancelaction"),
        "EventAffordance": _EVENT_OPS,
        "Thing": (
            *_THING_OPS,
            "observeallproperties",
            "unobserveallproperties",
            "queryallactions",
            "subscribeallevents",
            "unsubscribeallevents",
        ),
    },
}
"""By version and by what a form belongs to: the operation types it may have."""

URIS = {
    "Thing": ("id", "support", "base", "profile"),
    "Form": ("href",),
    "ThingForm": ("href",),
    "Link": ("href", "anchor"),
    "SecurityScheme": ("proxy", "authorization", "token", "refresh"),
}
"""By class: the terms that are URIs or references to them."""
