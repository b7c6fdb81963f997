"""The view of a tile in a format of 3D Tiles 1.0: its tables, its models, and the tiles inside a composite one."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.source import Inside, Source
from conformance_suites.assets.tiles.reader.bounds import INNER_DEPTH, INNER_TILES
from conformance_suites.assets.tiles.reader.tile_format import HEADER, SHORTEST, Section, Tile, tiles_of

FEATURES, BATCH = "feature table JSON", "batch table JSON"


@dataclass(frozen=True)
class TileFile:
    """A tile file; `tiles` are the tile itself and all inside it."""

    tiles: list[Tile]

    def read_completely(self) -> None:
        """Raises Blocked where there are more inner tiles than the harness reads."""
        if any(each.unread for each in self.tiles):
            raise Blocked("inner_bound", bound=INNER_TILES, depth=INNER_DEPTH)

    @cached_property
    def sound(self) -> list[Tile]:
        """The tiles whose header and sections fit. Raises Blocked where not all were read."""
        self.read_completely()
        return [each for each in self.tiles if each.magic in HEADER and each.fits]

    @property
    def feature_tables(self) -> list[Tile]:
        """The tiles that have to have a feature table."""
        return [each for each in self.sound if each.sections]

    @property
    def batch_tables(self) -> list[Tile]:
        """The tiles with a batch table."""
        return [each for each in self.sound if each.sections and each.sections[2].length]

    @cached_property
    def references(self) -> list[tuple[Tile, str, dict[str, Any]]]:
        """(tile, table, object) of the tables that can be read, for their references into the binary part."""
        found = []
        for tile in self.feature_tables:
            for name in (FEATURES, BATCH):
                table = tile.table(name)
                if table is not None:
                    found.append((tile, name, table))
        return found

    @cached_property
    def bodies(self) -> list[tuple[Tile, Section]]:
        """The tiles with a model, and where it is."""
        return [(tile, body) for tile in self.sound if (body := tile.body)]

    @property
    def embedded(self) -> list[tuple[Tile, Section]]:
        """The tiles in which the model is embedded."""
        return [(tile, body) for tile, body in self.bodies if tile.gltf_format in (None, 1)]

    @cached_property
    def models(self) -> list[Inside]:
        """The binary glTF in the tiles, without the padding after it."""
        found = []
        for tile, body in self.embedded:
            data = tile.data[body.start : body.end]
            if data[:4] == b"glTF" and len(data) >= SHORTEST:
                (length,) = struct.unpack_from("<I", data, 8)
                found.append(Inside(tile.place, body.start, data[:length] if length <= len(data) else data))
        return found


def view(source: Source) -> TileFile:
    """The tiles of a file. Never raises: rows report what is cut off."""
    return TileFile(source.once(tiles_of))
