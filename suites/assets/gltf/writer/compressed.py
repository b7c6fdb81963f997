"""Models with compressed data and textures, built from the headers of their streams."""

from __future__ import annotations

import json
from typing import Any

from conformance_suites.assets.gltf.reader.draco import SEQUENTIAL
from conformance_suites.assets.gltf.reader.ktx2 import UASTC, basis_texture
from conformance_suites.assets.gltf.writer.asset import Asset, data_uri

Document = dict[str, Any]
EXT, KHR, DRACO, BASISU = (
    "EXT_meshopt_compression",
    "KHR_meshopt_compression",
    "KHR_draco_mesh_compression",
    "KHR_texture_basisu",
)
VERTICES, FACES = 4, 2
# Streams of zeros: a header byte, header bits or controls of 0, and the tail that each version and mode has.
ATTRIBUTES_V0 = b"\xa0" + bytes(12) + bytes(32)
ATTRIBUTES_V1 = b"\xa1" + bytes(3) + bytes(24)
NORMALS = b"\xa0" + bytes(4) + bytes(32)
WIDE = b"\xa0" + bytes(8) + bytes(32)
TRIANGLES = b"\xe1" + bytes(FACES) + bytes(16)
INDICES = b"\xd1" + bytes(3 * FACES) + bytes(4)
COLOUR = {"filter": "COLOR"}
DATA = {"transfer": 1, "primaries": 0}


def packed(name: str = EXT, mode: str = "TRIANGLES", wide: bool = False) -> Document:
    """A square whose positions, normals and indices are compressed, with a fallback buffer that holds no data.

    `wide` normals have 8 bytes, filtered like quaternions.
    """
    positions, indices = (ATTRIBUTES_V0 if name == EXT else ATTRIBUTES_V1), (TRIANGLES if mode[0] == "T" else INDICES)
    normals = {"byteStride": 8, "filter": "QUATERNION"} if wide else {"byteStride": 4, "filter": "OCTAHEDRAL"}
    layouts: list[tuple[bytes, Document, int]] = [
        (positions, {"byteStride": 12, "count": VERTICES, "mode": "ATTRIBUTES"}, 34962),
        (WIDE if wide else NORMALS, {**normals, "count": VERTICES, "mode": "ATTRIBUTES"}, 34962),
        (indices, {"byteStride": 2, "count": 3 * FACES, "mode": mode}, 34963),
    ]
    views, start, at = [], 0, 0
    for stream, layout, target in layouts:
        extension = {"buffer": 0, "byteOffset": start, "byteLength": len(stream), **layout}
        length = layout["byteStride"] * layout["count"]
        stride = {"byteStride": layout["byteStride"]} if target == 34962 else {}
        view = {"buffer": 1, "byteOffset": at, "byteLength": length, "target": target, **stride}
        views.append({**view, "extensions": {name: extension}})
        start, at = start + len(stream), at + length
    data = data_uri("application/octet-stream", b"".join(stream for stream, _, _ in layouts))
    buffers: list[Document] = [
        {"byteLength": start, "uri": data},
        {"byteLength": at, "extensions": {name: {"fallback": True}}},
    ]
    accessors: list[Document] = [
        {"bufferView": 0, "componentType": 5126, "count": 4, "type": "VEC3", "min": [0, 0, 0], "max": [1, 1, 0]},
        {"bufferView": 1, "componentType": 5122 if wide else 5120, "normalized": True, "count": 4, "type": "VEC3"},
        {"bufferView": 2, "componentType": 5123, "count": 6, "type": "SCALAR"},
    ]
    primitive = {"attributes": {"POSITION": 0, "NORMAL": 1}, "indices": 2}
    used = [name, "KHR_mesh_quantization"]
    return {**scene(primitive, used), "buffers": buffers, "bufferViews": views, "accessors": accessors}


def scene(primitive: Document, used: list[str]) -> Document:
    """A document with one mesh of one primitive, and these extensions, all of them required."""
    return {
        "asset": {"version": "2.0"},
        "extensionsUsed": list(used),
        "extensionsRequired": list(used),
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [primitive]}],
    }


def draco(method: int = SEQUENTIAL, kind: int = 1, minor: int = 2) -> bytes:
    """The header of a bitstream and the numbers after it, without the geometry."""
    numbers = bytes((FACES, VERTICES)) if method == SEQUENTIAL else bytes((0, VERTICES, FACES))
    return b"DRACO" + bytes((2, minor, kind, method, 0, 0)) + numbers + bytes(8)


def meshed(data: bytes | None = None) -> Document:
    """A square whose positions and indices are compressed only by Draco."""
    data = draco() if data is None else data
    extension = {"bufferView": 0, "attributes": {"POSITION": 0}}
    primitive = {"attributes": {"POSITION": 0}, "indices": 1, "mode": 4, "extensions": {DRACO: extension}}
    return {
        **scene(primitive, [DRACO]),
        "buffers": [{"byteLength": len(data), "uri": data_uri("application/octet-stream", data)}],
        "bufferViews": [{"buffer": 0, "byteLength": len(data)}],
        "accessors": [
            {"componentType": 5126, "count": VERTICES, "type": "VEC3", "min": [0, 0, 0], "max": [1, 1, 0]},
            {"componentType": 5123, "count": 3 * FACES, "type": "SCALAR"},
        ],
    }


def both() -> Document:
    """The same with additional uncompressed data, so that the extension is not required."""
    document = meshed()
    asset = Asset()
    asset.document = document
    document["bufferViews"] = document["bufferViews"][:1]
    asset.data += draco()
    asset.accessor("VEC3", "f", [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0], 34962)
    asset.accessor("SCALAR", "H", [0, 1, 2, 1, 3, 2], 34963)
    for place, added in enumerate(document["accessors"][2:]):
        document["accessors"][place]["bufferView"] = added["bufferView"]
    del document["accessors"][2:], document["extensionsRequired"]
    data = bytes(asset.data)
    document["buffers"] = [{"byteLength": len(data), "uri": data_uri("application/octet-stream", data)}]
    return document


def textured(colour: bytes | None = None, normal: bytes | None = None) -> Document:
    """A square with a colour texture and a normal texture in KTX 2.0."""
    asset = Asset()
    asset.accessor("VEC3", "f", [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0], 34962, bounds=True)
    asset.accessor("VEC2", "f", [0, 0, 1, 0, 0, 1, 1, 1], 34962)
    images = (basis_texture(8, 4) if colour is None else colour, normal or basis_texture(4, 4, **UASTC_DATA))
    for index, image in enumerate(images):
        asset.add("images", bufferView=asset.view(image), mimeType="image/ktx2")
        asset.add("textures", extensions={BASISU: {"source": index}})
    colours = {"baseColorTexture": {"index": 0}}
    asset.add("materials", pbrMetallicRoughness=colours, normalTexture={"index": 1})
    primitive = {"attributes": {"POSITION": 0, "TEXCOORD_0": 1}, "material": 0, "mode": 5}
    asset.document |= scene(primitive, [BASISU])
    document: Document = json.loads(asset.gltf())
    return document


UASTC_DATA: Document = {"model": UASTC, "scheme": 2, "channels": (0,), **DATA}


def extension(document: Document, view: int = 0) -> Document:
    """The meshopt compression of a buffer view."""
    found: Document = next(iter(document["bufferViews"][view]["extensions"].values()))
    return found


def primitive(document: Document) -> Document:
    found: Document = document["meshes"][0]["primitives"][0]
    return found
