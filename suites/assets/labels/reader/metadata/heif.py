"""Metadata in the items of HEIF and AVIF images (ISO/IEC 23008-12, Annex A; ISO/IEC 14496-12, 8.11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import METADATA_BYTES
from conformance_suites.assets.labels.reader.metadata.boxes import Box, boxes, content, number
from conformance_suites.assets.labels.reader.metadata.sites import Broken, Site
from conformance_suites.assets.labels.reader.metadata.tiff import exif

XMP_TYPE = b"application/rdf+xml"
IN_FILE, IN_META = 0, 1


class Extent(NamedTuple):
    """A piece of an item: where it begins in the file, and its length."""

    start: int
    length: int


def items(source: Source, meta: Box, left: list[int]) -> Iterator[Site]:
    """The XMP packets, and the comments and the rest of Exif blocks, at the offsets of their bytes. Raises Broken."""
    inner = {box.kind: box for box in boxes(source, meta.start + 4, meta.end, left)}
    if b"iinf" not in inner or b"iloc" not in inner:
        return
    wanted = dict(_kinds(source, inner[b"iinf"], left))
    for item, extents in _places(source, inner[b"iloc"], inner.get(b"idat"), left):
        if item not in wanted or not extents:
            continue
        data, offset = _joined(source, extents), extents[0].start
        if wanted[item] == b"mime":
            yield Site("xmp", "XMP item", offset, data)
        else:  # after a number that states how many bytes precede the block
            yield from exif(data[4 + int.from_bytes(data[:4], "big") :], offset, "Exif item")


def _kinds(source: Source, listed: Box, left: list[int]) -> Iterator[tuple[int, bytes]]:
    """(item, type) of the items that are XMP packets or Exif blocks."""
    head = 6 if number(source, listed.start, 1) == 0 else 8
    for box in boxes(source, listed.start + head, listed.end, left):
        version = number(source, box.start, 1)
        if box.kind != b"infe" or version < 2:
            continue
        width = 2 if version == 2 else 4
        at = box.start + 4 + width + 2
        kind = bytes(source.data[at : at + 4])
        texts = content(source, at + 4, box.end).split(b"\0")
        if kind == b"Exif" or (kind == b"mime" and texts[1:2] == [XMP_TYPE]):
            yield number(source, box.start + 4, width), kind


def _places(source: Source, located: Box, held: Box | None, left: list[int]) -> Iterator[tuple[int, list[Extent]]]:
    """(item, its pieces) of every item that is in the file itself."""
    version, sizes, at = number(source, located.start, 1), number(source, located.start + 4, 2), located.start + 6
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    width = 2 if version < 2 else 4

    def take(size: int) -> int:
        nonlocal at
        if at + size > located.end:
            raise Broken
        at += size
        return number(source, at - size, size)

    for _ in range(take(width)):
        left[0] -= 1
        item, method = take(width), take(2) & 15 if version else IN_FILE
        elsewhere, base, extents = take(2), take(base_size), []
        for _ in range(take(2)):
            left[0] -= 1
            take(index_size)
            extents.append(Extent(base + take(offset_size), take(length_size)))
        if left[0] < 0:
            raise Broken
        if method == IN_META and held:
            extents = [Extent(held.start + start, length) for start, length in extents]
        if not elsewhere and (method == IN_FILE or (method == IN_META and held)):
            yield item, extents


def _joined(source: Source, extents: list[Extent]) -> bytes:
    found = bytearray()
    for start, length in extents:
        end = start + length if length else source.size  # a piece without a length extends to the end of the file
        if end > source.size:
            raise Broken
        found += source.data[start : min(end, start + METADATA_BYTES - len(found))]
    return bytes(found)
