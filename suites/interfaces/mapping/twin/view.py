"""A twin and its source: what both say of the same quantity, and how a new observation gets from one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from conformance.authoring import Blocked, NotRun
from conformance.transports.service import Service
from conformance_suites.interfaces.mapping.reader.bounds import LONGEST, POLL, ROUNDING, TRIES
from conformance_suites.interfaces.mapping.reader.observation import Observation, marks_of

JSON = (("accept", "application/json"),)
DELAY, PERIOD = 5.0, 30.0


class Watch(NamedTuple):
    """What was seen of a new observation: at the source, and at the twin from then on."""

    new: Observation
    at_twin: list[Observation]
    pair: tuple[Observation, Observation] | None
    """(source, twin) with the same time, if there was one."""

    @property
    def arrived(self) -> bool:
        """Whether the twin had the new observation, or a later one."""
        return any(_is_since(each, self.new) for each in self.at_twin)

    @property
    def shown(self) -> Observation:
        """The first of those at the twin, or else the last that it had."""
        return next((each for each in self.at_twin if _is_since(each, self.new)), self.at_twin[-1])


@dataclass(frozen=True)
class Twin:
    """The interface of a twin at the endpoint of the plan, and that of its source at another."""

    service: Service

    def _told(self, name: str) -> Any:
        """What the plan says; None if it leaves it out."""
        try:
            return self.service.information(name)
        except NotRun:
            return None

    def _seconds(self, name: str, default: float) -> float:
        told = self._told(name)
        fine = isinstance(told, int | float) and 0 < told <= LONGEST
        if told is not None and not fine:
            raise Blocked("no_seconds", cause="configuration", name=name, bound=int(LONGEST))
        return default if told is None else float(told)

    @property
    def delay(self) -> float:
        """Seconds within which an observation is at the twin."""
        return self._seconds("delay", DELAY)

    def _places(self, side: str) -> dict[str, str]:
        """Where the answers have what is compared. Raises NotRun without the place of the value or the time."""
        told = {name: str(self.service.information(f"{side}_{name}")) for name in ("value", "time")}
        unit = self._told(f"{side}_unit")
        return {**told, "unit": unit} if isinstance(unit, str) else told

    def _read(self, service: Service, url: str, side: str) -> Observation:
        return Observation(service.get(url, headers=JSON, follow=True), self._places(side))

    def at_twin(self, service: Service) -> Observation:
        """What the twin says now."""
        return self._read(service, service.url, "twin")

    def at_source(self, service: Service) -> Observation:
        """What the source says now. Raises Blocked if that is not an observation."""
        url = service.endpoint("source")
        if url is None:
            raise Blocked("no_source", cause="configuration")
        found = self._read(service, url, "source")
        if found.value is None or found.moment is None:
            raise Blocked("no_control", cause="configuration", exchange=found.answer.key)
        return found

    @property
    def now(self) -> Observation:
        """The observation of the twin at the beginning."""
        found: Observation = self.service.shared("twin", self.at_twin)
        return found

    @property
    def given(self) -> list[Observation]:
        """The same, if there is one. Raises Blocked otherwise."""
        if self.now.value is None:
            raise Blocked("blocked_by", ids=["IFC-TWN-001"])
        return [self.now]

    @property
    def source(self) -> Observation:
        """The observation of the source at the beginning, asked after the twin."""
        _ = self.now
        found: Observation = self.service.shared("source", self.at_source)
        return found

    @property
    def timed(self) -> list[Observation]:
        """The observation of the twin, if its time is known. Raises Blocked otherwise."""
        if any(not each.is_zoned for each in self.given):
            raise Blocked("blocked_by", ids=["IFC-TWN-002"])
        return self.given

    @property
    def watched(self) -> list[Watch]:
        """A new observation and its way. Raises Blocked if the source has none in its period."""
        before = self.source
        found: list[Watch] = [self.service.shared("watch", partial(self._watch, before)) for _ in self.timed]
        return found

    def _watch(self, before: Observation, service: Service) -> Watch:
        new = next((each for each in self._polled(service, "period") if each.time != before.time), None)
        if new is None:
            raise Blocked("nothing_new", cause="environment", seconds=int(self._seconds("period", PERIOD)))
        seen: list[Observation] = []
        for _ in range(int(self.delay / POLL) + 1):
            seen.append(self.at_twin(service))
            if _is_since(seen[-1], new):
                break
            service.pause(POLL)
        pair = self._pair(service, new, seen[-1])
        for _ in range(TRIES):
            service.pause(POLL)
            seen.append(self.at_twin(service))
        return Watch(new, seen, pair)

    def _polled(self, service: Service, name: str) -> Iterator[Observation]:
        for _ in range(int(self._seconds(name, PERIOD) / POLL) + 1):
            service.pause(POLL)
            yield self.at_source(service)

    def _pair(self, service: Service, new: Observation, seen: Observation) -> tuple[Observation, Observation] | None:
        """Both sides with the same time, after a few looks at most."""
        pair = new, seen
        for _ in range(TRIES):
            if _are_of_one_time(*pair):
                return pair
            service.pause(POLL)
            pair = self.at_source(service), self.at_twin(service)
        return None

    @property
    def pairs(self) -> list[tuple[Observation, Observation]]:
        """(source, twin) with the same time. Raises Blocked if there were none."""
        found = [each.pair for each in self.watched]
        if None in found:
            raise Blocked("blocked_by", ids=["IFC-TWN-004"])
        return [each for each in found if each is not None]

    @property
    def units(self) -> list[tuple[Observation, Observation]]:
        """(source, twin) at the beginning, if the plan says where each has its unit."""
        both = all(self._told(f"{side}_unit") is not None for side in ("source", "twin"))
        return [(self.source, each) for each in self.given] if both else []

    @property
    def clocks(self) -> list[tuple[Observation, Observation]]:
        """(source, twin) at the beginning, asked one after the other, if both answers have a date."""
        found = self.source, self.now
        return [found] if all(each.answered is not None for each in found) else []

    @property
    def dated(self) -> list[Observation]:
        """The observation of the twin, if its answer has a date."""
        return [each for each in self.timed if each.answered is not None]

    def marks(self, name: str) -> dict[str, Any]:
        """The places and values that mean something. Raises Blocked where the plan writes none."""
        try:
            return marks_of(str(self.service.information(name)))
        except ValueError:
            raise Blocked("no_marks", cause="configuration", name=name) from None

    @property
    def stopped(self) -> list[Observation]:
        """What the twin says of a quantity whose source is stopped, if the plan names one."""
        url = self.service.endpoint("stopped")
        if url is None:
            return []
        found: Observation = self.service.shared("stopped", lambda service: self._read(service, url, "twin"))
        return [found]


def _is_since(seen: Observation, new: Observation) -> bool:
    return seen.moment is not None and new.moment is not None and seen.moment + ROUNDING >= new.moment


def _are_of_one_time(source: Observation, twin: Observation) -> bool:
    if source.moment is None or twin.moment is None:
        return False
    return abs(source.moment - twin.moment) <= ROUNDING


def view(service: Service) -> Twin:
    """The twin behind the endpoint."""
    return Twin(service)
