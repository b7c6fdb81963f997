"""The tile formats of 3D Tiles 1.0: b3dm, i3dm, pnts and cmpt, read as far as their bytes reach (little endian)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from conformance.readers.json import JSON_STARTS, JsonText, parse
from conformance.readers.source import Source
from conformance_suites.assets.tiles.reader.bounds import INNER_DEPTH, INNER_TILES

HEADER = {b"b3dm": 28, b"i3dm": 32, b"pnts": 28, b"cmpt": 16}
SECTIONS = ("feature table JSON", "feature table binary", "batch table JSON", "batch table binary")
ALIGNMENT = 8
SHORTEST = 12  # bytes of the header of a binary glTF


@dataclass(frozen=True)
class Section:
    """A part of a tile by its name, with the offsets in the file where it begins and ends."""

    name: str
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass
class Tile:
    """A tile, or one inside a composite tile, at `start` in the file; `room` is the offset after its last byte.

    `length` is the `byteLength` of its header, None where the header is cut off. `place` is the pointer of the tile,
    "" for the file itself and /tiles/0 for the first inside it. `unread`: it holds more than the harness reads.
    """

    data: bytes
    place: str
    magic: bytes
    start: int
    room: int
    version: int | None = None
    length: int | None = None
    count: int | None = None
    gltf_format: int | None = None
    sections: list[Section] = field(default_factory=list)
    inner: list[Tile] = field(default_factory=list)
    unread: bool = False

    @property
    def end(self) -> int:
        """The offset after the last byte that the header claims and the file has."""
        return min(self.room, self.start + (self.length or 0))

    @property
    def fits(self) -> bool:
        """Whether header and sections are within the tile, and the tile within the file."""
        whole = self.length is not None and self.start + self.length <= self.room
        return whole and (not self.sections or self.sections[-1].end <= self.end)

    @property
    def is_counted(self) -> bool:
        """Whether it holds as many tiles as its header says, as far as the harness reads."""
        return self.unread or self.count is None or self.count == len(self.inner)

    @property
    def body(self) -> Section | None:
        """What follows the tables: the model of a b3dm or i3dm."""
        if self.magic not in (b"b3dm", b"i3dm") or not self.fits:
            return None
        return Section("glTF", self.sections[-1].end, self.end)

    def text_of(self, name: str) -> JsonText | None:
        """The JSON of a table; None where there is none, or the tile is cut off."""
        section = next((each for each in self.sections if each.name == name), None)
        if section is None or not section.length or not self.fits:
            return None
        raw = self.data[section.start : section.end].rstrip(b" \0")
        return parse(raw) if raw[:1] in JSON_STARTS else JsonText()

    def table(self, name: str) -> dict[str, Any] | None:
        """The object in a table; None where there is none that can be read."""
        text = self.text_of(name)
        return text.document if text is not None and text.usable and isinstance(text.document, dict) else None


def tiles_of(source: Source) -> list[Tile]:
    """The tile that a file is, and all inside it, outer ones first."""
    return list(_all(_read(bytes(source.data), "", 0, source.size, [INNER_TILES])))


def _all(tile: Tile) -> Iterator[Tile]:
    todo = [tile]
    while todo:
        each = todo.pop()
        yield each
        todo += reversed(each.inner)


def _read(data: bytes, place: str, start: int, room: int, left: list[int], depth: int = 0) -> Tile:
    tile = Tile(data, place, data[start : start + 4], start, room)
    size = HEADER.get(tile.magic)
    if size is None or room - start < size:
        return tile
    tile.version, tile.length = struct.unpack_from("<II", data, start + 4)
    if tile.magic == b"cmpt":
        (tile.count,) = struct.unpack_from("<I", data, start + 12)
        at = start + size
        # A tile beyond the number in the header is read, too: the number is wrong then.
        while at + 12 <= tile.end and (len(tile.inner) < tile.count or data[at : at + 4] in HEADER):
            if left[0] == 0 or depth == INNER_DEPTH:
                tile.unread = True
                break
            left[0] -= 1
            inner = _read(data, f"{place}/tiles/{len(tile.inner)}", at, tile.end, left, depth + 1)
            tile.inner.append(inner)
            if not inner.length or inner.length < HEADER.get(inner.magic, 12):
                break
            at += inner.length
        return tile
    lengths = struct.unpack_from("<4I", data, start + 12)
    if tile.magic == b"i3dm":
        (tile.gltf_format,) = struct.unpack_from("<I", data, start + 28)
    at = start + size
    for name, length in zip(SECTIONS, lengths, strict=True):
        tile.sections.append(Section(name, at, at + length))
        at += length
    return tile
