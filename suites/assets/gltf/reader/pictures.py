"""Pictures by their first bytes and headers: the common formats, and KTX 2.0 (KHR_texture_basisu)."""

from __future__ import annotations

from conformance.readers import image
from conformance.readers.image import Image
from conformance_suites.assets.gltf.reader.ktx2 import IDENTIFIER, read_size

KTX2 = "image/ktx2"
TYPES = (*(name for name, _ in image.SIGNATURES), "image/webp", KTX2)
"""The media types that first bytes show."""


def media_type(data: bytes) -> str | None:
    """The media type that the first bytes show, or None where they show no known one."""
    return KTX2 if data.startswith(IDENTIFIER) else image.media_type(data)


def read_header(data: bytes | memoryview) -> Image | None:
    """The header of a PNG, JPEG, WebP or KTX 2.0 image; None where it is none of these or is incomplete."""
    if media_type(bytes(data[:16])) != KTX2:
        return image.read_header(data)
    size = read_size(data)
    return Image(KTX2, *size) if size else None
