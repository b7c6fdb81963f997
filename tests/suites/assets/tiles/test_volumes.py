"""Bounding volumes: which have a point in common, and which region reaches beyond another, on each side."""

from __future__ import annotations

import math
from typing import Any

import pytest

from conformance_suites.assets.tiles.reader.volumes import ANGLE, HEIGHT, apart, sticks_out

REGION = [0.1, 0.2, 0.3, 0.4, 5.0, 50.0]
SIDES = [(0, -ANGLE), (1, -ANGLE), (2, ANGLE), (3, ANGLE), (4, -HEIGHT), (5, HEIGHT)]


def region(*values: float) -> dict[str, Any]:
    return {"region": list(values)}


def moved(at: int, by: float) -> dict[str, Any]:
    return region(*(value + by * (index == at) for index, value in enumerate(REGION)))


def box(x: float, y: float, z: float, *halves: float) -> dict[str, Any]:
    return {"box": [x, y, z, *(halves or (1, 0, 0, 0, 1, 0, 0, 0, 1))]}


def sphere(x: float, y: float, z: float, radius: float = 1.0) -> dict[str, Any]:
    return {"sphere": [x, y, z, radius]}


@pytest.mark.parametrize(("at", "slack"), SIDES)
def test_a_region_sticks_out_on_each_side_beyond_the_slack(at: int, slack: float) -> None:
    assert sticks_out(region(*REGION), moved(at, 1.5 * slack))
    assert not sticks_out(region(*REGION), moved(at, 0.5 * slack))
    assert not sticks_out(region(*REGION), moved(at, -1.5 * slack))


@pytest.mark.parametrize("crossing", [region(3, 0, -3, 1, 0, 1), region(3, 0, 2, 1, 0, 1)])
def test_regions_across_the_180th_meridian_and_other_volumes_need_not_nest(crossing: dict[str, Any]) -> None:
    assert not sticks_out(crossing, region(*REGION))
    assert not sticks_out(region(*REGION), crossing)
    assert not sticks_out(sphere(0, 0, 0), sphere(9, 0, 0))


TENTH = math.sqrt(0.5)
TURNED = (TENTH, TENTH, 0, -TENTH, TENTH, 0, 0, 0, 1)
"""The half axes of a cube turned by 45 degrees about z: its edges are sqrt(2) from its centre."""
TIPPED = (1, 0, 0, 0, TENTH, TENTH, 0, -TENTH, TENTH)
"""And about x."""


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (region(*REGION), region(0.3 + 0.5 * ANGLE, 0.2, 0.5, 0.4, 5, 50), False),
        (region(*REGION), region(0.3 + 2.5 * ANGLE, 0.2, 0.5, 0.4, 5, 50), True),
        (region(*REGION), region(0.1, 0.4 + 0.5 * ANGLE, 0.3, 0.5, 5, 50), False),
        (region(*REGION), region(0.1, 0.4 + 1.5 * ANGLE, 0.3, 0.5, 5, 50), True),
        (region(*REGION), region(0.1, 0.2, 0.3, 0.4, 50.5, 60), False),
        (region(*REGION), region(0.1, 0.2, 0.3, 0.4, 51.5, 60), True),
        (region(3, 0, -3, 1, 0, 1), region(-3.1, 0, -3.05, 1, 0, 1), False),
        (region(3, 0, -3, 1, 0, 1), region(3.05, 0, 3.1, 1, 0, 1), False),
        (region(3, 0, -3, 1, 0, 1), region(-2.9, 0, 2.9, 1, 0, 1), True),
        (region(3, 0, 3.2, 1, 0, 1), region(-3.2, 0, -3.1, 1, 0, 1), False),
        (sphere(0, 0, 0), sphere(2, 0, 0), False),
        (sphere(0, 0, 0), sphere(2.001, 0, 0), True),
        (sphere(0, 0, 0), sphere(0, 0, 0, 0), False),
        (box(0, 0, 0), sphere(0, 1.9, 0), False),
        (box(0, 0, 0), sphere(0, 2.1, 0), True),
        (box(0, 0, 0), sphere(1.8, 1.8, 0), True),
        (box(0, 0, 0), box(1.9, -1.9, 1.9), False),
        (box(0, 0, 0), box(0, 0, 2.1), True),
        (box(0, 0, 0), box(2.3, 0, 0, *TURNED), False),
        (box(0, 0, 0), box(2.5, 0, 0, *TURNED), True),
        (box(0, 0, 0, *TURNED), box(2.3, 2.3, 0, *TIPPED), True),
        (box(0, 0, 0), box(1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0), False),
        (box(0, 0, 0), box(math.inf, 0, 0), False),
    ],
)
def test_volumes_are_apart_where_a_plane_separates_them(one: Any, other: Any, expected: bool) -> None:
    assert apart(one, other) is expected
    assert apart(other, one) is expected


@pytest.mark.parametrize(
    "volume",
    [{}, {"sphere": [0, 0, 0, -1]}, {**box(0, 0, 0), **sphere(0, 0, 0)}, {"box": [0] * 11}, region(*REGION)],
)
def test_what_is_no_box_or_sphere_is_not_compared_with_one(volume: dict[str, Any]) -> None:
    assert not apart(volume, sphere(99, 99, 99))
    assert not apart(box(99, 99, 99), volume)
