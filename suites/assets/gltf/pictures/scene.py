"""The triangles of a glTF asset in its rest pose, in the space of the scene, as arrays that a renderer can trust.

Every number is finite and bounded, every index is in range, whatever the asset claims; what cannot be drawn is left
out. Skins are applied (glTF 2.0, 3.7.3.3), morph targets and animations are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from conformance.readers.json_values import whole
from conformance_suites.assets.gltf.pictures.bounds import PICTURE_METRES, PICTURE_TRIANGLES
from conformance_suites.assets.gltf.reader.accessors import Accessors
from conformance_suites.assets.gltf.reader.model import TRIANGLES, Model
from conformance_suites.assets.gltf.reader.nodes import Nodes
from conformance_suites.assets.gltf.reader.numbers import Array
from conformance_suites.assets.gltf.reader.parts import Primitive

STRIP, FAN = 5, 6
MOST_VERTICES = 3 * PICTURE_TRIANGLES


@dataclass(frozen=True, slots=True)
class Piece:
    """One primitive where one node places it. `corners` is (triangles, 3, 3) in metres, `uv` (triangles, 3, 2)."""

    mesh: int
    part: int
    material: int | None
    corners: Array
    uv: Array | None


def pieces(model: Model, accessors: Accessors, nodes: Nodes) -> Iterator[Piece]:
    """The pieces of the scene, until the bound on triangles is reached."""
    left = PICTURE_TRIANGLES
    skins: dict[int, Array | None] = {}
    for index in shown_nodes(model, nodes):
        mesh, skin = _index(nodes[index].get("mesh")), _index(nodes[index].get("skin"))
        world = _matrix(nodes.world(index))
        if world is None or mesh not in model.primitives_of:
            continue
        if skin not in skins:
            skins[skin] = _joint_matrices(model.item("skins", skin), model, accessors, nodes)
        for primitive in model.primitives_of[mesh]:
            if piece := _piece(primitive, accessors, skins[skin], world, left):
                left -= len(piece.corners)
                yield piece


def shown_nodes(model: Model, nodes: Nodes) -> list[int]:
    """The nodes of the scene that is shown; all nodes where there is no scene."""
    document = model.document if isinstance(model.document, dict) else {}
    scene = model.item("scenes", document.get("scene", 0))
    listed = scene.get("nodes")
    roots = [whole(each) for each in listed] if isinstance(listed, list) else []
    way = [each for each in roots if each is not None and 0 <= each < len(nodes.nodes)]
    seen = set(way)
    for node in way:
        for child in nodes.children(node):
            if child not in seen:
                seen.add(child)
                way.append(child)
    return way or list(range(len(nodes.nodes)))


@np.errstate(all="ignore")
def _piece(primitive: Primitive, accessors: Accessors, skin: Array | None, world: Array, left: int) -> Piece | None:
    positions = _numbers(accessors, primitive, "POSITION", 3)
    if positions is None:
        return None
    faces = _faces(primitive, accessors, len(positions))
    if faces is None or not 0 < len(faces) <= left:
        return None
    posed = _posed(primitive, accessors, positions, skin)
    if posed is None:
        posed = positions @ world[:3, :3].T + world[:3, 3]
    corners = posed[faces]
    drawn = (np.abs(corners) <= PICTURE_METRES).all(axis=(1, 2))  # false for NaN as well
    if not drawn.any():
        return None
    uv = _numbers(accessors, primitive, "TEXCOORD_0", 2)
    picked = None if uv is None or len(uv) != len(positions) else np.nan_to_num(uv[faces[drawn]], posinf=0, neginf=0)
    part = int(primitive.pointer.rpartition("/")[2])
    return Piece(primitive.mesh, part, primitive.material, corners[drawn], picked)


def _numbers(accessors: Accessors, primitive: Primitive, name: str, width: int) -> Array | None:
    """An attribute as (vertices, width) numbers; None where none can be read."""
    accessor = primitive.attributes.get(name)
    fits = accessor is not None and accessor.width == width and accessor.count <= MOST_VERTICES
    found = accessors[accessor] if accessor and fits else None
    return None if found is None else found.real.astype(np.float64)


def _faces(primitive: Primitive, accessors: Accessors, vertices: int) -> Array | None:
    """The triangles as (triangles, 3) indices of existing vertices; None for points, lines and unreadable indices."""
    if "indices" in primitive.members:
        indices = primitive.indices
        fits = indices is not None and indices.width == 1 and indices.count <= MOST_VERTICES
        found = accessors[indices] if indices and fits else None
        if found is None:
            return None
        order = found.array[:, 0].astype(np.int64)
    else:
        order = np.arange(vertices)
    if primitive.mode == TRIANGLES:
        faces = order[: len(order) // 3 * 3].reshape(-1, 3)
    elif primitive.mode == STRIP:
        faces = np.stack([order[:-2], order[1:-1], order[2:]], axis=1)
    elif primitive.mode == FAN:
        faces = np.stack([np.full(max(len(order) - 2, 0), order[0]), order[1:-1], order[2:]], axis=1)
    else:
        return None
    return faces[((faces >= 0) & (faces < vertices)).all(axis=1)]


@np.errstate(all="ignore")
def _joint_matrices(skin: dict[str, Any], model: Model, accessors: Accessors, nodes: Nodes) -> Array | None:
    """What each joint of a skin does to a vertex, (joints, 4, 4); None where it is not available."""
    listed = skin.get("joints")
    joints = [_matrix(nodes.world(_index(each))) for each in listed] if isinstance(listed, list) else []
    worlds = [each for each in joints if each is not None]
    if not worlds or len(worlds) < len(joints):
        return None
    accessor = model.accessor(skin.get("inverseBindMatrices"))
    if accessor is None:
        return np.stack(worlds)
    found = accessors[accessor] if accessor.kind == "MAT4" else None
    if found is None or len(found.array) < len(worlds):
        return None
    inverse = found.real[: len(worlds)].astype(np.float64).reshape(-1, 4, 4).transpose(0, 2, 1)
    return np.asarray(np.stack(worlds) @ inverse)


def _posed(primitive: Primitive, accessors: Accessors, positions: Array, skin: Array | None) -> Array | None:
    """The positions as the joints carry them; None for a primitive without usable joints and weights."""
    if skin is None:
        return None
    posed = np.zeros_like(positions)
    sets = len(primitive.sets("JOINTS"))
    for each in range(sets):
        joints = _numbers(accessors, primitive, f"JOINTS_{each}", 4)
        weights = _numbers(accessors, primitive, f"WEIGHTS_{each}", 4)
        if joints is None or weights is None or len(joints) != len(positions) or len(weights) != len(positions):
            return None
        if not ((joints >= 0) & (joints < len(skin))).all():
            return None
        for column in range(4):
            carried = skin[joints[:, column].astype(np.int64)]
            moved = np.einsum("vij,vj->vi", carried[:, :3, :3], positions) + carried[:, :3, 3]
            posed += weights[:, column : column + 1] * moved
    return posed if sets else None


def _index(value: Any) -> int:
    """An index; -1, which no item has, for anything else."""
    number = whole(value)
    return -1 if number is None else number


def _matrix(world: Any) -> Array | None:
    """A node's transform as a 4 x 4 matrix of finite numbers; None where it has none."""
    if world is None:
        return None
    matrix = np.eye(4)
    matrix[:3, :] = np.array(world).T
    return matrix if np.isfinite(matrix).all() else None
