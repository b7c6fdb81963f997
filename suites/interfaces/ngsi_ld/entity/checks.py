"""Checks of entities (ETSI GS CIM 009, NGSI-LD)."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Finding, Findings, Where, capped, check
from conformance.readers.json_schema import JsonType, kind_of
from conformance.readers.uri import IRI, has_scheme, reference_error
from conformance_suites.interfaces.events.reader.values import is_timestamp
from conformance_suites.interfaces.ngsi_ld.reader.entities import Value
from conformance_suites.interfaces.ngsi_ld.reader.geometry import LINE, RING, lines, misshapen, positions
from conformance_suites.interfaces.ngsi_ld.reader.grammar import (
    DEFAULT,
    GEOMETRIES,
    IMPLIED,
    NULL,
    SERIES,
    SHAPES,
    UNITLESS,
    VALUES,
    is_name,
    is_scope,
    is_unit_code,
)
from conformance_suites.interfaces.ngsi_ld.reader.walk import is_geometry
from conformance_suites.interfaces.wot.reader.language import is_language_tag

from .view import Entities

UNREADABLE = ("bom", "utf8", "utf16", "syntax", "empty", "duplicate")
DESCRIBED = (
    *("described", "nulls", "kept", "relationships", "placed", "geometries", "extended", "times", "measured"),
    *("datasets", "several", "language_maps", "shaped"),
)
"""The parts that lack something where the type of an attribute is unknown."""
ALL = ("entities", "ids", "types", "names", "stated", "spaces", "scopes", *DESCRIBED)
"""The parts that lack something where there is no entity at all."""
JSON: dict[type, JsonType] = {str: JsonType("string"), dict: JsonType("object"), list: JsonType("array")}
HALF_TURN, RIGHT_ANGLE = 180, 90


@check("IFC-NGE-001")
def text_is_entities(entities: Entities) -> Findings:
    text = entities.text
    for problem in text.of_kind(*UNREADABLE):
        place = Where(pointer=problem.pointer or "", byte=problem.byte, line=problem.line)
        finding = Finding(place, problem.kind, received=capped(problem.detail))
        yield finding if problem.kind in ("bom", "duplicate") else finding.cutting(*ALL)
    if not text.usable:
        return
    for at, each in enumerate(text.document if isinstance(text.document, list) else [text.document]):
        if not isinstance(each, dict):
            yield Finding(f"/{at}" if isinstance(text.document, list) else "", "other").cutting(*ALL)


@check("IFC-NGE-002")
def entities_have_an_id_and_a_type(entities: Entities) -> Findings:
    for each in entities.entities:
        for name in ("id", "type"):
            if name not in each.members:
                yield Finding(each.pointer, name=name).cutting("ids" if name == "id" else "types", "names")


@check("IFC-NGE-003")
def ids_are_uris(entities: Entities) -> Findings:
    yield from _not_uris(entities.ids)


def _not_uris(values: list[Value]) -> Findings:
    for pointer, value in values:
        if not isinstance(value, str):
            yield Finding(pointer, "text", received=kind_of(value))
        elif not has_scheme(value):
            yield Finding(pointer, "scheme", received=capped(value))
        elif (at := reference_error(value, IRI)) is not None:
            yield Finding(pointer, received=capped(value), position=at + 1)


@check("IFC-NGE-004")
def types_are_texts(entities: Entities) -> Findings:
    for pointer, value in entities.types:
        if value == [] or not isinstance(value, str | list):
            yield Finding(pointer, received="[]" if value == [] else kind_of(value)).cutting("names")
        for at, each in enumerate(value if isinstance(value, list) else ()):
            if not isinstance(each, str):
                yield Finding(f"{pointer}/{at}", received=kind_of(each)).cutting("names")


@check("IFC-NGE-005")
def names_are_of_letters(entities: Entities) -> Findings:
    for pointer, name in entities.names:
        if not is_name(name):
            yield Finding(pointer, received=capped(name))


@check("IFC-NGE-006")
def types_of_attributes_are_known(entities: Entities) -> Findings:
    for each in entities.stated:
        if not each.kind:
            stated = each.members["type"]
            received = capped(stated) if isinstance(stated, str) else kind_of(stated)
            yield Finding(f"{each.pointer}/type", received=received, expected=list(VALUES)).cutting(*DESCRIBED)


@check("IFC-NGE-007")
def attributes_have_a_value(entities: Entities) -> Findings:
    for each in entities.described:
        wanted = VALUES[each.kind]
        if wanted not in each.members and SERIES[each.kind] not in each.members:
            yield Finding(each.pointer, type=each.kind, name=wanted)


@check("IFC-NGE-008")
def attributes_have_no_other_value(entities: Entities) -> Findings:
    for each in entities.described:
        for name in IMPLIED:
            if name in each.members and name != VALUES[each.kind]:
                yield Finding(f"{each.pointer}/{name}", type=each.kind, name=name)


@check("IFC-NGE-009")
def nothing_is_null(entities: Entities) -> Findings:
    for pointer, value in entities.nulls:
        if value is None:
            yield Finding(pointer)


@check("IFC-NGE-010")
def no_deletion_is_left(entities: Entities) -> Findings:
    for each in entities.kept:
        if each.value in (NULL, {DEFAULT: NULL}, [NULL]):
            yield Finding(each.pointer)


@check("IFC-NGE-011")
def relationships_lead_to_uris(entities: Entities) -> Findings:
    yield from _not_uris(entities.relationships)


@check("IFC-NGE-012")
def places_are_geometries(entities: Entities) -> Findings:
    for pointer, value in entities.placed:
        if value != NULL and not is_geometry(value):
            stated = value.get("type") if isinstance(value, dict) else value
            received = capped(stated) if isinstance(stated, str) else kind_of(value)
            yield Finding(pointer, received=received, expected=list(GEOMETRIES)).cutting("geometries", "extended")


@check("IFC-NGE-013")
def coordinates_have_the_shape_of_the_geometry(entities: Entities) -> Findings:
    for pointer, geometry in entities.geometries:
        for place in misshapen(geometry, pointer):
            yield Finding(place, type=geometry["type"]).cutting("extended", "geometries")


@check("IFC-NGE-014")
def lines_and_rings_are_complete(entities: Entities) -> Findings:
    for pointer, geometry in entities.extended:
        for each in lines(geometry, pointer):
            least = RING if each.is_ring else LINE
            if len(each.positions) < least:
                yield Finding(each.pointer, "few", received=len(each.positions), expected=least)
            elif each.is_ring and each.positions[0] != each.positions[-1]:
                yield Finding(each.pointer, received=each.positions[-1], expected=each.positions[0])


@check("IFC-NGE-015")
def positions_are_on_the_earth(entities: Entities) -> Findings:
    for pointer, geometry in entities.geometries:
        for place, numbers in positions(geometry, pointer):
            if abs(numbers[0]) > HALF_TURN or abs(numbers[1]) > RIGHT_ANGLE:
                yield Finding(place, longitude=numbers[0], latitude=numbers[1])


@check("IFC-NGE-016")
def spaces_are_geographic(entities: Entities) -> Findings:
    for each in entities.spaces:
        if each.kind and each.kind != "GeoProperty":
            yield Finding(each.pointer, name=each.name, received=each.kind)


@check("IFC-NGE-017")
def times_are_in_utc(entities: Entities) -> Findings:
    for pointer, value in entities.times:
        if not isinstance(value, str) or not _is_in_utc(value):
            yield Finding(pointer, received=_shown(value))


def _is_in_utc(text: str) -> bool:
    """The fraction of a second may follow a comma."""
    return text[10:11] == "T" and text.endswith("Z") and is_timestamp(text.replace(",", ".", 1))


def _shown(value: Any) -> str:
    return capped(value) if isinstance(value, str) else kind_of(value)


@check("IFC-NGE-018")
def only_properties_have_units(entities: Entities) -> Findings:
    for each in entities.measured:
        if each.kind in UNITLESS:
            yield Finding(f"{each.pointer}/unitCode", type=each.kind)


@check("IFC-NGE-019")
def units_are_common_codes(entities: Entities) -> Findings:
    for each in entities.measured:
        code = each.members["unitCode"]
        if not isinstance(code, str) or not is_unit_code(code):
            yield Finding(f"{each.pointer}/unitCode", received=_shown(code))


@check("IFC-NGE-020")
def datasets_are_uris(entities: Entities) -> Findings:
    yield from _not_uris([each for each in entities.datasets if each.value != DEFAULT])


@check("IFC-NGE-021")
def instances_are_of_different_datasets(entities: Entities) -> Findings:
    for instances in entities.several:
        seen: dict[str, str] = {}
        for each in instances.all:
            name = str(each.members.get("datasetId", DEFAULT))
            if name in seen:
                yield Finding(each.pointer, received=capped(name), first=seen[name])
            seen.setdefault(name, each.pointer)


@check("IFC-NGE-022")
def languages_map_to_texts(entities: Entities) -> Findings:
    for pointer, value in entities.language_maps:
        if not isinstance(value, dict):
            yield Finding(pointer, "map", received=kind_of(value))
            continue
        for language, text in value.items():
            if language != DEFAULT and not is_language_tag(language):
                yield Finding(pointer, received=capped(language))
            for each in text if isinstance(text, list) else [text]:
                if not isinstance(each, str):
                    yield Finding(pointer, "text", language=capped(language), received=kind_of(each))


@check("IFC-NGE-023")
def scopes_are_paths(entities: Entities) -> Findings:
    for pointer, value in entities.scopes:
        if not isinstance(value, str) or not is_scope(value):
            yield Finding(pointer, received=_shown(value))


@check("IFC-NGE-024")
def values_have_the_type_of_the_attribute(entities: Entities) -> Findings:
    for each in entities.shaped:
        wanted, in_array = SHAPES[each.kind]
        items = each.value if in_array and isinstance(each.value, list) else [each.value]
        if each.value == NULL:
            continue
        for item in items:
            if not isinstance(item, wanted):
                place = f"{each.pointer}/{VALUES[each.kind]}"
                yield Finding(place, type=each.kind, received=kind_of(item), expected=JSON[wanted])


@check("IFC-NGE-025")
def entities_have_a_context(entities: Entities) -> Findings:
    for each in entities.entities:
        if "@context" not in each.members:
            yield Finding(each.pointer)
