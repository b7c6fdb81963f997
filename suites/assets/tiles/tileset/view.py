"""The view of the suite: the tileset as its family reads it."""

from __future__ import annotations

from conformance.readers.source import Source
from conformance_suites.assets.tiles.reader.tileset import Tileset, read_tileset


def view(source: Source) -> Tileset:
    """The tileset of a source. Raises Blocked where its text is not usable."""
    return source.once(read_tileset)
