"""Boxes of the ISO base media file format (ISO/IEC 14496-12, 4.2)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import METADATA_BYTES
from conformance_suites.assets.labels.reader.metadata.sites import Broken


class Box(NamedTuple):
    """A box: its type, where it begins, where its content begins and where it ends."""

    kind: bytes
    offset: int
    start: int
    end: int


def boxes(source: Source, start: int, end: int, left: list[int]) -> Iterator[Box]:
    """The boxes side by side in a range; the list `left` counts down over the whole file. Raises Broken."""
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


def content(source: Source, start: int, end: int) -> bytes:
    """The bytes of a part of a box, up to the bound of one."""
    return bytes(source.data[start : min(end, start + METADATA_BYTES)])


def number(source: Source, at: int, size: int) -> int:
    """A number of this many bytes; 0 where there are none."""
    return int.from_bytes(bytes(source.data[at : at + size]), "big")
