"""Samples of the container suite, built from their parts: the name of a bad one says what is wrong."""

from __future__ import annotations

import json
import struct

MINIMAL = b'{"asset":{"version":"2.0"}}'
NAMES = '{"asset":{"version":"2.0"},"nodes":[{"name":"куб 立方体 \\u7acb"}],"scenes":[{"nodes":[0]}]}'.encode()


def chunk(kind: bytes, data: bytes, padding: bytes = b" ", length: int | None = None) -> bytes:
    """A chunk with its data padded to a multiple of 4 bytes; `length` is what it declares, if not the actual length."""
    padded = data + padding * (-len(data) % 4)
    return struct.pack("<I4s", len(padded) if length is None else length, kind.ljust(4, b"\0")) + padded


def glb(*chunks: bytes, version: int = 2, magic: bytes = b"glTF", length: int | None = None) -> bytes:
    """A container with its header; `length` is what it declares, if that is not the actual length."""
    body = b"".join(chunks)
    return magic + struct.pack("<II", version, 12 + len(body) if length is None else length) + body


def json_chunk(data: bytes = MINIMAL, padding: bytes = b" ") -> bytes:
    return chunk(b"JSON", data, padding)


def bin_chunk(data: bytes = bytes(8)) -> bytes:
    return chunk(b"BIN", data, b"\0")


def with_buffer(length: int) -> bytes:
    """The JSON text of an asset whose first buffer is stored in the container."""
    return json.dumps({"asset": {"version": "2.0"}, "buffers": [{"byteLength": length}]}).encode()


def good() -> dict[str, bytes]:
    """File name -> bytes of assets that satisfy every row."""
    return {
        "minimal.gltf": MINIMAL,
        "names.gltf": NAMES,
        "largest_number.gltf": b'{"asset":{"version":"2.0"},"nodes":[{"translation":[0,1.7976931348623157e308,0]}]}',
        "white_space.gltf": b"\r\n\t " + MINIMAL + b"\n",
        "minimal.glb": glb(json_chunk()),
        "names.glb": glb(json_chunk(NAMES)),
        "buffer.glb": glb(json_chunk(with_buffer(8)), bin_chunk()),
        "padded_buffer.glb": glb(json_chunk(with_buffer(5)), bin_chunk(b"\1\2\3\4\5")),
        "further_chunk.glb": glb(json_chunk(with_buffer(8)), bin_chunk(), chunk(b"XTRA", b"1234")),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the asset breaks."""
    header, body = glb(json_chunk())[:12], glb(json_chunk(), bin_chunk())
    return {
        "AST-GLC-001_four_bytes.glb": header[:4],
        "AST-GLC-001_eleven_bytes.glb": header[:11],
        "AST-GLC-002_spells_gltF.glb": glb(json_chunk(), magic=b"gltF"),
        "AST-GLC-003_version_1.glb": glb(json_chunk(), version=1),
        "AST-GLC-003_version_3.glb": glb(json_chunk(), version=3),
        "AST-GLC-004_header_only.glb": glb(),
        "AST-GLC-005_cut_in_json.glb": body[:30],
        "AST-GLC-005_cut_in_bin.glb": body[:-3],
        "AST-GLC-005_cut_in_chunk_head.glb": glb(json_chunk())[:15],
        "AST-GLC-006_line_end_behind.glb": glb(json_chunk()) + b"\n",
        "AST-GLC-007_torn_first_head.glb": glb(b"\1"),
        "AST-GLC-007_stray_bytes.glb": glb(json_chunk(), bytes(4)),
        "AST-GLC-008_json_too_long.glb": glb(chunk(b"JSON", MINIMAL, length=1000)),
        "AST-GLC-008_bin_too_long.glb": glb(json_chunk(with_buffer(8)), chunk(b"BIN", bytes(8), length=12)),
        "AST-GLC-009_27_bytes.glb": glb(struct.pack("<I4s", 27, b"JSON") + MINIMAL),
        "AST-GLC-010_bin_first.glb": glb(bin_chunk()),
        "AST-GLC-010_zeros.glb": glb(bytes(8)),
        "AST-GLC-011_two_json_chunks.glb": glb(json_chunk(), json_chunk()),
        "AST-GLC-012_two_bin_chunks.glb": glb(json_chunk(with_buffer(8)), bin_chunk(), bin_chunk()),
        "AST-GLC-013_bin_third.glb": glb(json_chunk(), chunk(b"XTRA", b"1234"), bin_chunk()),
        "AST-GLC-014_empty_second_json_chunk.glb": glb(json_chunk(), chunk(b"JSON", b"")),
        "AST-GLC-014_empty_json_chunk.glb": glb(json_chunk(b"")),
        "AST-GLC-015_empty_bin_chunk.glb": glb(json_chunk(), bin_chunk(b"")),
        "AST-GLC-016_padded_with_nul.glb": glb(json_chunk(padding=b"\0")),
        "AST-GLC-018_mark.gltf": b"\xef\xbb\xbf" + MINIMAL,
        "AST-GLC-018_mark.glb": glb(json_chunk(b"\xef\xbb\xbf" + MINIMAL)),
        "AST-GLC-019_latin_1.gltf": NAMES.replace("立".encode(), b"\xe9"),
        "AST-GLC-019_utf_16.gltf": MINIMAL.decode().encode("utf-16"),
        "AST-GLC-019_utf_16_without_mark.gltf": MINIMAL.decode().encode("utf-16-be"),
        "AST-GLC-020_empty.gltf": b"",
        "AST-GLC-020_cut_off.gltf": MINIMAL[:-1],
        "AST-GLC-020_trailing_comma.gltf": b'{"asset":{"version":"2.0",}}',
        "AST-GLC-020_not_a_number.gltf": b'{"asset":{"version":"2.0"},"extras":[1,NaN]}',
        "AST-GLC-020_comment.glb": glb(json_chunk(MINIMAL + b"// end")),
        "AST-GLC-021_version_twice.gltf": b'{"asset":{"version":"1.0","version":"2.0"}}',
        "AST-GLC-022_escaped_name.gltf": b'{"\\u0061sset":{"version":"2.0"}}',
        "AST-GLC-022_escaped_solidus.glb": glb(json_chunk(b'{"asset":{"version":"2.0","generator":"a\\/b"}}')),
        "AST-GLC-023_container.gltf": glb(json_chunk()),
        "AST-GLC-023_text.glb": MINIMAL,
        "AST-GLC-024_beyond.gltf": b'{"asset":{"version":"2.0"},"nodes":[{"translation":[0,-1e400,0]}]}',
    }
