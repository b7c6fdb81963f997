"""What is tried at a service: samples of entities, their links, and observations at one moment."""

from __future__ import annotations

from typing import Any, NamedTuple

from conformance.readers.json_values import list_or_empty
from conformance.transports.exchange import Exchange
from conformance_suites.interfaces.sensorthings.reader.entities import ID
from conformance_suites.interfaces.sensorthings.reader.times import read_time


class Sample(NamedTuple):
    """The first entity of a set: the name of the set, the entity, and where it is listed."""

    entity_set: str
    members: dict[str, Any]
    page: Exchange

    @property
    def id(self) -> Any:
        return self.members.get(ID)

    @property
    def name(self) -> str | None:
        """Its name, if it has one that can be sent back."""
        name = self.members.get("name")
        return name if isinstance(name, str) and name else None


class Related(NamedTuple):
    """A navigation link of a sample: the name of the relation, whether it leads to many, and its URL."""

    sample: Sample
    relation: str
    many: bool
    url: str


class Observed(NamedTuple):
    """An observation at one moment."""

    id: Any
    moment: int


def entities_of(page: Exchange) -> list[dict[str, Any]]:
    """The entities that a page lists."""
    return [each for each in list_or_empty(page.member.get("value")) if isinstance(each, dict)]


def is_collection(page: Exchange) -> bool:
    """Whether it is a page of a collection."""
    return page.status == 200 and isinstance(page.member.get("value"), list)


def moment_of(observation: dict[str, Any]) -> int | None:
    """When an observation was made, if it was made at one instant whose zone is known."""
    value = observation.get("phenomenonTime")
    time = read_time(value) if isinstance(value, str) else None
    return time.first.moment if time is not None and time.last is None and time.zoned else None
