"""The contents of the tiles of a tileset: their volumes, and which of them are glTF."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from conformance.readers.data_uri import is_data_uri
from conformance.readers.json import JsonText, json_text
from conformance.readers.json_values import numbers, value_at
from conformance.readers.source import Source
from conformance_suites.assets.tiles.reader.contents import references_in_folder
from conformance_suites.assets.tiles.reader.files import is_elsewhere, path_of
from conformance_suites.assets.tiles.reader.tileset import Members, Reference, Tileset, read_tileset

GLTF_TYPES = ("data:model/gltf-binary", "data:model/gltf+json")


@dataclass(frozen=True)
class Contents:
    """The contents of a tileset whose text is usable."""

    tileset: Tileset
    text: JsonText

    @property
    def json_members(self) -> list[JsonText]:
        """Its text, which could be parsed."""
        return [self.text]

    @property
    def references(self) -> list[Any]:
        """Every `uri` but templates."""
        return self.tileset.whole([each for each in self.tileset.all_references if not each.template])

    @property
    def document(self) -> Any:
        return self.tileset.document

    @cached_property
    def pairs(self) -> list[tuple[str, Members, Members]]:
        """(pointer of a content, volume of its tile, its own volume), where both are objects."""
        found: list[tuple[str, Members, Members]] = []
        for tile, members in self.tileset.all_tiles.items():
            outer = members.get("boundingVolume")
            if isinstance(outer, dict):
                contents = self.tileset.contents_of(tile)
                volumes = ((pointer, content.get("boundingVolume")) for pointer, content in contents)
                found += [(pointer, outer, inner) for pointer, inner in volumes if isinstance(inner, dict)]
        return found

    @property
    def content_volumes(self) -> list[Any]:
        """Contents that have a volume."""
        return self.tileset.whole(self.pairs)

    @property
    def content_regions(self) -> list[Any]:
        """Contents with a region in a tile with one."""
        both = [each for each in self.pairs if all(numbers(volume.get("region"), 6) for volume in each[1:])]
        return self.tileset.whole(both)

    @cached_property
    def gltf_of_1_0(self) -> list[Reference]:
        """The references to glTF, in a tileset of version 1.0."""
        if value_at(self.document, "/asset/version") != "1.0":
            return []
        return [each for each in self.tileset.all_references if each.pointer.endswith("/uri") and self._is_gltf(each)]

    @property
    def present(self) -> list[Any]:
        """The contents in the folder."""
        return self.tileset.whole(references_in_folder(self.tileset))

    def _is_gltf(self, reference: Reference) -> bool:
        if "/implicitTiling/" in reference.pointer:
            return False
        if is_data_uri(reference.text):
            return reference.text.lower().startswith(GLTF_TYPES)
        if path_of(reference.text).lower().endswith((".glb", ".gltf")):
            return True
        place = (
            None if reference.template or is_elsewhere(reference.text) else self.tileset.files.look_up(reference.text)
        )
        return isinstance(place, Path) and _begins_as_glb(place)


def _begins_as_glb(place: Path) -> bool:
    try:
        with place.open("rb") as file:
            return file.read(4) == b"glTF"
    except OSError:
        return False


def view(source: Source) -> Contents:
    """The contents of a tileset. Raises Blocked where its text is not usable."""
    return Contents(source.once(read_tileset), source.once(json_text))
