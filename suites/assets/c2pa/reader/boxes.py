"""The lengths of the outer boxes of a manifest store (ISO/IEC 19566-5), which the C2PA library does not compare."""

from __future__ import annotations

TO_THE_END, LONG = 0, 1
HEAD = 8


def fits(data: bytes, start: int, end: int) -> bool:
    """Whether the superbox at `start` ends by `end` and is filled by its boxes.

    A box that reaches to the end of the file or has a length in 64 bits is not compared.
    """
    size = _size(data, start)
    if size in (TO_THE_END, LONG):
        return True
    at, stop = start + HEAD, start + size
    while at + HEAD <= stop <= end:
        if (inner := _size(data, at)) in (TO_THE_END, LONG):
            return True
        if inner < HEAD:
            return False
        at += inner
    return at == stop <= end


def _size(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")
