"""A laboratory record: results of measurements, with the instruments and methods that led to them."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_pointer import escape
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.readers.source import Source
from conformance.readers.toml import json_or_toml
from conformance_suites.terminals.laboratory.reader.bounds import READINGS, RESULTS
from conformance_suites.terminals.laboratory.reader.quantities import factor

DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
MONTHS = 12


class Measured(NamedTuple):
    """A value and its expanded uncertainty, both in the first unit of the quantity."""

    value: float
    uncertainty: float


class Result(NamedTuple):
    """An item of `result` and its place. What has the wrong type is None: one row alone reports that."""

    pointer: str
    members: dict[str, Any]

    def text(self, name: str) -> str | None:
        value = self.members.get(name)
        return value if isinstance(value, str) else None

    def number(self, name: str) -> float | None:
        return number(self.members.get(name))

    @property
    def quantity(self) -> str:
        return self.text("quantity") or ""

    @property
    def unit_factor(self) -> float | None:
        """How many of the quantity's first unit its unit is; None for a unit that is not one of the quantity."""
        return factor(self.quantity, self.text("unit") or "")

    @property
    def measured(self) -> Measured | None:
        """The value with its uncertainty, where both are known and the unit is one of the quantity."""
        value, uncertainty, scale = self.number("value"), self.number("expanded_uncertainty"), self.unit_factor
        if value is None or uncertainty is None or scale is None or uncertainty < 0:
            return None
        return Measured(value * scale, uncertainty * scale)


@dataclass(frozen=True)
class Record(JsonDocument):
    """A laboratory record, by what its rows judge."""

    def table(self, name: str) -> dict[str, Any]:
        """A table of the record by name; empty if there is none."""
        return object_or_empty(object_or_empty(self.document).get(name))

    @property
    def head(self) -> dict[str, Any]:
        """What is said of the record itself."""
        return self.table("laboratory_record")

    @cached_property
    def results(self) -> list[Result]:
        """The results that are tables."""
        items = list_or_empty(object_or_empty(self.document).get("result"))
        return [Result(f"/result/{at}", each) for at, each in enumerate(items) if isinstance(each, dict)]

    def named(self, list_name: str) -> dict[str, dict[str, Any]]:
        """The instruments or methods by name."""
        return {name: each for name, each in self.table(list_name).items() if isinstance(each, dict)}

    def results_of(self, *quantities: str) -> Iterator[Result]:
        """The results of these quantities."""
        return (each for each in self.results if each.quantity in quantities)

    @cached_property
    def limited(self) -> list[Result]:
        """The results for which the record states a limit."""
        return [each for each in self.results if not {"at_least", "at_most"}.isdisjoint(each.members)]

    @cached_property
    def repeated(self) -> list[Result]:
        """The results with at least two readings that are numbers."""
        return [each for each in self.results if len(readings(each)) > 1]

    @cached_property
    def dates(self) -> list[tuple[str, str]]:
        """(pointer, text) of every date."""
        found = [(f"{each.pointer}/date", each.members.get("date")) for each in self.results]
        found.append(("/laboratory_record/issued", self.head.get("issued")))
        for name, table in self.named("instruments").items():
            at = f"/instruments/{escape(name)}"
            found += [(f"{at}/{each}", table.get(each)) for each in ("calibrated", "due")]
        return [(at, text) for at, text in found if isinstance(text, str)]


def number(value: Any) -> float | None:
    """A finite number; None for anything else."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number and math.isfinite(value) else None


def readings(result: Result) -> list[float]:
    """The readings of a result; none if one of them is not a number."""
    found = [number(each) for each in list_or_empty(result.members.get("readings"))]
    return [] if None in found else [each for each in found if each is not None]


def day(text: Any) -> str | None:
    """The text, if it is a date that exists in the form YYYY-MM-DD: such texts are in order as the days are."""
    found = DAY.fullmatch(text) if isinstance(text, str) else None
    if not found:
        return None
    year, month, of_month = map(int, found.groups())
    exists = year >= 1 and 1 <= month <= MONTHS and 1 <= of_month <= calendar.monthrange(year, month)[1]
    return found[0] if exists else None


def read_record(source: Source) -> Record:
    """The record; a row reports a text that is none. Raises Blocked where it is beyond the limits of the harness."""
    record = Record(source.once(json_or_toml).within_bounds())
    bounds = [(len(record.results), RESULTS)]
    bounds += [(len(list_or_empty(each.members.get("readings"))), READINGS) for each in record.results[:RESULTS]]
    for received, bound in bounds:
        if received > bound:
            raise Blocked("record_bound", received=received, bound=bound)
    return record


def measured_facts(source: Source) -> dict[str, float]:
    """The facts of every kind of laboratory record: results with a value, and the quantities that differ."""
    found = [each for each in source.once(read_record).results if each.measured]
    return {"results": len(found), "quantities": len({each.quantity for each in found})}
