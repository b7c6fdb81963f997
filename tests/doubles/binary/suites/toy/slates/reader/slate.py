"""Slates by their bytes: `SLAT`, width and height, then chunks of a name, a length and data; numbers little-endian."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json import parse
from conformance.readers.source import Source

MAGIC, TONES, NOTES = b"SLAT", b"TONE", b"NOTE"
HEADER, CHUNK = struct.Struct("<4sHH"), struct.Struct("<4sI")
MOST_CHUNKS = 16


@dataclass(frozen=True)
class Chunk:
    """A chunk at `offset`; its data may be shorter than the `length` it declares."""

    offset: int
    name: bytes
    length: int
    data: bytes


@dataclass(frozen=True)
class Slate:
    """Width and height in tones, and the chunks as far as the bytes reach."""

    width: int
    height: int
    chunks: tuple[Chunk, ...]

    @property
    def tones(self) -> list[Chunk]:
        """The chunks of tones, one byte each."""
        return [chunk for chunk in self.chunks if chunk.name == TONES]

    @property
    def document(self) -> Any:
        """What the notes say, a JSON text. Raises Blocked where there are none that can be read."""
        notes = next((chunk.data for chunk in self.chunks if chunk.name == NOTES), None)
        if notes is None:
            raise Blocked("no_notes")
        return parse(notes).judged()


def read_slate(source: Source) -> Slate:
    """The slate in a source. Raises Blocked where not even its header is whole."""
    data = bytes(source.data)
    if len(data) < HEADER.size or not data.startswith(MAGIC):
        raise Blocked("no_header")
    _, width, height = HEADER.unpack_from(data)
    chunks, offset = [], HEADER.size
    while offset + CHUNK.size <= len(data) and len(chunks) < MOST_CHUNKS:
        name, length = CHUNK.unpack_from(data, offset)
        start = offset + CHUNK.size
        chunks.append(Chunk(offset, name, length, data[start : start + length]))
        offset = start + length
    return Slate(width, height, tuple(chunks))
