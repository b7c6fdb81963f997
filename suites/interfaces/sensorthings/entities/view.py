"""The view of the suite: entities, by what the rows judge.

Values of the wrong type are skipped: exactly one row reports them, and cuts off the parts that lack them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.source import Source
from conformance_suites.interfaces.sensorthings.reader.entities import (
    COUNT,
    LINK,
    NEXT,
    SELF,
    Entities,
    Entity,
    read_entities,
)
from conformance_suites.interfaces.sensorthings.reader.grammar import (
    GEOJSON,
    OBSERVATION_TYPES,
    TIMES,
    UNIT,
)
from conformance_suites.interfaces.sensorthings.reader.times import Time, read_time

PLACES = {"Location": "location", "FeatureOfInterest": "feature"}
"""By type of entity: the property whose encoding `encodingType` names."""


class Text(NamedTuple):
    """A string with its place, the name of the property, and the entity that has it."""

    pointer: str
    value: str
    name: str
    entity: Entity


class Timed(NamedTuple):
    """A property that is a time: the string, what kind of time it has to be, and the time that it is, if it is one."""

    text: Text
    kind: str
    time: Time | None


class Result(NamedTuple):
    """The result of an observation whose datastream is in the document: its place, its value, and its type."""

    pointer: str
    value: Any
    type: str


@dataclass(frozen=True)
class EntityDocument(Entities):
    """A document of entities."""

    @property
    def lists(self) -> list[dict[str, Any]]:
        """The document, if it is a collection."""
        return [self.document] if self.is_collection else []

    @cached_property
    def represented(self) -> list[Entity]:
        """The entities that are representations, not selections of properties."""
        return [each for each in self.entities if each.is_represented]

    @cached_property
    def known(self) -> list[Entity]:
        """Those of a type that is known, unless the request that led here selected properties."""
        link = self.document.get(NEXT) if isinstance(self.document, dict) else None
        selected = isinstance(link, str) and ("$select" in link or "%24select" in link)
        return [] if selected else [each for each in self.represented if each.type]

    @cached_property
    def outermost(self) -> list[Entity]:
        """Those that are not expanded inside others."""
        return [each for each in self.known if each.around is None]

    @cached_property
    def typed(self) -> list[Entity]:
        """The entities of a type that is known, selections as well."""
        return [each for each in self.entities if each.type]

    @cached_property
    def self_links(self) -> list[Text]:
        found = [(each, each.members.get(SELF)) for each in self.entities]
        return [Text(f"{each.pointer}/{SELF}", link, SELF, each) for each, link in found if isinstance(link, str)]

    @cached_property
    def links(self) -> list[tuple[str, Any]]:
        """(pointer, value) of the links to related entities and to next pages."""
        return [
            (f"{each.pointer}/{name}", value)
            for each in self._annotated
            for name, value in each.members.items()
            if name.endswith((LINK, NEXT))
        ]

    @cached_property
    def counts(self) -> list[tuple[str, Any, int]]:
        """(pointer, count, number of items) of every collection with a count."""
        listed = {each.pointer: len(each.items) for each in self.collections}
        return [
            (f"{each.pointer}/{name}", value, listed.get(_counted(each.pointer, name), 0))
            for each in self._annotated
            for name, value in each.members.items()
            if name.endswith(COUNT)
        ]

    @property
    def _annotated(self) -> list[Entity]:
        """The entities, and the collection around them."""
        return [*(Entity("", "", each, None, "") for each in self.lists), *self.entities]

    def _of(self, *types: str) -> Iterator[Entity]:
        return (each for each in self.typed if each.type in types)

    @cached_property
    def units(self) -> list[tuple[str, dict[str, Any]]]:
        """(pointer, members) of the units of measurement."""
        found = ((each, each.members.get("unitOfMeasurement")) for each in self._of("Datastream"))
        return [(f"{each.pointer}/unitOfMeasurement", unit) for each, unit in found if isinstance(unit, dict)]

    @cached_property
    def definitions(self) -> list[tuple[str, str]]:
        """(pointer, text) of the definitions of units and of observed properties."""
        of_units = ((f"{pointer}/definition", unit.get(UNIT[2])) for pointer, unit in self.units)
        of_properties = (
            (f"{each.pointer}/definition", each.members.get("definition")) for each in self._of("ObservedProperty")
        )
        return [(at, each) for some in (of_units, of_properties) for at, each in some if isinstance(each, str)]

    @cached_property
    def times(self) -> list[Timed]:
        """All times."""
        return [
            Timed(Text(f"{each.pointer}/{name}", value, name, each), kind, read_time(value))
            for each in self._of(*TIMES)
            for name, kind in TIMES[each.type].items()
            if isinstance(value := each.members.get(name), str)
        ]

    @cached_property
    def readable(self) -> list[tuple[Timed, Time]]:
        """Those of ISO 8601."""
        return [(each, each.time) for each in self.times if each.time is not None]

    @cached_property
    def intervals(self) -> list[tuple[Text, Time]]:
        """The intervals whose begin and end are both known, with their zones or both without."""
        return [(each.text, time) for each, time in self.readable if time.is_comparable]

    @cached_property
    def results(self) -> list[Result]:
        """The results of observations whose datastream is in the document and has one of the types of the standard."""
        found = []
        for each in self._of("Observation"):
            value = each.members.get("result")
            inside = each.members.get("Datastream")
            stream = inside if isinstance(inside, dict) else each.around.members if each.around is not None else {}
            kind = stream.get("observationType")
            if value is not None and isinstance(kind, str) and kind.startswith(OBSERVATION_TYPES):
                found.append(Result(f"{each.pointer}/result", value, kind.removeprefix(OBSERVATION_TYPES)))
        return found

    @cached_property
    def measured(self) -> list[Result]:
        """The results of measurements."""
        return [each for each in self.results if each.type == "OM_Measurement"]

    @cached_property
    def geometries(self) -> list[tuple[str, Any]]:
        """(pointer, value) of what is said to be GeoJSON."""
        encoded = [
            (f"{each.pointer}/{PLACES[each.type]}", each.members[PLACES[each.type]])
            for each in self._of(*PLACES)
            if each.members.get("encodingType") in GEOJSON and PLACES[each.type] in each.members
        ]
        areas = ((f"{each.pointer}/observedArea", each.members.get("observedArea")) for each in self._of("Datastream"))
        return [*encoded, *((pointer, area) for pointer, area in areas if isinstance(area, dict))]


def _counted(pointer: str, name: str) -> str:
    """The place of the array that an annotation counts."""
    return f"{pointer}/{name.removesuffix(COUNT) or 'value'}"


def view(source: Source) -> EntityDocument:
    """The entities in the source. Raises Blocked where it exceeds a limit of the harness."""
    return EntityDocument(source.once(read_entities).text)
