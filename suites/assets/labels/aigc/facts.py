"""How much there is in a media file."""

from __future__ import annotations

from conformance.readers.image import media_type
from conformance.readers.image_pixels import visible_pixels
from conformance.readers.source import Source

DECODED = ("image/png", "image/jpeg", "image/webp", "image/gif")


def facts(source: Source) -> dict[str, float]:
    """The pixels of an image with something to see; of other media, which are not decoded here, the bytes."""
    data = bytes(source.data)
    if media_type(data[:16]) not in DECODED:
        return {"content": len(data)}
    return {"content": visible_pixels(data)}
