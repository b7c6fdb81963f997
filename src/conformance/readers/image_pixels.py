"""Decoding images completely, for the rows that judge whether an image can be displayed at all."""

from __future__ import annotations

import warnings
from io import BytesIO

from conformance.readers.bounds import IMAGE_DECODED_PIXELS

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
    """The pixels of an image, none where it cannot be decoded, all of it is transparent or of a single colour.

    Raises ValueError for an image that declares more pixels than the limit.
    """
    from PIL import Image

    size = image_size(data)
    if size is None:
        return 0
    with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=FORMATS) as image:
        ranges = image.convert("RGBA").getextrema()
    if ranges[3] == (0, 0) or all(least == most for least, most in ranges):  # type: ignore[misc]  # four bands
        return 0
    return size[0] * size[1]
