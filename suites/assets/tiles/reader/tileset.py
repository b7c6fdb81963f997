"""The typed view of a tileset: the tree of its tiles, walked once without recursion, and their references.

Everything here ignores wrong types; each part then says that it is incomplete, so that no row passes on
a tree of which a branch was cut off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape, json_text
from conformance.readers.json_values import numbers, object_or_empty, values_at
from conformance.readers.source import Source
from conformance_suites.assets.tiles.reader.extensions import extensions_in
from conformance_suites.assets.tiles.reader.files import TilesetFiles, files_of
from conformance_suites.assets.tiles.reader.metadata import Entity, MetadataSchema, Reason, external_schema, schema_of
from conformance_suites.assets.tiles.reader.values import Judge

Members = dict[str, Any]
SCHEMA_ROWS = ["AST-TIL-001", "AST-TIL-002"]
# Members that the walk steps into, with the type each needs.
STEPS = {
    "boundingVolume": dict,
    "viewerRequestVolume": dict,
    "content": dict,
    "implicitTiling": dict,
    "children": list,
    "contents": list,
    "metadata": dict,
}


JSON_VALUES = (bool, int, float, str, list)


class Reference(NamedTuple):
    """A `uri` in the tileset with the pointer of the tile that has it; `template` where it has variables."""

    pointer: str
    text: str
    tile: str
    template: bool


class Volume(NamedTuple):
    pointer: str
    members: Members


@dataclass(frozen=True)
class Tileset:
    """A tileset whose text is usable.

    `document` has the schema of `schemaUri` as its `schema`, so that it is judged like one in the tileset; `written` is
    the text itself. `no_schema` is the reason why that schema cannot be read, None if there is none to read.
    """

    document: Any
    files: TilesetFiles
    written: Any = None
    no_schema: Reason | None = None

    @cached_property
    def all_tiles(self) -> dict[str, Members]:
        """Every well-formed tile by its pointer, in the order of the text: parents before their children."""
        found: dict[str, Members] = {}
        todo = [("/root", self._member("root"))]
        while todo:
            pointer, tile = todo.pop()
            if isinstance(tile, dict):
                found[pointer] = tile
                children = tile.get("children")
                if isinstance(children, list):
                    todo += reversed([(f"{pointer}/children/{at}", child) for at, child in enumerate(children)])
        return found

    def _member(self, name: str) -> Any:
        return self.document.get(name) if isinstance(self.document, dict) else None

    @cached_property
    def _whole(self) -> bool:
        """Whether every tile, and every member that the walk steps into, has the right type."""
        for tile in self.all_tiles.values():
            for name, kind in STEPS.items():
                if name in tile and not isinstance(tile[name], kind):
                    return False
            inner = [*_listed(tile, "children"), *_listed(tile, "contents")]
            inner += [each["metadata"] for each in inner if isinstance(each, dict) and "metadata" in each]
            if not isinstance(tile.get("boundingVolume"), dict) or not all(isinstance(each, dict) for each in inner):
                return False
        return bool(self.all_tiles)

    def whole(self, items: list[Any]) -> list[Any]:
        """The items, for the engine to see whether there are any. Raises Blocked where the tree is incomplete."""
        if not self._whole:
            raise Blocked("blocked_by", ids=SCHEMA_ROWS)
        return items

    def contents_of(self, pointer: str) -> Iterator[Volume]:
        """The contents of a tile, with their pointers."""
        tile = self.all_tiles[pointer]
        if isinstance(tile.get("content"), dict):
            yield Volume(f"{pointer}/content", tile["content"])
        for at, content in enumerate(_listed(tile, "contents")):
            if isinstance(content, dict):
                yield Volume(f"{pointer}/contents/{at}", content)

    @cached_property
    def all_contents(self) -> list[Volume]:
        """Every content with its pointer."""
        return [content for pointer in self.all_tiles for content in self.contents_of(pointer)]

    @cached_property
    def all_volumes(self) -> list[Volume]:
        """Every bounding volume of tiles and contents."""
        holders = [
            Volume(pointer, holder)
            for place, tile in self.all_tiles.items()
            for pointer, holder in (Volume(place, tile), *self.contents_of(place))
        ]
        return [
            Volume(f"{pointer}/{name}", holder[name])
            for pointer, holder in holders
            for name in ("boundingVolume", "viewerRequestVolume")
            if isinstance(holder.get(name), dict)
        ]

    @cached_property
    def all_references(self) -> list[Reference]:
        """Every `uri` of contents and of subtrees."""
        found = []
        for tile, members in self.all_tiles.items():
            implicit = members.get("implicitTiling")
            places = list(self.contents_of(tile))
            if isinstance(implicit, dict) and isinstance(implicit.get("subtrees"), dict):
                places.append(Volume(f"{tile}/implicitTiling/subtrees", implicit["subtrees"]))
            for pointer, holder in places:
                if isinstance(text := holder.get("uri"), str):
                    template = "implicitTiling" in members or "{level}" in text
                    found.append(Reference(f"{pointer}/uri", text, tile, template))
        return found

    @cached_property
    def all_external(self) -> list[tuple[Reference, Path]]:
        """Every reference to another tileset, with its file. Raises Blocked beyond the bounds of the harness."""
        return [
            (each, place)
            for each in self.all_references
            if not each.template and (place := self.files.tileset_at(each.text))
        ]

    @cached_property
    def all_extensions(self) -> list[tuple[str, str]]:
        """(pointer, name) of every extension of the objects that 3D Tiles defines, except those of metadata schemas."""
        return extensions_in(self.document)

    @cached_property
    def all_entities(self) -> list[Entity]:
        """Every metadata entity: of the tileset, its groups, its tiles and their contents."""
        holders = [("", self.document), *self.all_tiles.items(), *self.all_contents]
        places = values_at(self.document, "/groups/*")
        within = [(f"{pointer}/metadata", object_or_empty(holder).get("metadata")) for pointer, holder in holders]
        return [Entity(pointer, entity) for pointer, entity in (*places, *within) if isinstance(entity, dict)]

    @cached_property
    def schema(self) -> MetadataSchema:
        return schema_of(self.document, self.no_schema)

    @cached_property
    def all_values(self) -> list[tuple[str, Any, Judge]]:
        """(pointer, value, its judge) of every metadata value whose property the schema defines."""
        judges: dict[tuple[str, str], Judge] = {}
        found = []
        for pointer, entity in self.all_entities:
            name = entity.get("class")
            if not isinstance(name, str):
                continue
            defined = self.schema.classes.get(name, {})
            for member, value in object_or_empty(entity.get("properties")).items():
                if member not in defined or not isinstance(value, JSON_VALUES):
                    continue
                if (name, member) not in judges:
                    judges[name, member] = Judge(defined[member], self.schema.enums)
                found.append((f"{pointer}/properties/{escape(member)}", value, judges[name, member]))
        return found

    # The parts that rows judge.

    @property
    def tiles(self) -> list[Any]:
        return self.whole(list(self.all_tiles))

    @property
    def families(self) -> list[Any]:
        """Tiles with children."""
        return self.whole([pointer for pointer, tile in self.all_tiles.items() if _listed(tile, "children")])

    @property
    def volumes(self) -> list[Any]:
        return self.whole(self.all_volumes)

    @property
    def regions(self) -> list[Any]:
        """Bounding volumes that are regions of six numbers."""
        return self.whole([each for each in self.all_volumes if numbers(each.members.get("region"), 6)])

    @property
    def transforms(self) -> list[Any]:
        return self.whole([pointer for pointer, tile in self.all_tiles.items() if "transform" in tile])

    @property
    def contents(self) -> list[Any]:
        return self.whole(self.all_contents)

    @property
    def references(self) -> list[Any]:
        return self.whole(self.all_references)

    @property
    def external(self) -> list[Any]:
        """References to other tilesets."""
        return self.whole(self.all_external)

    @property
    def implicit_roots(self) -> list[Any]:
        return self.whole([pointer for pointer, tile in self.all_tiles.items() if "implicitTiling" in tile])

    @property
    def external_schemas(self) -> list[Any]:
        """The `schemaUri`, where it is a text and decides."""
        written = object_or_empty(self.written)
        return [uri for uri in (written.get("schemaUri"),) if isinstance(uri, str) and "schema" not in written]

    @property
    def grouped(self) -> list[Any]:
        """Contents that belong to a group."""
        return self.whole([each for each in self.contents if "group" in each.members])

    @property
    def entities(self) -> list[Any]:
        """Metadata entities. Raises Blocked where one is malformed, or the schema is not completely known."""
        own, groups = self._member("metadata"), self._member("groups")
        outside = [*([] if own is None else [own]), *(groups if isinstance(groups, list) else [])]
        whole = isinstance(groups, list | None) and all(isinstance(each, dict) for each in outside)
        if not whole or not all(each.is_sound for each in self.all_entities):
            raise Blocked("blocked_by", ids=SCHEMA_ROWS)
        if self.whole(self.all_entities):
            self.schema.told()
        return self.all_entities

    @property
    def values(self) -> list[Any]:
        """Metadata values whose property the schema defines."""
        return self.all_values if self.entities else []

    @property
    def extensions(self) -> list[Any]:
        return self.whole(self.all_extensions)


def _listed(holder: Members, name: str) -> list[Any]:
    value = holder.get(name)
    return value if isinstance(value, list) else []


def read_tileset(source: Source) -> Tileset:
    """The tileset of a source. Raises Blocked where its text is not usable."""
    written, files = source.once(json_text).judged(), source.once(files_of)
    uri = written.get("schemaUri") if isinstance(written, dict) and "schema" not in written else None
    schema, reason = external_schema(uri, files) if isinstance(uri, str) else (None, None)
    document = written if schema is None else {**written, "schema": schema}
    return Tileset(document, files, written, reason)
