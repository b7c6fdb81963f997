"""The objects of GeoJSON (RFC 7946): what is wrong with one, and its positions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from conformance.readers.json_values import is_number, list_or_empty

DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""By type of geometry: how many arrays its coordinates are in, around the positions (3.1)."""
LEAST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
"""The least number of positions in a line, and in a ring, which is closed (3.1.4, 3.1.6)."""
RINGS = ("Polygon", "MultiPolygon")
POSITION = 2
FEATURE = ("geometry", "properties")
LIMITS = (180, 90)
"""The largest longitude and latitude (4)."""


class Fault(NamedTuple):
    """What is wrong with an object, and where: type, member, array, position, short or open."""

    kind: str
    pointer: str


def geometry_faults(value: Any, pointer: str) -> Iterator[Fault]:
    """What is wrong with a geometry (3.1)."""
    waiting = [(value, pointer)]
    while waiting:
        each, at = waiting.pop()
        kind = each.get("type") if isinstance(each, dict) else None
        if kind == "GeometryCollection" and isinstance(each.get("geometries"), list):
            waiting.extend((inner, f"{at}/geometries/{index}") for index, inner in enumerate(each["geometries"]))
        elif kind == "GeometryCollection":
            yield Fault("member", at)
        elif not isinstance(kind, str) or kind not in DEPTHS:
            yield Fault("type", at)
        elif "coordinates" not in each:
            yield Fault("member", at)
        else:
            yield from _coordinates(kind, each["coordinates"], f"{at}/coordinates")


def feature_faults(value: Any, pointer: str, *, required: tuple[str, ...] = FEATURE) -> Iterator[Fault]:
    """What is wrong with a Feature (3.2): its geometry is a geometry or null, its properties an object or null."""
    if not isinstance(value, dict) or value.get("type") != "Feature":
        yield Fault("type", pointer)
        return
    for name in FEATURE:
        if (name in required and name not in value) or not isinstance(value.get(name), dict | None):
            yield Fault("member", pointer)
    if isinstance(value.get("geometry"), dict):
        yield from geometry_faults(value["geometry"], f"{pointer}/geometry")


def object_faults(value: Any, pointer: str) -> Iterator[Fault]:
    """What is wrong with any object of GeoJSON (3), where features need no properties."""
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "Feature":
        yield from feature_faults(value, pointer, required=FEATURE[:1])
    elif kind == "FeatureCollection":
        if not isinstance(value.get("features"), list):
            yield Fault("member", pointer)
        for index, each in enumerate(list_or_empty(value.get("features"))):
            yield from feature_faults(each, f"{pointer}/features/{index}", required=FEATURE[:1])
    else:
        yield from geometry_faults(value, pointer)


def positions(value: Any, pointer: str) -> Iterator[tuple[str, list[Any]]]:
    """(pointer, position) of every position with numbers in an object of GeoJSON."""
    waiting = [(value, pointer)]
    while waiting:
        each, at = waiting.pop()
        if isinstance(each, dict):
            inner = ("coordinates", "geometry", "geometries", "features")
            waiting.extend((each[name], f"{at}/{name}") for name in inner if name in each)
        elif isinstance(each, list) and is_position(each):
            yield at, each
        elif isinstance(each, list):
            waiting.extend((value, f"{at}/{index}") for index, value in enumerate(each))


def is_position(value: Any) -> bool:
    """Whether it is at least two numbers (3.1.1)."""
    if not isinstance(value, list) or len(value) < POSITION:
        return False
    return all(is_number(each) for each in value)


def outside(position: list[Any]) -> bool:
    """Whether a longitude or latitude is beyond what there is."""
    return any(abs(value) > most for value, most in zip(position, LIMITS, strict=False))


def _coordinates(kind: str, value: Any, pointer: str) -> Iterator[Fault]:
    level = [(value, pointer)]
    for depth in range(DEPTHS[kind], 0, -1):
        inner: list[tuple[Any, str]] = []
        for each, at in level:
            if not isinstance(each, list):
                yield Fault("array", at)
                continue
            if depth == 1 and each and len(each) < LEAST.get(kind, 0):
                yield Fault("short", at)
            elif depth == 1 and kind in RINGS and each and each[0] != each[-1]:
                yield Fault("open", at)
            inner.extend((value, f"{at}/{index}") for index, value in enumerate(each))
        level = inner
    empty = value == []  # which some readers take for null (3.1)
    yield from (Fault("position", at) for each, at in level if not is_position(each) and not empty)
