"""Samples of the rigging suite: one skinned square, and copies of it with one thing changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from conformance_suites.assets.gltf.writer.asset import VERTICES, Asset

IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
SQUARE = [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0]
MESH_NODE, ROOT, FIRST, SECOND, APART = range(5)


def rig(
    joints: Sequence[float] | None = None,
    weights: Sequence[float] | None = None,
    matrices: Sequence[float] | None = None,
    codes: str = "Bf",
    sets: int = 1,
    second: tuple[Sequence[float], Sequence[float]] = ([0, 0, 0, 0], [0, 0, 0, 0]),
) -> Asset:
    """A strip bound to two joints; `codes` are the component types of joints and weights, as `array` names them.

    `second` are joints and weights of the second set where the first is not given twice.
    """
    asset = Asset()
    asset.accessor("VEC3", "f", SQUARE, VERTICES, bounds=True)
    asset.accessor("MAT4", "f", matrices or IDENTITY * 2)
    attributes: dict[str, int] = {"POSITION": 0}
    for number in range(sets):
        here, parts = (joints or [0, 1, 0, 0], weights or [0.25, 0.75, 0, 0]) if number == 0 else second
        attributes[f"JOINTS_{number}"] = asset.accessor("VEC4", codes[0], [*here] * 4, VERTICES)
        normalized = {} if codes[1] == "f" else {"normalized": True}
        attributes[f"WEIGHTS_{number}"] = asset.accessor("VEC4", codes[1], [*parts] * 4, VERTICES, **normalized)
    asset.add("meshes", primitives=[{"attributes": attributes, "mode": 5}])
    asset.document["nodes"] = [{"mesh": 0, "skin": 0}, {"children": [2]}, {"children": [3]}, {}, {}]
    asset.add("skins", joints=[FIRST, SECOND], skeleton=ROOT, inverseBindMatrices=1)
    asset.add("scenes", nodes=[MESH_NODE, ROOT, APART])
    return asset


def changed(change: Callable[[dict[str, Any]], object], **other: Any) -> bytes:
    asset = rig(**other)
    change(asset.document)
    return asset.gltf()


def good() -> dict[str, bytes]:
    """File name -> bytes of assets that satisfy every row."""
    return {
        "rig.gltf": rig().gltf(),
        "rig.glb": rig().glb(),
        "two_sets.glb": rig(sets=2).glb(),
        "second_joint_alone.glb": rig(weights=[0, 1, 0, 0]).glb(),
        "first_joint_behind.glb": rig([0, 0, 0, 0], [0, 1, 0, 0]).glb(),
        "integers.glb": rig(weights=[64, 191, 0, 0], codes="HB").glb(),
        "no_skeleton.gltf": changed(lambda gltf: gltf["skins"][0].pop("skeleton")),
        "more_matrices.gltf": rig(matrices=IDENTITY * 3).gltf(),
        "second_scene.gltf": changed(lambda gltf: gltf["scenes"].append({"nodes": [APART]})),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the asset breaks."""
    turned = [1, 0, 0, 5, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    return {
        "AST-GLR-001_last_joint.gltf": changed(lambda gltf: gltf["skins"][0].update(skeleton=SECOND)),
        "AST-GLR-001_another_tree.gltf": changed(lambda gltf: gltf["skins"][0].update(skeleton=APART)),
        "AST-GLR-002_vectors.gltf": changed(vectors),
        "AST-GLR-003_one_matrix.gltf": rig(matrices=IDENTITY).gltf(),
        "AST-GLR-004_transposed.gltf": rig(matrices=IDENTITY + turned).gltf(),
        "AST-GLR-004_no_data.gltf": changed(lambda gltf: gltf["accessors"][1].pop("bufferView")),
        "AST-GLR-004_nearly_1.gltf": rig(matrices=[*IDENTITY[:15], 1.00001] * 2).gltf(),
        "AST-GLR-005_two_trees.gltf": changed(two_trees),
        "AST-GLR-005_two_trees_exchanged.gltf": changed(exchanged_trees),
        "AST-GLR-006_in_no_scene.gltf": changed(lambda gltf: gltf.update(scenes=[{"nodes": [MESH_NODE]}] * 2)),
        "AST-GLR-006_not_in_scene.gltf": changed(lambda gltf: gltf["scenes"][0].update(nodes=[MESH_NODE])),
        "AST-GLR-007_no_joints.gltf": changed(no_joints),
        "AST-GLR-007_half_of_them.gltf": changed(half_bound),
        "AST-GLR-007_two_unbound.gltf": changed(two_unbound),
        "AST-GLR-008_weights_only.gltf": changed(weights_only),
        "AST-GLR-009_negative.gltf": rig(weights=[-0.25, 1.25, 0, 0]).gltf(),
        "AST-GLR-009_last_of_first_set.gltf": rig([0, 0, 0, 1], [1.25, 0, 0, -0.25], sets=2).gltf(),
        "AST-GLR-009_first_of_second_set.gltf": rig(
            [0, 0, 0, 0], [1.25, 0, 0, 0], sets=2, second=([1, 0, 0, 0], [-0.25, 0, 0, 0])
        ).gltf(),
        "AST-GLR-009_last_of_second_set.gltf": rig(
            [0, 0, 0, 0], [1.25, 0, 0, 0], sets=2, second=([0, 0, 0, 1], [0, 0, 0, -0.25])
        ).gltf(),
        "AST-GLR-010_behind_unused.gltf": rig([0, 0, 1, 1], [0, 0.5, 0.25, 0.25]).gltf(),
        "AST-GLR-010_same_joint.gltf": rig([1, 1, 0, 0], [0.75, 0.25, 0, 0]).gltf(),
        "AST-GLR-010_in_two_sets.gltf": rig(
            [1, 0, 0, 0], [0.5, 0, 0, 0], sets=2, second=([1, 0, 0, 0], [0.5, 0, 0, 0])
        ).gltf(),
        "AST-GLR-011_too_little.gltf": rig(weights=[0.25, 0.7, 0, 0]).gltf(),
        "AST-GLR-011_none.gltf": rig(joints=[0, 0, 0, 0], weights=[0, 0, 0, 0]).gltf(),
        "AST-GLR-012_254.gltf": rig(weights=[63, 191, 0, 0], codes="BB").gltf(),
        "AST-GLR-012_65536.gltf": rig(weights=[1, 65535, 0, 0], codes="BH").gltf(),
        "AST-GLR-013_third_joint.gltf": rig([0, 2, 0, 0], [0.75, 0.25, 0, 0]).gltf(),
        "AST-GLR-014_leftover.gltf": rig(joints=[0, 1, 1, 0]).gltf(),
        "AST-GLR-014_last_of_first_set.gltf": rig([0, 1, 0, 1], sets=2).gltf(),
        "AST-GLR-014_first_of_second_set.gltf": rig(sets=2, second=([1, 0, 0, 0], [0, 0, 0, 0])).gltf(),
        "AST-GLR-014_last_of_second_set.gltf": rig(sets=2, second=([0, 0, 0, 1], [0, 0, 0, 0])).gltf(),
    }


def vectors(document: dict[str, Any]) -> None:
    """Matrices of three columns."""
    document["accessors"][1]["type"] = "MAT3"


def two_trees(document: dict[str, Any]) -> None:
    """Joints without a common ancestor."""
    document["skins"][0].update(joints=[SECOND, APART])
    del document["skins"][0]["skeleton"]


def exchanged_trees(document: dict[str, Any]) -> None:
    """Joints without a common ancestor, the later node first."""
    two_trees(document)
    document["skins"][0]["joints"].reverse()


def two_unbound(document: dict[str, Any]) -> None:
    """Two primitives that are bound to nothing, in a skinned mesh."""
    half_bound(document)
    half_bound(document)


def no_joints(document: dict[str, Any]) -> None:
    """A skin for a mesh that is bound to nothing."""
    document["meshes"][0]["primitives"][0]["attributes"] = {"POSITION": 0}


def half_bound(document: dict[str, Any]) -> None:
    """A second primitive that is bound to nothing, in a skinned mesh."""
    document["meshes"][0]["primitives"].append({"attributes": {"POSITION": 0}, "mode": 5})


def weights_only(document: dict[str, Any]) -> None:
    """Weights without joints, on a node without skin."""
    del document["meshes"][0]["primitives"][0]["attributes"]["JOINTS_0"]
    del document["nodes"][0]["skin"]
