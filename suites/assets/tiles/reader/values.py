"""Values of metadata as JSON encodes them: whether one has the type that the property of its class specifies."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from conformance.readers.json_values import is_number, whole

COMPONENTS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
PLAIN: dict[str, type] = {"STRING": str, "BOOLEAN": bool}
INTEGERS = {
    **{f"INT{bits}": (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for bits in (8, 16, 32, 64)},
    **{f"UINT{bits}": (0, 2**bits - 1) for bits in (8, 16, 32, 64)},
}
LARGEST_FLOAT32 = 3.4028235677973366e38  # values that round to a finite number
TOLERANCE = 0.000001
LONGEST_SHOWN = 60


class Problem(NamedTuple):
    """A defect: its place in the value, the key of its sentence, and the values for it."""

    place: str
    key: str
    values: dict[str, Any]


class Range(NamedTuple):
    """The `min` and `max`, `offset` and `scale` that apply to a value or a part of it; None where there is none."""

    low: Any
    high: Any
    offset: Any
    scale: Any

    def at(self, position: int, count: int) -> Range:
        """Those of one part of `count`."""
        return Range(*(each[position] if isinstance(each, list) and len(each) == count else None for each in self))

    def transformed(self, value: float) -> float | None:
        """`offset + scale * value`; None where one of them is not a number."""
        offset, scale = 0 if self.offset is None else self.offset, 1 if self.scale is None else self.scale
        return float(offset) + float(scale) * value if is_number(offset) and is_number(scale) else None


class Judge:
    """Judges values by the definition of one property."""

    def __init__(self, definition: Mapping[str, Any], enums: Mapping[str, Collection[str]]) -> None:
        self.definition = definition
        self.type = definition["type"]
        self.enums = enums
        component = definition.get("componentType")
        self.component = component if component in INTEGERS or component in ("FLOAT32", "FLOAT64") else None
        self.normalized = bool(definition.get("normalized")) and component in INTEGERS
        self.range = Range(*(definition.get(name) for name in ("min", "max", "offset", "scale")))
        missing = definition.get("noData", [])
        self.no_data = {_key(each) for each in (missing, *(missing if isinstance(missing, list) else ())) if each != []}

    def problems(self, value: Any) -> Iterator[Problem]:
        """All violations of the property by a value."""
        if not self.definition.get("array"):
            yield from self._element("", value, self.range)
        elif not isinstance(value, list):
            yield Problem("", "array", {"received": _shown(value)})
        elif not self._is_no_data(value):
            count = whole(self.definition.get("count"))
            if count is not None and count != len(value):
                yield Problem("", "count", {"received": len(value), "expected": count})
            for position, each in enumerate(value):
                yield from self._element(f"/{position}", each, self.range.at(position, len(value)))

    def _element(self, place: str, value: Any, within: Range) -> Iterator[Problem]:
        if self._is_no_data(value):
            return
        if self.type == "ENUM":
            yield from self._enum(place, value)
        elif self.type in PLAIN:
            if not isinstance(value, PLAIN[self.type]):
                yield self._of_other_type(place, value)
        elif self.type == "SCALAR":
            yield from self._number(place, value, within)
        elif (count := COMPONENTS.get(self.type)) is not None:
            if not isinstance(value, list):
                yield self._of_other_type(place, value)
            elif len(value) != count:
                yield Problem(place, "count", {"received": len(value), "expected": count})
            else:
                for position, each in enumerate(value):
                    yield from self._number(f"{place}/{position}", each, within.at(position, count))

    def _enum(self, place: str, value: Any) -> Iterator[Problem]:
        name = self.definition.get("enumType")
        names = self.enums.get(name) if isinstance(name, str) else None
        if names is not None and (not isinstance(value, str) or value not in names):
            yield Problem(place, "enum", {"received": _shown(value), "enum": name})

    def _number(self, place: str, value: Any, within: Range) -> Iterator[Problem]:
        if not is_number(value):
            yield self._of_other_type(place, value)
        elif self._is_no_data(value):
            return
        elif not self._fits(value):
            yield Problem(place, "range", {"received": value, "expected": self.component})
        else:
            slack = 0 if self.component in INTEGERS and not self.normalized else TOLERANCE
            readings = self._readings(value, within)
            low, high = within.low, within.high
            if is_number(low) and readings and max(readings) < low - abs(low) * slack:
                yield Problem(place, "low", {"received": readings[0], "expected": low})
            if is_number(high) and readings and min(readings) > high + abs(high) * slack:
                yield Problem(place, "high", {"received": readings[0], "expected": high})

    def _readings(self, value: float, within: Range) -> list[float]:
        """What the bounds apply to: the final value if normalized, otherwise the original one by the text of 3D Tiles
        and the final one by its schema.
        """
        if self.normalized:
            lowest, highest = INTEGERS[self.component or ""]
            final = within.transformed(max(value / highest, -1.0 if lowest else 0.0))
            return [] if final is None else [final]
        final = within.transformed(value)
        return [value] if final is None or final == value else [value, final]

    def _fits(self, value: float) -> bool:
        """Whether a number is one of the component type, including one written as the nearest double."""
        if self.component == "FLOAT32":
            return abs(value) < LARGEST_FLOAT32
        if self.component not in INTEGERS:
            return True
        lowest, highest = INTEGERS[self.component]
        return whole(value) is not None and float(lowest) <= float(value) <= float(highest)

    def _is_no_data(self, value: Any) -> bool:
        """Whether a value means a missing one: as a whole, or as a part of such an array."""
        return bool(self.no_data) and _key(value) in self.no_data

    def _of_other_type(self, place: str, value: Any) -> Problem:
        of = f" {self.component}" if self.component and self.type in COMPONENTS else ""
        return Problem(place, "type", {"received": _shown(value), "expected": f"{self.type}{of}"})


def _key(value: Any) -> Any:
    """A key that equal values share: 1 and 1.0 are equal, 1 and true are not."""
    if isinstance(value, list):
        return tuple(_key(each) for each in value)
    return repr(value) if value is None or isinstance(value, bool | dict) else value


def _shown(value: Any) -> Any:
    """A value as a finding shows it: arrays and objects only by their brackets."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    if isinstance(value, str):
        return value if len(value) <= LONGEST_SHOWN else f"{value[: LONGEST_SHOWN - 1]}…"
    return value
