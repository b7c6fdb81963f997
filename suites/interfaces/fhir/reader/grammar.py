"""CapabilityStatement of FHIR R4 and R5 (the tables of its page): by element the elements in it.

A type is a primitive type of FHIR, `any` for data types that are not looked into, or the name of a backbone element;
`[T]` is an array. A `!` marks a mandatory element, a `5` one that R4 does not have.
"""

from __future__ import annotations

from typing import NamedTuple

_ELEMENT = {"id": "string", "extension": "[any]", "modifierExtension": "[any]"}
_OPERATION = {"name": "string !", "definition": "canonical !", "documentation": "markdown"}
_PARAMETER = {"name": "string !", "definition": "canonical", "type": "code !", "documentation": "markdown"}
_INTERACTION = {"code": "code !", "documentation": "markdown"}
_CLASSES = {
    "CapabilityStatement": {
        "resourceType": "code !",
        "meta": "any",
        "implicitRules": "uri",
        "language": "code",
        "text": "any",
        "contained": "[any]",
        "url": "uri",
        "identifier": "[any] 5",
        "version": "string",
        "versionAlgorithmString": "string 5",
        "versionAlgorithmCoding": "any 5",
        "name": "string",
        "title": "string",
        "status": "code !",
        "experimental": "boolean",
        "date": "dateTime !",
        "publisher": "string",
        "contact": "[any]",
        "description": "markdown",
        "useContext": "[any]",
        "jurisdiction": "[any]",
        "purpose": "markdown",
        "copyright": "markdown",
        "copyrightLabel": "string 5",
        "kind": "code !",
        "instantiates": "[canonical]",
        "imports": "[canonical]",
        "software": "software",
        "implementation": "implementation",
        "fhirVersion": "code !",
        "format": "[code] !",
        "patchFormat": "[code]",
        "acceptLanguage": "[code] 5",
        "implementationGuide": "[canonical]",
        "rest": "[rest]",
        "messaging": "[messaging]",
        "document": "[document]",
    },
    "software": {"name": "string !", "version": "string", "releaseDate": "dateTime"},
    "implementation": {"description": "markdown !", "url": "url", "custodian": "any"},
    "rest": {
        "mode": "code !",
        "documentation": "markdown",
        "security": "security",
        "resource": "[resource]",
        "interaction": "[systemInteraction]",
        "searchParam": "[searchParam]",
        "operation": "[operation]",
        "compartment": "[canonical]",
    },
    "security": {"cors": "boolean", "service": "[any]", "description": "markdown"},
    "resource": {
        "type": "code !",
        "profile": "canonical",
        "supportedProfile": "[canonical]",
        "documentation": "markdown",
        "interaction": "[interaction]",
        "versioning": "code",
        "readHistory": "boolean",
        "updateCreate": "boolean",
        "conditionalCreate": "boolean",
        "conditionalRead": "code",
        "conditionalUpdate": "boolean",
        "conditionalPatch": "boolean 5",
        "conditionalDelete": "code",
        "referencePolicy": "[code]",
        "searchInclude": "[string]",
        "searchRevInclude": "[string]",
        "searchParam": "[searchParam]",
        "operation": "[operation]",
    },
    "interaction": _INTERACTION,
    "systemInteraction": _INTERACTION,
    "searchParam": _PARAMETER,
    "operation": _OPERATION,
    "messaging": {
        "endpoint": "[endpoint]",
        "reliableCache": "unsignedInt",
        "documentation": "markdown",
        "supportedMessage": "[supportedMessage]",
    },
    "endpoint": {"protocol": "any !", "address": "url !"},
    "supportedMessage": {"mode": "code !", "definition": "canonical !"},
    "document": {"mode": "code !", "documentation": "markdown", "profile": "canonical !"},
}
_TYPES = ("number", "date", "string", "token", "reference", "composite", "quantity", "uri", "special", "resource")
CODES = {
    ("CapabilityStatement", "resourceType"): ("CapabilityStatement",),
    ("CapabilityStatement", "status"): ("draft", "active", "retired", "unknown"),
    ("CapabilityStatement", "kind"): ("instance", "capability", "requirements"),
    ("rest", "mode"): ("client", "server"),
    ("interaction", "code"): (
        "read", "vread", "update", "patch", "delete", "history-instance", "history-type", "create", "search-type",
    ),
    ("systemInteraction", "code"): ("transaction", "batch", "search-system", "history-system"),
    ("resource", "versioning"): ("no-version", "versioned", "versioned-update"),
    ("resource", "conditionalRead"): ("not-supported", "modified-since", "not-match", "full-support"),
    ("resource", "conditionalDelete"): ("not-supported", "single", "multiple"),
    ("resource", "referencePolicy"): ("literal", "logical", "resolves", "enforced", "local"),
    ("searchParam", "type"): _TYPES,
    ("supportedMessage", "mode"): ("sender", "receiver"),
    ("document", "mode"): ("producer", "consumer"),
}  # fmt: skip
"""By element with a required binding: its codes. R5 has `resource` among the types of search parameters."""
STRINGS = ("string", "code", "markdown", "uri", "url", "canonical", "dateTime")
"""The primitive types that are strings in JSON."""
PRIMITIVES = (*STRINGS, "boolean", "unsignedInt")


class Member(NamedTuple):
    """An element: its type, whether it repeats, whether it is mandatory, and whether R4 does not have it."""

    type: str
    listed: bool
    mandatory: bool
    later: bool


def _member(text: str) -> Member:
    name, _, marks = text.partition(" ")
    return Member(name.strip("[]"), name.startswith("["), "!" in marks, "5" in marks)


CLASSES = {
    name: {member: _member(text) for member, text in {**_ELEMENT, **members}.items()}
    for name, members in _CLASSES.items()
}
"""By element: the elements in it."""
