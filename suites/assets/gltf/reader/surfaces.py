"""The distinct triangles with an area in the meshes of a glTF asset: how much there is to see."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping

import numpy as np

from conformance.readers.json_values import list_or_empty, numbers, object_or_empty, value_at, values_at, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.accessors import Accessors, read_accessors
from conformance_suites.assets.gltf.reader.model import TRIANGLES, Model, read_model
from conformance_suites.assets.gltf.reader.nodes import Nodes, read_nodes
from conformance_suites.assets.gltf.reader.numbers import Array
from conformance_suites.assets.gltf.reader.parts import Primitive

STRIP, FAN = 5, 6
SURFACES = (TRIANGLES, STRIP, FAN)
COUNTED = 100
"""Triangles are counted up to this number: a floor is far below."""
LOOKED_AT = 1 << 14
"""Corners examined of one primitive."""
ANIMATED = "/animations/*/channels/*/target/path"
LEAST = 1e-10
"""Twice the area of the smallest triangle that counts, in square metres: ten micrometres wide."""
GRID = 1e-5
"""Metres."""
AS_IT_IS: Array = np.eye(3)
VISIBLE = "/extensions/KHR_node_visibility/visible"
INTERACTS = "KHR_interactivity"


def shown_meshes(source: Source) -> dict[int, Array]:
    """The meshes that visible nodes show, and where the node that shows a mesh largest puts its axes (3, 3).

    An asset without scenes is a library, of which every node counts. A node may appear later in an asset that animates
    by pointers or reacts to its user.
    """
    model, nodes = source.once(read_model), source.once(read_nodes)
    animated = {path for _, path in values_at(model.document, ANIMATED)}
    changes = "pointer" in animated or INTERACTS in object_or_empty(model.document.get("extensions"))
    found: dict[int, Array] = {}
    for at in nodes_of_scenes(model, nodes, hidden=not changes):
        mesh = whole(nodes[at].get("mesh"))
        if mesh is not None:
            fixed = not changes and "scale" not in animated and "skin" not in nodes[at]
            axes = _axes(nodes, at) if fixed else np.eye(3)
            if mesh not in found or enlarged(axes) > enlarged(found[mesh]):
                found[mesh] = axes
    return found


def nodes_of_scenes(model: Model, nodes: Nodes, *, hidden: bool = False) -> set[int]:
    """The nodes of the scene that is shown at first, or of all scenes where none is named; all where there is no scene.

    With `hidden`, nodes that the asset hides are left out, with what is below them.
    """
    scenes = [scene for _, _, scene in model.all_of("scenes")]
    if not scenes:
        return set(range(len(nodes.nodes)))
    first = whole(model.document.get("scene"))
    scenes = [scenes[first]] if first is not None and 0 <= first < len(scenes) else scenes
    way = [whole(each) for scene in scenes for each in list_or_empty(scene.get("nodes"))]
    found = set[int]()
    while way:
        node = way.pop()
        if node is not None and node not in found and not (hidden and value_at(nodes[node], VISIBLE) is False):
            found.add(node)
            way += nodes.children(node)
    return found


def enlarged(axes: Array) -> float:
    """By how much a transform with these axes enlarges an area at most."""
    with np.errstate(all="ignore"):
        return float(np.sqrt(np.square(np.cross(axes, np.roll(axes, 1, axis=0))).sum(axis=1)).max())


def _axes(nodes: Nodes, at: int) -> Array:
    """(3, 3): the axes of the node in its scene; as they are where that cannot be computed."""
    world = nodes.world(at)
    axes = np.array(world[:3]) if world else np.eye(3)
    return axes if math.isfinite(enlarged(axes)) else np.eye(3)


def shown_primitives(model: Model, meshes: Container[int | None]) -> list[Primitive]:
    """The primitives of these meshes that consist of triangles with a material that can be seen."""
    unseen = {index for index, _, material in model.all_of("materials") if _is_unseen(material)}
    return [each for each in _of(model, meshes) if each.material not in unseen]


def _of(model: Model, meshes: Container[int | None]) -> list[Primitive]:
    return [each for each in model.primitives if each.mesh in meshes and each.mode in SURFACES]


def _is_unseen(material: Mapping[str, object]) -> bool:
    """Whether its opacity, which textures can only reduce, shows nothing (glTF 2.0, 3.9.4)."""
    mode, cutoff = material.get("alphaMode"), material.get("alphaCutoff", 0.5)
    colour = object_or_empty(material.get("pbrMetallicRoughness")).get("baseColorFactor")
    opacity = (numbers(colour, 4) or [1.0])[-1]
    if mode == "MASK":
        return isinstance(cutoff, (int, float)) and opacity < cutoff
    return mode == "BLEND" and opacity <= 0


def triangles(source: Source, meshes: Mapping[int, Array], others: Container[int | None] = ()) -> int:
    """The distinct triangles with an area in these meshes, counted up to a limit; materials tell them apart.

    `meshes` says where the axes of each are put; of `others`, what cannot be seen counts as well.
    """
    model, accessors = source.once(read_model), source.once(read_accessors)
    seen = set[tuple[int | None, bytes]]()
    untold = 0
    for primitive in shown_primitives(model, meshes) + _of(model, others):
        axes = meshes.get(primitive.mesh, AS_IT_IS) if primitive.mesh is not None else AS_IT_IS
        for corners in _corners(primitive, accessors):
            if corners is None:  # compressed by what is not decoded here: its count is all there is
                untold += (primitive.indices.count if primitive.indices and enlarged(axes) else 0) // 3
            else:
                seen |= {(primitive.material, each) for each in _distinct(corners @ axes)}
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
    """The triangles with an area, each as its sorted corners; corners nearer than the grid are the same."""
    with np.errstate(all="ignore"):
        across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        area = np.sqrt(np.square(across).sum(axis=1))
        corners = np.round(corners[np.isfinite(area) & (area > LEAST)] / GRID) + 0.0
    return {bytes(b"".join(sorted(point.tobytes() for point in each))) for each in corners[: 4 * COUNTED]}
