"""The distinct triangles with an area in the meshes of a glTF asset: how much there is to see."""

from __future__ import annotations

from collections.abc import Container, Iterator

import numpy as np

from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.accessors import Accessors, Array, read_accessors
from conformance_suites.assets.gltf.reader.model import TRIANGLES, Model, read_model
from conformance_suites.assets.gltf.reader.parts import Primitive

STRIP, FAN = 5, 6
COUNTED = 100
"""Triangles are counted up to this number: a floor is far below."""
LOOKED_AT = 1 << 14
"""Corners examined of one primitive."""


def shown_meshes(model: Model) -> set[int]:
    """The meshes that a node shows."""
    return {mesh for _, _, node in model.all_of("nodes") if type(mesh := node.get("mesh")) is int}


def shown_primitives(model: Model, meshes: Container[int | None]) -> list[Primitive]:
    """The primitives of these meshes that consist of triangles."""
    return [each for each in model.primitives if each.mesh in meshes and each.mode in (TRIANGLES, STRIP, FAN)]


def triangles(source: Source, meshes: Container[int | None]) -> int:
    """The distinct triangles with an area in these meshes, counted up to a limit; materials tell them apart."""
    model, accessors = source.once(read_model), source.once(read_accessors)
    seen = set[tuple[int | None, bytes]]()
    untold = 0
    for primitive in shown_primitives(model, meshes):
        for corners in _corners(primitive, accessors):
            if corners is None:  # compressed by what is not decoded here: its count is all there is
                untold += (primitive.indices.count if primitive.indices else 0) // 3
            else:
                seen |= {(primitive.material, each) for each in _distinct(corners)}
        if len(seen) + untold >= COUNTED:
            break
    return min(len(seen) + untold, COUNTED)


def _corners(primitive: Primitive, accessors: Accessors) -> Iterator[Array | None]:
    """(triangles, 3, 3): the corners of the triangles; None where only their number is known."""
    place = primitive.attributes.get("POSITION")
    if place is None or place.kind != "VEC3":
        return
    if "KHR_draco_mesh_compression" in (primitive.members.get("extensions") or {}):
        yield None
        return
    points = accessors[place]
    if points is None:
        return
    order = np.arange(min(len(points.array), LOOKED_AT))
    if "indices" in primitive.members:
        indices = accessors[primitive.indices] if primitive.indices else None
        if indices is None:
            return
        order = indices.array[:LOOKED_AT, 0].astype(np.int64)
    faces = _faces(order, primitive.mode)
    faces = faces[((faces >= 0) & (faces < len(points.array))).all(axis=1)]
    yield points.real[faces].astype(np.float64)


def _faces(order: Array, mode: int) -> Array:
    """(triangles, 3): the vertices of the triangles of a list, strip or fan."""
    if mode == TRIANGLES:
        return order[: len(order) // 3 * 3].reshape(-1, 3)
    if len(order) < 3:
        return order[:0].reshape(0, 3)
    first = order[:-2] if mode == STRIP else np.full(len(order) - 2, order[0])
    return np.stack([first, order[1:-1], order[2:]], axis=1)


def _distinct(corners: Array) -> set[bytes]:
    """The triangles with an area, each as its sorted corners."""
    with np.errstate(all="ignore"):
        across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        area = np.square(across).sum(axis=1)
    corners = corners[np.isfinite(area) & (area > 0)] + 0.0
    return {bytes(b"".join(sorted(point.tobytes() for point in each))) for each in corners[: 4 * COUNTED]}
