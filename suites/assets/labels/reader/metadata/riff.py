"""Metadata in the RIFF chunks of WebP (RFC 9649, 2.3), WAV and AVI files.

RIFF, its twin RIFX and the chunks of WAV are from the Multimedia Programming Interface 1.0, RF64 is EBU Tech 3306. AVI
files beyond a gigabyte continue in further RIFF chunks (OpenDML AVI File Format Extensions 1.02).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import METADATA_PARTS
from conformance_suites.assets.labels.reader.metadata import id3
from conformance_suites.assets.labels.reader.metadata.sites import Broken, Form, Site, cut
from conformance_suites.assets.labels.reader.metadata.tiff import exif

# From broadcast and production: descriptions of the recording, as text or XML.
DESCRIPTIONS = (b"bext", b"iXML", b"axml")
RIFF, BIG_ENDIAN, LARGE = b"RIFF", b"RIFX", b"RF64"
FURTHER = b"AVIX"
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
        elif chunk.kind == b"EXIF":
            yield from exif(cut(source, chunk.start, chunk.end), chunk.offset, "EXIF")
        elif chunk.kind == b"":
            yield _site(source, "other", chunk)


def wave(source: Source) -> Iterator[Site]:
    """The chunk AIGC, the XMP packet in "_PMX", the texts of the list INFO, ID3 tags, descriptions, what follows."""
    left = [METADATA_PARTS]
    for chunk in _whole(source, left):
        if chunk.kind == b"AIGC":
            yield _site(source, "text", chunk)
        elif chunk.kind == b"_PMX":
            yield _site(source, "xmp", chunk)
        elif _form(source, chunk) == b"INFO":
            yield from _information(source, chunk, left)
        elif chunk.kind.upper() == b"ID3 ":
            yield from id3.tags(source, chunk.start, chunk.end)
        elif chunk.kind in (*DESCRIPTIONS, b""):
            yield _site(source, "other", chunk)


def avi(source: Source) -> Iterator[Site]:
    """The texts of the lists INFO, the XMP packet in "_PMX", and what follows the end."""
    left = [METADATA_PARTS]
    for chunk in _whole(source, left):
        if chunk.kind == b"_PMX":
            yield _site(source, "xmp", chunk)
        elif _form(source, chunk) == b"INFO":
            yield from _information(source, chunk, left)
        elif chunk.kind == b"":
            yield _site(source, "other", chunk)


def _form(source: Source, chunk: Chunk) -> bytes:
    """The content of a list; empty for any other chunk."""
    return bytes(source.data[chunk.start : chunk.start + 4]) if chunk.kind == b"LIST" else b""


def _information(source: Source, chunk: Chunk, left: list[int]) -> Iterator[Site]:
    for inner in _chunks(source, chunk.start + 4, chunk.end, left, chunk.end):
        yield _site(source, "text", inner)


def _whole(source: Source, left: list[int] | None = None) -> Iterator[Chunk]:
    """The chunks of the file, and what follows them as a chunk without a type.

    Writers to a pipe do not know the size, and others state one that is too small: the last chunk decides.
    """
    stated = 8 + _number(source, 4)
    end = stated if 12 < stated < source.size else source.size
    left = left or [METADATA_PARTS]
    last = 12
    for chunk in _chunks(source, 12, end, left, source.size):
        yield chunk
        last = chunk.end + chunk.end % 2
    while bytes(source.data[last : last + 4]) == RIFF and bytes(source.data[last + 8 : last + 12]) == FURTHER:
        further = next(_chunks(source, last, source.size, left, source.size))
        yield from _chunks(source, further.start + 4, further.end, left, further.end)
        last = further.end + further.end % 2
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
        if kind == b"data" and length == UNKNOWN:  # in RF64 the first chunk, ds64, has it; else written to a pipe
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
