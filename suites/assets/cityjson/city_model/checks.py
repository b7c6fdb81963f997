"""Checks of city models that a schema cannot express."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.readers.json import escape
from conformance.readers.json_document import object_findings
from conformance.readers.json_schema import JsonType, kind_of
from conformance.readers.json_values import (
    array_at,
    is_number,
    list_or_empty,
    numbers,
    object_or_empty,
    values_at,
    whole,
)

from .arrays import Misfit, items_at, leaves, located, outside, ring_parts, unlike_rings, unlike_surfaces
from .view import VERTICES, CityModel
from .vocabulary import CITY_OBJECTS

LONGEST_SHOWN = 100
TEMPLATES = "/geometry-templates/templates"
EXTENTS = ("/metadata/geographicalExtent", "/CityObjects/*/geographicalExtent")
FOLLOW_BOUNDARIES = ("boundaries", "semantics", "material", "texture")
INDEXED = (*(f"/appearance/{name}" for name in ("materials", "textures", "vertices-texture")), TEMPLATES)
SEMANTIC_INDICES = ("/semantics/values", "/semantics/surfaces/*/parent", "/semantics/surfaces/*/children")


@check("AST-CTY-001")
def text_is_a_json_object(model: CityModel) -> Findings:
    yield from object_findings(model.json_text)


@check("AST-CTY-007")
def city_objects_are_of_listed_types(model: CityModel) -> Findings:
    listed = CITY_OBJECTS[model.version]
    for name, each in model.objects.items():
        kind = each.get("type")
        if isinstance(kind, str) and kind not in listed and not kind.startswith("+"):
            yield Finding(f"/CityObjects/{escape(name)}/type", received=_shown(kind), version=model.version)


@check("AST-CTY-009")
def named_city_objects_exist(model: CityModel) -> Findings:
    known = object_or_empty(object_or_empty(model.document).get("CityObjects"))
    for pointer, _, other in model.references("parents", "children", "members"):
        if other not in known:
            yield Finding(pointer, received=_shown(other))


@check("AST-CTY-010")
def children_name_their_parents(model: CityModel) -> Findings:
    yield from _one_sided(model, "children", "parents")


@check("AST-CTY-011")
def parents_list_their_children(model: CityModel) -> Findings:
    yield from _one_sided(model, "parents", "children")


def _one_sided(model: CityModel, member: str, back: str) -> Findings:
    listed = model.listed(back)
    for pointer, name, other in model.references(member):
        names = listed.get(other)
        if names is not None and name not in names:
            yield Finding(pointer, received=_shown(other), of=_shown(name))


@check("AST-CTY-025")
def members_of_groups_have_roles(model: CityModel) -> Findings:
    if model.version == "1.0":
        raise NotApplicable("before_1_1")
    for name, each in model.objects.items():
        roles, children = each.get("children_roles"), each.get("children")
        if each.get("type") != "CityObjectGroup" or not isinstance(roles, list) or not isinstance(children, list):
            continue
        if len(roles) != len(children):
            yield Finding(f"/CityObjects/{escape(name)}/children_roles", received=len(roles), expected=len(children))


@check("AST-CTY-012")
def boundaries_nest_as_their_type_says(model: CityModel) -> Findings:
    for geometry in model.geometries():
        if geometry.indices() is not None:
            continue
        cut = [f"{geometry.pointer}/{name}" for name in FOLLOW_BOUNDARIES]
        for pointer, item in located(geometry.boundaries, f"{geometry.pointer}/boundaries", geometry.depth):
            inside = pointer.removeprefix(f"{geometry.pointer}/boundaries").count("/")
            expected = JsonType.INTEGER if inside == geometry.depth else JsonType.ARRAY
            if expected is JsonType.ARRAY or whole(item) is None:
                kind = geometry.members["type"]
                yield Finding(pointer, received=kind_of(item), expected=expected, kind=kind).cutting(*cut)


@check("AST-CTY-014")
def vertex_indices_exist(model: CityModel) -> Findings:
    sizes: dict[str, int] = {}
    for geometry in model.geometries():
        place = geometry.vertices
        if place not in sizes:
            sizes[place] = model.size_of(place)
        if outside(geometry.indices() or [], size := sizes[place]):
            array = place.rpartition("/")[2]
            yield from _dangling(geometry.boundaries, f"{geometry.pointer}/boundaries", array, size)


@check("AST-CTY-015")
def vertices_are_integers(model: CityModel) -> Findings:
    if model.version != "2.0":
        raise NotApplicable("before_2_0")
    for at, vertex in enumerate(list_or_empty(object_or_empty(model.document).get("vertices"))):
        for axis, value in enumerate(list_or_empty(vertex)):
            if type(value) is float and not value.is_integer():
                yield Finding(f"{VERTICES}/{at}/{axis}", received=value)


@check("AST-CTY-016")
def rings_have_three_vertices(model: CityModel) -> Findings:
    for geometry in model.geometries():
        if geometry.depth == 1 or geometry.indices() is None:
            continue
        least, around = 2 if geometry.depth == 2 else 3, geometry.depth - 1
        if min(map(len, items_at(geometry.boundaries, around) or [()]), default=least) < least:
            for pointer, ring in located(geometry.boundaries, f"{geometry.pointer}/boundaries", around):
                if len(ring) < least:
                    yield Finding(pointer, received=len(ring), expected=least)


@check("AST-CTY-017")
def vertices_are_used(model: CityModel) -> Findings:
    used = bytearray(model.size_of(VERTICES))
    for geometry in model.geometries():
        indices = geometry.indices()
        if indices is None:
            raise Blocked("blocked_by", ids=["AST-CTY-012"])
        for index in indices if geometry.vertices == VERTICES else ():
            if 0 <= index < len(used):
                used[index] = 1
    if count := used.count(0):
        yield Finding(f"{VERTICES}/{used.index(0)}", received=count, size=len(used))


@check("AST-CTY-018")
def semantics_follow_the_boundaries(model: CityModel) -> Findings:
    for geometry in model.geometries():
        semantics = object_or_empty(geometry.members.get("semantics"))
        if not semantics or geometry.indices() is None or (geometry.depth < 3 and model.version == "1.0"):
            continue
        pointer = f"{geometry.pointer}/semantics/values"
        levels = max(1, geometry.depth - 2)
        for misfit in unlike_surfaces(semantics.get("values"), geometry.boundaries, levels, pointer):
            yield _told(misfit)


@check("AST-CTY-019")
def appearance_follows_the_boundaries(model: CityModel) -> Findings:
    for geometry in model.geometries():
        themed = geometry.depth >= 3 and not geometry.members.keys().isdisjoint(("material", "texture"))
        if not themed or geometry.indices() is None:
            continue
        for pointer, values in values_at(geometry.members, "/material/*/values"):
            place, levels = f"{geometry.pointer}{pointer}", geometry.depth - 2
            for misfit in unlike_surfaces(values, geometry.boundaries, levels, place):
                yield _told(misfit)
        for pointer, values in values_at(geometry.members, "/texture/*/values"):
            place, levels = f"{geometry.pointer}{pointer}", geometry.depth - 1
            for misfit in unlike_rings(values, geometry.boundaries, levels, place):
                yield _told(misfit)


def _told(misfit: Misfit) -> Finding:
    return Finding(misfit.pointer, misfit.key, **misfit.values)


@check("AST-CTY-020")
def other_indices_exist(model: CityModel) -> Findings:
    materials, textures, corners, templates = (_items(model.document, place) for place in INDEXED)
    for geometry in model.geometries():
        surfaces = _items(geometry.members, "/semantics/surfaces")
        for ways, array, size in (
            (SEMANTIC_INDICES, "surfaces", surfaces),
            (("/material/*/value", "/material/*/values"), "materials", materials),
            (("/template",), "templates", templates),
        ):
            for pointer, value in values_at(geometry.members, *ways):
                if outside(leaves(value), size):
                    yield from _dangling(value, f"{geometry.pointer}{pointer}", array, size)
        for pointer, value in values_at(geometry.members, "/texture/*/values"):
            first, others = ring_parts(value)
            if outside(first, textures) or outside(others, corners):
                for place, each in located(value, f"{geometry.pointer}{pointer}"):
                    array, size = ("textures", textures) if place.endswith("/0") else ("vertices-texture", corners)
                    yield from _dangling(each, place, array, size)


def _dangling(value: Any, place: str, array: str, size: int) -> Findings:
    for pointer, each in located(value, place):
        if (index := whole(each)) is not None and not 0 <= index < size:
            yield Finding(pointer, received=index, array=array, size=size)


def _items(document: Any, place: str) -> int:
    """The items of the array at a place, empty where there is none. Raises Blocked where it is not an array."""
    items = array_at(document, place)
    if items is None:
        raise Blocked("no_array", array=place.rpartition("/")[2])
    return len(items)


@check("AST-CTY-021")
def scales_are_not_0(model: CityModel) -> Findings:
    if not object_or_empty(model.document).get("vertices"):
        raise NotApplicable("no_vertices")
    scale = list_or_empty(next((value for _, value in values_at(model.document, "/transform/scale")), None))
    for at, value in enumerate(scale):
        if is_number(value) and value == 0:
            yield Finding(f"/transform/scale/{at}")


@check("AST-CTY-022")
def extents_are_in_order(model: CityModel) -> Findings:
    for pointer, value in values_at(model.document, *EXTENTS):
        extent = numbers(value, 6)
        for axis in range(3) if extent else ():
            low, high = value[axis], value[axis + 3]
            if low > high:
                yield Finding(f"{pointer}/{axis}", low=low, high=high)


@check("AST-CTY-024")
def extensions_are_declared(model: CityModel) -> Findings:
    declared = object_or_empty(model.document).get("extensions", {})
    if not isinstance(declared, dict):
        raise Blocked("blocked_by", ids=["AST-CTY-002"])
    for name, pointer in {name: pointer for pointer, name in reversed([] if declared else model.extended)}.items():
        yield Finding(pointer, received=_shown(name))


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
