"""Units of a model: of which type they are, and how long a length unit is."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from .model import Thing
from .parameters import Enumerated

PREFIXES = {
    "EXA": 1e18, "PETA": 1e15, "TERA": 1e12, "GIGA": 1e9, "MEGA": 1e6, "KILO": 1e3, "HECTO": 1e2, "DECA": 1e1,
    "DECI": 1e-1, "CENTI": 1e-2, "MILLI": 1e-3, "MICRO": 1e-6, "NANO": 1e-9, "PICO": 1e-12, "FEMTO": 1e-15,
    "ATTO": 1e-18,
}  # fmt: skip
LENGTH, USERDEFINED = "LENGTHUNIT", "USERDEFINED"
STEPS = 10
"""Units that a unit is derived from, one after the other."""
_OF_MEASURE = {
    "COUNT": "",
    "POSITIVELENGTH": LENGTH,
    "NONNEGATIVELENGTH": LENGTH,
    "POSITIVEPLANEANGLE": "PLANEANGLEUNIT",
}


def unit_type(unit: Thing) -> str:
    """The type of a unit as the model names it; MONETARY for a currency, empty where it has none."""
    if unit.keyword == "IFCMONETARYUNIT":
        return "MONETARY"
    value = unit.values.get("UnitType")
    return str(value) if isinstance(value, Enumerated) else ""


def units(assignment: Thing | None) -> Iterator[Thing]:
    """The units of an assignment."""
    if assignment is not None:
        yield from assignment.many("Units")


def metres(unit: Thing | None) -> float | None:
    """How long a length unit is; None where the model does not say so."""
    factor = 1.0
    for _ in range(STEPS):
        if unit is None or unit_type(unit) != LENGTH:
            return None
        if unit.keyword == "IFCSIUNIT":
            prefix = unit.values.get("Prefix")
            step = 1.0 if prefix is None else PREFIXES.get(prefix) if isinstance(prefix, Enumerated) else None
            if unit.values.get("Name") != "METRE" or step is None:
                return None
            found = factor * step
            return found if found and isfinite(found) else None
        measure = unit.one("ConversionFactor")
        value = measure.number_of("ValueComponent") if measure else None
        if measure is None or not value:
            return None
        factor *= value
        unit = measure.one("UnitComponent")
    return None


def wanted(measure: str, types: frozenset[str]) -> str:
    """The type of unit that values of a measure are in, by its name; empty where they have none."""
    stem = measure.removeprefix("IFC").removesuffix("MEASURE")
    kind = _OF_MEASURE.get(stem, f"{stem}UNIT")
    return kind if measure.endswith("MEASURE") and kind in types else ""
