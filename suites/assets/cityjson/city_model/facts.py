"""How much there is in a city model."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import Blocked
from conformance.readers.json_values import list_or_empty, numbers, value_at
from conformance.readers.source import Source

from .view import TEMPLATE_VERTICES, VERTICES, CityModel, view

EXACT = 7
"""Decimals of coordinates in metres or degrees: what differs by less is below any survey."""

UNIT = (1.0, 1.0, 1.0)


def facts(source: Source) -> dict[str, float]:
    """The city objects with a geometry that has vertices, and the distinct vertices of all geometries."""
    model = source.once(view)
    objects, used = set[str](), {VERTICES: set[int](), TEMPLATE_VERTICES: set[int]()}
    with suppress(Blocked):  # a row says that a geometry is malformed
        for geometry in model.geometries():
            if indices := geometry.indices():
                used[geometry.vertices].update(indices)
                objects.add(geometry.pointer.partition("/geometry/")[0])
    placed = sum(name.startswith("/CityObjects/") for name in objects)
    return {"objects": placed, "vertices": sum(_distinct(model, place, each) for place, each in used.items())}


def _distinct(model: CityModel, place: str, used: set[int]) -> int:
    """How many of these vertices are at different places; integers of the vertices are multiples of the scale."""
    listed = list_or_empty(value_at(model.document, place))
    scale = numbers(value_at(model.document, "/transform/scale"), 3) if place == VERTICES else None
    found = set[tuple[float, ...]]()
    for at in used:
        if 0 <= at < len(listed) and (vertex := numbers(listed[at], 3)):
            found.add(tuple(round(x * by, EXACT) for x, by in zip(vertex, scale or UNIT, strict=True)))
    return len(found)
