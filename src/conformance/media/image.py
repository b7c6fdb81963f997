"""Images by their first bytes and headers; pixels are never decoded."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from conformance.media.bounds import IMAGE_PIXELS

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

SIGNATURES = (
    ("image/png", b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/ktx2", b"\xabKTX 20\xbb\r\n\x1a\n"),
    ("image/gif", b"GIF8"),
)
HEADER_BYTES = (1 << 12, 1 << 16)
"""How far to look for a header before all of the data is: most stand in the first page of memory."""
KTX2_BYTES = 80


@dataclass(frozen=True, slots=True)
class Image:
    """What an image's header says: media type, width and height in pixels."""

    media_type: str
    width: int
    height: int


def media_type(data: bytes) -> str | None:
    """The media type that the first bytes show, or None where they show none we know."""
    for name, signature in SIGNATURES:
        if data.startswith(signature):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/avif" if data[4:12] == b"ftypavif" else None


def read_image(data: bytes | memoryview) -> Image | None:
    """What `read_header` gives. Raises ValueError for an image that declares more pixels than the bound."""
    image = read_header(data)
    if image and image.width * image.height > IMAGE_PIXELS:
        raise ValueError("more pixels than the bound")
    return image


def read_header(data: bytes | memoryview) -> Image | None:
    """The header of a PNG, JPEG, WebP or KTX2 image; None where it is none of these or its header cannot be read."""
    kind = media_type(bytes(data[:16]))
    if kind == "image/ktx2":
        return _ktx2(bytes(data[:KTX2_BYTES]))
    if kind not in ("image/png", "image/jpeg", "image/webp"):
        return None
    reader = _readers()[kind]
    for end in (*(end for end in HEADER_BYTES if end < len(data)), len(data)):
        if size := _size(reader, bytes(data[:end])):
            return Image(kind, *size)
    return None


@cache
def _readers() -> dict[str, Callable[[BytesIO], ImageFile]]:
    """The readers themselves: PIL.Image.open has a bound of its own, lower than ours."""
    from PIL import JpegImagePlugin, PngImagePlugin, WebPImagePlugin

    return {
        "image/png": PngImagePlugin.PngImageFile,
        "image/jpeg": JpegImagePlugin.JpegImageFile,
        "image/webp": WebPImagePlugin.WebPImageFile,
    }


def _ktx2(head: bytes) -> Image | None:
    """The size as the header of KTX 2.0 has it, behind the identifier, `vkFormat` and `typeSize`."""
    if len(head) < KTX2_BYTES:
        return None
    width, height = struct.unpack_from("<2I", head, 20)
    return Image("image/ktx2", width, height) if width and height else None


def _size(reader: Callable[[BytesIO], ImageFile], data: bytes) -> tuple[int, int] | None:
    try:
        with reader(BytesIO(data)) as image:
            return image.size
    except Exception:  # any reader's complaint about a hostile header means the same: no header
        return None
