"""Metadata in PNG chunks and JPEG segments."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from conformance.readers.source import Source
from conformance_suites.assets.labels.reader.bounds import METADATA_BYTES, METADATA_PARTS
from conformance_suites.assets.labels.reader.metadata.sites import Broken, Site, cut
from conformance_suites.assets.labels.reader.metadata.tiff import EXIF, exif

PNG_XMP = "XML:com.adobe.xmp"
JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\0"
STANDALONE = (0x01, *range(0xD0, 0xD9))
SCAN, END = 0xDA, 0xD9
FILL = re.compile(rb"\xff++")


def png(source: Source) -> Iterator[Site]:
    """Texts of the chunks tEXt, zTXt and iTXt, the Exif block in eXIf, and what follows the end (PNG 3, 11.3)."""
    offset = 8
    for _ in range(METADATA_PARTS):
        head = bytes(source.data[offset : offset + 8])
        if len(head) < 8:
            raise Broken
        length, kind = struct.unpack(">I4s", head)
        if offset + 12 + length > source.size:
            raise Broken
        if kind in (b"tEXt", b"zTXt", b"iTXt") and length <= METADATA_BYTES:
            yield from _png_text(kind, bytes(source.data[offset + 8 : offset + 8 + length]), offset)
        elif kind == b"eXIf":
            yield from exif(cut(source, offset + 8, offset + 8 + length), offset, "eXIf")
        offset += 12 + length
        if kind == b"IEND":
            if offset < source.size:
                yield _other(source, "behind IEND", offset, source.size)
            return
    raise Broken


def _png_text(kind: bytes, data: bytes, offset: int) -> Iterator[Site]:
    keyword, _, rest = data.partition(b"\0")
    compressed = kind == b"zTXt"
    if kind == b"iTXt":
        compressed = rest[:1] == b"\1"
        rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    elif compressed:
        rest = rest[1:]
    if compressed:
        try:
            rest = zlib.decompressobj().decompress(rest, METADATA_BYTES)
        except zlib.error:
            return
    name = keyword.decode("latin-1")
    yield Site("xmp" if name == PNG_XMP else "text", name, offset, rest)


def jpeg(source: Source) -> Iterator[Site]:
    """The XMP packet and the Exif block in APP1, all other APPn and COM before the scan (ITU-T T.81, B.2.4)."""
    offset = 2
    for _ in range(METADATA_PARTS):
        if filled := FILL.match(source.data, offset):  # any number of these bytes may precede a marker
            offset = filled.end() - 1
        head = bytes(source.data[offset : offset + 4])
        if len(head) < 2 or head[0] != 0xFF:
            raise Broken
        marker = head[1]
        if marker in (SCAN, END):
            return
        if marker in STANDALONE:
            offset += 2
            continue
        length = int.from_bytes(head[2:4], "big") if len(head) == 4 else 0
        if length < 2 or offset + 2 + length > source.size:
            raise Broken
        data = bytes(source.data[offset + 4 : offset + 2 + length])
        if marker == 0xE1 and data.startswith(JPEG_XMP):
            yield Site("xmp", "APP1", offset, data[len(JPEG_XMP) :])
        elif marker == 0xE1 and data.startswith(EXIF):
            yield from exif(data, offset, "APP1")
        elif 0xE0 <= marker <= 0xEF:
            yield Site("other", f"APP{marker - 0xE0}", offset, data)
        elif marker == 0xFE:
            yield Site("other", "COM", offset, data)
        offset += 2 + length
    raise Broken


def _other(source: Source, name: str, start: int, end: int) -> Site:
    return Site("other", name, start, cut(source, start, end))
