"""KTX 2.0 textures by their header, data format descriptor and metadata; levels are never inflated (KTX 2.0, 3, 4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from conformance_suites.assets.gltf.reader.bounds import KTX2_CHANNELS, KTX2_METADATA_BYTES, KTX2_PAIRS

IDENTIFIER = b"\xabKTX 20\xbb\r\n\x1a\n"
ETC1S, UASTC = 163, 166
"""The colour models of the Basis Universal formats (Khronos Data Format, KHR_DF_MODEL)."""
_HEADER = struct.Struct("<9I4I2Q")
_BLOCK = struct.Struct("<IIHHBBBB")
_BLOCK_BYTES, _SAMPLE_BYTES, _LEVEL_BYTES = 24, 16, 24


@dataclass(frozen=True, slots=True)
class Ktx2:
    """How a texture describes itself: `channels` are the channel ids of its samples, sizes are pixels.

    `scheme` is the supercompression scheme, `model`, `primaries`, `transfer` and `flags` are those of the first block
    of the data format descriptor.
    """

    vk_format: int
    width: int
    height: int
    depth: int
    layers: int
    faces: int
    levels: int
    scheme: int
    model: int
    primaries: int
    transfer: int
    flags: int
    channels: tuple[int, ...]
    metadata: dict[str, bytes]


def read_ktx2(data: bytes | memoryview) -> Ktx2 | None:
    """The header of a KTX 2.0 texture; None where the data lacks it, its level index or a complete basic descriptor.

    Channels and metadata are read as far as they are complete and within the bounds.
    """
    view = memoryview(data)
    if len(view) < len(IDENTIFIER) + _HEADER.size or view[: len(IDENTIFIER)] != IDENTIFIER:
        return None
    fields = _HEADER.unpack_from(view, len(IDENTIFIER))
    vk_format, _, width, height, depth, layers, faces, levels, scheme, at, length, pairs_at, pairs_length, *_ = fields
    block = view[at : at + length]
    indexed = len(IDENTIFIER) + _HEADER.size + max(1, levels) * _LEVEL_BYTES
    if indexed > len(view) or len(block) < max(length, 4 + _BLOCK_BYTES):
        return None
    _, kind, _, size, model, primaries, transfer, flags = _BLOCK.unpack_from(block)
    if kind != 0 or size < _BLOCK_BYTES or 4 + size > len(block):
        return None  # not the basic Khronos descriptor, which comes first
    samples = range(4 + _BLOCK_BYTES, 4 + size - _SAMPLE_BYTES + 1, _SAMPLE_BYTES)
    channels = tuple(block[sample + 3] & 0x0F for sample in samples[:KTX2_CHANNELS])
    pairs = dict(_pairs(view[pairs_at : pairs_at + min(pairs_length, KTX2_METADATA_BYTES)]))
    head = (vk_format, width, height, depth, layers, faces, levels, scheme)
    return Ktx2(*head, model, primaries, transfer, flags, channels, pairs)


def read_size(data: bytes | memoryview) -> tuple[int, int] | None:
    """(width, height) in pixels; None where the header is incomplete or states none. `data` begins as a texture."""
    if len(data) < len(IDENTIFIER) + _HEADER.size:
        return None
    _, _, width, height, *_ = _HEADER.unpack_from(data, len(IDENTIFIER))
    return (width, height) if width and height else None


def _pairs(data: memoryview) -> Iterator[tuple[str, bytes]]:
    """(key, value) of the metadata; each pair is padded to a multiple of 4 bytes (KTX 2.0, 3.11)."""
    at = 0
    for _ in range(KTX2_PAIRS):
        if at + 4 > len(data):
            return
        (length,) = struct.unpack_from("<I", data, at)
        pair = bytes(data[at + 4 : at + 4 + length])
        key, end, value = pair.partition(b"\0")
        if len(pair) < length or not end:
            return
        yield key.decode("utf-8", "replace"), value
        at += 4 + length + -length % 4


def ktx2_bytes(texture: Ktx2) -> bytes:
    """A texture with this header, descriptor and metadata, whose levels are empty: for samples and tests."""
    pairs = b""
    for key, value in texture.metadata.items():
        pair = key.encode() + b"\0" + value
        pairs += struct.pack("<I", len(pair)) + pair + bytes(-len(pair) % 4)
    size = _BLOCK_BYTES + _SAMPLE_BYTES * len(texture.channels)
    block = _BLOCK.pack(4 + size, 0, 2, size, texture.model, texture.primaries, texture.transfer, texture.flags)
    block += bytes((3, 3, 0, 0, 8)) + bytes(7)  # blocks of 4 by 4 texels
    block += b"".join(bytes((0, 0, 63, channel)) + bytes(12) for channel in texture.channels)
    levels = bytes(max(1, texture.levels) * _LEVEL_BYTES)
    at = len(IDENTIFIER) + _HEADER.size + len(levels)
    place = (at, len(block), at + len(block) if pairs else 0, len(pairs), 0, 0)
    shape = (texture.width, texture.height, texture.depth, texture.layers, texture.faces, texture.levels)
    return IDENTIFIER + _HEADER.pack(texture.vk_format, 1, *shape, texture.scheme, *place) + levels + block + pairs


def basis_texture(width: int, height: int, **changes: Any) -> bytes:
    """An opaque ETC1S colour texture of one level, by its header, with these fields changed."""
    plain = Ktx2(0, width, height, 0, 0, 1, 1, 1, ETC1S, 1, 2, 0, (0,), {})
    return ktx2_bytes(replace(plain, **changes))
