"""Samples of token metadata: bytes that are not UTF-8, as no text file in a repository should be, limits of images."""

from __future__ import annotations

import base64
import json
import struct
import zlib

TEXT = '{"name": "Grue", "description": "Une grue pliée.", "image": "ar://bNbA3TEQVL60xlgCcqdz4ZPHFZ711cZ3hmkpGttDt_U"}'
LINKED = "%3Csvg%20xmlns='http://www.w3.org/2000/svg'%3E%3Ca%20href='https://example.org'/%3E%3C/svg%3E"
ENTITIES = "%3C!DOCTYPE%20svg%20%5B%3C!ENTITY%20a%20'b'%3E%5D%3E%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E"
SERVED = "a1" * 32


def _data(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def _png(width: int, height: int) -> str:
    """A black image of 1 bit per pixel."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(height * (1 + (width + 7) // 8)), 9)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    said = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return _data("image/png", b"\x89PNG\r\n\x1a\n" + b"".join(said))


def _of(image: str, **other: str) -> bytes:
    return json.dumps({"name": "Crane", "description": "A folded crane.", "image": image, **other}).encode()


def good() -> dict[str, bytes]:
    """File name -> bytes of a document that satisfies every row."""
    return {
        "french.json": TEXT.encode(),
        "tall.json": _of(_png(399, 500)),
        "wide.json": _of(_png(764, 399)),
        "widest.json": _of(_png(1080, 1080)),
        "entities.json": _of(f"data:image/svg+xml,{ENTITIES}"),
        "linked.json": _of(f"data:image/svg+xml,{LINKED}"),
        "model.json": _of("ar://crane", animation_url=_data("model/gltf-binary", b"glTF\2\0\0\0\x0c\0\0\0")),
        f"{SERVED}.json": _of("ar://crane"),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row the document breaks."""
    return {
        "AST-TOK-001_latin_1.metadata.json": TEXT.encode("latin-1"),
        "AST-TOK-001_utf_16.metadata.json": TEXT.encode("utf-16"),
        "AST-TOK-012_a_pixel_too_tall.json": _of(_png(398, 500)),
        "AST-TOK-012_a_pixel_too_wide.json": _of(_png(765, 399)),
    }
