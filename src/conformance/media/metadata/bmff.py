"""Metadata in the boxes of the ISO base media file format: MP4, MOV and M4A (ISO/IEC 14496-12)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from conformance.media.bounds import METADATA_BYTES, METADATA_PARTS
from conformance.media.metadata.sites import Broken, Site
from conformance.media.source import Source

XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
# The boxes on the way to metadata: at the top, in the movie, in its user data.
WAY = {b"": (b"moov",), b"moov": (b"udta", b"meta"), b"udta": (b"meta",)}


class Box(NamedTuple):
    """A box: its type, where it begins, where its content begins and where it ends."""

    kind: bytes
    offset: int
    start: int
    end: int


def boxes(source: Source) -> Iterator[Site]:
    """The keyed values of every `meta` box of the movie, and the XMP packet in a `uuid` box."""
    yield from _within(source, b"", 0, source.size, [METADATA_PARTS])


def _within(source: Source, parent: bytes, start: int, end: int, left: list[int]) -> Iterator[Site]:
    for box in _boxes(source, start, end, left):
        if box.kind == b"uuid" and bytes(source.data[box.start : box.start + 16]) == XMP_UUID:
            yield Site("xmp", "uuid", box.offset, _content(source, box.start + 16, box.end))
        elif box.kind == b"meta" and box.kind in WAY.get(parent, ()):
            yield from _keyed(source, box, left)
        elif box.kind in WAY.get(parent, ()):
            yield from _within(source, box.kind, box.start, box.end, left)


def _boxes(source: Source, start: int, end: int, left: list[int]) -> Iterator[Box]:
    """The boxes side by side in a range; the list `left` counts down over the whole file."""
    offset = start
    while offset < end:
        left[0] -= 1
        head = bytes(source.data[offset : min(offset + 16, end)])
        if len(head) < 8 and end < source.size:
            return  # QuickTime ends user data with four zero bytes
        if len(head) < 8 or left[0] < 0:
            raise Broken
        length, kind = struct.unpack_from(">I4s", head)
        content = offset + 8
        if length == 1:
            if len(head) < 16:
                raise Broken
            length, content = struct.unpack_from(">Q", head, 8)[0], offset + 16
        elif length == 0:
            length = end - offset
        if length < content - offset or offset + length > end:
            raise Broken
        yield Box(kind, offset, content, offset + length)
        offset += length


def _keyed(source: Source, meta: Box, left: list[int]) -> Iterator[Site]:
    """The values in `ilst` by the names in `keys`. `meta` is a full box in MP4 and a plain one in QuickTime."""
    full = bytes(source.data[meta.start + 4 : meta.start + 8]) != b"hdlr"
    inner = list(_boxes(source, meta.start + (4 if full else 0), meta.end, left))
    names = [name for box in inner if box.kind == b"keys" for name in _names(source, box, left)]
    for values in (box for box in inner if box.kind == b"ilst"):
        for item in _boxes(source, values.start, values.end, left):
            index = int.from_bytes(item.kind, "big")
            if not 1 <= index <= len(names):
                continue
            for data in _boxes(source, item.start, item.end, left):
                if data.kind == b"data":
                    yield Site("text", names[index - 1], item.offset, _content(source, data.start + 8, data.end))


def _names(source: Source, keys: Box, left: list[int]) -> Iterator[str]:
    count = int.from_bytes(bytes(source.data[keys.start + 4 : keys.start + 8]), "big")
    offset = keys.start + 8
    for _ in range(count):
        left[0] -= 1
        length = int.from_bytes(bytes(source.data[offset : offset + 4]), "big")
        if length < 8 or offset + length > keys.end or left[0] < 0:
            raise Broken
        yield _content(source, offset + 8, offset + length).decode("utf-8", "replace")
        offset += length


def _content(source: Source, start: int, end: int) -> bytes:
    return bytes(source.data[start : min(end, start + METADATA_BYTES)])
