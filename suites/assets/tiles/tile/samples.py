"""Samples of tiles, built byte by byte."""

from __future__ import annotations

import json
import struct
from typing import Any

from conformance_suites.assets.gltf.writer.asset import VERTICES, Asset


def padded(data: bytes, filler: bytes = b" ") -> bytes:
    return data + filler * (-len(data) % 8)


def text(table: Any, header: int) -> bytes:
    """A table in JSON that ends on a boundary behind a header of this size."""
    if table is None:
        return b""
    data = json.dumps(table, separators=(",", ":")).encode()
    return data + b" " * (-(len(data) + header) % 8)


def model() -> bytes:
    asset = Asset()
    asset.accessor("VEC3", "f", [0, 0, 0, 1, 0, 0, 0, 1, 0], VERTICES, bounds=True)
    asset.accessor("SCALAR", "f", [0, 0, 1], VERTICES)
    primitive = {"attributes": {"POSITION": 0, "_BATCHID": 1}}
    asset.add("scenes", nodes=[asset.add("nodes", mesh=asset.add("meshes", primitives=[primitive]))])
    return asset.glb()


def tile(
    magic: bytes,
    features: Any,
    body: bytes = b"",
    *,
    binary: bytes = b"",
    batch: Any = None,
    batch_binary: bytes = b"",
    version: int = 1,
    more: int = 0,
    form: int = 1,
) -> bytes:
    """A tile; `more` is added to the length in its header, `form` is the `gltfFormat` of an i3dm."""
    tail = struct.pack("<I", form) if magic == b"i3dm" else b""
    header = 28 + len(tail)
    parts = [text(features, header), padded(binary), text(batch, 0), padded(batch_binary)]
    whole = b"".join(parts) + padded(body, b"\0")
    whole += b"\0" * (-(header + len(whole)) % 8)
    lengths = [len(part) for part in parts]
    return struct.pack("<4s6I", magic, version, header + len(whole) + more, *lengths) + tail + whole


def composite(*inner: bytes, count: int | None = None) -> bytes:
    body = b"".join(inner)
    return struct.pack("<4s3I", b"cmpt", 1, 16 + len(body), len(inner) if count is None else count) + body


HOUSES = {"BATCH_LENGTH": 2}
NAMES = {"name": ["North", "South"], "height": {"byteOffset": 0, "componentType": "DOUBLE", "type": "SCALAR"}}
TREES = {"INSTANCES_LENGTH": 2, "POSITION": {"byteOffset": 0}}
POINTS = {"POINTS_LENGTH": 4, "POSITION_QUANTIZED": {"byteOffset": 0}, "RGB": {"byteOffset": 24}}
VOLUME = {"QUANTIZED_VOLUME_OFFSET": [0, 0, 0], "QUANTIZED_VOLUME_SCALE": [9, 9, 9]}


def houses(**other: Any) -> bytes:
    given = {"features": HOUSES, "body": model(), "batch": NAMES, "batch_binary": bytes(16), **other}
    return tile(b"b3dm", given.pop("features"), given.pop("body"), **given)


def trees(**other: Any) -> bytes:
    given = {"features": TREES, "body": model(), "binary": bytes(24), **other}
    return tile(b"i3dm", given.pop("features"), given.pop("body"), **given)


def points(**other: Any) -> bytes:
    given = {"features": POINTS | VOLUME, "binary": bytes(36), **other}
    return tile(b"pnts", given.pop("features"), **given)


EVERY_INSTANCE = (
    "POSITION POSITION_QUANTIZED NORMAL_UP NORMAL_RIGHT NORMAL_UP_OCT32P NORMAL_RIGHT_OCT32P SCALE SCALE_NON_UNIFORM "
    "BATCH_ID RTC_CENTER QUANTIZED_VOLUME_OFFSET QUANTIZED_VOLUME_SCALE"
)
EVERY_POINT = "POSITION POSITION_QUANTIZED RGBA RGB RGB565 NORMAL NORMAL_OCT16P BATCH_ID CONSTANT_RGBA"
COMPONENTS = "BYTE UNSIGNED_BYTE SHORT UNSIGNED_SHORT INT UNSIGNED_INT FLOAT DOUBLE"
COMPRESSED = {"3DTILES_draco_point_compression": {"properties": {"POSITION": 0}, "byteOffset": 0, "byteLength": 24}}


def beyond(names: str) -> dict[str, Any]:
    """References to where no bytes are."""
    return {name: {"byteOffset": 800} for name in names.split()}


def vectors() -> dict[str, Any]:
    """A batch table with every component type and every type, all of it beyond the bytes that are there."""
    return {
        f"{component} {kind}": {"byteOffset": 800, "componentType": component, "type": kind}
        for component, kind in zip(COMPONENTS.split(), ["SCALAR", "VEC2", "VEC3", "VEC4"] * 2, strict=True)
    }


def counted(*numbers: int, offset: int, **other: Any) -> bytes:
    """Houses whose number is in the binary part of the feature table."""
    features = {"BATCH_LENGTH": {"byteOffset": offset}}
    given = {"batch": {"name": ["North"]}, "batch_binary": b"", **other}
    return houses(features=features, binary=struct.pack(f"<{len(numbers)}I", *numbers), **given)


def good() -> dict[str, bytes]:
    return {
        "houses.b3dm": houses(),
        "houses_counted_in_binary.b3dm": houses(
            features={"BATCH_LENGTH": {"byteOffset": 0}}, binary=struct.pack("<II", 2, 0)
        ),
        "trees.i3dm": trees(),
        "trees_elsewhere.i3dm": trees(body=b"tree.glb", form=0),
        "points.pnts": points(),
        "points_in_batches.pnts": points(
            features=POINTS | VOLUME | {"BATCH_ID": {"byteOffset": 36}, "BATCH_LENGTH": 2},
            binary=bytes(44),
            batch={"name": ["Roof", "Wall"], "height": {"byteOffset": 0, "componentType": "FLOAT", "type": "SCALAR"}},
            batch_binary=bytes(8),
        ),
        "points_compressed.pnts": tile(
            b"pnts", {"POINTS_LENGTH": 4, "POSITION": {"byteOffset": 0}, "extensions": COMPRESSED}, binary=bytes(24)
        ),
        "trees_of_kinds.i3dm": trees(
            features=TREES | {"BATCH_ID": {"byteOffset": 24, "componentType": "UNSIGNED_BYTE"}},
            binary=bytes(32),
            batch={
                "name": ["Oak", "Elm", "Ash"],
                "height": {"byteOffset": 0, "componentType": "FLOAT", "type": "VEC4"},
            },
        ),
        "all.cmpt": composite(houses(), trees(), composite(points())),
    }


def bad() -> dict[str, bytes]:
    unaligned = houses()[:-8] + b"\0" * 4
    unaligned = unaligned[:8] + struct.pack("<I", len(unaligned)) + unaligned[12:]
    late = points()
    odd = struct.pack("<4s6I", b"pnts", 1, 64, 33, 0, 0, 0) + b'{"POINTS_LENGTH":0,"POSITION":[]}' + bytes(3)
    longer = struct.pack("<4s6I", b"pnts", 1, 63, 33, 0, 0, 0) + b'{"POINTS_LENGTH":0,"POSITION":[]}' + bytes(2)
    embedded = trees()
    return {
        "AST-TCF-001_cut_off.b3dm": houses()[:-16],
        "AST-TCF-001_header_only.pnts": points()[:20],
        "AST-TCF-001_version_2.pnts": points(version=2),
        "AST-TCF-001_section_too_long.pnts": late[:24] + struct.pack("<I", 8000) + late[28:],
        "AST-TCF-001_one_tile_too_few.cmpt": composite(points(), count=2),
        "AST-TCF-001_other_bytes_inside.cmpt": composite(b"glTF" + bytes(12), points(), count=2),
        "AST-TCF-001_one_tile_too_many.cmpt": composite(points(), points(), count=1),
        "AST-TCF-001_inner_tile_too_long.cmpt": composite(points(more=8)),
        "AST-TCF-002_odd_parts.cmpt": composite(longer, odd, points()),
        "AST-TCF-002_nul_behind_json.b3dm": houses().replace(b"2}  {", b"2} \0{"),
        "AST-TCF-002_tile_of_odd_length.b3dm": unaligned,
        "AST-TCF-003_no_json.pnts": tile(b"pnts", ["POINTS_LENGTH"], binary=bytes(36)),
        "AST-TCF-003_no_length.b3dm": houses(features={"RTC_CENTER": [0, 0, 0]}, batch=None, batch_binary=b""),
        "AST-TCF-003_no_position.i3dm": trees(features={"INSTANCES_LENGTH": 2}),
        "AST-TCF-003_no_volume.pnts": points(features=POINTS),
        "AST-TCF-003_batches_without_length.pnts": points(
            features=POINTS | VOLUME | {"BATCH_ID": {"byteOffset": 24}}, binary=bytes(40)
        ),
        "AST-TCF-003_half_a_point.pnts": points(features=POINTS | VOLUME | {"POINTS_LENGTH": 0.5}),
        "AST-TCF-003_fewer_than_no_points.pnts": points(features=POINTS | VOLUME | {"POINTS_LENGTH": -1}),
        "AST-TCF-004_one_name_first_number.b3dm": counted(0x1000002, 7, offset=0),
        "AST-TCF-004_one_name_last_number.b3dm": counted(9, 9, 9, 2, offset=12),
        "AST-TCF-004_one_batch.pnts": points(
            features=POINTS | VOLUME | {"BATCH_ID": {"byteOffset": 36}, "BATCH_LENGTH": 2},
            binary=bytes(44),
            batch={"name": ["Roof"]},
        ),
        "AST-TCF-004_no_json.b3dm": houses(batch=["North"]),
        "AST-TCF-004_one_name.b3dm": houses(batch={"name": ["North"]}, batch_binary=b""),
        "AST-TCF-005_number_beyond.b3dm": houses(features={"BATCH_LENGTH": {"byteOffset": 8}}, binary=bytes(8)),
        "AST-TCF-005_beyond.pnts": points(binary=bytes(24)),
        "AST-TCF-005_number_at_odd_offset.b3dm": counted(9, 9, 9, 2, offset=13),
        "AST-TCF-005_number_before.b3dm": counted(9, 9, offset=-1),
        "AST-TCF-005_before.pnts": points(features=POINTS | VOLUME | {"RGB": {"byteOffset": -1}}),
        "AST-TCF-005_all_beyond.i3dm": trees(features=TREES | beyond(EVERY_INSTANCE)),
        "AST-TCF-005_all_beyond.pnts": points(features=POINTS | VOLUME | beyond(EVERY_POINT) | {"BATCH_LENGTH": 4}),
        "AST-TCF-005_wide_batch_beyond.pnts": points(
            features=POINTS
            | VOLUME
            | {"BATCH_ID": {"byteOffset": 800, "componentType": "UNSIGNED_INT"}, "BATCH_LENGTH": 4}
        ),
        "AST-TCF-005_vectors_beyond.b3dm": houses(batch=vectors()),
        "AST-TCF-005_no_offset.i3dm": trees(features=TREES | {"SCALE": {"offset": 0}}),
        "AST-TCF-005_batch_of_text.pnts": points(
            features=POINTS | VOLUME | {"BATCH_ID": {"byteOffset": 0, "componentType": "STRING"}, "BATCH_LENGTH": 4}
        ),
        "AST-TCF-005_no_type.b3dm": houses(
            batch={
                "offset": {"componentType": "FLOAT", "type": "SCALAR"},
                "component": {"byteOffset": 0, "type": "SCALAR"},
                "type": {"byteOffset": 0, "componentType": "FLOAT", "type": ["SCALAR"]},
            }
        ),
        "AST-TCF-005_odd_offset.i3dm": trees(features=TREES | {"POSITION": {"byteOffset": 2}}, binary=bytes(32)),
        "AST-TCF-005_short_heights.b3dm": houses(batch_binary=bytes(8)),
        "AST-TCF-006_no_model.b3dm": houses(body=b""),
        "AST-TCF-006_format_2.i3dm": trees(form=2),
        "AST-TCF-006_short_model.b3dm": houses(body=b"glTF\2\0\0\0"),
        "AST-TCF-006_model_for_uri.i3dm": embedded[:28] + bytes(4) + embedded[32:],
        "AST-TCF-006_no_uri.i3dm": trees(body=b"", form=0),
    }
