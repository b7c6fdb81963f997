"""Metadata in the fields of TIFF files (TIFF 6.0, section 2; XMP in one of them: XMP Specification Part 3)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from conformance.media.bounds import METADATA_PARTS
from conformance.media.metadata.sites import Broken, Site, cut
from conformance.media.source import Source

XMP, EXIF, USER_COMMENT = 0x2BC, 0x8769, 0x9286
ASCII = 2
# Bytes of one value by its type: BYTE, ASCII, SHORT, LONG, RATIONAL, the same with a sign, FLOAT, DOUBLE, IFD.
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}


def tiff(source: Source) -> Iterator[Site]:
    """The XMP packet of every image in the file, its texts and those of its Exif fields."""
    order = "<" if source.data[0] == 0x49 else ">"
    waiting, seen, left = [(_long(source, order, 4), True)], set[int](), METADATA_PARTS
    while waiting:
        directory, image = waiting.pop()
        if directory in seen:  # images may share Exif fields
            continue
        seen.add(directory)
        head = bytes(source.data[directory : directory + 2])
        if len(head) < 2 or directory < 8:
            raise Broken
        (count,) = struct.unpack(order + "H", head)
        left -= 1 + count
        end = directory + 2 + 12 * count
        if end > source.size or left < 0:
            raise Broken
        if image and (following := _long(source, order, end)):
            waiting.append((following, True))
        for offset in range(directory + 2, end, 12):
            tag, kind, number = struct.unpack_from(order + "HHI", source.data, offset)
            if tag == EXIF:
                waiting.append((_long(source, order, offset + 8), False))
            elif tag in (XMP, USER_COMMENT) or kind == ASCII:
                yield _site(source, order, offset, tag, SIZES.get(kind, 1) * number)


def _site(source: Source, order: str, offset: int, tag: int, size: int) -> Site:
    start = offset + 8 if size <= 4 else _long(source, order, offset + 8)
    if start + size > source.size:
        raise Broken
    return Site("xmp" if tag == XMP else "other", f"tag {tag}", offset, cut(source, start, start + size))


def _long(source: Source, order: str, at: int) -> int:
    data = bytes(source.data[at : at + 4])
    if len(data) < 4:
        raise Broken
    return int(struct.unpack(order + "I", data)[0])
