"""Metadata in the fields of TIFF and BigTIFF files (TIFF 6.0, section 2) and in the Exif blocks of other images.

XMP in one of the fields: XMP Specification Part 3. Exif blocks are TIFF files by their structure (Exif 3.0, 4.5).
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from typing import NamedTuple

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import METADATA_BYTES, METADATA_PARTS
from conformance_suites.assets.labels.reader.metadata.sites import COMMENT, Broken, Site

CLASSIC, BIG = (b"II*\0", b"MM\0*"), (b"II+\0", b"MM\0+")
EXIF = b"Exif\0\0"
XMP, EXIF_FIELDS, USER_COMMENT = 0x2BC, 0x8769, 0x9286
ASCII = 2
# Bytes of one value by its type: BYTE, ASCII, SHORT, LONG, RATIONAL, the same with a sign, FLOAT, DOUBLE, IFD; of
# BigTIFF LONG8, SLONG8, IFD8.
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
# The first 8 bytes of a comment name its encoding (Exif 3.0, 4.6.5, table 9); zeros mean an unknown one.
ENCODINGS = {b"ASCII\0\0\0": "utf-8", b"JIS\0\0\0\0\0": "iso2022_jp", bytes(8): "utf-8"}
UNICODE = b"UNICODE\0"


class Layout(NamedTuple):
    """The format of numbers: their byte order, and the formats of a count of fields, a field and an offset."""

    order: str
    amount: str
    field: str
    offset: str


class Field(NamedTuple):
    """A field: where its entry begins, its tag and type, and where its value is."""

    at: int
    tag: int
    kind: int
    start: int
    size: int


def tiff(source: Source) -> Iterator[Site]:
    """The XMP packet of every image in the file, its texts, those of its Exif fields and their comment."""
    for field in _fields(source.data, 0, source.size):
        yield from _site(source.data, field)


def exif(data: bytes, offset: int, name: str) -> Iterator[Site]:
    """The first comment in an Exif block, and the block without it; a broken block is returned unchanged.

    `data` may begin with the six bytes that mark such a block in JPEG.
    """
    block = data.removeprefix(EXIF)
    try:
        found = next((field for field in _fields(block, 0, len(block)) if field.tag == USER_COMMENT), None)
    except Broken:
        found = None
    if found:
        end = found.start + found.size
        yield Site("text", COMMENT, offset, _comment(block[found.start : end]))
        block = block[: found.start] + block[end:]
    yield Site("other", name, offset, block)


def _fields(data: bytes | mmap.mmap, start: int, end: int) -> Iterator[Field]:
    """The fields of all images of the file that are texts or metadata. Raises Broken."""
    layout, first = _layout(bytes(data[start : start + 16]))
    waiting, seen, left = [(first, True)], set[int](), METADATA_PARTS
    width, inline = struct.calcsize(layout.order + layout.field), struct.calcsize(layout.order + layout.offset)
    while waiting:
        directory, image = waiting.pop()
        if directory in seen:  # images may share Exif fields
            continue
        seen.add(directory)
        count, at = _number(data, layout.order + layout.amount, directory)
        left -= 1 + count
        stop = at + width * count
        if directory < 8 or left < 0 or stop > end:
            raise Broken
        if image and (following := _number(data, layout.order + layout.offset, stop)[0]):
            waiting.append((following, True))
        for entry in range(at, stop, width):
            tag, kind, number = struct.unpack_from(layout.order + layout.field, data, entry)[:3]
            value, size = entry + width - inline, SIZES.get(kind, 1) * number
            if tag == EXIF_FIELDS:
                waiting.append((_number(data, layout.order + layout.offset, value)[0], False))
            elif tag in (XMP, USER_COMMENT) or kind == ASCII:
                place = value if size <= inline else _number(data, layout.order + layout.offset, value)[0]
                if place + size > end:
                    raise Broken
                yield Field(entry, tag, kind, place, min(size, METADATA_BYTES))


def _layout(head: bytes) -> tuple[Layout, int]:
    """The layout of the file, and where its first directory begins."""
    order = "<" if head[:1] == b"I" else ">"
    big = head[:4] in BIG
    if head[:4] not in (*CLASSIC, *BIG) or (big and head[4:8] != struct.pack(order + "HH", 8, 0)):
        raise Broken
    layout = Layout(order, "Q", "HHQQ", "Q") if big else Layout(order, "H", "HHII", "I")
    return layout, _number(head, order + layout.offset, 8 if big else 4)[0]


def _number(data: bytes | mmap.mmap, form: str, at: int) -> tuple[int, int]:
    """The number at a place, and where it ends."""
    size = struct.calcsize(form)
    found = bytes(data[at : at + size])
    if len(found) < size:
        raise Broken
    return int(struct.unpack(form, found)[0]), at + size


def _site(data: bytes | mmap.mmap, field: Field) -> Iterator[Site]:
    content = bytes(data[field.start : field.start + field.size])
    if field.tag == USER_COMMENT:
        yield Site("text", COMMENT, field.at, _comment(content))
    else:
        yield Site("xmp" if field.tag == XMP else "other", f"tag {field.tag}", field.at, content)


def _comment(content: bytes) -> bytes:
    """The text of a comment in UTF-8. Writers name Unicode in either order of bytes, or omit the name."""
    code, text = content[:8], content[8:]
    if code == UNICODE:
        encoding = "utf-16-le" if text[:2] == b"\xff\xfe" or text[1:2] == b"\0" else "utf-16-be"
    elif code in ENCODINGS:
        encoding = ENCODINGS[code]
    else:
        return content
    return text.decode(encoding, "replace").lstrip("\ufeff").encode("utf-8", "replace")
