"""Samples of the compression suite: a grid by meshopt and by Draco, textures by their headers; none is decompressed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from conformance_suites.assets.gltf.reader.draco import EDGEBREAKER
from conformance_suites.assets.gltf.reader.ktx2 import UASTC, basis_texture
from conformance_suites.assets.gltf.writer.asset import data_uri, glb, packed_numbers
from conformance_suites.assets.gltf.writer.compressed import (
    ATTRIBUTES_V0,
    ATTRIBUTES_V1,
    COLOUR,
    DRACO,
    EXT,
    KHR,
    NORMALS,
    TRIANGLES,
    UASTC_DATA,
    Document,
    both,
    draco,
    extension,
    meshed,
    packed,
    primitive,
    textured,
)


def changed(document: Document, change: Callable[[Document], object]) -> bytes:
    change(document)
    return json.dumps(document, indent=1).encode()


def text(document: Document) -> bytes:
    return changed(document, lambda _: None)


CORNERS = [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0]
FALLBACK = packed_numbers("f", CORNERS) + bytes([0, 0, 127, 0] * 4) + packed_numbers("H", [0, 1, 2, 0, 2, 3])


def repacked(view: int = 0, **members: Any) -> bytes:
    """The square by meshopt with these members of the compression of one view; None removes one."""

    def change(document: Document) -> None:
        place = extension(document, view)
        place.update(members)
        for member in [each for each, value in place.items() if value is None]:
            del place[member]

    return changed(packed(), change)


def restreamed(view: int, stream: bytes) -> bytes:
    """The square by meshopt with other compressed data for one view."""

    def change(document: Document) -> None:
        document["buffers"].append(
            {"byteLength": len(stream), "uri": data_uri("application/octet-stream", stream)},
        )
        extension(document, view).update(buffer=2, byteOffset=0, byteLength=len(stream))

    return changed(packed(), change)


def coloured(**fields: Any) -> bytes:
    return text(textured(basis_texture(8, 4, **fields)))


def stored() -> bytes:
    """The square by meshopt in a container: compressed data in its BIN chunk, the fallback after it."""
    document = packed()
    document["buffers"][0].pop("uri")
    return glb(document, ATTRIBUTES_V0 + NORMALS + TRIANGLES)


def good() -> dict[str, bytes]:
    """File name -> bytes of assets that satisfy every row."""
    return {
        "packed.gltf": text(packed()),
        "packed_indices.gltf": text(delivered(packed(KHR, "INDICES"))),
        "packed.glb": stored(),
        "fallback_with_data.gltf": text(delivered(packed())),
        "packed_colours.gltf": changed(delivered(packed(KHR)), lambda gltf: extension(gltf, 1).update(COLOUR)),
        "quaternions.gltf": text(packed(wide=True)),
        "draco_sequential.gltf": text(meshed()),
        "draco_edgebreaker.gltf": text(meshed(draco(EDGEBREAKER))),
        "draco_and_plain.gltf": text(both()),
        "draco_beside_normals.gltf": changed(meshed(), with_normals),
        "basis.gltf": text(textured()),
        "basis_alpha.gltf": coloured(channels=(0, 15), levels=4),
        "basis_metadata.gltf": coloured(metadata={"KTXorientation": b"rd\0", "KTXswizzle": b"rgba\0"}),
        "basis_zero_copy.gltf": coloured(model=UASTC, scheme=0, channels=(3,)),
        "basis_of_two_uses.gltf": changed(
            textured(), lambda gltf: gltf["materials"][0]["normalTexture"].update(index=0)
        ),
    }


def delivered(document: Document) -> Document:
    """The same, where the fallback buffer has its data and the extension is not required."""
    document["buffers"][1]["uri"] = data_uri("application/octet-stream", FALLBACK)
    document["extensionsRequired"] = ["KHR_mesh_quantization"]
    return document


def with_normals(document: Document) -> None:
    """Separate normals beside positions by Draco."""
    normals = packed_numbers("f", [0, 0, 1] * 4)
    document["buffers"].append({"byteLength": len(normals), "uri": data_uri("application/octet-stream", normals)})
    document["bufferViews"].append({"buffer": 1, "byteLength": len(normals), "target": 34962})
    normal = {"bufferView": len(document["bufferViews"]) - 1, "componentType": 5126, "type": "VEC3", "count": 4}
    document["accessors"].append(normal)
    primitive(document)["attributes"]["NORMAL"] = len(document["accessors"]) - 1


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the asset breaks."""
    return {**bad_views(), **bad_primitives(), **bad_textures()}


def bad_views() -> dict[str, bytes]:
    plain = {"buffer": 1, "byteLength": 4}
    return {
        "AST-GLZ-001_text.gltf": repacked(count="4"),
        "AST-GLZ-001_fallback.gltf": changed(
            packed(), lambda gltf: gltf["buffers"][1]["extensions"][EXT].update(fallback="yes")
        ),
        "AST-GLZ-001_text_khr.gltf": changed(delivered(packed(KHR)), lambda gltf: extension(gltf).update(count="4")),
        "AST-GLZ-001_fallback_khr.gltf": changed(
            delivered(packed(KHR)), lambda gltf: gltf["buffers"][1]["extensions"][KHR].update(fallback="yes")
        ),
        **{
            f"AST-GLZ-002_no_{member}_{name[:3].lower()}.gltf": changed(
                delivered(packed(name)), lambda gltf, member=member: extension(gltf).pop(member)
            )
            for name in (EXT, KHR)
            for member in ("buffer", "byteLength", "byteStride", "count", "mode")
        },
        "AST-GLZ-002_no_mode.gltf": repacked(2, mode=None),
        "AST-GLZ-003_mode.gltf": repacked(mode="attributes"),
        "AST-GLZ-003_colour_in_ext.gltf": repacked(1, filter="COLOR"),
        "AST-GLZ-003_offset.gltf": repacked(byteOffset=-1),
        "AST-GLZ-004_stride.gltf": changed(packed(), lambda gltf: restrided(gltf, 0, 6, 8)),
        "AST-GLZ-004_wide_indices.gltf": changed(packed(EXT, "INDICES"), lambda gltf: restrided(gltf, 2, 6, 2)),
        "AST-GLZ-004_filter.gltf": repacked(2, filter="EXPONENTIAL"),
        "AST-GLZ-004_octahedral_positions.gltf": repacked(0, filter="OCTAHEDRAL"),
        "AST-GLZ-004_colour_positions.gltf": changed(
            delivered(packed(KHR)), lambda gltf: extension(gltf).update(COLOUR)
        ),
        "AST-GLZ-004_quaternion.gltf": repacked(1, filter="QUATERNION"),
        "AST-GLZ-004_half_triangle.gltf": changed(packed(), half_triangle),
        "AST-GLZ-005_longer.gltf": repacked(2, count=3),
        "AST-GLZ-005_stride.gltf": repacked(0, byteStride=4, count=12),
        "AST-GLZ-006_no_such_buffer.gltf": repacked(buffer=7),
        "AST-GLZ-006_one_too_many.gltf": repacked(buffer=2),
        "AST-GLZ-006_negative.gltf": repacked(buffer=-1),
        "AST-GLZ-006_beyond.gltf": repacked(2, byteLength=1000),
        "AST-GLZ-007_other_mode.gltf": restreamed(0, TRIANGLES + bytes(64)),
        "AST-GLZ-007_version_1_in_ext.gltf": restreamed(0, ATTRIBUTES_V1 + bytes(64)),
        "AST-GLZ-007_short.gltf": restreamed(2, TRIANGLES[:-1]),
        "AST-GLZ-007_short_attributes.gltf": restreamed(0, ATTRIBUTES_V0[:-1]),
        "AST-GLZ-008_plain_view.gltf": changed(packed(), lambda gltf: gltf["bufferViews"].append(plain)),
        "AST-GLZ-008_compressed_data.gltf": changed(packed(), compressed_in_fallback),
        "AST-GLZ-009_not_required.gltf": changed(
            packed(), lambda gltf: gltf.update(extensionsRequired=["KHR_mesh_quantization"])
        ),
    }


def restrided(document: Document, view: int, stride: int, count: int) -> None:
    """Another division of the same bytes of a view."""
    extension(document, view).update(byteStride=stride, count=count)
    document["bufferViews"][view].pop("byteStride", None)


def half_triangle(document: Document) -> None:
    """Five indices as triangles, in the view and in the accessor."""
    extension(document, 2)["count"] = 5
    document["bufferViews"][2]["byteLength"] = 10
    document["accessors"][2]["count"] = 5
    primitive(document)["mode"] = 5


def compressed_in_fallback(document: Document) -> None:
    """The buffer that is marked as fallback holds the compressed data."""
    document["buffers"][0]["extensions"] = {EXT: {"fallback": True}}


def bad_primitives() -> dict[str, bytes]:
    def draco_extension(document: Document) -> Document:
        found: Document = primitive(document)["extensions"][DRACO]
        return found

    return {
        **{
            f"AST-GLZ-010_{name}.gltf": changed(meshed(), lambda gltf, mode=mode: primitive(gltf).update(mode=mode))
            for name, mode in {"points": 0, "lines": 1, "loop": 2, "line_strip": 3, "fan": 6}.items()
        },
        "AST-GLZ-011_no_normal.gltf": changed(
            meshed(), lambda gltf: draco_extension(gltf)["attributes"].update(NORMAL=1)
        ),
        "AST-GLZ-012_other_data.gltf": text(meshed(b"a mesh of a cat, uncompressed")),
        "AST-GLZ-012_point_cloud.gltf": text(meshed(draco(kind=0))),
        "AST-GLZ-012_version.gltf": text(meshed(draco(minor=3))),
        "AST-GLZ-012_method.gltf": text(meshed(draco(method=7))),
        "AST-GLZ-013_indices.gltf": changed(meshed(), lambda gltf: gltf["accessors"][1].update(count=9)),
        "AST-GLZ-013_indices_edgebreaker.gltf": changed(
            meshed(draco(EDGEBREAKER)), lambda gltf: gltf["accessors"][1].update(count=3)
        ),
        "AST-GLZ-013_points.gltf": changed(meshed(), lambda gltf: gltf["accessors"][0].update(count=5)),
        "AST-GLZ-014_both.gltf": changed(both(), lambda gltf: gltf.update(extensionsRequired=[DRACO])),
        "AST-GLZ-014_not_required.gltf": changed(meshed(), lambda gltf: gltf.pop("extensionsRequired")),
    }


def bad_textures() -> dict[str, bytes]:
    normal = {**UASTC_DATA, "transfer": 2}
    return {
        "AST-GLZ-015_cut.gltf": text(textured(basis_texture(8, 4)[:90])),
        "AST-GLZ-015_bc7.gltf": coloured(model=134, scheme=2),
        "AST-GLZ-015_vulkan.gltf": coloured(model=UASTC, scheme=0, vk_format=157),
        "AST-GLZ-015_not_supercompressed.gltf": coloured(scheme=0),
        "AST-GLZ-015_zlib.gltf": coloured(model=UASTC, scheme=3),
        "AST-GLZ-015_channels.gltf": coloured(channels=(15, 0)),
        "AST-GLZ-015_rrrg.gltf": text(textured(None, basis_texture(4, 4, **{**UASTC_DATA, "channels": (5,)}))),
        "AST-GLZ-016_side.gltf": text(textured(basis_texture(8, 5))),
        "AST-GLZ-016_line.gltf": text(textured(basis_texture(8, 0))),
        "AST-GLZ-016_cube.gltf": coloured(faces=6),
        "AST-GLZ-016_array.gltf": coloured(layers=1),
        "AST-GLZ-017_linear_colour.gltf": coloured(transfer=1),
        "AST-GLZ-017_unspecified_transfer.gltf": coloured(transfer=0),
        "AST-GLZ-017_normals_as_colour.gltf": text(textured(None, basis_texture(4, 4, **normal))),
        "AST-GLZ-017_primaries.gltf": text(textured(None, basis_texture(4, 4, **{**UASTC_DATA, "primaries": 1}))),
        "AST-GLZ-018_upside_down.gltf": coloured(metadata={"KTXorientation": b"ru\0"}),
        "AST-GLZ-018_swizzle.gltf": coloured(metadata={"KTXswizzle": b"rrrg\0"}),
        "AST-GLZ-018_premultiplied.gltf": coloured(flags=1),
    }
