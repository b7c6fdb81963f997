"""Small images with metadata, built from their parts."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

from conformance_suites.assets.labels.writer.chunks import box
from conformance_suites.assets.labels.writer.label import PLAIN, text, xmp


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def itxt(packet: bytes) -> bytes:
    return chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)


def png(*chunks: bytes, behind: bytes = b"") -> bytes:
    """A PNG image of one pixel with additional chunks before its end."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 1, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + chunk(b"IEND", b"") + behind


def labelled(**changed: Any) -> bytes:
    """A PNG image with a label in XMP that differs from the plain one; None omits a member."""
    return png(itxt(xmp(text({name: value for name, value in (PLAIN | changed).items() if value is not None}))))


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """A JPEG image of 8 by 8 pixels with additional segments after its start."""
    stream = io.BytesIO()
    Image.new("L", (8, 8)).save(stream, "JPEG")
    data = stream.getvalue()
    more = b"".join(struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body for marker, body in segments)
    return data[:2] + more + data[2:]


def app1(packet: bytes) -> tuple[int, bytes]:
    return 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet


def exif(comment: bytes) -> bytes:
    """An Exif block with a comment, in the order of fields and bytes that cameras use."""
    fields = struct.pack(">HHHIII", 1, 0x8769, 4, 1, 26, 0) + struct.pack(">HHHIII", 1, 0x9286, 7, len(comment), 44, 0)
    return b"MM\0*" + struct.pack(">I", 8) + fields + comment


def comment(label: str) -> bytes:
    """A comment that states its encoding."""
    return b"ASCII\0\0\0" + label.encode()


def webp(packet: bytes, block: bytes = b"") -> bytes:
    stream = io.BytesIO()
    Image.new("L", (8, 8)).save(stream, "WEBP", lossless=True, xmp=packet, exif=block)
    return stream.getvalue()


def gif(*extensions: bytes) -> bytes:
    """A GIF image of 8 by 8 pixels with additional extension blocks before its end."""
    stream = io.BytesIO()
    Image.new("L", (8, 8)).save(stream, "GIF")
    return stream.getvalue()[:-1] + b"".join(extensions) + b";"


def gif_xmp(packet: bytes) -> bytes:
    """The application extension with a packet, and the bytes after it that lead readers of sub-blocks to its end."""
    return b"!\xff\x0bXMP DataXMP" + packet + b"\1" + bytes(range(255, -1, -1)) + b"\0"


def gif_comment(content: bytes) -> bytes:
    pieces = [content[at : at + 255] for at in range(0, len(content), 255)]
    return b"!\xfe" + b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"


def tiff(fields: dict[int, bytes | str]) -> bytes:
    """A TIFF image of 8 by 8 pixels with additional fields."""
    stream = io.BytesIO()
    Image.new("L", (8, 8)).save(stream, "TIFF", tiffinfo=fields)
    return stream.getvalue()


def big_tiff(packet: bytes) -> bytes:
    """A BigTIFF image of no pixels with an XMP packet."""
    fields = struct.pack("<QHHQQQ", 1, 700, 1, len(packet), 52, 0)
    return b"II+\0" + struct.pack("<HHQ", 8, 0, 16) + fields + packet


def avif(packet: bytes) -> bytes:
    """An AVIF image of no pixels with an XMP packet as an item."""
    entry = box(b"infe", struct.pack(">IHH4s", 0x02000000, 1, 0, b"mime"), b"\0application/rdf+xml\0")
    start = box(b"ftyp", b"avif", bytes(4), b"mif1")
    handler, listed = box(b"hdlr", bytes(8), b"pict", bytes(13)), box(b"iinf", struct.pack(">IH", 0, 1), entry)
    located, inner = b"", b""
    for _ in range(2):  # the offset of the packet is known once everything before it is written
        at = len(start) + 8 + 4 + len(handler + listed + located) + 8
        located = box(b"iloc", struct.pack(">IHHHHHII", 0, 0x4400, 1, 1, 0, 1, at, len(packet)))
        inner = box(b"meta", bytes(4), handler, listed, located)
    return start + inner + box(b"mdat", packet)
