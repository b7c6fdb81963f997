"""Images by their first bytes and headers; pixels are never decoded."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
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
    return "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def read_image(data: bytes) -> Image | None:
    """The header of a PNG, JPEG or WebP image; None where it is none of these or its header cannot be read.

    Raises ValueError for an image that declares more pixels than the bound.
    """
    kind = media_type(data[:16])
    if kind not in ("image/png", "image/jpeg", "image/webp"):
        return None
    # The readers themselves: PIL.Image.open has a bound of its own, lower than ours.
    from PIL import JpegImagePlugin, PngImagePlugin, WebPImagePlugin

    readers: dict[str, Callable[[BytesIO], ImageFile]] = {
        "image/png": PngImagePlugin.PngImageFile,
        "image/jpeg": JpegImagePlugin.JpegImageFile,
        "image/webp": WebPImagePlugin.WebPImageFile,
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with readers[kind](BytesIO(data)) as image:
                width, height = image.size
    except Exception:  # any reader's complaint about a hostile header means the same: no header
        return None
    if width * height > IMAGE_PIXELS:
        raise ValueError("more pixels than the bound")
    return Image(kind, width, height)
