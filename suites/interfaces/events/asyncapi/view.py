"""The typed view of an AsyncAPI 3 document: its Objects, the references between them, and what these mean.

Values of the wrong type are skipped: exactly one row reports them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote

from conformance.authoring import Blocked
from conformance.readers.json import JsonText, escape
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import object_or_empty, values_at
from conformance.readers.source import Source
from conformance.readers.yaml import json_or_yaml

from .objects import FLOWS, PLACES, REFERENCES

VERSION = re.compile(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-[0-9A-Za-z.\-]{1,99})?", re.ASCII)
JUDGED = ("3.0", "3.1")
INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_JUDGED = re.compile(r"3\.[01](?![0-9])")
EXPRESSION = re.compile(r"\{([^{}]*)\}")
_ABSENT = object()
Members = dict[str, Any]


class Reference(NamedTuple):
    """A Reference Object: its place, its `$ref`, and the kind of Object that belongs there."""

    pointer: str
    text: str
    kind: str = ""

    @property
    def path(self) -> list[str] | None:
        """The steps of the pointer into this document; None for a reference to another one, or to an anchor."""
        document, _, fragment = self.text.partition("#")
        if document or (fragment and not fragment.startswith("/")):
            return None
        return [unquote(step).replace("~1", "/").replace("~0", "~") for step in fragment.split("/")[1:]]


class Use(NamedTuple):
    """An operation, or the reply to one: its place and members, and whether the application has to implement it."""

    pointer: str
    members: Members
    at_root: bool


@dataclass(frozen=True)
class AsyncApi(JsonDocument):
    """An AsyncAPI document."""

    @property
    def yaml_members(self) -> list[JsonText]:
        """The text, if it is YAML that could be parsed."""
        return [self.text] if self.text.usable and self.text.language == "yaml" else []

    @cached_property
    def root(self) -> Members:
        """The AsyncAPI Object. Raises Blocked for a version that is not judged."""
        root = object_or_empty(self.document)
        said = str(root.get("asyncapi", JUDGED[0]))
        if not _JUDGED.match(said):
            raise Blocked("other_version", received=said[:20], expected=list(JUDGED))
        return root

    def objects(self, kind: str) -> Iterator[tuple[str, Members]]:
        """(pointer, members) of every Object of a kind; references to one are left out."""
        for pointer, value in self.values(*PLACES[kind]):
            if isinstance(value, dict) and "$ref" not in value:
                yield pointer, value

    def values(self, *places: str) -> Iterator[tuple[str, Any]]:
        """(pointer, value) at each of the places, without extensions."""
        for pointer, value in values_at(self.root, *places) if isinstance(self.document, dict) else ():
            if not _is_extension(pointer):
                yield pointer, value

    @cached_property
    def references(self) -> list[Reference]:
        """Every Reference Object."""
        found = {
            pointer: Reference(pointer, value["$ref"], kind)
            for kind, places in REFERENCES.items()
            for pointer, value in values_at(self.root, *places)
            if isinstance(value, dict) and isinstance(value.get("$ref"), str)
        }
        return list(found.values())

    @cached_property
    def internal_references(self) -> list[Reference]:
        """Those that point into this document."""
        return [each for each in self.references if each.path is not None]

    def target(self, value: Any) -> Any:
        """What a value means: through references inside this document; None where that leads elsewhere or nowhere."""
        for _ in range(32):
            if not isinstance(value, dict) or "$ref" not in value:
                return value
            path = Reference("", value["$ref"]).path if isinstance(value["$ref"], str) else None
            value = None if path is None else self.at(path)
            value = None if value is _ABSENT else value
        return None

    def at(self, path: list[str]) -> Any:
        """The value at the steps of a pointer; _ABSENT where there is none."""
        value: Any = self.root
        for step in path:
            if isinstance(value, dict) and step in value:
                value = value[step]
            elif isinstance(value, list) and INDEX.fullmatch(step) and int(step) < len(value):
                value = value[int(step)]
            else:
                return _ABSENT
        return value

    def exists(self, reference: Reference) -> bool:
        """Whether there is something at the place that a reference into this document names."""
        return reference.path is not None and self.at(reference.path) is not _ABSENT

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Pointer -> the kind of the Object that belongs there."""
        return {pointer: kind for kind, places in PLACES.items() for pointer, _ in self.values(*places)}

    def is_of_its_kind(self, reference: Reference) -> bool:
        """Whether a reference into this document may lead to an Object of the kind that belongs in its place.

        An Object at a place that AsyncAPI does not define may be of any kind, and a trait is a part of what has it.
        """
        path, expected = reference.path or [], reference.kind.removeprefix("used_").removesuffix("_trait")
        found = self.kinds.get("".join(f"/{escape(step)}" for step in path), expected)
        natures = (dict, bool) if expected == "schema" else (dict,)
        return found.removesuffix("_trait") == expected and isinstance(self.at(path), natures)

    @cached_property
    def operations(self) -> list[Use]:
        """Every operation."""
        return [Use(pointer, each, pointer.startswith("/operations")) for pointer, each in self.objects("operation")]

    @cached_property
    def replies(self) -> list[Use]:
        """Every reply."""
        return [Use(pointer, each, pointer.startswith("/operations")) for pointer, each in self.objects("reply")]

    @cached_property
    def addresses(self) -> list[tuple[str, Members, str]]:
        """(pointer, channel, address) of every channel with an address."""
        found = self.objects("channel")
        return [(at, each, each["address"]) for at, each in found if isinstance(each.get("address"), str)]

    @cached_property
    def locations(self) -> list[tuple[str, str]]:
        """(pointer, expression) of every runtime expression."""
        kinds = ("reply_address", "correlation_id", "parameter")
        found = [(f"{at}/location", each.get("location")) for kind in kinds for at, each in self.objects(kind)]
        return [(at, text) for at, text in found if isinstance(text, str)]

    @cached_property
    def schemes(self) -> list[tuple[str, Members]]:
        """Every security scheme with a type."""
        return [(at, each) for at, each in self.objects("security") if isinstance(each.get("type"), str)]

    @cached_property
    def flows(self) -> list[tuple[str, str, Members]]:
        """(pointer, name, members) of every OAuth flow."""
        found = ((at, object_or_empty(each.get("flows"))) for at, each in self.schemes if each["type"] == "oauth2")
        return [
            (f"{at}/flows/{name}", name, flows[name])
            for at, flows in found
            for name in FLOWS
            if isinstance(flows.get(name), dict)
        ]


def _is_extension(pointer: str) -> bool:
    return pointer.rpartition("/")[2].startswith("x-")


def view(source: Source) -> AsyncApi:
    """The document in the source. Raises Blocked where it exceeds a bound of the harness."""
    return AsyncApi(source.once(json_or_yaml).within_bounds())
