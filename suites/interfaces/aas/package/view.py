"""The view of a package: its parts, relationships, content types and the environments in it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from conformance.readers.json import json_text
from conformance.readers.json_values import object_or_empty, values_at
from conformance.readers.source import Inside, Source
from conformance.readers.uri import has_scheme
from conformance.readers.xml_tree import Element
from conformance_suites.interfaces.aas.reader.package import (
    CONTENT_TYPES,
    ORIGIN,
    RELATIONSHIPS,
    SPEC,
    Package,
    Relationship,
    read_package,
    relationships_of,
    target_of,
)
from conformance_suites.interfaces.aas.reader.xml_data import Problem, environment_of

JSON, XML = ".json", ".xml"
OUTSIDE = "External"
FILES = 50_000
"""Elements of a data file among which those that are files are looked for."""


class Read(NamedTuple):
    """A part of the package itself with its elements; None if it cannot be read."""

    name: str
    elements: list[Element] | None


class Named(NamedTuple):
    """A path that a data file gives, with its place."""

    place: str
    path: str


class XmlData(NamedTuple):
    """A file with data in XML: what it says in JSON, or why there is no environment in it."""

    name: str
    read: bytes | Problem


@dataclass(frozen=True)
class AasxPackage:
    """A package file of Asset Administration Shells."""

    package: Package

    @property
    def archives(self) -> list[Package]:
        """The package itself."""
        return [self.package]

    @property
    def parts(self) -> list[str]:
        """The names of the items, if the directory can be read."""
        return self.package.names

    @property
    def own_names(self) -> list[str]:
        """The items that describe the package itself: its content types and relationships."""
        rels = [name for name in self.parts if posixpath.dirname(name).endswith("_rels") and name.endswith(".rels")]
        return [*(name for name in self.parts if name.lower() == CONTENT_TYPES.lower()), *rels]

    @cached_property
    def content_types(self) -> list[Read]:
        """The stream with the content types, if there is one that can be unpacked."""
        return self._read("Types", [name for name in self.own_names if not name.endswith(".rels")])

    @cached_property
    def relationship_parts(self) -> list[Read]:
        """The parts with relationships that can be unpacked."""
        return self._read("Relationships", [name for name in self.own_names if name.endswith(".rels")])

    def _read(self, root: str, names: list[str]) -> list[Read]:
        trees = {name: self.package.tree(name, root) for name in names if self.package.read(name) is not None}
        return [Read(name, tree.root.children if tree and tree.root else None) for name, tree in trees.items()]

    @cached_property
    def relationships(self) -> list[Relationship]:
        """The relationships that can be read."""
        found = []
        for name, elements in self.relationship_parts:
            source = name.removesuffix(".rels").replace("_rels/", "", 1) if name != RELATIONSHIPS else ""
            for at, each in enumerate(elements or ()):
                kind, target = each.attributes.get("Type"), each.attributes.get("Target")
                if kind is not None and target is not None:
                    outside = each.attributes.get("TargetMode") == OUTSIDE
                    found.append(
                        Relationship(f"/{name}/{at}", source, kind, None if outside else target_of(source, target))
                    )
        return found

    @property
    def inner(self) -> list[Relationship]:
        """The relationships to parts."""
        return [each for each in self.relationships if each.target is not None]

    @property
    def of_the_specification(self) -> list[Relationship]:
        """The relationships of types of the specification."""
        return [each for each in self.relationships if each.short]

    @property
    def roots(self) -> list[Package]:
        """The package, if its own relationships can be read."""
        readable = any(name == RELATIONSHIPS and elements is not None for name, elements in self.relationship_parts)
        return [self.package] if readable else []

    @cached_property
    def origins(self) -> list[str]:
        """The parts that the package names as its origin."""
        found = (each for each in self.relationships if each.source == "" and each.short == ORIGIN)
        return [name for each in found if (name := self.package.named(each.target or "")) is not None]

    @property
    def readable_origins(self) -> list[str]:
        """The origins whose relationships, if there are any, can be read."""
        broken = {name for name, elements in self.relationship_parts if elements is None}
        return [each for each in self.origins if relationships_of(each) not in broken]

    @cached_property
    def data(self) -> list[Relationship]:
        """The relationships from an origin to data."""
        origins = {each.lower() for each in self.origins}
        return [each for each in self.relationships if each.source.lower() in origins and each.short == SPEC]

    @cached_property
    def environments(self) -> list[Inside]:
        """The data in JSON, and that in XML as the JSON that says the same."""
        of_xml = [Inside(f"/{each.name}", None, each.read) for each in self.xml_data if isinstance(each.read, bytes)]
        return [Inside(f"/{name}", None, content) for name, content in self._data(JSON)] + of_xml

    @cached_property
    def xml_data(self) -> list[XmlData]:
        """The data in XML that can be unpacked."""
        return [XmlData(name, environment_of(content)) for name, content in self._data(XML)]

    @cached_property
    def data_parts(self) -> list[str]:
        """The parts with data."""
        names = dict.fromkeys(self.package.named(each.target or "") for each in self.data)
        return [name for name in names if name is not None]

    def _data(self, ending: str) -> list[tuple[str, bytes]]:
        found = ((name, self.package.read(name)) for name in self.data_parts if name.lower().endswith(ending))
        return [(name, content) for name, content in found if content is not None]

    @cached_property
    def files(self) -> list[Named]:
        """The paths in the package that the data gives."""
        found = []
        for each in self.environments:
            text = json_text(Source("data.json", each.data))
            document = object_or_empty(text.document) if text.usable else {}
            way = "/assetAdministrationShells/*/assetInformation/defaultThumbnail/path"
            found += [Named(each.pointer + place, path) for place, path in values_at(document, way)]
            found += [Named(each.pointer + place, path) for place, path in _file_values(document)]
        return [each for each in found if isinstance(each.path, str) and _is_inside(each.path)]


def _file_values(document: object) -> list[tuple[str, str]]:
    """(pointer, value) of the elements of class File, without recursion."""
    found, left, seen = [], [("", document)], 0
    while left and seen < FILES:
        place, value = left.pop()
        seen += 1
        if isinstance(value, dict):
            if value.get("modelType") == "File" and isinstance(value.get("value"), str):
                found.append((f"{place}/value", value["value"]))
            left += [(f"{place}/{name}", each) for name, each in value.items() if isinstance(each, dict | list)]
        elif isinstance(value, list):
            left += [(f"{place}/{at}", each) for at, each in enumerate(value) if isinstance(each, dict | list)]
    return found


def _is_inside(path: str) -> bool:
    return path.startswith("/") and not path.startswith("//") and not has_scheme(path)


def view(source: Source) -> AasxPackage:
    """The package in the source. Raises Blocked where it exceeds a bound."""
    return AasxPackage(source.once(read_package))
