"""The metadata of a PNG, JPEG, WebP, ISO base media (MP4) or PDF file, with the place of each part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from conformance.media.source import Source

Form = Literal["xmp", "text", "other"]


@dataclass(frozen=True, slots=True)
class Site:
    """One part of a file's metadata.

    `form` is "xmp" for an XMP packet where the container keeps one, "text" for a named text (`name` is its key), and
    "other" for metadata of another kind. `offset` is where the part begins in the file, `data` its bytes, decompressed.
    """

    form: Form
    name: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A media file by its container. `whole` is False where the walk ended before the container does."""

    media_type: str
    sites: tuple[Site, ...]
    whole: bool


class Broken(Exception):
    """The container ends or contradicts itself here; what was found before stays."""


def media_file(source: Source) -> MediaFile | None:
    """The metadata of the file; None for a container that is none of these. Never raises for hostile bytes.

    Raises NotRun where the library for PDF is not installed, Blocked where a PDF file is larger than the bound.
    """
    from conformance.media.metadata import bmff, pdf, pictures

    head = bytes(source.data[:16])
    walks = (
        ("image/png", head.startswith(b"\x89PNG"), pictures.png),
        ("image/jpeg", head.startswith(b"\xff\xd8\xff"), pictures.jpeg),
        ("image/webp", head[:4] == b"RIFF" and head[8:12] == b"WEBP", pictures.webp),
        ("video/mp4", head[4:8] == b"ftyp", bmff.boxes),
        ("application/pdf", head.startswith(b"%PDF-"), pdf.document),
    )
    for media_type, fits, walk in walks:
        if fits:
            return _walked(media_type, walk(source))
    return None


def _walked(media_type: str, sites: Iterator[Site]) -> MediaFile:
    found = []
    try:
        for site in sites:
            found.append(site)  # noqa: PERF402 - what was found before the break must stay
    except Broken:
        return MediaFile(media_type, tuple(found), False)
    return MediaFile(media_type, tuple(found), True)
