"""The chunks of an XDF file (XDF 1.0, "File Format"): each begins with its length, whose own length comes first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

MAGIC = b"XDF:"
LENGTH_BYTES = (1, 4, 8)
LONGEST_VARLEN = 9
FILE_HEADER, STREAM_HEADER, SAMPLES, CLOCK_OFFSET, BOUNDARY, STREAM_FOOTER = range(1, 7)
TAG_BYTES, STREAM_BYTES = 2, 4
OF_STREAMS = (STREAM_HEADER, SAMPLES, CLOCK_OFFSET, STREAM_FOOTER)
"""Chunks that begin with the number of their stream."""


class Chunk(NamedTuple):
    """A chunk: its tag, its stream if it has one, its byte, and where its content begins and ends."""

    tag: int
    stream: int | None
    byte: int
    start: int
    end: int


class Damage(NamedTuple):
    """Where chunks cannot be followed any further: `kind` is cut, length or short."""

    kind: str
    byte: int
    received: int


def varlen(data: bytes, at: int) -> tuple[int, int] | None:
    """A number whose own length in bytes comes first, and the byte behind it; None if there is none."""
    if at >= len(data) or data[at] not in LENGTH_BYTES or at + 1 + data[at] > len(data):
        return None
    end = at + 1 + data[at]
    return int.from_bytes(data[at + 1 : end], "little"), end


def read_chunks(data: bytes) -> Iterator[Chunk | Damage]:
    """The chunks in their order, and where they end too early, if they do."""
    at = len(MAGIC)
    while at < len(data):
        if data[at] not in LENGTH_BYTES:
            yield Damage("length", at, data[at])
            return
        found = varlen(data, at)
        if found is None or found[1] + found[0] > len(data):
            yield Damage("cut", at, len(data) - at)
            return
        length, start = found
        end = start + length
        tag = int.from_bytes(data[start : start + TAG_BYTES], "little")
        start += TAG_BYTES
        stream = None
        if tag in OF_STREAMS:
            stream = int.from_bytes(data[start : start + STREAM_BYTES], "little")
            start += STREAM_BYTES
        if start > end:
            yield Damage("short", at, length)
            return
        yield Chunk(tag, stream, at, start, end)
        at = end


def ends_with_a_chunk(data: bytes) -> bool:
    """Whether the last chunk is complete: a transfer or a recording that was cut off ends within one."""
    return not any(isinstance(each, Damage) and each.kind == "cut" for each in read_chunks(data))
