"""Checks of the contents of tiles that a schema cannot express."""

from __future__ import annotations

import struct

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.readers.json import JSON_STARTS
from conformance.readers.json_values import array_at
from conformance.readers.source import Source
from conformance_suites.assets.tiles.reader.bounds import CONTENT_BYTES, CONTENTS_READ
from conformance_suites.assets.tiles.reader.tile_format import HEADER, SHORTEST, Tile, tiles_of
from conformance_suites.assets.tiles.reader.volumes import apart, sticks_out

from .view import Contents

EXTENSION = "3DTILES_content_gltf"
MARK, SHOWN = b"\xef\xbb\xbf", 60
LISTS = ("extensionsUsed", "extensionsRequired")


@check("AST-TCN-002")
def gltf_of_version_1_0_is_declared(contents: Contents) -> Findings:
    for reference in contents.gltf_of_1_0[:1]:
        lists = {name: array_at(contents.document, f"/{name}") for name in LISTS}
        if any(names is None for names in lists.values()):
            raise Blocked("blocked_by", ids=["AST-TIL-001"])
        if missing := [name for name, names in lists.items() if EXTENSION not in (names or ())]:
            if contents.tileset.files.leads_here:
                raise NotApplicable("not_entry")
            yield Finding(reference.pointer, missing=missing)


@check("AST-TCN-005")
def contents_are_complete(contents: Contents) -> Findings:
    left = CONTENT_BYTES
    extended = bool(array_at(contents.document, "/extensionsUsed"))
    for number, (reference, place) in enumerate(contents.in_folder):
        if number >= CONTENTS_READ:
            raise Blocked("contents_bound", bound=CONTENTS_READ)
        try:
            size = place.stat().st_size
            with place.open("rb") as file:
                head = file.read(SHORTEST)
                tile = head[:4] in HEADER
                left -= size if tile else SHORTEST
                if left < 0:
                    raise Blocked("contents_bytes", bound=CONTENT_BYTES)
                data = head + file.read() if tile else head
        except OSError as error:
            raise Blocked("unreadable", cause="environment", reason=str(error.strerror)) from None
        shown = place.name[:SHOWN]
        if data[:4] == b"glTF" and len(data) == SHORTEST:
            (length,) = struct.unpack_from("<I", data, 8)
            if length != size:
                yield Finding(reference.pointer, "length", file=shown, received=length, expected=size)
        elif tile:
            yield from _of_tile(reference.pointer, shown, data)
        elif head.removeprefix(MARK).lstrip()[:1] not in JSON_STARTS and not extended:
            yield Finding(reference.pointer, "format", file=shown)


def _of_tile(pointer: str, shown: str, data: bytes) -> Findings:
    outer, *inner = tiles_of(Source(shown, data))
    if outer.length != len(data):
        yield Finding(pointer, "length", file=shown, received=outer.length or 0, expected=len(data))
    elif not all(_is_whole(each) for each in (outer, *inner)):
        yield Finding(pointer, "inside", file=shown)


def _is_whole(tile: Tile) -> bool:
    counted = tile.count is None or tile.count == len(tile.inner)
    embedded = tile.body is not None and tile.gltf_format in (None, 1)
    model = tile.data[tile.body.start : tile.body.end] if embedded and tile.body else b"glTF"
    return tile.magic in HEADER and tile.fits and counted and model[:4] == b"glTF"


@check("AST-TCN-003")
def content_volumes_touch_that_of_their_tile(contents: Contents) -> Findings:
    for pointer, outer, inner in contents.pairs:
        if apart(outer, inner):
            yield Finding(f"{pointer}/boundingVolume")


@check("AST-TCN-004")
def content_regions_are_within_that_of_their_tile(contents: Contents) -> Findings:
    for pointer, outer, inner in contents.pairs:
        if sticks_out(outer, inner) and not apart(outer, inner):
            yield Finding(f"{pointer}/boundingVolume/region")
