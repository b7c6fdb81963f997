"""Samples of the budget suite: a textured, rigged, morphing strip of two triangles, and copies that cost too much.

Accessors without a buffer view are zeros, so that millions of vertices take no space, nor do pixels of a header.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import Any

from conformance_suites.assets.gltf.reader.ktx2 import basis_texture
from conformance_suites.assets.gltf.writer.asset import VERTICES, Asset

SQUARE = [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0]
TRANSFORM, INSTANCING = "KHR_texture_transform", "EXT_mesh_gpu_instancing"
FLOAT, UNSIGNED_INT = 5126, 5125
POINTS, LISTS, STRIP = 0, 4, 5
TRIANGLES, DRAW_CALLS, VERTICES_HELD = 2_000_000, 2_000, 3_000_000
JOINTS, TARGETS, IMAGES, BYTES = 256, 256, 16, 67_108_864


def png(width: int, height: int) -> bytes:
    """A grey PNG image of the size in its header, with the pixels of only one row."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(3))) + chunk(b"IEND", b"")


def avatar(image: bytes | None = None, sets: int = 1) -> Asset:
    """A square with everything that is counted: triangles, an image, joints, a morph target, a required extension."""
    asset = Asset()
    asset.accessor("VEC3", "f", SQUARE, VERTICES, bounds=True)
    asset.accessor("VEC2", "f", [0, 0, 1, 0, 0, 1, 1, 1], VERTICES)
    asset.accessor("VEC3", "f", SQUARE, VERTICES, bounds=True)
    attributes = {"POSITION": 0, "TEXCOORD_0": 1}
    for number in range(sets):
        attributes[f"JOINTS_{number}"] = asset.accessor("VEC4", "B", [0] * 16, VERTICES)
        weights = [0 if number else 1, 0, 0, 0] * 4
        attributes[f"WEIGHTS_{number}"] = asset.accessor("VEC4", "f", weights, VERTICES)
    asset.add("images", bufferView=asset.view(png(1024, 1024) if image is None else image), mimeType="image/png")
    asset.add("textures", source=0)
    info = {"index": 0, "extensions": {TRANSFORM: {"scale": [2, 2]}}}
    asset.add("materials", pbrMetallicRoughness={"baseColorTexture": info})
    asset.add("meshes", primitives=[{"attributes": attributes, "material": 0, "mode": 5, "targets": [{"POSITION": 2}]}])
    asset.add("skins", joints=[1, 2])
    asset.document["nodes"] = [{"mesh": 0, "skin": 0}, {"children": [2]}, {}]
    asset.add("scenes", nodes=[0, 1])
    asset.document |= {"extensionsUsed": [TRANSFORM], "extensionsRequired": [TRANSFORM]}
    return asset


def plain(mode: int, corners: int, *, indexed: bool = False, nodes: int = 1, instances: int = 0) -> bytes:
    """A mesh at one point, drawn from this many corners and shown by this many nodes, each with this many instances."""
    asset = Asset()
    zeros = {"componentType": FLOAT, "type": "VEC3", "min": [0, 0, 0], "max": [0, 0, 0]}
    asset.add("accessors", count=3 if indexed else corners, **zeros)
    primitive: dict[str, Any] = {"attributes": {"POSITION": 0}, "mode": mode}
    if indexed:
        primitive["indices"] = asset.add("accessors", count=corners, componentType=UNSIGNED_INT, type="SCALAR")
    asset.add("meshes", primitives=[primitive])
    node: dict[str, Any] = {"mesh": 0}
    if instances:
        places = asset.add("accessors", count=instances, componentType=FLOAT, type="VEC3")
        node["extensions"] = {INSTANCING: {"attributes": {"TRANSLATION": places}}}
        asset.document |= {"extensionsUsed": [INSTANCING], "extensionsRequired": [INSTANCING]}
    asset.document["nodes"] = [node] * nodes
    asset.add("scenes", nodes=list(range(nodes)))
    return asset.gltf()


def unequal(*counts: int) -> bytes:
    """A mesh of this many points each, all at one place."""
    asset = Asset()
    zeros = {"componentType": FLOAT, "type": "VEC3", "min": [0, 0, 0], "max": [0, 0, 0]}
    for count in counts:
        position = asset.add("accessors", count=count, **zeros)
        asset.add("meshes", primitives=[{"attributes": {"POSITION": position}, "mode": POINTS}])
    asset.document["nodes"] = [{"mesh": at} for at in range(len(counts))]
    asset.add("scenes", nodes=list(range(len(counts))))
    return asset.gltf()


def changed(change: Callable[[dict[str, Any]], object], **other: Any) -> bytes:
    asset = avatar(**other)
    change(asset.document)
    return asset.gltf()


def good() -> dict[str, bytes]:
    """File name -> bytes of assets that satisfy every row, some of them exactly at the limit."""
    return {
        "avatar.gltf": avatar().gltf(),
        "avatar.glb": avatar().glb(),
        "most_triangles.gltf": plain(LISTS, 3 * TRIANGLES, indexed=True),
        "most_draw_calls.gltf": plain(LISTS, 3, nodes=DRAW_CALLS),
        "most_instances.gltf": plain(LISTS, 3, nodes=DRAW_CALLS, instances=TRIANGLES // DRAW_CALLS),
        "most_vertices.gltf": plain(POINTS, VERTICES_HELD),
        "most_joints.gltf": changed(lambda gltf: joints(gltf, JOINTS)),
        "most_targets.gltf": changed(lambda gltf: targets(gltf, TARGETS)),
        "largest_images.gltf": changed(lambda gltf: images(gltf, IMAGES), image=png(4096, 4096)),
        "ktx2.gltf": changed(basisu, image=basis_texture(4096, 4096)),
        "most_influences.gltf": avatar(sets=2).gltf(),
        "points.gltf": plain(POINTS, 8),
        "in_no_scene.gltf": changed(lambda gltf: gltf["nodes"][0].clear()),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the asset breaks."""
    return {
        "AST-BUD-001_of_a_vendor.gltf": changed(vendor),
        "AST-BUD-002_one_too_many.gltf": plain(LISTS, 3 * TRIANGLES + 3, indexed=True),
        "AST-BUD-002_in_a_strip.gltf": plain(STRIP, TRIANGLES + 3),
        "AST-BUD-002_shown_by_1000_nodes.gltf": plain(LISTS, 3 * 2001, nodes=1000),
        "AST-BUD-002_in_too_many_instances.gltf": plain(LISTS, 3, nodes=2, instances=TRIANGLES // 2 + 1),
        "AST-BUD-003_one_too_many.gltf": plain(LISTS, 3, nodes=DRAW_CALLS + 1),
        "AST-BUD-003_with_instances.gltf": plain(LISTS, 3, nodes=DRAW_CALLS + 1, instances=2),
        "AST-BUD-004_one_too_many.gltf": plain(POINTS, VERTICES_HELD + 1),
        "AST-BUD-004_most_in_the_second_mesh.gltf": unequal(8, VERTICES_HELD),
        "AST-BUD-005_one_too_many.gltf": changed(lambda gltf: joints(gltf, JOINTS + 1)),
        "AST-BUD-006_one_too_many.gltf": changed(lambda gltf: targets(gltf, TARGETS + 1)),
        "AST-BUD-007_5000_by_5000.gltf": avatar(png(5000, 5000)).gltf(),
        "AST-BUD-007_ktx2.gltf": changed(basisu, image=basis_texture(8192, 4096)),
        "AST-BUD-008_17_of_4096_by_4096.gltf": changed(lambda gltf: images(gltf, IMAGES + 1), image=png(4096, 4096)),
        "AST-BUD-009_64_mib_behind_an_image.glb": avatar(png(2, 2) + bytes(BYTES)).glb(),
        "AST-BUD-010_three_sets.gltf": avatar(sets=3).gltf(),
    }


def joints(document: dict[str, Any], count: int) -> None:
    """A skin with this many joints, all of them children of the first."""
    first = len(document["nodes"])
    children = [2, *range(first, first + count - 2)]
    document["nodes"] += [{} for _ in children[1:]]
    document["nodes"][1]["children"] = children
    document["skins"][0]["joints"] = [1, *children]


def targets(document: dict[str, Any], count: int) -> None:
    document["meshes"][0]["primitives"][0]["targets"] = [{"POSITION": 2}] * count


def images(document: dict[str, Any], count: int) -> None:
    """This many images with the same data, each with a texture; the material uses the first."""
    document["images"] *= count
    document["textures"] = [{"source": at} for at in range(count)]


def basisu(document: dict[str, Any]) -> None:
    """The image as a KTX2 texture, for which its extension has to be required."""
    document["images"][0]["mimeType"] = "image/ktx2"
    document["textures"][0] = {"extensions": {"KHR_texture_basisu": {"source": 0}}}
    for name in ("extensionsUsed", "extensionsRequired"):
        document[name].append("KHR_texture_basisu")


def vendor(document: dict[str, Any]) -> None:
    """A node with an extension that only one vendor knows, listed as required."""
    document["nodes"][0]["extensions"] = {"ACME_gravity": {}}
    for name in ("extensionsUsed", "extensionsRequired"):
        document[name].append("ACME_gravity")
