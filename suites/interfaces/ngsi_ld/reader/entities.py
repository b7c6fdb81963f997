"""The view of entities that the suite judges.

Values of the wrong type are skipped here: exactly one row reports them, and cuts off the parts that lack them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.readers.source import Source

from .grammar import NULL, SHAPES, SPACES, TIMES
from .walk import Attribute, Entity, Instances, Walk, is_geometry


class Value(NamedTuple):
    """A value with its place."""

    pointer: str
    value: Any


@dataclass(frozen=True)
class Entities(JsonDocument):
    """An entity, or an array of them, in the normalized, the concise or the simplified representation."""

    @cached_property
    def entities(self) -> list[Entity]:
        """The entities of the file."""
        if isinstance(self.document, list):
            return [Entity(f"/{at}", each) for at, each in enumerate(self.document) if isinstance(each, dict)]
        return [Entity("", self.document)] if isinstance(self.document, dict) else []

    @cached_property
    def walk(self) -> Walk:
        """All attributes."""
        walk = Walk()
        for each in self.entities:
            walk.enter(each)
        return walk

    @property
    def attributes(self) -> list[Attribute]:
        return self.walk.attributes

    @cached_property
    def described(self) -> list[Attribute]:
        """The attributes with members, of a type that is known."""
        return [each for each in self.attributes if each.members and each.kind]

    # What the rows judge

    @cached_property
    def ids(self) -> list[Value]:
        """The identifiers of entities."""
        return _values(self.entities, "id")

    @cached_property
    def types(self) -> list[Value]:
        """What entities give as their types, alone or in an array."""
        return _values(self.entities, "type")

    @cached_property
    def names(self) -> list[Value]:
        """The names of the types of entities, and of attributes, each as often as it occurs."""
        found = [name for each in self.types for name in _each(each)]
        return [*found, *(Value(each.pointer, each.name) for each in self.attributes)]

    @cached_property
    def nulls(self) -> list[Value]:
        """Members of entities and attributes, where a null would be."""
        holders: list[Entity | Attribute] = [*self.entities, *self.described]
        return [Value(f"{each.pointer}/{name}", value) for each in holders for name, value in each.members.items()]

    @cached_property
    def kept(self) -> list[Attribute]:
        """The attributes that are not said to be deleted."""
        gone = tuple(f"{each.pointer}/" for each in self.entities if "deletedAt" in each.members)
        return [
            each for each in self.attributes if "deletedAt" not in each.members and not each.pointer.startswith(gone)
        ]

    @cached_property
    def relationships(self) -> list[Value]:
        """The objects of relationships, alone or in an array."""
        return _singly(_values(self.described, "object"))

    @cached_property
    def stated(self) -> list[Attribute]:
        """The attributes that state a type."""
        return [each for each in self.attributes if "type" in each.members]

    @cached_property
    def placed(self) -> list[Value]:
        """The values of geographic properties; a text that is JSON is read."""
        return [
            Value(f"{each.pointer}/value" if each.members else each.pointer, _read(each.value))
            for each in self.attributes
            if each.kind == "GeoProperty" and each.value is not None
        ]

    @cached_property
    def geometries(self) -> list[Value]:
        """Those values that say that they are a geometry."""
        return [each for each in self.placed if is_geometry(each.value)]

    @cached_property
    def extended(self) -> list[Value]:
        """Those that are not points."""
        return [each for each in self.geometries if not each.value["type"].endswith("Point")]

    @cached_property
    def spaces(self) -> list[Attribute]:
        """The attributes of entities that have to be geographic."""
        places = {f"{each.pointer}/{name}" for each in self.entities for name in SPACES if name in each.members}
        found = [each for each in self.attributes if each.name in SPACES and _place_of(each) in places]
        return [each for each in found if each.value is not None or each.members]

    @cached_property
    def times(self) -> list[Value]:
        """The times of entities and attributes, and the values that are said to be times."""
        found = [one for name in TIMES for one in _values([*self.entities, *self.described], name)]
        for pointer, value in _values(self.described, "value"):
            given = object_or_empty(value)
            if given.get("@type") == "DateTime" and "@value" in given:
                found.append(Value(f"{pointer}/@value", given["@value"]))
        return found

    @cached_property
    def measured(self) -> list[Attribute]:
        """The attributes with a unit."""
        return [each for each in self.described if each.members.get("unitCode") is not None]

    @cached_property
    def datasets(self) -> list[Value]:
        return _values(self.described, "datasetId")

    @cached_property
    def several(self) -> list[Instances]:
        """The attributes with several instances that are not values at different times."""
        return [each for each in self.walk.instances if not _is_temporal(each)]

    @cached_property
    def language_maps(self) -> list[Value]:
        return _values(self.described, "languageMap")

    @cached_property
    def shaped(self) -> list[Attribute]:
        """The attributes whose value has a type, other than a geometry or a map of languages."""
        return [each for each in self.described if each.kind in SHAPES and each.value is not None]

    @cached_property
    def scopes(self) -> list[Value]:
        """The scopes of entities, alone or in an array."""
        return _singly(_values(self.entities, "scope"))


def _values(holders: Iterable[Entity | Attribute], name: str) -> list[Value]:
    """The values of a member, without nulls, which their own row reports."""
    members = ((each.pointer, each.members.get(name)) for each in holders)
    return [Value(f"{pointer}/{name}", value) for pointer, value in members if value is not None]


def _singly(values: list[Value]) -> list[Value]:
    """The values, or the items of those that are arrays."""
    return [one for each in values for one in (_all(each) if isinstance(each.value, list) else [each])]


def _each(given: Value) -> list[Value]:
    """The texts of a value, alone or in an array."""
    every = [given] if isinstance(given.value, str) else _all(given)
    return [each for each in every if isinstance(each.value, str)]


def _all(given: Value) -> list[Value]:
    return [Value(f"{given.pointer}/{at}", each) for at, each in enumerate(list_or_empty(given.value))]


def _read(value: Any) -> Any:
    """A geometry may be a text that holds it (4.7.2)."""
    if not isinstance(value, str) or value == NULL:
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _place_of(attribute: Attribute) -> str:
    """The place of an attribute, whichever of its instances it is."""
    place, _, last = attribute.pointer.rpartition("/")
    return place if last.isdigit() else attribute.pointer


def _is_temporal(instances: Instances) -> bool:
    """Whether the instances are the same one at different times (4.5.7)."""
    members = [each.members for each in instances.all]
    return any("instanceId" in each for each in members) or all("observedAt" in each for each in members)


def view(source: Source) -> Entities:
    """The entities in the source. Raises Blocked where they exceed a limit of the harness."""
    return Entities(source.once(json_text).within_bounds())
