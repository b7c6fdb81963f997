"""Metadata in the extension blocks of GIF files (GIF89a; XMP in them: XMP Specification Part 3)."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import GIF_BLOCKS, METADATA_BYTES, METADATA_PARTS
from conformance_suites.assets.labels.reader.metadata.sites import Broken, Form, Site, cut

IMAGE, EXTENSION, TRAILER = 0x2C, 0x21, 0x3B
APPLICATION, COMMENT = 0xFF, 0xFE
XMP = b"XMP DataXMP"
# A packet is not divided into sub-blocks: a reader that expects them gets to the end from any byte of this.
XMP_END = b"\1" + bytes(range(255, -1, -1)) + b"\0"


def gif(source: Source) -> Iterator[Site]:
    """The XMP packet and other application extensions by their identifiers, comments, and what follows the end."""
    at, left = 13 + _table(source, 10), [GIF_BLOCKS]
    for _ in range(METADATA_PARTS):
        kind, start = _byte(source, at), at
        if kind == TRAILER:
            if at + 1 < source.size:
                yield Site("other", "behind the trailer", at + 1, cut(source, at + 1, source.size))
            return
        if kind == IMAGE:
            at = _end(source, at + 11 + _table(source, at + 9), left)
        elif kind == EXTENSION:
            at = _end(source, at + 2, left)
            yield from _extension(source, start, at)
        else:
            raise Broken
    raise Broken


def _extension(source: Source, start: int, end: int) -> Iterator[Site]:
    label, first = source.data[start + 1], start + 3
    data = first + source.data[start + 2]  # after the first sub-block, which identifies an application
    if label == COMMENT:
        yield Site("other", "comment", start, _joined(source, start + 2))
    elif label == APPLICATION and data < end:
        name = bytes(source.data[first:data])
        if name == XMP and bytes(source.data[max(data, end - len(XMP_END)) : end]) == XMP_END:
            yield Site("xmp", "XMP", start, cut(source, data, end - len(XMP_END)))
        else:
            form: Form = "xmp" if name == XMP else "text"
            yield Site(form, name.decode("latin-1").strip(" \0"), start, _joined(source, data))


def _joined(source: Source, at: int) -> bytes:
    """The data of the sub-blocks from here on, whose end is already known."""
    found = bytearray()
    while (length := source.data[at]) and len(found) < METADATA_BYTES:
        found += source.data[at + 1 : at + 1 + length]
        at += 1 + length
    return bytes(found)


def _end(source: Source, at: int, left: list[int]) -> int:
    """Where the sub-blocks that begin here end; the list `left` counts down over the whole file."""
    data, size = source.data, source.size
    for count in range(left[0]):
        if at >= size:
            break
        length = data[at]
        at += 1 + length
        if not length:
            left[0] -= count
            return at
    raise Broken


def _table(source: Source, at: int) -> int:
    """Bytes of the colour table declared by the flags at this place."""
    flags = _byte(source, at)
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _byte(source: Source, at: int) -> int:
    if at >= source.size:
        raise Broken
    return source.data[at]
