"""The contents of a tileset that are files in its folder: read within bounds, whole or not."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import JSON_STARTS
from conformance.readers.source import Inside, Source
from conformance_suites.assets.tiles.reader.bounds import CONTENT_BYTES, CONTENTS_READ
from conformance_suites.assets.tiles.reader.files import is_elsewhere
from conformance_suites.assets.tiles.reader.tile_format import HEADER, SHORTEST, Tile, tiles_of
from conformance_suites.assets.tiles.reader.tileset import Reference, Tileset

GLTF, TILE, JSON = "gltf", "tile", "json"
_MARK = b"\xef\xbb\xbf"


class Content(NamedTuple):
    """A content in the folder, once per file: its bytes, of JSON and unknown formats only the first, and its format."""

    reference: Reference
    place: Path
    size: int
    data: bytes
    format: str

    @property
    def length(self) -> int:
        """The length that its header states; its size if it has no such header."""
        known = self.format in (GLTF, TILE) and len(self.data) >= SHORTEST
        return int(struct.unpack_from("<I", self.data, 8)[0]) if known else self.size

    @property
    def is_whole(self) -> bool:
        """Whether it is as long as it says, and so is all inside it."""
        return self.length == self.size and (self.format != TILE or all(map(_is_whole, self.tiles)))

    @property
    def tiles(self) -> list[Tile]:
        return tiles_of(Source(self.place.name, self.data))


def _is_whole(tile: Tile) -> bool:
    embedded = tile.body is not None and tile.gltf_format in (None, 1)
    model = tile.data[tile.body.start : tile.body.end] if embedded and tile.body else b"glTF"
    return tile.magic in HEADER and tile.fits and tile.is_counted and model[:4] == b"glTF"


def references_in_folder(tileset: Tileset) -> list[tuple[Reference, Path]]:
    """The references to files in the folder, or elsewhere below the one that the user named, each file once."""
    found: dict[Path, Reference] = {}
    for each in tileset.all_references:
        if not (each.template or is_elsewhere(each.text)):
            place = tileset.files.look_up(each.text)
            if isinstance(place, Path):
                found.setdefault(place, each)
    return [(reference, place) for place, reference in found.items()]


def contents_in_folder(tileset: Tileset) -> Iterator[Content]:
    """The contents that are files in the folder. Raises Blocked beyond the bounds of the harness."""
    left = CONTENT_BYTES
    for number, (reference, place) in enumerate(references_in_folder(tileset)):
        if number >= CONTENTS_READ:
            raise Blocked("contents_bound", bound=CONTENTS_READ)
        try:
            size = place.stat().st_size
            with place.open("rb") as file:
                head = file.read(SHORTEST)
                binary = GLTF if head[:4] == b"glTF" else TILE if head[:4] in HEADER else ""
                left -= size if binary else SHORTEST
                if left < 0:
                    raise Blocked("contents_bytes", bound=CONTENT_BYTES)
                data = head + file.read() if binary else head
        except OSError as error:
            raise Blocked("unreadable", cause="environment", reason=str(error.strerror)) from None
        text = JSON if head.removeprefix(_MARK).lstrip()[:1] in JSON_STARTS else ""
        yield Content(reference, place, size, data, binary or text)


def inside(tileset: Tileset, form: str) -> Iterator[Inside]:
    """The contents of a format that are whole, to be judged by the suites of that kind, at their tile."""
    try:
        for each in contents_in_folder(tileset):
            if each.format == form and each.is_whole:
                yield Inside(each.reference.pointer.removesuffix("/uri"), None, each.data, each.place.parent)
    except Blocked:  # a row says so
        return
