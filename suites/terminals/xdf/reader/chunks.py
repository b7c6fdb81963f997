"""The chunks of an XDF file (XDF 1.0, "File Format"): each begins with its length, whose own length comes first."""

from __future__ import annotations

MAGIC = b"XDF:"
LENGTH_BYTES = (1, 4, 8)


def ends_with_a_chunk(data: bytes) -> bool:
    """Whether the last chunk is complete: a transfer or a recording that was cut off ends within one."""
    at = len(MAGIC)
    while at < len(data):
        size = data[at]
        if size not in LENGTH_BYTES:
            return True  # not cut off but damaged: the library that reads the chunks says so
        at += 1 + size + int.from_bytes(data[at + 1 : at + 1 + size], "little")
    return at == len(data)
