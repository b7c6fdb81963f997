"""Envelopes of geometries in longitude and latitude."""

from __future__ import annotations

from typing import Any, NamedTuple

from conformance.readers.json_values import is_number
from conformance_suites.interfaces.sensorthings.reader.geojson import positions

NEAR = 1e-6
"""Degrees by which two boxes may miss each other all the same: some 10 cm, for services that round."""
HALF = 180


class Box(NamedTuple):
    """West, south, east and north."""

    west: float
    south: float
    east: float
    north: float

    @property
    def is_on_earth(self) -> bool:
        """Whether these are longitudes and latitudes."""
        return -180 <= self.west <= self.east <= 180 and -90 <= self.south <= self.north <= 90

    def misses(self, other: Box) -> bool:
        """Whether the boxes have nothing in common."""
        apart = self.east + NEAR < other.west or other.east + NEAR < self.west
        return apart or self.north + NEAR < other.south or other.north + NEAR < self.south

    def leaves(self, other: Box) -> bool:
        """Whether this box reaches beyond the other, which may cross the antimeridian."""
        if self.south + NEAR < other.south or self.north > other.north + NEAR:
            return True
        if other.west <= other.east:
            return self.west + NEAR < other.west or self.east > other.east + NEAR
        return any(other.east + NEAR < each < other.west - NEAR for each in (self.west, self.east))


def box_of(geometry: Any) -> Box | None:
    """The envelope of a geometry; None without positions, or where it may cross the antimeridian."""
    found = [position for _, position in positions(geometry, "")]
    if not found:
        return None
    box = Box(
        min(each[0] for each in found),
        min(each[1] for each in found),
        max(each[0] for each in found),
        max(each[1] for each in found),
    )
    return box if box.east - box.west < HALF else None


def extent_of(collection: Any) -> Box | None:
    """The first bounding box of the extent of a collection (7.13), in longitude and latitude; None without one."""
    spatial = collection.get("extent") if isinstance(collection, dict) else None
    spatial = spatial.get("spatial") if isinstance(spatial, dict) else None
    boxes = spatial.get("bbox") if isinstance(spatial, dict) else None
    crs = spatial.get("crs", "CRS84") if isinstance(spatial, dict) else None
    numbers = boxes[0] if isinstance(boxes, list) and boxes and isinstance(boxes[0], list) else []
    fine = all(is_number(each) for each in numbers)
    if not fine or len(numbers) not in (4, 6) or not isinstance(crs, str) or "CRS84" not in crs:
        return None
    half = len(numbers) // 2
    return Box(numbers[0], numbers[1], numbers[half], numbers[half + 1])
