"""The pieces that several containers are made of."""

from __future__ import annotations

import struct


def riff(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def frame(kind: bytes, content: bytes) -> bytes:
    """A frame of a tag of version 2.4."""
    return kind + synchsafe(len(content)) + bytes(2) + content


def synchsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def box(kind: bytes, *content: bytes) -> bytes:
    data = b"".join(content)
    return struct.pack(">I", 8 + len(data)) + kind + data
