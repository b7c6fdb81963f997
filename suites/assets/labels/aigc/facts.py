"""How much there is in a media file."""

from __future__ import annotations

from conformance.readers.image import media_type
from conformance.readers.image_pixels import image_size
from conformance.readers.source import Source

DECODED = ("image/png", "image/jpeg", "image/webp", "image/gif")


def facts(source: Source) -> dict[str, float]:
    """The pixels of an image that decodes; of other media, which are not decoded here, the bytes."""
    data = bytes(source.data)
    if media_type(data[:16]) not in DECODED:
        return {"content": len(data)}
    width, height = image_size(data) or (0, 0)
    return {"content": width * height}
