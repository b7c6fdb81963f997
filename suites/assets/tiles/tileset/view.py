"""The view of the suite: the tileset as its family reads it, and the contents that are judged at their tile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.readers.source import Inside, Source
from conformance_suites.assets.tiles.reader.contents import GLTF, TILE, inside
from conformance_suites.assets.tiles.reader.tileset import Tileset, read_tileset


@dataclass(frozen=True)
class WithContents(Tileset):
    """A tileset with the files in its folder that hold its contents."""

    @property
    def models(self) -> Iterator[Inside]:
        """The contents in binary glTF."""
        return inside(self, GLTF)

    @property
    def legacy(self) -> Iterator[Inside]:
        """The contents in the formats of 3D Tiles 1.0."""
        return inside(self, TILE)


def view(source: Source) -> WithContents:
    """The tileset of a source. Raises Blocked where its text is not usable."""
    tileset = source.once(read_tileset)
    return WithContents(tileset.document, tileset.files, tileset.written, tileset.no_schema)
