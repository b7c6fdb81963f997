"""Small videos with metadata, built from their parts."""

from __future__ import annotations

import struct

from conformance_suites.assets.labels.writer.chunks import box, riff
from conformance_suites.assets.labels.writer.label import PLAIN, text


def avi(*information: bytes) -> bytes:
    """An AVI file without streams, with a list of texts."""
    lists = (b"hdrl" + riff(b"avih", bytes(56)), b"INFO" + b"".join(information), b"movi")
    return riff(b"RIFF", b"AVI " + b"".join(riff(b"LIST", each) for each in lists))


def mp4(label: str = text(PLAIN), key: bytes = b"AIGC") -> bytes:
    """The boxes of an MP4 file that hold metadata, without a track."""
    handler = box(b"hdlr", bytes(8), b"mdta", bytes(12), b"\0")
    keys = box(b"keys", struct.pack(">II", 0, 1), struct.pack(">I", 8 + len(key)), b"mdta", key)
    values = box(b"ilst", box(struct.pack(">I", 1), box(b"data", struct.pack(">II", 1, 0), label.encode())))
    meta = box(b"meta", bytes(4), handler, keys, values)
    return box(b"ftyp", b"isom", bytes(4), b"isom") + box(b"moov", box(b"udta", meta))


def tag(kind: int, data: bytes) -> bytes:
    """A tag of an FLV file, and its size after it."""
    return bytes([kind]) + struct.pack(">I", len(data))[1:] + bytes(7) + data + struct.pack(">I", len(data) + 11)


def flv(label: str = text(PLAIN), name: bytes = b"AIGC") -> bytes:
    """An FLV file of one tag of script data, whose array has a number and an object before the label."""

    def member(key: bytes, value: bytes) -> bytes:
        return struct.pack(">H", len(key)) + key + value

    end = b"\0\0\t"
    inner = b"\3" + member(b"times", b"\n" + struct.pack(">IBd", 1, 0, 0)) + end
    members = member(b"duration", b"\0" + bytes(8)) + member(b"keyframes", inner)
    held = member(name, b"\x0c" + struct.pack(">I", len(label.encode())) + label.encode())
    array = b"\2" + member(b"onMetaData", b"\x08" + struct.pack(">I", 3)) + members + held + end
    return b"FLV\1\4" + struct.pack(">II", 9, 0) + tag(18, array) + tag(8, b"\x2e" + bytes(8))


def element(kind: int, *content: bytes) -> bytes:
    """An EBML element with its size in 4 bytes."""
    data = b"".join(content)
    return kind.to_bytes((kind.bit_length() + 7) // 8, "big") + struct.pack(">I", 0x10000000 | len(data)) + data


def simple_tag(label: str = text(PLAIN), name: bytes = b"AIGC") -> bytes:
    return element(0x67C8, element(0x45A3, name), element(0x4487, label.encode()))


def mkv(*simple_tags: bytes) -> bytes:
    """A Matroska file of tags, without a track."""
    head = element(0x1A45DFA3, element(0x4282, b"matroska"))
    return head + element(0x18538067, element(0x1254C367, element(0x7373, element(0x63C0), *simple_tags)))
