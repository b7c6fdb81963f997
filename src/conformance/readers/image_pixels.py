"""Decoding images completely, for the rows that judge whether an image can be displayed at all."""

from __future__ import annotations

import warnings
from io import BytesIO

from conformance.readers.bounds import IMAGE_DECODED_PIXELS

COLOURS = 256
"""An image of more colours is not plain."""
DRAWN = 16
"""Pixels: an image in which fewer differ from the rest shows nothing."""
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of an image whose first frame can be decoded; None if it cannot.

    Raises ValueError for an image that declares more pixels than the limit.
    """
    from PIL import Image, ImageFile

    try:
        image: ImageFile.ImageFile
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=FORMATS) as image:
            width, height = image.size
            if width * height <= IMAGE_DECODED_PIXELS:
                image.load()
    except Image.DecompressionBombError:
        raise ValueError("more pixels than the bound") from None
    except Exception:  # whatever a decoder raises for hostile bytes, it is not an image
        return None
    if width * height > IMAGE_DECODED_PIXELS:
        raise ValueError("more pixels than the bound")
    return width, height


def visible_pixels(data: bytes) -> int:
    """The pixels of an image; none where it cannot be decoded, is transparent, or is nearly all of a single colour.

    Raises ValueError for an image that declares more pixels than the limit.
    """
    from PIL import Image

    size = image_size(data)
    if size is None:
        return 0
    with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=FORMATS) as image:
        shown = image.convert("RGBA")
    if shown.getchannel("A").getextrema() == (0, 0):
        return 0
    colours = shown.getcolors(COLOURS)  # None if there are more
    plain = max(count for count, _ in colours) if colours else 0
    return size[0] * size[1] if size[0] * size[1] - plain >= DRAWN else 0
