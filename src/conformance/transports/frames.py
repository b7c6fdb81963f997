"""Frames of the WebSocket protocol (RFC 6455, 5.2), also those that no endpoint may send.

Libraries of the protocol refuse to write such a frame and end a connection on which they read one. Here both are what
is tested and judged, so that nothing is refused but a frame that is too long.
"""

from __future__ import annotations

from typing import NamedTuple

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA


class TooLong(Exception):
    """A frame that announces more bytes than a reader accepts."""


class Frame(NamedTuple):
    """A frame with its payload, from which the mask has been removed. `rsv` are the 3 reserved bits as a number."""

    opcode: int
    payload: bytes = b""
    fin: bool = True
    rsv: int = 0
    masked: bool = False

    @property
    def code(self) -> int | None:
        """The status code of a Close frame (5.5.1); None without one."""
        return int.from_bytes(self.payload[:2]) if self.opcode == CLOSE and len(self.payload) >= 2 else None


def encoded(frame: Frame, key: bytes) -> bytes:
    """The frame as it is sent; `key` is the masking key of a frame that is masked."""
    length, bit = len(frame.payload), 0x80 if frame.masked else 0
    first = (0x80 if frame.fin else 0) | (frame.rsv & 7) << 4 | frame.opcode & 15
    if length < 126:
        head = bytes((first, bit | length))
    elif length < 1 << 16:
        head = bytes((first, bit | 126)) + length.to_bytes(2)
    else:
        head = bytes((first, bit | 127)) + length.to_bytes(8)
    return head + key + masked(frame.payload, key) if frame.masked else head + frame.payload


def masked(data: bytes, key: bytes) -> bytes:
    """The data with the mask put on, or removed (5.3)."""
    length = len(data)
    mask = (key * (length // 4 + 1))[:length]
    return (int.from_bytes(data) ^ int.from_bytes(mask)).to_bytes(length)


class FrameReader:
    """Takes frames out of the bytes of a connection, none longer than `most` bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._there = bytearray()
        self._at = 0

    def feed(self, data: bytes) -> None:
        """Add bytes that have arrived."""
        del self._there[: self._at]
        self._at = 0
        self._there += data

    @property
    def begun(self) -> int:
        """How many bytes of a frame that is not complete have arrived."""
        return len(self._there) - self._at

    def next(self) -> Frame | None:
        """The next complete frame; None if there is none yet. Raises TooLong."""
        there, at = self._there, self._at
        if self.begun < 2:
            return None
        first, second = there[at], there[at + 1]
        at, length = at + 2, second & 127
        if length > 125:
            size = 2 if length == 126 else 8
            if len(there) - at < size:
                return None
            length = int.from_bytes(there[at : at + size])
            at += size
        if length > self._most:
            raise TooLong
        key = bytes(there[at : at + 4]) if second & 128 else b""
        at += 4 if second & 128 else 0
        if len(there) < at + length:
            return None
        payload = bytes(there[at : at + length])
        self._at = at + length
        if key:
            payload = masked(payload, key)
        return Frame(first & 15, payload, bool(first & 128), first >> 4 & 7, bool(second & 128))
