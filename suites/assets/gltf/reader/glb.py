"""The GLB container (glTF 2.0 chapter 4), read as far as the bytes reach, whatever the lengths in it claim."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.bounds import GLB_CHUNKS

MAGIC = b"glTF"
JSON_CHUNK = 0x4E4F534A
BIN_CHUNK = 0x004E4942
HEADER_BYTES = 12


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk whose 8-byte header is present. `present` bytes of the declared `length` are in the file."""

    index: int
    offset: int
    length: int
    type: int
    present: int

    @property
    def start(self) -> int:
        """Offset of the first data byte."""
        return self.offset + 8

    @property
    def end(self) -> int:
        """Offset after the last data byte that is present."""
        return self.start + self.present

    @property
    def complete(self) -> bool:
        return self.present == self.length


@dataclass(frozen=True, slots=True)
class Glb:
    """The parts of a GLB file. `version` and `length` are None where the header of 12 bytes is cut off.

    A chunk is listed if it begins before the declared total length; it may reach beyond it. `torn` is the offset of a
    chunk header that the end of the file cuts off, `end` the offset after the last byte that belongs to a chunk.
    `more` says that chunks beyond the bound of the harness were not read.
    """

    size: int
    magic: bytes
    version: int | None
    length: int | None
    chunks: tuple[Chunk, ...]
    torn: int | None
    end: int
    more: bool = False

    @property
    def json(self) -> Chunk | None:
        """The first chunk, where it is the JSON chunk."""
        return self.chunks[0] if self.chunks and self.chunks[0].type == JSON_CHUNK else None

    @property
    def bin(self) -> Chunk | None:
        """The second chunk, where it is the BIN chunk."""
        return self.chunks[1] if len(self.chunks) > 1 and self.chunks[1].type == BIN_CHUNK else None


def read_glb(source: Source) -> Glb:
    """The container as far as possible. Never raises: missing parts are None or absent."""
    data, size = source.data, source.size
    magic = bytes(data[:4])
    if size < HEADER_BYTES:
        return Glb(size, magic, None, None, (), None, size)
    version, length = struct.unpack_from("<II", data, 4)
    chunks: list[Chunk] = []
    offset, torn = HEADER_BYTES, None
    while offset < min(size, length) and len(chunks) < GLB_CHUNKS:
        if size - offset < 8:
            offset, torn = size, offset
            break
        declared, kind = struct.unpack_from("<II", data, offset)
        chunks.append(Chunk(len(chunks), offset, declared, kind, min(declared, size - offset - 8)))
        offset = chunks[-1].end
    more = torn is None and offset < min(size, length)
    return Glb(size, magic, version, length, tuple(chunks), torn, offset, more)
