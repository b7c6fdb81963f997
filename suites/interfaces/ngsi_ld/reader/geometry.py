"""Geometries of GeoJSON (RFC 7946): what is wrong with the coordinates of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from conformance.readers.json_values import is_number

from .grammar import GEOMETRIES

LEAST, MOST = 2, 3
"""Numbers of a position: longitude, latitude and perhaps height. More are allowed (3.1.1), and mean nothing."""
LINE, RING = 2, 4
"""The least number of positions of a line and of a ring (3.1.4, 3.1.6)."""


class Line(NamedTuple):
    """The positions of a line or a ring, with their place."""

    pointer: str
    positions: list[Any]
    is_ring: bool


def misshapen(geometry: dict[str, Any], pointer: str) -> Iterator[str]:
    """The places where an array or a position should be, and something else is."""
    yield from _misshapen(geometry.get("coordinates"), GEOMETRIES[geometry["type"]], f"{pointer}/coordinates")


def _misshapen(value: Any, depth: int, pointer: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield pointer
    elif depth:
        for at, each in enumerate(value):
            yield from _misshapen(each, depth - 1, f"{pointer}/{at}")
    elif len(value) < LEAST or not all(map(is_number, value)):
        yield pointer


def lines(geometry: dict[str, Any], pointer: str) -> list[Line]:
    """The lines and rings of a geometry with the right shape."""
    kind = geometry["type"]
    if kind.endswith("Point") or next(misshapen(geometry, pointer), None):
        return []
    found = [(f"{pointer}/coordinates", geometry["coordinates"])]
    for _ in range(GEOMETRIES[kind] - 1):
        found = [(f"{place}/{at}", each) for place, some in found for at, each in enumerate(some)]
    return [Line(place, positions, kind.endswith("Polygon")) for place, positions in found]


def positions(geometry: dict[str, Any], pointer: str) -> list[tuple[str, list[float]]]:
    """(pointer, numbers) of the positions of a geometry with the right shape."""
    if next(misshapen(geometry, pointer), None):
        return []
    found = [(f"{pointer}/coordinates", geometry["coordinates"])]
    for _ in range(GEOMETRIES[geometry["type"]]):
        found = [(f"{place}/{at}", each) for place, some in found for at, each in enumerate(some)]
    return found
