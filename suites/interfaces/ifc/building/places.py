"""What rows on buildings judge, where it is more than an instance."""

from __future__ import annotations

from typing import NamedTuple

from conformance_suites.interfaces.ifc.reader.model import Thing


class Part(NamedTuple):
    """The names of an object, of the whole that it is part of, and of the relationship that says so."""

    object: int
    whole: int
    relation: int


class Angle(NamedTuple):
    """A latitude or longitude of a site."""

    site: Thing
    attribute: str
    numbers: list[float]
    most: int


class Scaled(NamedTuple):
    """A map conversion, its scale, and the ratios of the units on both sides that are possible."""

    conversion: Thing
    scale: float
    ratios: list[float]


class Measure(NamedTuple):
    """A property whose value is a measure: the type of unit it is in, and that of the unit it names, if any."""

    property: int
    name: str
    measure: str
    wanted: str
    own: str | None
