"""One walk over entities: every attribute with its place and its type, in whatever representation it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape

from .bounds import ATTRIBUTES
from .grammar import ATTRIBUTE, ENTITY, GEOMETRIES, IMPLIED, VALUES

Members = dict[str, Any]


class Entity(NamedTuple):
    """An entity: its place and its members."""

    pointer: str
    members: Members


class Attribute(NamedTuple):
    """An instance of an attribute of an entity or of another attribute.

    `kind` is its type, which the concise representation implies; empty for an unknown one. `members` are those of
    the instance, none where it is its value alone, without metadata.
    """

    pointer: str
    name: str
    kind: str
    members: Members
    value: Any


class Instances(NamedTuple):
    """The instances of one attribute."""

    pointer: str
    all: list[Attribute]


@dataclass
class Walk:
    """What is in entities. Raises Blocked where there is more than the limit of the harness."""

    attributes: list[Attribute] = field(default_factory=list)
    instances: list[Instances] = field(default_factory=list)
    """The attributes with several instances."""

    def enter(self, entity: Entity) -> None:
        """An entity, and all attributes in it."""
        explicit = any(_says_its_type(each) for value in entity.members.values() for each in _items(value))
        for name, value in entity.members.items():
            if name not in ENTITY:
                self._attribute(f"{entity.pointer}/{escape(name)}", name, value, explicit)

    def _attribute(self, pointer: str, name: str, value: Any, explicit: bool) -> None:
        """An attribute; `explicit` is whether others of its entity state their types, so that it has to."""
        if not isinstance(value, list) or not value or not all(map(_is_instance, value)):
            self._instance(pointer, name, value, explicit)
            return
        found = []
        for at, each in enumerate(value):
            first = len(self.attributes)
            self._instance(f"{pointer}/{at}", name, each, explicit)
            found.append(self.attributes[first])
        if len(found) > 1:
            self.instances.append(Instances(pointer, found))

    def _instance(self, pointer: str, name: str, value: Any, explicit: bool) -> None:
        if len(self.attributes) >= ATTRIBUTES:
            raise Blocked("attribute_bound", bound=ATTRIBUTES)
        kind = kind_of(value, explicit)
        if not isinstance(value, dict) or kind is None or (kind == "GeoProperty" and "coordinates" in value):
            self.attributes.append(Attribute(pointer, name, kind or "Property", {}, value))
            return
        self.attributes.append(Attribute(pointer, name, kind, value, value.get(VALUES.get(kind, ""))))
        for inner, each in value.items() if kind else ():
            if inner not in ATTRIBUTE:
                self._attribute(f"{pointer}/{escape(inner)}", inner, each, explicit)


def kind_of(value: Any, explicit: bool) -> str | None:
    """The type of an instance: empty for an unknown one, None for an object that is a value by itself."""
    if not isinstance(value, dict):
        return None
    if "type" not in value:
        kind = next((kind for member, kind in IMPLIED.items() if member in value), None)
        return "GeoProperty" if kind == "Property" and is_geometry(value["value"]) else kind
    stated = value["type"]
    if isinstance(stated, str) and stated in VALUES:
        return stated
    if is_geometry(value):
        return "GeoProperty"
    return "" if explicit or not IMPLIED.keys().isdisjoint(value) else None


def is_geometry(value: Any) -> bool:
    """Whether a value is an object that says that it is a geometry of GeoJSON."""
    if not isinstance(value, dict) or "coordinates" not in value:
        return False
    return isinstance(kind := value.get("type"), str) and kind in GEOMETRIES


def _items(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else (value,)


def _says_its_type(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(kind := value.get("type"), str) and kind in VALUES


def _is_instance(value: Any) -> bool:
    return _says_its_type(value) or (isinstance(value, dict) and not IMPLIED.keys().isdisjoint(value))
