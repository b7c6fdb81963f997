"""Checks of shared spaces that a schema cannot express."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, check
from conformance.readers.json_values import array_at, numbers, value_at, values_at, whole

from .view import BODY, SEAT, SHAPES, Space

MESH_SHAPES = (f"{SHAPES}/*/convex/mesh", f"{SHAPES}/*/trimesh/mesh")
BODY_SHAPES = (f"{BODY}/collider/shape", f"{BODY}/trigger/shape")
TRIANGLES = (4, 5, 6)  # triangles, strips and fans of them (glTF 2.0, 3.7.2.1)
NONE = -1  # means no `shape`
SEAT_DEGREES = 1
UNSCALED = 0.00001  # tolerance for the rounding of exporters
RADIUS = 0.5  # metres, the default of a shape


@check("AST-SPC-008")
def seats_span_a_plane(space: Space) -> Findings:
    for pointer, seat in values_at(space.document, SEAT):
        if not isinstance(seat, dict):
            continue
        back, knee, foot = (numbers(seat.get(name), 3) for name in ("back", "knee", "foot"))
        if back and knee and foot:
            angle = _angle(
                [b - k for b, k in zip(back, knee, strict=True)], [f - k for f, k in zip(foot, knee, strict=True)]
            )
            if min(angle, 180 - angle) <= SEAT_DEGREES:
                yield Finding(f"{pointer}/knee", received=round(min(angle, 180 - angle), 3))


def _angle(one: list[float], other: list[float]) -> float:
    """The angle between two vectors in degrees; 0 where one has no direction."""
    x = one[1] * other[2] - one[2] * other[1]
    y = one[2] * other[0] - one[0] * other[2]
    z = one[0] * other[1] - one[1] * other[0]
    return math.degrees(math.atan2(math.hypot(x, y, z), sum(a * b for a, b in zip(one, other, strict=True))))


@check("AST-SPC-009")
def indices_resolve(space: Space) -> Findings:
    no_array = None
    for ways, array in ((MESH_SHAPES, "/meshes"), (BODY_SHAPES, SHAPES), ((f"{BODY}/trigger/nodes/*",), "/nodes")):
        items, name = space.listed(array), array.rsplit("/", 1)[1]
        for pointer, value in values_at(space.document, *ways):
            index = whole(value)
            if items is None:
                no_array = name
            elif index is not None and not 0 <= index < len(items) and not (array == SHAPES and index == NONE):
                yield Finding(pointer, "range", received=index, array=name, size=len(items)).cutting()
    for pointer, shape in values_at(space.document, *(each.removesuffix("/mesh") for each in MESH_SHAPES)):
        if isinstance(shape, dict) and "mesh" not in shape:
            yield Finding(pointer, "none")
    if no_array:
        raise Blocked("no_array", array=no_array)


def _shape_meshes(space: Space) -> Iterator[tuple[str, int, list[Any]]]:
    """(pointer, mesh, its primitives) for each shape given by a mesh."""
    meshes = space.items("/meshes")
    for pointer, value in values_at(space.document, *MESH_SHAPES):
        index = whole(value)
        if index is not None and 0 <= index < len(meshes):
            primitives = value_at(meshes[index], "/primitives")
            yield pointer, index, primitives if isinstance(primitives, list) else []


@check("AST-SPC-010")
def mesh_shapes_are_of_triangles(space: Space) -> Findings:
    odd: dict[int, tuple[int, int] | None] = {}
    for pointer, mesh, primitives in _shape_meshes(space):
        if mesh not in odd:
            odd[mesh] = next(_no_triangles(primitives), None)
        if first := odd[mesh]:
            yield Finding(pointer, mesh=mesh, primitive=first[0], received=first[1])


def _no_triangles(primitives: list[Any]) -> Iterator[tuple[int, int]]:
    """(number, mode) of each primitive that does not consist of triangles."""
    for number, primitive in enumerate(primitives):
        mode = whole(primitive.get("mode", 4)) if isinstance(primitive, dict) else None
        if mode is not None and mode not in TRIANGLES:
            yield number, mode


@check("AST-SPC-011")
def mesh_shapes_are_of_one_primitive(space: Space) -> Findings:
    for pointer, mesh, primitives in _shape_meshes(space):
        if len(primitives) > 1:
            yield Finding(pointer, mesh=mesh, received=len(primitives))


@check("AST-SPC-012")
def radii_are_equal(space: Space) -> Findings:
    for pointer, shape in values_at(space.document, f"{SHAPES}/*/capsule", f"{SHAPES}/*/cylinder"):
        if isinstance(shape, dict):
            bottom, top = (shape.get(name, RADIUS) for name in ("radiusBottom", "radiusTop"))
            if numbers([bottom, top], 2) and bottom != top:
                yield Finding(pointer, bottom=bottom, top=top)


@check("AST-SPC-013")
def shapes_are_not_scaled(space: Space) -> Findings:
    for pointer, value in values_at(space.document, *BODY_SHAPES):
        node = int(pointer.split("/")[2])
        scale = numbers(space.nodes[node].get("scale"), 3)
        if scale and whole(value) != NONE and any(abs(each - 1) > UNSCALED for each in scale):
            yield Finding(f"/nodes/{node}/scale", node=node, received=scale)


@check("AST-SPC-014")
def triggers_have_a_shape_or_nodes(space: Space) -> Findings:
    for pointer, trigger in values_at(space.document, f"{BODY}/trigger"):
        if isinstance(trigger, dict) and trigger.get("shape", NONE) == NONE and array_at(trigger, "/nodes") == []:
            yield Finding(pointer)


@check("AST-SPC-015")
def parts_of_triggers_are_triggers_below(space: Space) -> Findings:
    untold, listed = None, set[tuple[int, int]]()
    for pointer, value in values_at(space.document, f"{BODY}/trigger/nodes/*"):
        node, part = int(pointer.split("/")[2]), whole(value)
        if part is None or not 0 <= part < len(space.nodes.nodes):
            continue
        if (node, part) in listed:
            yield Finding(pointer, "twice", received=part)
            continue
        listed.add((node, part))
        if space.nodes.is_below(part, node):
            if space.is_plain(part):
                yield Finding(pointer, "plain", received=part)
        elif space.nodes.has_gaps or not space.nodes.has_root(part):
            untold = part
        else:
            yield Finding(pointer, "elsewhere", received=part, node=node)
    if untold is not None:
        raise Blocked("untold", node=untold)
