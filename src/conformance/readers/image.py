"""Recognising images by their first bytes and reading their headers; pixels are never decoded."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO

from conformance.readers.bounds import IMAGE_PIXELS

SIGNATURES = (
    ("image/png", b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/gif", b"GIF8"),
)
HEADER_BYTES = (1 << 12, 1 << 16, 1 << 24)
"""How far to look for a header, step by step: most are in the first page of memory."""
IHDR = b"\0\0\0\x0dIHDR"


@dataclass(frozen=True, slots=True)
class Image:
    """The header of an image: media type, width and height in pixels."""

    media_type: str
    width: int
    height: int


def media_type(data: bytes) -> str | None:
    """The media type according to the first bytes, or None if it is unknown."""
    for name, signature in SIGNATURES:
        if data.startswith(signature):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/avif" if _has_brand(data, b"avif") else None


def _has_brand(data: bytes, brand: bytes) -> bool:
    """Whether the data begins with a file type box that lists the brand, as far as the box is present (AVIF, 6)."""
    size = int.from_bytes(data[:4], "big")
    brands = [data[at : at + 4] for at in range(8, min(size, len(data)), 4)]
    return data[4:8] == b"ftyp" and brand in brands[:1] + brands[2:]  # between them is a version


def read_image(data: bytes | memoryview) -> Image | None:
    """Like `read_header`. Raises ValueError for an image that declares more pixels than the limit."""
    image = read_header(data)
    if image and image.width * image.height > IMAGE_PIXELS:
        raise ValueError("more pixels than the bound")
    return image


def read_header(data: bytes | memoryview) -> Image | None:
    """The header of a PNG, JPEG or WebP image; None for other formats and incomplete headers."""
    kind = media_type(bytes(data[:16]))
    if kind not in ("image/png", "image/jpeg", "image/webp"):
        return None
    import imagesize

    for end in HEADER_BYTES:
        head = bytes(data[:end])
        width, height = imagesize.get(BytesIO(head), exif_rotation=False)
        if width > 0 and height > 0 and (kind != "image/png" or _reaches_pixels(head)):
            return Image(kind, width, height)
        if end >= len(data):
            break
    return None


def _reaches_pixels(head: bytes) -> bool:
    """Whether the chunks of a PNG image lead from IHDR to the first IDAT (PNG 3, 5.6)."""
    if not head.startswith(IHDR, 8):
        return False
    offset = 8
    while offset + 8 <= len(head):
        length, name = struct.unpack_from(">I4s", head, offset)
        if name == b"IDAT":
            return True
        offset += 12 + length
    return False
