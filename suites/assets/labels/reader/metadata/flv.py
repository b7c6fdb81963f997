"""Metadata in the script data of FLV files (Adobe Flash Video File Format Specification 10.1, Annex E; AMF 0).

XMP in them: XMP Specification Part 3.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import AMF_DEPTH, FLV_TAGS, METADATA_BYTES, METADATA_PARTS
from conformance_suites.assets.labels.reader.metadata.sites import Broken, Site

MAGIC = b"FLV\1"
SCRIPT, TYPE = 18, 0x1F  # the higher bits are about encryption
META_DATA, XMP_DATA, XMP_TEXT = b"onMetaData", b"onXMPData", b"liveXML"
OBJECT, ARRAY, TYPED_OBJECT, STRICT_ARRAY, OBJECT_END = 3, 8, 16, 10, 9
STRING, LONG_STRING, XML = 2, 12, 15
# Bytes of a value by its marker: number, boolean, null, undefined, reference, date, unsupported.
FIXED = {0: 8, 1: 1, 5: 0, 6: 0, 7: 2, 11: 10, 13: 0}


def tags(source: Source) -> Iterator[Site]:
    """The texts of onMetaData by their names, from every tag of script data, and the XMP packet of onXMPData."""
    data, left = source.data, [METADATA_PARTS]
    at = int.from_bytes(bytes(data[5:9]), "big") + 4
    for _ in range(FLV_TAGS):
        if at >= source.size:
            return
        head = bytes(data[at : at + 11])
        start, end = at + 11, at + 11 + int.from_bytes(head[1:4], "big")
        if len(head) < 11 or at < 13 or end > source.size:
            raise Broken
        if head[0] & TYPE == SCRIPT and start < end and data[start] == STRING:
            script, value = _take(data, start + 1, end, 2)
            for begin, name, text in _texts(data, value, end, left) if script in (META_DATA, XMP_DATA) else ():
                packet = script == XMP_DATA and name == XMP_TEXT
                yield Site("xmp" if packet else "text", name.decode("utf-8", "replace"), begin, text[:METADATA_BYTES])
        at = end + 4
    raise Broken


def _texts(data: bytes | mmap.mmap, at: int, end: int, left: list[int]) -> Iterator[tuple[int, bytes, bytes]]:
    """(where it begins, name, text) of every text that is a direct member of the value.

    `within` has the number of values left in each open array, and None for each open object.
    """
    within: list[int | None] = []
    while True:
        begin, name = at, b""
        if within and within[-1] is None:
            name, at = _take(data, at, end, 2)
        elif within:
            within[-1] = (within[-1] or 0) - 1
        left[0] -= 1
        if at >= end or left[0] < 0:
            raise Broken
        marker, at = data[at], at + 1
        if marker == OBJECT_END and within and within[-1] is None and not name:
            within.pop()
        elif marker in (STRING, LONG_STRING, XML):
            text, at = _take(data, at, end, 2 if marker == STRING else 4)
            if marker != XML and within == [None]:
                yield begin, name, text
        elif marker in FIXED:
            at += FIXED[marker]
        else:
            at = _open(data, marker, at, end, within)
        while within and within[-1] == 0:
            within.pop()
        if not within:
            return


def _open(data: bytes | mmap.mmap, marker: int, at: int, end: int, within: list[int | None]) -> int:
    """Step into an object or array; returns where its first member begins."""
    if marker == TYPED_OBJECT:
        at = _take(data, at, end, 2)[1]
    elif marker in (ARRAY, STRICT_ARRAY):
        at += 4
    elif marker != OBJECT:
        raise Broken
    if at > end or len(within) >= AMF_DEPTH:
        raise Broken
    within.append(int.from_bytes(bytes(data[at - 4 : at]), "big") if marker == STRICT_ARRAY else None)
    return at


def _take(data: bytes | mmap.mmap, at: int, end: int, width: int) -> tuple[bytes, int]:
    """The bytes after their count, and where they end."""
    start = at + width
    stop = start + int.from_bytes(bytes(data[at:start]), "big")
    if stop > end:
        raise Broken
    return bytes(data[start:stop]), stop
