"""Metadata in the RIFF chunks of WebP (RFC 9649, 2.3) and WAV files.

RIFF, its twin RIFX and the chunks of WAV are of the Multimedia Programming Interface 1.0, RF64 is EBU Tech 3306.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from conformance.media.bounds import METADATA_PARTS
from conformance.media.metadata import id3
from conformance.media.metadata.sites import Broken, Form, Site, cut
from conformance.media.source import Source

# Of broadcast and production: descriptions of the recording, as text or XML.
DESCRIPTIONS = (b"bext", b"iXML", b"axml")
RIFF, BIG_ENDIAN, LARGE = b"RIFF", b"RIFX", b"RF64"
UNKNOWN = 0xFFFFFFFF


class Chunk(NamedTuple):
    """A chunk: its type, where it begins, where its content begins and where that ends."""

    kind: bytes
    offset: int
    start: int
    end: int


def webp(source: Source) -> Iterator[Site]:
    """The chunks "XMP " and EXIF, and what follows the end (RFC 9649, 2.7)."""
    for chunk in _whole(source):
        if chunk.kind == b"XMP ":
            yield _site(source, "xmp", chunk)
        elif chunk.kind in (b"EXIF", b""):
            yield _site(source, "other", chunk)


def wave(source: Source) -> Iterator[Site]:
    """The chunk AIGC, the XMP packet in "_PMX", the texts of the list INFO, ID3 tags, descriptions, what follows."""
    left = [METADATA_PARTS]
    for chunk in _whole(source, left):
        if chunk.kind == b"AIGC":
            yield _site(source, "text", chunk)
        elif chunk.kind == b"_PMX":
            yield _site(source, "xmp", chunk)
        elif chunk.kind == b"LIST" and bytes(source.data[chunk.start : chunk.start + 4]) == b"INFO":
            for inner in _chunks(source, chunk.start + 4, chunk.end, left, chunk.end):
                yield _site(source, "text", inner)
        elif chunk.kind.upper() == b"ID3 ":
            yield from id3.tags(source, chunk.start, chunk.end)
        elif chunk.kind in (*DESCRIPTIONS, b""):
            yield _site(source, "other", chunk)


def _whole(source: Source, left: list[int] | None = None) -> Iterator[Chunk]:
    """The chunks of the file, and what follows them as a chunk without a type.

    What writes to a pipe cannot tell the size, and others tell one that is too small: the last chunk decides.
    """
    stated = 8 + _number(source, 4)
    end = stated if 12 < stated < source.size else source.size
    last = 12
    for chunk in _chunks(source, 12, end, left or [METADATA_PARTS], source.size):
        yield chunk
        last = chunk.end + chunk.end % 2
    if last < source.size:
        yield Chunk(b"", last, last, source.size)


def _chunks(source: Source, start: int, end: int, left: list[int], limit: int) -> Iterator[Chunk]:
    """The chunks that begin in a range and end before a limit; the list `left` counts down over the whole file."""
    offset = start
    while offset < end:
        left[0] -= 1
        if offset + 8 > limit or left[0] < 0:
            raise Broken
        kind, length = bytes(source.data[offset : offset + 4]), _number(source, offset + 4)
        if kind == b"data" and length == UNKNOWN:  # in RF64 the first chunk, ds64, has it; else it came out of a pipe
            length = _number(source, 28, 8) if bytes(source.data[:4]) == LARGE else limit - offset - 8
        if offset + 8 + length > limit:
            raise Broken
        yield Chunk(kind, offset, offset + 8, offset + 8 + length)
        offset += 8 + length + length % 2


def _number(source: Source, at: int, size: int = 4) -> int:
    order: Literal["big", "little"] = "big" if bytes(source.data[:4]) == BIG_ENDIAN else "little"
    return int.from_bytes(bytes(source.data[at : at + size]), order)


def _site(source: Source, form: Form, chunk: Chunk) -> Site:
    name = chunk.kind.decode("latin-1").strip(" _") or "behind RIFF"
    return Site(form, name, chunk.offset, cut(source, chunk.start, chunk.end))
