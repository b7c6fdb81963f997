"""Small sound files with metadata, built from their parts."""

from __future__ import annotations

import struct

from conformance_suites.assets.labels.writer.chunks import box, frame, riff, synchsafe
from conformance_suites.assets.labels.writer.label import PLAIN, text


def wav(*chunks: bytes) -> bytes:
    """A WAV file of 4 samples with additional chunks after them."""
    sound = riff(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)) + riff(b"data", bytes(4))
    return riff(b"RIFF", b"WAVE" + sound + b"".join(chunks))


def vorbis(*comments: str) -> bytes:
    """Comments as Vorbis, Opus and FLAC have them, after the name of the writer."""
    texts = [b"crane", *(each.encode() for each in comments)]
    first, *others = (struct.pack("<I", len(each)) + each for each in texts)
    return first + struct.pack("<I", len(comments)) + b"".join(others)


def flac(*comments: str) -> bytes:
    """A FLAC file without frames of sound."""
    blocks = (b"\0", bytes(34)), (b"\x84", vorbis(*comments))
    return b"fLaC" + b"".join(kind + struct.pack(">I", len(data))[1:] + data for kind, data in blocks)


def page(packet: bytes, number: int, flags: int = 0, serial: int = 7) -> bytes:
    """A page of an Ogg file that holds one packet; its checksum is not computed, since nothing reads it here."""
    table = b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, 0, serial, number, 0, len(table))
    return head + table + packet


def ogg(*comments: str) -> bytes:
    """An Ogg file of Opus without sound."""
    return page(b"OpusHead\1\1" + bytes(9), 0, 2) + page(b"OpusTags" + vorbis(*comments), 1, 4)


def txxx(description: bytes = b"AIGC", value: bytes = text(PLAIN).encode()) -> bytes:
    return frame(b"TXXX", b"\3" + description + b"\0" + value)


def mp3(*frames: bytes) -> bytes:
    """An MP3 file of one silent frame of sound, with a tag of version 2.4."""
    data = b"".join(frames) + bytes(16)
    return b"ID3\4\0\0" + synchsafe(len(data)) + data + b"\xff\xfb\x10\xc4" + bytes(100)


def m4a(label: str = text(PLAIN), name: bytes = b"AIGC") -> bytes:
    """The boxes of an M4A file whose list has no keys: a value states its own name."""
    handler = box(b"hdlr", bytes(8), b"mdir", bytes(12), b"\0")
    data = box(b"data", struct.pack(">II", 1, 0), label.encode())
    value = box(b"----", box(b"mean", bytes(4), b"com.apple.iTunes"), box(b"name", bytes(4), name), data)
    meta = box(b"meta", bytes(4), handler, box(b"ilst", value))
    return box(b"ftyp", b"M4A ", bytes(4), b"M4A ") + box(b"moov", box(b"udta", meta))
