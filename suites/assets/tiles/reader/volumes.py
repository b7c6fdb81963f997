"""Whether the bounding volumes of a tile and of its contents have a point in common.

Regions are on the Earth, boxes and spheres in the coordinates of the tile: these are not compared with each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from conformance.readers.json_values import numbers

ANGLE, HEIGHT = 0.000001, 1.0
"""How far regions may be apart, in radians and metres, and still count as touching."""
SHARE = 0.000001
"""How far boxes and spheres may be apart, as a share of the distance of their centres."""

Vector = tuple[float, float, float]


def apart(outer: dict[str, Any], inner: dict[str, Any]) -> bool:
    """Whether two volumes have no point in common; False where they cannot be compared."""
    regions = numbers(outer.get("region"), 6), numbers(inner.get("region"), 6)
    if regions[0] and regions[1]:
        return _regions_apart(regions[0], regions[1])
    first, second = _solid(outer), _solid(inner)
    return first is not None and second is not None and _solids_apart(first, second)


def sticks_out(outer: dict[str, Any], inner: dict[str, Any]) -> bool:
    """Whether a region reaches beyond another; False for other volumes, which need not nest where their contents do."""
    large, small = numbers(outer.get("region"), 6), numbers(inner.get("region"), 6)
    if not large or not small or large[0] > large[2] or small[0] > small[2]:
        return False
    slack = (ANGLE, ANGLE, ANGLE, ANGLE, HEIGHT, HEIGHT)
    # West, south and lowest height; then east, north and greatest height.
    below = any(small[at] < large[at] - slack[at] for at in (0, 1, 4))
    return below or any(small[at] > large[at] + slack[at] for at in (2, 3, 5))


def _regions_apart(first: Sequence[float], second: Sequence[float]) -> bool:
    across = all(high < low - ANGLE for low, high in _differences(first, second))
    return (
        across
        or _gap(first[1], first[3], second[1], second[3]) > ANGLE
        or _gap(first[4], first[5], second[4], second[5]) > HEIGHT
    )


def _differences(first: Sequence[float], second: Sequence[float]) -> Iterable[tuple[float, float]]:
    """(largest west, smallest east) of the pieces of two regions, of which either may cross the 180th meridian."""
    for west, east in _pieces(first):
        for other_west, other_east in _pieces(second):
            for turn in (-math.tau, 0.0, math.tau):
                yield max(west, other_west + turn), min(east, other_east + turn)


def _pieces(region: Sequence[float]) -> list[tuple[float, float]]:
    west, east = region[0], region[2]
    return [(west, east)] if west <= east else [(west, math.pi), (-math.pi, east)]


def _gap(low: float, high: float, other_low: float, other_high: float) -> float:
    return max(low, other_low) - min(high, other_high)


def _solid(volume: dict[str, Any]) -> tuple[Vector, list[Vector], float] | None:
    """Centre, half axes and radius of a box (radius 0) or sphere (no axes); None for anything else."""
    box, sphere = numbers(volume.get("box"), 12), numbers(volume.get("sphere"), 4)
    if box and "region" not in volume and "sphere" not in volume:
        return _vector(box), [_vector(box[at:]) for at in (3, 6, 9)], 0.0
    if sphere and "region" not in volume and "box" not in volume and sphere[3] >= 0:
        return _vector(sphere), [], sphere[3]
    return None


def _vector(values: Sequence[float]) -> Vector:
    return values[0], values[1], values[2]


def _solids_apart(first: tuple[Vector, list[Vector], float], second: tuple[Vector, list[Vector], float]) -> bool:
    """Whether a plane separates them: across an axis of a box, two of their edges, or the line of the centres."""
    between = _vector([b - a for a, b in zip(first[0], second[0], strict=True)])
    edges = [_cross(a, b) for a in first[1] for b in second[1]]
    slack = SHARE * math.hypot(*between)
    for axis in (between, *first[1], *second[1], *edges):
        length = math.hypot(*axis)
        if not math.isfinite(length) or length == 0:
            continue
        unit = _vector([each / length for each in axis])
        reach = sum(radius + sum(abs(_dot(half, unit)) for half in halves) for _, halves, radius in (first, second))
        if abs(_dot(between, unit)) > reach + slack:
            return True
    return False


def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
