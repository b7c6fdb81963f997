"""Checks of tiles in the formats of 3D Tiles 1.0."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.authoring import Finding, Findings, Where, check
from conformance.readers.json import escape
from conformance.readers.json_values import whole
from conformance_suites.assets.tiles.reader.tile_format import ALIGNMENT, HEADER, SHORTEST, Tile

from .view import BATCH, FEATURES, TileFile

NUMBER = {b"b3dm": "BATCH_LENGTH", b"i3dm": "INSTANCES_LENGTH", b"pnts": "POINTS_LENGTH"}
QUANTIZED = ("QUANTIZED_VOLUME_OFFSET", "QUANTIZED_VOLUME_SCALE")
SIZES = {
    "BYTE": 1,
    "UNSIGNED_BYTE": 1,
    "SHORT": 2,
    "UNSIGNED_SHORT": 2,
    "INT": 4,
    "UNSIGNED_INT": 4,
    "FLOAT": 4,
    "DOUBLE": 8,
}
COUNTS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
# Size and number of the components of semantics that refer to the binary part.
SEMANTICS = {
    "POSITION": (4, 3),
    "POSITION_QUANTIZED": (2, 3),
    "NORMAL_UP": (4, 3),
    "NORMAL_RIGHT": (4, 3),
    "NORMAL_UP_OCT32P": (2, 2),
    "NORMAL_RIGHT_OCT32P": (2, 2),
    "SCALE": (4, 1),
    "SCALE_NON_UNIFORM": (4, 3),
    "RGBA": (1, 4),
    "RGB": (1, 3),
    "RGB565": (2, 1),
    "NORMAL": (4, 3),
    "NORMAL_OCT16P": (1, 2),
}
# The same of semantics with one value for the whole tile.
GLOBAL = {
    **dict.fromkeys(NUMBER.values(), (4, 1)),
    **dict.fromkeys(("RTC_CENTER", *QUANTIZED), (4, 3)),
    "CONSTANT_RGBA": (1, 4),
}
REFERRING = ("BATCH_ID", *SEMANTICS, *GLOBAL)
NO_VALUES = ("extensions", "extras", "HIERARCHY")
DRACO = "3DTILES_draco_point_compression"


@check("AST-TCF-001")
def tiles_are_complete(file: TileFile) -> Findings:
    for tile in file.tiles:
        place = Where(pointer=tile.place, byte=tile.start)
        if tile.magic not in HEADER or tile.length is None:
            yield Finding(place, "format")
            continue
        if tile.version != 1:
            yield Finding(place, "version", received=tile.version, expected=1)
        there = tile.room - tile.start
        outer = tile.place == ""
        if tile.length > there or (outer and tile.length != there):
            yield Finding(place, "length", received=tile.length, expected=there)
        elif late := next((each.name for each in tile.sections if each.end > tile.end), None):
            yield Finding(place, "sections", name=late)
        elif not tile.is_counted:
            yield Finding(place, "count", received=tile.count, expected=len(tile.inner))
    file.read_completely()


@check("AST-TCF-002")
def parts_are_aligned(file: TileFile) -> Findings:
    for tile in file.sound:
        ends = [(each.name, each.end) for each in tile.sections if each.length]
        for name, end in (*ends, ("tile", tile.end)):
            if (end - tile.start) % ALIGNMENT:
                yield Finding(Where(pointer=tile.place, byte=end), "end", name=name, received=end - tile.start)
                break
        for table in tile.sections[::2]:
            if tile.data[table.start : table.end].endswith(b"\0"):
                yield Finding(Where(pointer=tile.place, byte=table.end - 1), "filler", name=table.name)


@check("AST-TCF-003")
def feature_tables_have_what_is_required(file: TileFile) -> Findings:
    for tile in file.feature_tables:
        place = Where(pointer=tile.place, byte=tile.sections[0].start)
        table = tile.table(FEATURES)
        if table is None:
            yield Finding(place, "form", name=FEATURES)
            continue
        for name in _required(tile, table):
            yield Finding(place, "missing", name=name)
        name = NUMBER[tile.magic]
        count = whole(table.get(name, 0))
        if (count is None or count < 0) and not _refers(table[name]):
            yield Finding(place, "number", name=name, received=str(table[name])[:60])


def _required(tile: Tile, table: dict[str, Any]) -> Iterator[str]:
    if NUMBER[tile.magic] not in table:
        yield NUMBER[tile.magic]
    if tile.magic != b"b3dm" and "POSITION" not in table:
        if "POSITION_QUANTIZED" in table:
            yield from (name for name in QUANTIZED if name not in table)
        else:
            yield "POSITION"
    if tile.magic == b"pnts" and "BATCH_ID" in table and "BATCH_LENGTH" not in table:
        yield "BATCH_LENGTH"


@check("AST-TCF-004")
def batch_tables_have_a_value_per_feature(file: TileFile) -> Findings:
    for tile in file.batch_tables:
        place = Where(pointer=tile.place, byte=tile.sections[2].start)
        table = tile.table(BATCH)
        if table is None:
            yield Finding(place, "form", name=BATCH)
            continue
        expected = _features(tile, of_batch=True)
        for name, values in table.items() if expected is not None else ():
            if isinstance(values, list) and name not in NO_VALUES and len(values) != expected:
                yield Finding(place, "count", name=name[:60], received=len(values), expected=expected)


def _refers(value: Any) -> bool:
    """Whether a value is in the binary part of its table."""
    return isinstance(value, dict) and whole(value.get("byteOffset")) is not None


def _number(tile: Tile, value: Any) -> int | None:
    """A number of features, which may be in the binary part of the feature table; None where it cannot be read."""
    offset = whole(value.get("byteOffset")) if isinstance(value, dict) else None
    if offset is None:
        return whole(value)
    binary = tile.sections[1]
    if not 0 <= offset <= binary.length - 4:
        return None
    return int.from_bytes(tile.data[binary.start + offset : binary.start + offset + 4], "little")


def _features(tile: Tile, *, of_batch: bool = False) -> int | None:
    """The number of features of a tile, or of values in its batch table; None where that is not known."""
    table = tile.table(FEATURES) or {}
    if of_batch and "BATCH_ID" in table:
        return _number(tile, table.get("BATCH_LENGTH")) if tile.magic == b"pnts" else None
    return _number(tile, table.get(NUMBER[tile.magic]))


@check("AST-TCF-005")
def references_are_within_their_binary_part(file: TileFile) -> Findings:
    for tile, name, table in file.references:
        binary = tile.sections[1 if name == FEATURES else 3]
        compressed = DRACO in (table.get("extensions") or ()) if isinstance(table.get("extensions"), dict) else False
        count = _features(tile, of_batch=name == BATCH)
        for member, value in table.items() if not compressed else ():
            if isinstance(value, dict) and (wrong := _wrong_member(name, member, value)):
                place = Where(pointer=f"{tile.place}/{escape(member)}", byte=binary.start)
                yield Finding(place, "reference", name=member[:60], member=wrong)
                continue
            one = name == FEATURES and member in GLOBAL
            layout, values = (GLOBAL[member], 1) if one else (_layout(name, member, value), count)
            offset = whole(value.get("byteOffset")) if isinstance(value, dict) else None
            if layout is None or offset is None or values is None:
                continue
            size, parts = layout
            place, reach = (
                Where(pointer=f"{tile.place}/{escape(member)}", byte=binary.start),
                offset + size * parts * values,
            )
            if offset % size:
                yield Finding(place, "offset", name=member[:60], received=offset, expected=size)
            elif offset < 0 or reach > binary.length:
                yield Finding(place, "beyond", name=member[:60], received=reach, expected=binary.length)


def _wrong_member(name: str, member: str, value: dict[str, Any]) -> str | None:
    """The member that a reference into the binary part lacks or has in another form."""
    of_batch = name == BATCH
    if member in (NO_VALUES if of_batch else NUMBER.values()) or not (of_batch or member in REFERRING):
        return None
    if whole(value.get("byteOffset")) is None:
        return "byteOffset"
    if (of_batch or "componentType" in value) and value.get("componentType") not in list(SIZES):
        return "componentType"
    return "type" if of_batch and value.get("type") not in list(COUNTS) else None


def _layout(name: str, member: str, value: Any) -> tuple[int, int] | None:
    """Size and number of the components of a value in the binary part; None where that is not known."""
    if not isinstance(value, dict) or member in NO_VALUES:
        return None
    component, kind = value.get("componentType"), value.get("type")
    if name == BATCH:
        return (SIZES[component], COUNTS[kind]) if component in SIZES and kind in COUNTS else None
    if member == "BATCH_ID":
        return SIZES.get(str(component), 2), 1
    return SEMANTICS.get(member)


@check("AST-TCF-006")
def tiles_end_with_their_model(file: TileFile) -> Findings:
    for tile, body in file.bodies:
        place, data = Where(pointer=tile.place, byte=body.start), tile.data[body.start : body.end]
        if tile.gltf_format not in (None, 0, 1):
            yield Finding(place, "form", received=tile.gltf_format)
        elif tile.gltf_format == 0:
            if min(data.rstrip(b" \0"), default=0) < ord(" "):
                yield Finding(place, "uri")
        elif data[:4] != b"glTF" or len(data) < SHORTEST:
            yield Finding(place, "none")
