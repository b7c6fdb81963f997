"""Samples of the appearance suite: one textured square with cameras, and copies of it with one thing changed."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable
from typing import Any

from conformance_suites.assets.gltf.reader.ktx2 import basis_texture
from conformance_suites.assets.gltf.writer.asset import VERTICES, Asset, data_uri

SQUARE = [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0]
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffc0000b080002000201011100ffda0008010100003f00"
)  # up to the start of the scan
WEBP = bytes.fromhex("524946461a000000574542505650384c0e0000002f01400000071011fd0f4444ff03")
AVIF = bytes.fromhex("0000001c667479706d696631000000006d6966316176696600000000")  # the file type box
KTX2 = basis_texture(4, 4)


def png(width: int, height: int) -> bytes:
    """A grey PNG image of the size in its header, with the pixels of only one row."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(3))) + chunk(b"IEND", b"")


def textured(image: bytes | None = None, kind: str = "image/png") -> Asset:
    """A square whose material uses one texture for its colour and its normals, and two cameras."""
    asset = Asset()
    asset.accessor("VEC3", "f", SQUARE, VERTICES, bounds=True)
    asset.accessor("VEC2", "f", [0, 0, 1, 0, 0, 1, 1, 1], VERTICES)
    asset.add("images", bufferView=asset.view(png(2, 2) if image is None else image), mimeType=kind)
    asset.add("textures", source=0)
    color = {"baseColorTexture": {"index": 0}}
    asset.add("materials", pbrMetallicRoughness=color, normalTexture={"index": 0}, alphaMode="OPAQUE")
    primitive = {"attributes": {"POSITION": 0, "TEXCOORD_0": 1}, "material": 0, "mode": 5}
    asset.add("meshes", primitives=[primitive])
    asset.add("cameras", type="perspective", perspective={"yfov": 1, "znear": 0.1, "zfar": 10})
    asset.add("cameras", type="orthographic", orthographic={"xmag": 1, "ymag": 1, "znear": 0, "zfar": 10})
    asset.document["nodes"] = [{"mesh": 0, "children": [1, 2]}, {"camera": 0}, {"camera": 1}]
    asset.add("scenes", nodes=[0])
    return asset


def changed(change: Callable[[dict[str, Any]], object], image: bytes | None = None, kind: str = "image/png") -> bytes:
    asset = textured(image, kind)
    change(asset.document)
    return asset.gltf()


def enabled(
    name: str, image: bytes, kind: str, members: dict[str, Any] | None = None, required: bool = True, **more: Any
) -> bytes:
    """The asset with an image of another type, through the extension for it."""

    def change(document: dict[str, Any]) -> None:
        document["extensionsUsed"] = [name]
        if required:
            document["extensionsRequired"] = [name]
        document["textures"][0] = {"extensions": {name: {"source": 0} if members is None else members}, **more}
        if more:
            document["images"].append({"uri": data_uri("image/png", png(2, 2))})

    return changed(change, image, kind)


def embedded(uri: str, **more: Any) -> bytes:
    return changed(lambda gltf: gltf["images"].append({"uri": uri} | more))


def good() -> dict[str, bytes]:
    """File name -> bytes of assets that satisfy every row."""
    return {
        "textured.gltf": textured().gltf(),
        "textured.glb": textured(JPEG, "image/jpeg").glb(),
        "embedded.gltf": embedded(data_uri("image/png", png(4, 4))),
        "webp.gltf": enabled("EXT_texture_webp", WEBP, "image/webp"),
        "avif_by_its_second_brand.gltf": enabled("EXT_texture_avif", AVIF, "image/avif", required=False, source=1),
        "basisu.gltf": enabled("KHR_texture_basisu", KTX2, "image/ktx2"),
        "dds.gltf": enabled("MSFT_texture_dds", b"DDS " + bytes(124), "image/vnd-ms.dds", required=False),
        "webp_beside_a_vendor.gltf": changed(beside, WEBP, "image/webp"),
        "large_by_its_header.gltf": textured(png(4096, 4096)).gltf(),
        "brought_by_a_vendor.gltf": enabled(
            "ACME_texture_clouds", png(2, 2), "image/png", {"clouds": 3}, required=False
        ),
        "mask.gltf": changed(lambda gltf: gltf["materials"][0].update(alphaMode="MASK", alphaCutoff=0.5)),
        "infinite.gltf": changed(lambda gltf: gltf["cameras"][0]["perspective"].pop("zfar")),
        "transformed.gltf": changed(transformed),
        "transform_required.gltf": changed(transform_required),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the asset breaks."""
    return {
        "AST-GLA-001_webp_for_png.gltf": changed(webp_as_source, WEBP, "image/webp"),
        "AST-GLA-001_png_for_webp.gltf": enabled("EXT_texture_webp", png(2, 2), "image/png"),
        "AST-GLA-002_text.gltf": embedded(data_uri("application/octet-stream", b"an image of a cat")),
        "AST-GLA-002_gif.gltf": embedded(data_uri("image/gif", b"GIF89a" + bytes(7))),
        "AST-GLA-003_webp.gltf": embedded(data_uri("image/webp", WEBP)),
        "AST-GLA-004_jpeg_as_png.gltf": textured(JPEG).gltf(),
        "AST-GLA-004_in_uri.gltf": embedded(data_uri("image/png", png(4, 4)), mimeType="image/jpeg"),
        "AST-GLA-004_text_as_png.gltf": textured(b"an image of a cat").gltf(),
        "AST-GLA-005_cut_png.gltf": textured(png(2, 2)[:29]).gltf(),
        "AST-GLA-005_cut_jpeg.gltf": textured(JPEG[:22], "image/jpeg").gltf(),
        "AST-GLA-006_second_set.gltf": changed(lambda gltf: gltf["materials"][0]["normalTexture"].update(texCoord=1)),
        "AST-GLA-006_no_set.gltf": changed(lambda gltf: attributes(gltf).pop("TEXCOORD_0")),
        "AST-GLA-006_in_an_extension.gltf": changed(coat),
        "AST-GLA-006_toon.gltf": changed(toon),
        "AST-GLA-006_transformed.gltf": changed(lambda gltf: transformed(gltf, 1)),
        "AST-GLA-006_nothing_overridden.gltf": changed(lambda gltf: transform_required(gltf, override=False)),
        "AST-GLA-006_transform_not_required.gltf": changed(lambda gltf: transform_required(gltf, required=False)),
        "AST-GLA-007_blended.gltf": changed(
            lambda gltf: gltf["materials"][0].update(alphaMode="BLEND", alphaCutoff=0.5)
        ),
        "AST-GLA-008_flat.gltf": changed(lambda gltf: gltf["cameras"][1]["orthographic"].update(xmag=0)),
        "AST-GLA-009_mirrored.gltf": changed(lambda gltf: gltf["cameras"][1]["orthographic"].update(ymag=-1)),
        "AST-GLA-010_half_a_turn.gltf": changed(lambda gltf: gltf["cameras"][0]["perspective"].update(yfov=math.pi)),
        "AST-GLA-010_degrees.gltf": changed(lambda gltf: gltf["cameras"][0]["perspective"].update(yfov=60)),
        "AST-GLA-011_exchanged.gltf": changed(
            lambda gltf: gltf["cameras"][0]["perspective"].update(znear=10, zfar=0.1)
        ),
        "AST-GLA-011_equal.gltf": changed(lambda gltf: gltf["cameras"][1]["orthographic"].update(znear=10)),
        "AST-GLA-012_no_source.gltf": changed(lambda gltf: gltf["textures"].append({})),
        "AST-GLA-012_no_source_in_its_extension.gltf": enabled("EXT_texture_webp", WEBP, "image/webp", {}),
        "AST-GLA-013_webp.gltf": enabled("EXT_texture_webp", WEBP, "image/webp", required=False),
        "AST-GLA-013_basisu.gltf": enabled("KHR_texture_basisu", KTX2, "image/ktx2", required=False),
    }


def attributes(document: dict[str, Any]) -> Any:
    return document["meshes"][0]["primitives"][0]["attributes"]


def webp_as_source(document: dict[str, Any]) -> None:
    """The extension is listed, but the texture refers to the image as its plain source."""
    document["extensionsUsed"] = ["EXT_texture_webp"]


def beside(document: dict[str, Any]) -> None:
    """A WebP image, for which an extension of a vendor may have a substitute."""
    document["extensionsUsed"] = ["EXT_texture_webp", "ACME_texture_clouds"]
    document["textures"][0] = {"extensions": {"EXT_texture_webp": {"source": 0}, "ACME_texture_clouds": {}}}


def coat(document: dict[str, Any]) -> None:
    """A clear coat whose texture has separate coordinates."""
    document["extensionsUsed"] = ["KHR_materials_clearcoat"]
    texture = {"index": 0, "texCoord": 3}
    document["materials"][0]["extensions"] = {"KHR_materials_clearcoat": {"clearcoatTexture": texture}}


def toon(document: dict[str, Any]) -> None:
    """A toon material whose shade has separate coordinates, which the square lacks."""
    document["extensionsUsed"] = ["VRMC_materials_mtoon"]
    shade = {"index": 0, "texCoord": 1}
    members = {"specVersion": "1.0", "shadeMultiplyTexture": shade, "matcapTexture": {"index": 0, "texCoord": 2}}
    document["materials"][0]["extensions"] = {"VRMC_materials_mtoon": members}


def transformed(document: dict[str, Any], coordinates: int = 0) -> None:
    """A texture transform that names the set of coordinates itself."""
    document["extensionsUsed"] = ["KHR_texture_transform"]
    transform = {"KHR_texture_transform": {"texCoord": coordinates, "scale": [2, 2]}}
    document["materials"][0]["normalTexture"] = {"index": 0, "extensions": transform}


def transform_required(document: dict[str, Any], required: bool = True, override: bool = True) -> None:
    """A texture whose set of coordinates, which the square lacks, a transform overrides."""
    transformed(document)
    texture = document["materials"][0]["normalTexture"]
    texture["texCoord"] = 1
    if not override:
        texture["extensions"]["KHR_texture_transform"].pop("texCoord")
    if required:
        document["extensionsRequired"] = ["KHR_texture_transform"]
