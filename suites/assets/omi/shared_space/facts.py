"""How much there is in a shared space, besides what is in any glTF asset."""

from __future__ import annotations

from typing import Any

import numpy as np

from conformance.readers.json_values import list_or_empty, object_or_empty, value_at, values_at, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.model import read_model
from conformance_suites.assets.gltf.reader.nodes import Affine, read_nodes
from conformance_suites.assets.gltf.reader.surfaces import enlarged, nodes_of_scenes, shown_meshes, triangles

from .view import SHAPES

COLLIDER = "/extensions/OMI_physics_body/collider/shape"
SOLIDS = ("box", "sphere", "capsule", "cylinder")
SOLID = 12
"""The triangles of a box: what a collider without a mesh counts for."""
LEAST = 0.001
"""Metres: a solid of which no measure is as long is a point."""


def facts(source: Source) -> dict[str, float]:
    """The triangles to be seen or walked on; a collider that is a solid counts as a box, a trigger holds nobody."""
    model, nodes = source.once(read_model), source.once(read_nodes)
    shapes = list_or_empty(value_at(model.document, SHAPES))
    placed = (nodes[at] for at in nodes_of_scenes(model, nodes) if not _is_a_point(nodes.world(at)))
    used = {whole(at) for each in placed for _, at in values_at(each, COLLIDER)}
    colliders = [object_or_empty(shapes[at]) for at in used if at is not None and 0 <= at < len(shapes)]
    walked = {whole(object_or_empty(each.get(str(each.get("type")))).get("mesh")) for each in colliders}
    solid = sum(map(_is_solid, colliders))
    return {"surfaces": triangles(source, shown_meshes(source), walked) + SOLID * solid}


def _is_a_point(world: Affine | None) -> bool:
    return world is not None and enlarged(np.array(world[:3])) <= LEAST**2


def _is_solid(shape: dict[str, Any]) -> bool:
    """Whether it is a solid with an extent; sizes have defaults."""
    size = object_or_empty(shape.get(str(shape.get("type"))))
    given = [each for value in size.values() for each in (value if isinstance(value, list) else [value])]
    extents = [each for each in given if isinstance(each, (int, float))]
    return shape.get("type") in SOLIDS and (not extents or max(extents) >= LEAST)
