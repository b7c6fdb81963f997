"""Samples of the geometry suite: one morphed mesh, and copies of it with one thing changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from conformance_suites.assets.gltf.writer.asset import INDICES, VERTICES, Asset

SQUARE = [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0]
POSITION, NORMAL, TANGENT, COORDINATES, COLOR, TRIANGLES, TARGET = range(7)
Document = dict[str, Any]


def square(**other: Sequence[float]) -> Asset:
    """A square of two triangles with every attribute; `other` replaces the numbers of some."""
    numbers: dict[str, Sequence[float]] = {
        "position": SQUARE,
        "normal": [0, 0, 1] * 4,
        "tangent": [1, 0, 0, 1] * 3 + [1, 0, 0, -1],
        "color": [0, 0.5, 1, 1] * 4,
        "indices": [0, 1, 2, 2, 1, 3],
    }
    numbers |= other
    asset = Asset()
    asset.accessor("VEC3", "f", numbers["position"], VERTICES, bounds=True)
    asset.accessor("VEC3", "f", numbers["normal"], VERTICES)
    asset.accessor("VEC4", "f", numbers["tangent"], VERTICES)
    asset.accessor("VEC2", "H", [0, 0, 65535, 0, 0, 65535, 65535, 65535], VERTICES, normalized=True)
    asset.accessor("VEC4", "f", numbers["color"], VERTICES)
    asset.accessor("SCALAR", "B", numbers["indices"], INDICES)
    asset.accessor("VEC3", "f", [0, 0, 1] * 4, VERTICES, bounds=True)
    named = {"POSITION": 0, "NORMAL": 1, "TANGENT": 2, "TEXCOORD_0": 3, "COLOR_0": 4, "_HEAT": 4}
    asset.add("meshes", primitives=[{"attributes": named, "indices": 5, "targets": [{"POSITION": 6}]}], weights=[0])
    asset.add("nodes", mesh=0, weights=[0.5])
    asset.add("scenes", nodes=[0])
    return asset


def changed(change: Callable[[Asset], object], **other: Sequence[float]) -> bytes:
    asset = square(**other)
    change(asset)
    return asset.gltf()


def primitive(asset: Asset) -> Any:
    return asset.document["meshes"][0]["primitives"][0]


def attributes(**more: int | None) -> bytes:
    """The asset with these attributes, or without those that are None."""

    def change(asset: Asset) -> None:
        named = primitive(asset)["attributes"]
        named.update(more)
        primitive(asset)["attributes"] = {name: index for name, index in named.items() if index is not None}

    return changed(change)


def quantized() -> Asset:
    """The same with the formats of KHR_mesh_quantization."""
    asset = square()
    asset.document |= {name: ["KHR_mesh_quantization"] for name in ("extensionsUsed", "extensionsRequired")}
    position = asset.accessor("VEC3", "h", SQUARE, VERTICES, bounds=True)
    normal = asset.accessor("VEC3", "b", [0, 0, 127] * 4, VERTICES, normalized=True)
    tangent = asset.accessor("VEC4", "b", [127, 0, 0, -127] * 4, VERTICES, normalized=True)
    primitive(asset)["attributes"] |= {"POSITION": position, "NORMAL": normal, "TANGENT": tangent}
    return asset


def topologies() -> Asset:
    """Six vertices in every mode, without indices."""
    asset = Asset()
    asset.accessor("VEC3", "f", [0, 0, 0, 1, 0, 0] * 3, VERTICES, bounds=True)
    asset.add("meshes", primitives=[{"attributes": {"POSITION": 0}, "mode": mode} for mode in range(7)])
    return asset


def fewest_vertices() -> Asset:
    """As few vertices as each mode allows, and an odd number of them where it allows any number."""
    asset = Asset()
    primitives = []
    for count, modes in ((1, [0]), (2, [1, 2, 3]), (3, [0, 2, 3, 4, 5, 6])):
        position = asset.accessor("VEC3", "f", [0, 0, 0, 1, 0, 0, 0, 1, 0][: 3 * count], VERTICES, bounds=True)
        primitives += [{"attributes": {"POSITION": position}, "mode": mode} for mode in modes]
    asset.add("meshes", primitives=primitives)
    return asset


def many(last: Sequence[int] = (0, 1, 2), normal: Sequence[float] = (0, 0, 1) * 3) -> bytes:
    """Twenty triangles, each with separate indices and normals, of which the last ones are given."""
    asset = Asset()
    position = asset.accessor("VEC3", "f", SQUARE[:9], VERTICES, bounds=True)
    primitives = []
    for at in range(20):
        normals = asset.accessor("VEC3", "f", normal if at == 19 else [0, 0, 1] * 3, VERTICES)
        indices = asset.accessor("SCALAR", "B", last if at == 19 else [2, 0, 1], INDICES)
        primitives.append({"attributes": {"POSITION": position, "NORMAL": normals}, "indices": indices})
    asset.add("meshes", primitives=primitives)
    return asset.gltf()


def two_sets(asset: Asset) -> None:
    """Two sets of texture coordinates, and an attribute of an extension that the asset uses."""
    asset.document["extensionsUsed"] = ["EXT_heat"]
    primitive(asset)["attributes"] |= {"TEXCOORD_1": COORDINATES, "EXT_heat:HEAT": COLOR}


def in_mode(mode: int, *indices: int) -> bytes:
    """The square drawn in another mode, from these of its vertices."""
    return changed(lambda asset: primitive(asset).update(mode=mode), indices=indices)


def good() -> dict[str, bytes]:
    """File name -> bytes of assets that satisfy every row."""
    return {
        "square.gltf": square().gltf(),
        "square.glb": square().glb(),
        "quantized.glb": quantized().glb(),
        "topologies.gltf": topologies().gltf(),
        "fewest_vertices.gltf": fewest_vertices().gltf(),
        "many.gltf": many(),
        "two_sets.gltf": changed(two_sets),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the asset breaks."""
    return {
        "AST-GLM-001_lower_case.gltf": attributes(position=POSITION),
        "AST-GLM-001_leading_zero.gltf": attributes(TEXCOORD_00=COORDINATES),
        "AST-GLM-001_joints_in_target.gltf": changed(joints_in_target),
        "AST-GLM-001_of_an_extension_not_used.gltf": attributes(**{"EXT_heat:HEAT": COLOR}),
        "AST-GLM-002_coordinates_of_3.gltf": attributes(TEXCOORD_0=NORMAL),
        "AST-GLM-002_tangent_target_of_4.gltf": changed(
            lambda asset: primitive(asset)["targets"][0].update(TANGENT=TANGENT)
        ),
        "AST-GLM-002_joints_of_32_bits.gltf": changed(long_joints),
        "AST-GLM-003_unsigned_int.gltf": changed(
            lambda asset: primitive(asset)["attributes"].update(
                _ID=asset.accessor("SCALAR", "I", [1, 2, 3, 4], VERTICES)
            )
        ),
        "AST-GLM-004_no_max.gltf": changed(lambda asset: asset.document["accessors"][POSITION].pop("max")),
        "AST-GLM-004_target.gltf": changed(lambda asset: asset.document["accessors"][TARGET].pop("min")),
        "AST-GLM-005_zero.gltf": square(normal=[0, 0, 1] * 3 + [0, 0, 0]).gltf(),
        "AST-GLM-005_half.gltf": square(tangent=[0.5, 0, 0, 1] * 4).gltf(),
        "AST-GLM-005_last_of_many.gltf": many(normal=[0, 0, 1, 0, 1, 0, 1, 0, 1]),
        "AST-GLM-005_two_of_four.gltf": square(normal=[0, 0, 1, 0, 0, 1 / 3, 0, 0, 1, 0, 0, 0.5]).gltf(),
        "AST-GLM-006_two_of_four.gltf": square(
            tangent=[*[1, 0, 0, 1], *[1, 0, 0, 0.5], *[1, 0, 0, 1], *[1, 0, 0, 0]]
        ).gltf(),
        "AST-GLM-006_zero.gltf": square(tangent=[1, 0, 0, 0] * 4).gltf(),
        "AST-GLM-006_nearly_1.gltf": square(tangent=[1, 0, 0, 0.999] * 4).gltf(),
        "AST-GLM-007_bright.gltf": square(color=[0, 0.5, 1.5, 1] * 4).gltf(),
        "AST-GLM-007_negative.gltf": square(color=[0, 0.5, -0.5, 1] * 4).gltf(),
        "AST-GLM-008_from_1.gltf": attributes(TEXCOORD_0=None, TEXCOORD_1=COORDINATES),
        "AST-GLM-008_gap.gltf": attributes(COLOR_2=COLOR),
        "AST-GLM-008_gap_from_above.gltf": attributes(COLOR_0=None, COLOR_3=COLOR, COLOR_1=COLOR),
        "AST-GLM-009_three_colors.gltf": changed(
            lambda asset: primitive(asset)["attributes"].update(COLOR_0=asset.accessor("VEC4", "f", [1] * 12, VERTICES))
        ),
        "AST-GLM-010_signed.gltf": changed(
            lambda asset: primitive(asset).update(indices=asset.accessor("SCALAR", "h", [0, 1, 2], INDICES))
        ),
        "AST-GLM-010_normalized.gltf": changed(
            lambda asset: asset.document["accessors"][TRIANGLES].update(normalized=True)
        ),
        "AST-GLM-011_one_too_large.gltf": square(indices=[0, 1, 2, 2, 1, 4]).gltf(),
        "AST-GLM-011_two_too_large.gltf": square(indices=[0, 1, 4, 2, 1, 5]).gltf(),
        "AST-GLM-012_restart.gltf": last_of_many(),
        "AST-GLM-012_restart_twice.gltf": last_of_many(0, 255, 1, 2, 3, 255),
        "AST-GLM-013_point_of_lines.gltf": in_mode(1, 0, 1, 2),
        "AST-GLM-013_one_of_a_loop.gltf": in_mode(2, 0),
        "AST-GLM-013_one_of_a_line_strip.gltf": in_mode(3, 0),
        "AST-GLM-013_two_of_a_strip.gltf": in_mode(5, 0, 1),
        "AST-GLM-013_four_of_triangles.gltf": square(indices=[0, 1, 2, 3]).gltf(),
        "AST-GLM-013_two_of_a_fan.gltf": changed(lambda asset: primitive(asset).update(mode=6), indices=[0, 1]),
        "AST-GLM-014_needle.gltf": square(indices=[0, 1, 1]).gltf(),
        "AST-GLM-014_last_of_many.gltf": many([2, 1, 2]),
        "AST-GLM-014_second_and_third.gltf": square(indices=[0, 1, 2, 1, 1, 3, 2, 3, 2]).gltf(),
        "AST-GLM-015_no_normals.gltf": changed(no_normals),
        "AST-GLM-016_second_without.gltf": changed(second_primitive),
        "AST-GLM-016_second_with_two.gltf": changed(lambda asset: second_primitive(asset, *[{"POSITION": TARGET}] * 2)),
        "AST-GLM-017_three_displacements.gltf": changed(
            lambda asset: primitive(asset)["targets"][0].update(
                POSITION=asset.accessor("VEC3", "f", [0, 0, 1] * 3, VERTICES, bounds=True)
            )
        ),
        "AST-GLM-018_two_weights.gltf": changed(lambda asset: asset.document["meshes"][0].update(weights=[0, 1])),
        "AST-GLM-019_two_weights.gltf": changed(lambda asset: asset.document["nodes"][0].update(weights=[0, 1])),
    }


def joints_in_target(asset: Asset) -> None:
    """A morph target that displaces joints."""
    joints = asset.accessor("VEC4", "B", [0] * 16, VERTICES)
    weights = asset.accessor("VEC4", "f", [1, 0, 0, 0] * 4, VERTICES)
    primitive(asset)["attributes"] |= {"JOINTS_0": joints, "WEIGHTS_0": weights}
    primitive(asset)["targets"][0]["JOINTS_0"] = joints


def long_joints(asset: Asset) -> None:
    """Joints of 32 bits."""
    joints = asset.accessor("VEC4", "I", [0] * 16, VERTICES)
    weights = asset.accessor("VEC4", "f", [1, 0, 0, 0] * 4, VERTICES)
    primitive(asset)["attributes"] |= {"JOINTS_0": joints, "WEIGHTS_0": weights}


def no_normals(asset: Asset) -> None:
    """A morph target that displaces normals which the primitive lacks."""
    primitive(asset)["targets"][0]["NORMAL"] = NORMAL
    del primitive(asset)["attributes"]["NORMAL"]


def last_of_many(*indices: int) -> bytes:
    """An index of the last of 256 vertices, which is the largest number of its component type."""
    asset = Asset()
    asset.accessor("VEC3", "f", [0, 0, 0, 1, 0, 0] * 128, VERTICES, bounds=True)
    asset.accessor("SCALAR", "B", indices or [0, 1, 255], INDICES)
    asset.add("meshes", primitives=[{"attributes": {"POSITION": 0}, "indices": 1}])
    return asset.gltf()


def second_primitive(asset: Asset, *targets: Document) -> None:
    """A second primitive with these morph targets, or without any."""
    more: Document = {"targets": list(targets)} if targets else {}
    asset.document["meshes"][0]["primitives"].append({"attributes": {"POSITION": POSITION}, "mode": 0, **more})
