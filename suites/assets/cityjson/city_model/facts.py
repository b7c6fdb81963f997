"""How much there is in a city model."""

from __future__ import annotations

from conformance.readers.json_values import list_or_empty, value_at
from conformance.readers.source import Source

from .view import VERTICES, view


def facts(source: Source) -> dict[str, float]:
    """The city objects with a geometry, and the distinct vertices."""
    model = source.once(view)
    vertices = list_or_empty(value_at(model.document, VERTICES))
    placed = sum(bool(each.get("geometry")) for each in model.objects.values())
    return {"objects": placed, "vertices": len({tuple(each) for each in vertices if isinstance(each, list)})}
