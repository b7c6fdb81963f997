"""Checks of tilesets that a schema cannot express."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, capped, check
from conformance.readers.data_uri import is_data_uri
from conformance.readers.json import escape
from conformance.readers.json_values import array_at, numbers, values_at, whole
from conformance_suites.assets.tiles.reader.files import way_out
from conformance_suites.assets.tiles.reader.tileset import Reference, Tileset

TOLERANCE = 0.000001
VOLUMES = {"box", "region", "sphere", "extensions"}
VARIABLES = ("level", "x", "y")
SCHEMES = ("QUADTREE", "OCTREE")
VARIABLE = re.compile(r"\{([A-Za-z]\w{0,31})\}", re.ASCII)


@check("AST-TIL-006")
def volumes_bound(tileset: Tileset) -> Findings:
    for pointer, members in tileset.all_volumes:
        if not members.keys() & VOLUMES:
            yield Finding(pointer)


@check("AST-TIL-009")
def regions_are_on_the_globe(tileset: Tileset) -> Findings:
    for pointer, members in tileset.all_volumes:
        region = numbers(members.get("region"), 6)
        if not region:
            continue
        west, south, east, north, low, high = region
        for at, value in ((0, west), (2, east)):
            if abs(value) > math.pi + TOLERANCE:
                yield Finding(f"{pointer}/region/{at}", "longitude", received=value)
        for at, value in ((1, south), (3, north)):
            if abs(value) > math.pi / 2 + TOLERANCE:
                yield Finding(f"{pointer}/region/{at}", "latitude", received=value)
        for at, lower, upper in ((1, south, north), (4, low, high)):
            if lower > upper:
                yield Finding(f"{pointer}/region/{at}", "order", low=lower, high=upper)


@check("AST-TIL-010")
def geometric_error_does_not_grow(tileset: Tileset) -> Findings:
    for pointer, tile in tileset.all_tiles.items():
        if pointer == "/root":
            continue
        above = tileset.all_tiles[pointer.rsplit("/children/", 1)[0]]
        errors = numbers([above.get("geometricError"), tile.get("geometricError")], 2)
        scale = _scale(tile)
        if errors and scale is not None and (own := errors[1] * scale) > errors[0] * (1 + TOLERANCE):
            yield Finding(f"{pointer}/geometricError", received=f"{own:g}", parent=f"{errors[0]:g}")


def _scale(tile: dict[str, Any]) -> float | None:
    """The largest scaling factor of a transform, by which the tile's error grows; None where it is malformed."""
    if "transform" not in tile:
        return 1.0
    matrix = numbers(tile["transform"], 16)
    return max(math.hypot(*matrix[column : column + 3]) for column in (0, 4, 8)) if matrix else None


@check("AST-TIL-011")
def transforms_are_affine(tileset: Tileset) -> Findings:
    for pointer, tile in tileset.all_tiles.items():
        if matrix := numbers(tile.get("transform"), 16):
            row = [matrix[3], matrix[7], matrix[11], matrix[15]]
            if any(abs(value - wanted) > TOLERANCE for value, wanted in zip(row, (0, 0, 0, 1), strict=True)):
                yield Finding(f"{pointer}/transform", received=row, expected=[0, 0, 0, 1])


@check("AST-TIL-012")
def content_or_contents(tileset: Tileset) -> Findings:
    for pointer, tile in tileset.all_tiles.items():
        if "content" in tile and "contents" in tile:
            yield Finding(f"{pointer}/contents")


@check("AST-TIL-013")
def references_stay_in_the_folder(tileset: Tileset) -> Findings:
    for pointer, text, _, _ in tileset.all_references:
        if way := way_out(text):
            yield Finding(pointer, way, received=capped(text))


@check("AST-TIL-014")
def named_files_exist(tileset: Tileset) -> Findings:
    texts = [(each.pointer, each.text) for each in tileset.all_references if not each.template]
    texts += [(pointer, text) for pointer, text in values_at(tileset.document, "/schemaUri") if isinstance(text, str)]
    named = [(pointer, text) for pointer, text in texts if not way_out(text) and not is_data_uri(text)]
    if tileset.all_references and not named:
        raise NotApplicable("no_file_named")
    if named and tileset.files.folder is None:
        raise NotApplicable("no_folder")
    for pointer, text in named:
        problem = tileset.files.look_up(text)
        if isinstance(problem, str):
            yield Finding(pointer, problem, received=capped(text))


@check("AST-TIL-015")
def tilesets_form_no_circle(tileset: Tileset) -> Findings:
    for reference, place in tileset.all_external:
        again = tileset.files.circle(place)
        if again is not None:
            yield Finding(reference.pointer, received=capped(reference.text), again=again.name)


@check("AST-TIL-016")
def external_tilesets_stand_alone(tileset: Tileset) -> Findings:
    for reference, _ in tileset.all_external:
        if tileset.all_tiles[reference.tile].get("children"):
            yield Finding(reference.pointer, received=capped(reference.text))


@check("AST-TIL-017")
def implicit_roots_say_nothing_twice(tileset: Tileset) -> Findings:
    for pointer, tile in tileset.all_tiles.items():
        if "implicitTiling" not in tile:
            continue
        for name in ("children", "metadata"):
            if name in tile:
                yield Finding(f"{pointer}/{name}", received=name)
        for place, content in tileset.contents_of(pointer):
            if "boundingVolume" in content:
                yield Finding(f"{place}/boundingVolume", received="boundingVolume")
        volume = tile.get("boundingVolume")
        if isinstance(volume, dict) and "sphere" in volume and not volume.keys() & {"box", "region", "extensions"}:
            yield Finding(f"{pointer}/boundingVolume/sphere", received="sphere")


@check("AST-TIL-018")
def templates_have_their_variables(tileset: Tileset) -> Findings:
    for pointer, text, tile, _ in tileset.all_references:
        implicit = tileset.all_tiles[tile].get("implicitTiling")
        if not isinstance(implicit, dict):
            continue
        scheme = implicit.get("subdivisionScheme")
        wanted = (*VARIABLES, "z") if scheme == "OCTREE" else VARIABLES
        present = set(VARIABLE.findall(text)).difference(() if scheme in SCHEMES else ("z",))
        if missing := [name for name in wanted if name not in present]:
            yield Finding(pointer, "missing", missing=missing)
        if other := sorted(present.difference(wanted)):
            yield Finding(pointer, "other", other=other)


@check("AST-TIL-019")
def extensions_are_listed(tileset: Tileset) -> Findings:
    listed = _names(tileset, "extensionsUsed")
    own = [(pointer, name) for pointer, name in tileset.all_extensions if name not in listed]
    if own:
        _is_entry(tileset)
    for pointer, name in own:
        yield Finding(pointer, "own", extension=name)
    for reference, place, name in _of_descendants(tileset, listed, "extensions"):
        yield Finding(reference.pointer, "below", extension=name, file=capped(place.name))


@check("AST-TIL-020")
def required_extensions_are_listed(tileset: Tileset) -> Findings:
    listed, required = _names(tileset, "extensionsUsed"), _names(tileset, "extensionsRequired")
    for position, name in enumerate(required):
        if name not in listed:
            yield Finding(f"/extensionsRequired/{position}", "used", extension=name)
    for reference, place, name in _of_descendants(tileset, required, "required"):
        yield Finding(reference.pointer, "below", extension=name, file=capped(place.name))


def _of_descendants(tileset: Tileset, listed: list[str], what: str) -> Iterator[tuple[Reference, Path, str]]:
    """The first reference that leads to each extension that is not listed, the tileset that has it, and its name."""
    told, met = set(listed), set[Path]()
    for reference, start in tileset.all_external:
        for place in tileset.files.behind(start, met):
            for name in getattr(tileset.files.external(place), what, ()):
                if name not in told:
                    if told == set(listed):
                        _is_entry(tileset)
                    told.add(name)
                    yield reference, place, name


def _is_entry(tileset: Tileset) -> None:
    """Raises NotApplicable where another tileset leads to this one: the entry lists the extensions of all below it."""
    if tileset.files.leads_here:
        raise NotApplicable("not_entry")


@check("AST-TIL-022")
def groups_of_contents_exist(tileset: Tileset) -> Findings:
    groups = array_at(tileset.document, "/groups")
    for pointer, content in tileset.all_contents:
        index = whole(content.get("group"))
        if index is None:
            continue
        if groups is None:
            raise Blocked("blocked_by", ids=["AST-TIL-001"])
        if not 0 <= index < len(groups):
            yield Finding(f"{pointer}/group", received=index, size=len(groups))


@check("AST-TIL-023")
def schema_stands_once(tileset: Tileset) -> Findings:
    if isinstance(tileset.written, dict) and {"schema", "schemaUri"} <= tileset.written.keys():
        yield Finding("/schemaUri")


@check("AST-TIL-024")
def entities_are_instances_of_their_class(tileset: Tileset) -> Findings:
    if tileset.all_entities:
        tileset.schema.told()
    for pointer, entity in tileset.all_entities:
        name, values = entity.get("class"), entity.get("properties", {})
        if not isinstance(name, str) or not isinstance(values, dict):
            continue
        defined = tileset.schema.classes.get(name)
        if defined is None:
            yield Finding(f"{pointer}/class", "class", received=capped(name))
            continue
        for member in values:
            if member not in defined:
                place = f"{pointer}/properties/{escape(member)}"
                yield Finding(place, "property", name=capped(member), of=capped(name))
        for member in tileset.schema.required[name]:
            if member not in values:
                yield Finding(pointer, "required", name=capped(member), of=capped(name))


@check("AST-TIL-025")
def values_have_the_type_of_their_property(tileset: Tileset) -> Findings:
    if tileset.all_entities:
        tileset.schema.told()
    for pointer, value, judge in tileset.all_values:
        for place, key, values in judge.problems(value):
            yield Finding(f"{pointer}{place}", key, **values)


def _names(tileset: Tileset, member: str) -> list[str]:
    """The names that a member lists. Raises Blocked where it is malformed."""
    names = array_at(tileset.document, f"/{member}")
    if names is None or not all(isinstance(name, str) for name in names):
        raise Blocked("blocked_by", ids=["AST-TIL-001"])
    return names
