"""The entities in a document: alone, in a collection, and expanded inside others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape, json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import list_or_empty
from conformance.readers.source import Source

from .bounds import ENTITIES
from .grammar import NAVIGATION, OTHER, SETS, TYPES, EntityType

ID, SELF, NEXT, COUNT = "@iot.id", "@iot.selfLink", "@iot.nextLink", "@iot.count"
LINK = "@iot.navigationLink"
ARRAYS = "dataArray"
"""The member with observations in arrays, an extension."""
_VERSION = re.compile(r"/v(\d+\.\d+)(?:/|$)")


class Entity(NamedTuple):
    """An entity: its type (empty if unknown), its place, its members, the entity around it, and where it is listed."""

    type: str
    pointer: str
    members: dict[str, Any]
    around: Entity | None
    listed: str

    @property
    def grammar(self) -> EntityType:
        """What its type has; nothing for a type that is not known."""
        return TYPES.get(self.type, OTHER)

    @property
    def is_represented(self) -> bool:
        """Whether it is a representation: it has a link, which a selection of properties (`$select`) does not have.

        Neither are observations in arrays, an extension: what holds them links to their datastream.
        """
        linked = SELF in self.members or any(name.endswith(LINK) for name in self.members)
        return linked and ARRAYS not in self.members

    @property
    def expanded(self) -> list[tuple[str, Any]]:
        """(name, value) of the relations of its type that are expanded."""
        names = _relations(self.grammar)
        return [(name, value) for name, value in self.members.items() if name in names and name in NAVIGATION]

    def has(self, relation: str) -> bool:
        """Whether a relation is there, as a link or inline; `|` separates alternatives."""
        return any(f"{each}{LINK}" in self.members or each in self.members for each in relation.split("|"))


class Listed(NamedTuple):
    """A collection: the place of its array, the items, and the object with its annotations."""

    pointer: str
    items: list[Any]


def type_of(members: dict[str, Any]) -> str:
    """The type of an entity by its self link, or else by its links and properties; empty if they do not say."""
    link = members.get(SELF)
    if isinstance(link, str) and (named := entity_set_of(link)):
        return SETS[named]
    links = {name.removesuffix(LINK) for name in members if name.endswith(LINK)}
    fitting = [name for name, each in TYPES.items() if links and links <= _relations(each)]
    exact = [name for name in fitting if TYPES[name].mandatory.keys() <= members.keys()]
    return fitting[0] if len(fitting) == 1 else exact[0] if len(exact) == 1 else ""


def entity_set_of(url: str) -> str:
    """The entity set of the entity at a URL, such as `Things` for `.../Things(1)`; empty for another URL."""
    if not url.endswith(")"):
        return ""
    at, found = max((url.rfind(f"/{name}("), name) for name in SETS)
    return found if at >= 0 else ""


def _relations(each: EntityType) -> set[str]:
    return {name for relation in each.relations for name in relation.split("|")}


def version_of(url: Any) -> str:
    """The version in the root of a service, such as `1.1`; empty if there is none."""
    found = _VERSION.findall(url) if isinstance(url, str) else []
    return str(found[0]) if found else ""


@dataclass(frozen=True)
class Entities(JsonDocument):
    """A document with an entity, or with a collection of them."""

    @property
    def is_collection(self) -> bool:
        """Whether it is a collection: an object with `value` that is not an entity."""
        return isinstance(self.document, dict) and "value" in self.document and not _is_entity(self.document)

    @cached_property
    def _found(self) -> tuple[list[Entity], list[Listed]]:
        entities: list[Entity] = []
        collections: list[Listed] = []
        if self.is_collection:
            collections.append(Listed("/value", list_or_empty(self.document["value"])))
            waiting = _items(collections[0], None, None)
        else:
            waiting = [("", self.document, None, None, "")] if isinstance(self.document, dict) else []
        waiting.reverse()
        while waiting:
            pointer, members, expected, around, listed = waiting.pop()
            if len(entities) >= ENTITIES:
                raise Blocked("entity_bound", bound=ENTITIES)
            kind = type_of(members) if expected is None else expected
            entity = Entity(kind, pointer, members, around, listed)
            entities.append(entity)
            inside = list(_inside(entity, collections))
            waiting.extend(reversed(inside))
        return entities, collections

    @property
    def entities(self) -> list[Entity]:
        """All entities, in the order of the document. Raises Blocked for more than the harness can hold."""
        return self._found[0]

    @property
    def collections(self) -> list[Listed]:
        """The collections: the document itself, and those that are expanded inside entities."""
        return self._found[1]

    @cached_property
    def version(self) -> str:
        """The version of the service, by the first self link that has one."""
        return next((found for each in self.entities if (found := version_of(each.members.get(SELF)))), "")


_Waiting = tuple[str, dict[str, Any], str | None, Entity | None, str]


def _items(collection: Listed, expected: str | None, around: Entity | None) -> list[_Waiting]:
    place = collection.pointer
    return [
        (f"{place}/{at}", each, expected, around, place)
        for at, each in enumerate(collection.items)
        if isinstance(each, dict)
    ]


def _inside(entity: Entity, collections: list[Listed]) -> Iterator[_Waiting]:
    """What is expanded inside an entity. An unknown type inside says what it is by its own self link."""
    for name, value in entity.members.items():
        if name not in NAVIGATION or not isinstance(value, dict | list):
            continue
        pointer, expected = f"{entity.pointer}/{escape(name)}", NAVIGATION[name]
        if isinstance(value, dict):
            yield pointer, value, expected, entity, ""
        else:
            collections.append(Listed(pointer, value))
            yield from _items(collections[-1], expected, entity)


def _is_entity(members: dict[str, Any]) -> bool:
    return ID in members or SELF in members


def read_entities(source: Source) -> Entities:
    """The entities in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Entities(source.once(json_text).within_bounds())
