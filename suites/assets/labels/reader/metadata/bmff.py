"""Metadata in the ISO base media file format (ISO/IEC 14496-12): MP4, MOV and M4A, and the images HEIF and AVIF.

Keyed values: QuickTime File Format, Metadata. XMP in them: XMP Specification Part 3.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import METADATA_PARTS
from conformance_suites.assets.labels.reader.metadata.boxes import Box, boxes, content, number
from conformance_suites.assets.labels.reader.metadata.heif import items
from conformance_suites.assets.labels.reader.metadata.sites import Broken, Site

XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
# The boxes on the path to metadata: at the top, in the movie, in its user data.
WAY = {b"": (b"moov",), b"moov": (b"udta", b"meta"), b"udta": (b"meta",)}
FREE_FORM = b"----"
TEXTS = (0, 1)
"""Types of values in a list without keys that are UTF-8 text; others are pictures and numbers."""


def media(source: Source) -> Iterator[Site]:
    """The values of every `meta` box of the movie by their names, the XMP packets, and the items of an image."""
    yield from _within(source, b"", 0, source.size, [METADATA_PARTS])


def _within(source: Source, parent: bytes, start: int, end: int, left: list[int]) -> Iterator[Site]:
    for box in boxes(source, start, end, left):
        if box.kind == b"uuid" and bytes(source.data[box.start : box.start + 16]) == XMP_UUID:
            yield Site("xmp", "uuid", box.offset, content(source, box.start + 16, box.end))
        elif box.kind == b"XMP_" and parent == b"udta":
            yield Site("xmp", "XMP_", box.offset, content(source, box.start, box.end))
        elif box.kind == b"meta" and not parent:
            yield from items(source, box, left)
        elif box.kind == b"meta" and box.kind in WAY.get(parent, ()):
            yield from _listed(source, box, left)
        elif box.kind in WAY.get(parent, ()):
            yield from _within(source, box.kind, box.start, box.end, left)


def _listed(source: Source, meta: Box, left: list[int]) -> Iterator[Site]:
    """The values in `ilst` by the names in `keys`, or by their own. `meta` is a plain box in QuickTime."""
    full = bytes(source.data[meta.start + 4 : meta.start + 8]) != b"hdlr"
    inner = list(boxes(source, meta.start + (4 if full else 0), meta.end, left))
    names = [name for box in inner if box.kind == b"keys" for name in _names(source, box, left)]
    for values in (box for box in inner if box.kind == b"ilst"):
        for item in boxes(source, values.start, values.end, left):
            index = int.from_bytes(item.kind, "big")
            if 1 <= index <= len(names):
                yield from _values(source, item, names[index - 1], left)
            else:
                yield from _values(source, item, None, left)


def _values(source: Source, item: Box, key: str | None, left: list[int]) -> Iterator[Site]:
    """The values of an item: by its key, otherwise by the name in it or that of its type, where they are text."""
    name = item.kind.decode("latin-1") if key is None else key
    for box in boxes(source, item.start, item.end, left):
        if box.kind == b"name" and item.kind == FREE_FORM:
            name = content(source, box.start + 4, box.end).decode("utf-8", "replace")
        elif box.kind == b"data" and (key is not None or number(source, box.start, 4) in TEXTS):
            yield Site("text", name, item.offset, content(source, box.start + 8, box.end))


def _names(source: Source, keys: Box, left: list[int]) -> Iterator[str]:
    offset = keys.start + 8
    for _ in range(number(source, keys.start + 4, 4)):
        left[0] -= 1
        length = number(source, offset, 4)
        if length < 8 or offset + length > keys.end or left[0] < 0:
            raise Broken
        yield content(source, offset + 8, offset + length).decode("utf-8", "replace")
        offset += length
