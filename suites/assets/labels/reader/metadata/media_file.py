"""The metadata of an image, a video, a sound or a document in a supported container, with the place of each part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import METADATA_FILE_BYTES
from conformance_suites.assets.labels.reader.metadata import (
    bmff,
    documents,
    flv,
    gif,
    id3,
    markdown,
    matroska,
    pdf,
    pictures,
    riff,
    tiff,
    xiph,
)
from conformance_suites.assets.labels.reader.metadata.sites import Broken, Site


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A media file by its container. `whole` is False where the walk ended before the container does."""

    media_type: str
    sites: tuple[Site, ...]
    whole: bool


def media_file(source: Source) -> MediaFile | None:
    """The metadata of the file; None for any other container. Never raises for hostile bytes.

    Raises NotRun where the library for PDF or front matter is not installed, Blocked where a PDF, Office or OFD file,
    the time to read a PDF file or all metadata together exceed their bounds.
    """
    head = bytes(source.data[:16])
    walks = (
        ("image/png", head.startswith(b"\x89PNG"), pictures.png),
        ("image/jpeg", head.startswith(b"\xff\xd8\xff"), pictures.jpeg),
        ("image/webp", head[:4] == riff.RIFF and head[8:12] == b"WEBP", riff.webp),
        ("image/gif", head.startswith((b"GIF87a", b"GIF89a")), gif.gif),
        ("image/tiff", head.startswith((*tiff.CLASSIC, *tiff.BIG)), tiff.tiff),
        ("audio/wav", head[:4] in (riff.RIFF, riff.BIG_ENDIAN, riff.LARGE) and head[8:12] == b"WAVE", riff.wave),
        ("video/x-msvideo", head[:4] == riff.RIFF and head[8:12] == b"AVI ", riff.avi),
        ("audio/mpeg", head.startswith(b"ID3"), id3.tags),
        ("audio/flac", head.startswith(xiph.FLAC), xiph.flac),
        ("audio/ogg", head.startswith(xiph.OGG), xiph.ogg),
        ("video/mp4", head[4:8] == b"ftyp", bmff.media),
        ("video/matroska", head.startswith(matroska.MAGIC), matroska.tags),
        ("video/x-flv", head.startswith(flv.MAGIC), flv.tags),
        ("application/pdf", head.startswith(b"%PDF-"), pdf.document),
        ("text/markdown", head.startswith(markdown.STARTS) and markdown.is_labelled(source), markdown.front_matter),
        (documents.media_type, documents.fits(source), documents.document),
    )
    for media_type, fits, walk in walks:
        if fits:
            return _walked(media_type if isinstance(media_type, str) else media_type(source), walk(source))
    return None


def _walked(media_type: str, sites: Iterator[Site]) -> MediaFile:
    found, left = [], METADATA_FILE_BYTES
    try:
        for site in sites:
            left -= len(site.data)
            if left < 0:  # each part alone may unpack to a thousand times its size
                raise Blocked("metadata_bound", bound=METADATA_FILE_BYTES)
            found.append(site)
    except Broken:
        return MediaFile(media_type, tuple(found), False)
    return MediaFile(media_type, tuple(found), True)
