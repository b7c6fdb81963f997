"""The view of the suite: what in an OpenAPI document is connected with what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json import escape
from conformance.readers.source import Source
from conformance_suites.interfaces.openapi.reader import document
from conformance_suites.interfaces.openapi.reader.document import Members, OpenApiDocument
from conformance_suites.interfaces.openapi.reader.schemas import Schemas
from conformance_suites.interfaces.openapi.reader.walk import Found, Reference

from .examples import Example, examples_of

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
WITHOUT_BODY = ("get", "head", "delete")
TEMPLATE = re.compile(r"\{([^{}]*)\}")
# Operators of RFC 6570 and expressions that frameworks write into a template besides the name.
_BESIDES_THE_NAME = re.compile(r"^[+#./;?&]|\*$|:.*$", re.DOTALL)
_COMPOSED = ("$ref", "allOf", "anyOf", "oneOf", "patternProperties")


class Listed(NamedTuple):
    """An entry of a list of parameters: its place, and the parameter itself, None if it is in another document."""

    pointer: str
    parameter: Members | None

    def is_in(self, place: str) -> bool:
        """Whether the parameter is known and in this location, and has a name."""
        return self.parameter is not None and self.parameter.get("in") == place and isinstance(self.name, str)

    @property
    def name(self) -> Any:
        return self.parameter.get("name") if self.parameter is not None else None


class Templated(NamedTuple):
    """An operation of a path with templates: its place, the names in the path, and the path parameters it has."""

    pointer: str
    names: list[str]
    declared: set[str]


class OfPath(NamedTuple):
    """A path parameter where it is listed, with its path and the names in that."""

    pointer: str
    name: str
    path: str
    names: set[str]


@dataclass(frozen=True)
class Connections(OpenApiDocument):
    """An OpenAPI document as a web of references."""

    @cached_property
    def inner_references(self) -> list[Reference]:
        """The references into the document itself."""
        return [each for each in self.references if each.text.startswith("#") and not each.within_id]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Pointer -> the kind of the Object there."""
        return {each.pointer: each.kind for each in self.objects}

    @cached_property
    def of_another_type(self) -> frozenset[str]:
        """The places of values that have another type than their field."""
        return frozenset(each.pointer for each in self.walk.mistyped)

    def may_be(self, kind: str, pointer: str, value: Any) -> bool:
        """Whether a value may be an Object of a kind: any object may that is at no place which OpenAPI defines."""
        if pointer in self.of_another_type:
            return True  # another requirement reports it
        fits = isinstance(value, dict) or (kind == "Schema" and isinstance(value, bool))
        return fits and self.kinds.get(pointer, kind) == kind

    def listed(self, owner: Members, pointer: str) -> list[Listed]:
        """The parameters in the list of a Path Item or Operation Object."""
        given = owner.get("parameters")
        found = []
        for at, each in enumerate(given if isinstance(given, list) else ()):
            place = f"{pointer}/parameters/{at}"
            resolved = self.resolved(each, place)
            found.append(Listed(place, resolved[1] if resolved and "$ref" not in resolved[1] else None))
        return found

    @cached_property
    def path_items(self) -> list[tuple[str, str, Members]]:
        """(path, pointer, Path Item Object) of each path, where the item is in this document."""
        found = []
        for pointer, path in self.paths:
            place = self.resolved(self.root["paths"][path], pointer)
            if place and "$ref" not in place[1]:
                found.append((path, *place))
        return found

    @cached_property
    def templated_operations(self) -> list[Templated]:
        """The operations of paths with templates, all of whose parameters are in this document."""
        found = []
        for path, pointer, item in self.path_items:
            names = TEMPLATE.findall(path)
            for method in METHODS if names else ():
                if isinstance(item.get(method), dict):
                    place = f"{pointer}/{method}"
                    listed = (*self.listed(item, pointer), *self.listed(item[method], place))
                    if all(each.parameter is not None for each in listed):
                        declared = {each.name for each in listed if each.is_in("path")}
                        found.append(Templated(place, names, declared))
        return found

    @cached_property
    def parameters_of_paths(self) -> list[OfPath]:
        """The path parameters of each path and its operations."""
        return list(self._of_paths())

    def _of_paths(self) -> Iterator[OfPath]:
        for path, pointer, item in self.path_items:
            names = {form for name in TEMPLATE.findall(path) for form in forms(name)}
            owners = [(item, pointer)]
            owners += [(item[each], f"{pointer}/{each}") for each in METHODS if isinstance(item.get(each), dict)]
            for owner, place in owners:
                for each in self.listed(owner, place):
                    if each.is_in("path"):
                        yield OfPath(each.pointer, each.name, path, names)

    @cached_property
    def bodiless_operations(self) -> list[Found]:
        """The operations with a method that gives a body no meaning."""
        return [each for each in self.operations if each.pointer.rpartition("/")[2] in WITHOUT_BODY]

    @cached_property
    def schemes(self) -> Members:
        """The security schemes by name, and the references to them."""
        components = self.root.get("components")
        found = components.get("securitySchemes") if isinstance(components, dict) else None
        return found if isinstance(found, dict) else {}

    @cached_property
    def scoped_requirements(self) -> list[tuple[str, str, list[Any], set[str]]]:
        """(pointer, scheme, scopes required, scopes available) of each requirement of a scheme of OAuth 2.0."""
        found = []
        for _, pointer, members in self.security_requirements:
            for name, scopes in members.items():
                available = self.scopes(name)
                if scopes and isinstance(scopes, list) and available is not None:
                    found.append((f"{pointer}/{escape(name)}", name, scopes, available))
        return found

    def scopes(self, scheme: str) -> set[str] | None:
        """The scopes of the flows of a scheme; None unless it is one of OAuth 2.0 in this document."""
        place = self.resolved(self.schemes.get(scheme), "")
        flows = place[1].get("flows") if place and place[1].get("type") == "oauth2" else None
        if not isinstance(flows, dict):
            return None
        given = [each.get("scopes") for each in flows.values() if isinstance(each, dict)]
        return {name for each in given if isinstance(each, dict) for name in each}

    @cached_property
    def judged_links(self) -> list[Found]:
        """The links, where the operations that they may name are in this document."""
        elsewhere = any(each.kind == "PathItem" and not each.text.startswith("#") for each in self.references)
        return self.links if self.operations and not elsewhere else []

    @cached_property
    def variable_servers(self) -> list[tuple[Found, list[str]]]:
        """The servers with variables in their URL, and the names of these."""
        named = [(each, TEMPLATE.findall(each.value["url"])) for each in self.servers if _has_text(each.value, "url")]
        return [(each, names) for each, names in named if names]

    @cached_property
    def plain_forms(self) -> list[tuple[Found, Members]]:
        """The media types with encodings whose schema lists its properties itself, with these properties."""
        found = []
        for each in self.encoded:
            place = self.resolved(each.value.get("schema"), "")
            if place and isinstance(place[1].get("properties"), dict) and not place[1].keys() & set(_COMPOSED):
                found.append((each, place[1]["properties"]))
        return found

    @cached_property
    def examples(self) -> list[Example]:
        """The values that are said to match a schema."""
        return list(examples_of(self))

    @cached_property
    def schemas(self) -> tuple[Schemas, Schemas]:
        """The schemas as they apply to what is received, and to what is sent."""
        return Schemas(self), Schemas(self, "readOnly")

    @cached_property
    def typed_defaults(self) -> list[Found]:
        """The schemas of OpenAPI 3.0 with a type and a default."""
        typed = [each for each in self.defaults if isinstance(each.value.get("type"), str)]
        return typed if self.version == "3.0" else []


def forms(name: str) -> tuple[str, str]:
    """The name in a template as written, and without what is not part of the name."""
    return name, _BESIDES_THE_NAME.sub("", name)


def _has_text(members: Members, name: str) -> bool:
    return isinstance(members.get(name), str)


def view(source: Source) -> Connections:
    """The OpenAPI document in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Connections(source.once(document.view).text)
