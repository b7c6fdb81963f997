"""How much there is in a tileset."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from conformance.authoring import Blocked
from conformance.readers.json import JSON_STARTS, parse
from conformance.readers.json_values import object_or_empty, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.model import read_model
from conformance_suites.assets.gltf.reader.surfaces import SURFACES, shown_meshes, triangles
from conformance_suites.assets.tiles.reader.tile_format import HEADER, Tile, tiles_of
from conformance_suites.assets.tiles.reader.tileset import Tileset

from .view import view

COUNTED = 10
"""Contents are counted up to this number: each is read."""
NO_CONTENT = 200
"""A file of fewer bytes is no more than the header of a content."""
LARGE = 64 << 20
"""A file of more bytes is not read: it is taken for a content."""
CORNERS = 3
"""Fewer vertices or points are nothing to be seen."""


def facts(source: Source) -> dict[str, float]:
    """The tiles, and the files with contents beside the tileset; of a template, the content of the root counts."""
    tileset = source.once(view)
    found = set[Path]()
    for place in _files(tileset):
        if place not in found and _holds_something(place):
            found.add(place)
            if len(found) == COUNTED:
                break
    return {"tiles": len(tileset.all_tiles), "contents": len(found)}


def _files(tileset: Tileset) -> Iterator[Path]:
    for reference in tileset.all_references:
        text = reference.text
        for name in ("level", "x", "y", "z") if reference.template else ():
            text = text.replace(f"{{{name}}}", "0")
        place = tileset.files.look_up(text)
        if isinstance(place, Path) and place.stat().st_size > NO_CONTENT:
            yield place


def _holds_something(place: Path) -> bool:
    """Whether there is something to be seen in a content; subtrees, and what is not known here, are taken for it."""
    try:
        if place.stat().st_size > LARGE:
            return True
        data = place.read_bytes()
    except OSError:  # a row says so
        return False
    if data[:4] in HEADER:
        return any(_is_shown(tile, place.parent) for tile in tiles_of(Source(place.name, data)))
    if data[:4] == b"glTF":
        return _has_corners(data, place.parent)
    text = parse(data) if data.lstrip()[:1] in JSON_STARTS else None
    if text is None or not text.usable:
        return True
    document = object_or_empty(text.document)
    return "content" in str(document.get("root")) or _has_corners(data, place.parent)


def _is_shown(tile: Tile, folder: Path) -> bool:
    if tile.magic == b"pnts":
        return (whole((tile.table("feature table JSON") or {}).get("POINTS_LENGTH")) or 0) >= CORNERS
    model = tile.body
    if model is None:
        return False
    return tile.gltf_format == 0 or _has_corners(tile.data[model.start : model.end], folder)


def _has_corners(data: bytes, folder: Path) -> bool:
    source = Source("", data, folder)
    try:
        model, shown = source.once(read_model), shown_meshes(source)
    except Blocked:  # a row says so
        return True
    flat = [each for each in model.primitives if each.mesh in shown and each.mode not in SURFACES]
    return triangles(source, shown) > 0 or sum(each.vertices or 0 for each in flat) >= CORNERS
