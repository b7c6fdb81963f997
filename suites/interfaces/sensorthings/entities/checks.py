"""Checks of entities and collections of the SensorThings API 1.1, and 1.0 where it differs."""

from __future__ import annotations

import json
from typing import Any

from conformance.authoring import Finding, Findings, Where, capped, check
from conformance.readers.json import escape
from conformance.readers.json_schema import kind_of
from conformance.readers.json_values import is_number, whole
from conformance.readers.uri import IRI, has_scheme, reference_error
from conformance_suites.interfaces.sensorthings.reader.entities import ID, SELF, Entity
from conformance_suites.interfaces.sensorthings.reader.geojson import object_faults, outside, positions
from conformance_suites.interfaces.sensorthings.reader.grammar import EITHER, SETS, TIMES, UNIT

from .view import PLACES, EntityDocument

UNREADABLE = ("utf8", "utf16", "syntax", "empty")
NOT_FINITE = ("NaN", "INF", "-INF")
"""What OData writes for numbers that JSON does not have; no number either way."""
OLD = "1.0"
_TYPES: dict[str, type] = {"string": str, "object": dict}
_OF_TIMES = ("times", "readable", "intervals")
PARTS = {
    "observationType": ("results", "measured"),
    "unitOfMeasurement": ("units", "definitions"),
    "definition": ("definitions",),
    "encodingType": ("geometries",),
    "observedArea": ("geometries",),
    "result": ("results", "measured"),
    **dict.fromkeys(PLACES.values(), ("geometries",)),
    **dict.fromkeys((name for times in TIMES.values() for name in times), _OF_TIMES),
}
"""By property: the parts of the view that lack something where it is missing or has another type."""
ENTITY = ("entities", "collections", "represented", "known", "outermost", "typed", "self_links", "links", "counts")
INSIDE = (*ENTITY, *dict.fromkeys(each for parts in PARTS.values() for each in parts))
"""The parts that lack something where an entity is missing."""


@check("IFC-STE-001")
def text_is_one_object(document: EntityDocument) -> Findings:
    for problem in document.text.of_kind("bom"):
        yield Finding(Where(pointer="", byte=problem.byte), "bom")
    for problem in document.text.of_kind(*UNREADABLE):
        place = Where(pointer="", byte=problem.byte, line=problem.line)
        yield Finding(place, problem.kind, received=capped(problem.detail)).cutting("json_members", "lists", *INSIDE)
    if document.text.usable and not isinstance(document.document, dict):
        yield Finding("", "other").cutting("lists", *INSIDE)


@check("IFC-STE-002")
def names_are_unique(document: EntityDocument) -> Findings:
    for problem in document.text.of_kind("duplicate"):
        yield Finding(Where(pointer=problem.pointer or "", line=problem.line), name=capped(problem.detail))


@check("IFC-STE-003")
def a_collection_lists_entities(document: EntityDocument) -> Findings:
    for members in document.lists:
        if not isinstance(members["value"], list):
            yield Finding("/value", "other", received=kind_of(members["value"])).cutting(*INSIDE)
    for listed in document.collections:
        for at, each in enumerate(listed.items):
            if not isinstance(each, dict):
                yield Finding(f"{listed.pointer}/{at}", received=kind_of(each)).cutting(*INSIDE)


@check("IFC-STE-004")
def entities_have_an_id(document: EntityDocument) -> Findings:
    for each in document.represented:
        if each.members.get(ID) is None:
            yield Finding(each.pointer).cutting("collections")


@check("IFC-STE-005")
def ids_are_unique(document: EntityDocument) -> Findings:
    first: dict[tuple[str, str, str], str] = {}
    for each in document.entities:
        if each.listed and each.members.get(ID) is not None:
            key = (each.listed, each.type, json.dumps(each.members[ID]))
            before = first.setdefault(key, each.pointer)
            if before != each.pointer:
                yield Finding(f"{each.pointer}/{ID}", received=_shown(each.members[ID]), first=before)


@check("IFC-STE-006")
def entities_have_a_self_link(document: EntityDocument) -> Findings:
    for each in document.represented:
        if SELF not in each.members:
            yield Finding(each.pointer).cutting("self_links")
        elif not isinstance(each.members[SELF], str):
            yield Finding(f"{each.pointer}/{SELF}", "type", received=kind_of(each.members[SELF])).cutting("self_links")


@check("IFC-STE-007")
def self_links_are_absolute(document: EntityDocument) -> Findings:
    for pointer, link, _, _ in document.self_links:
        if (at := reference_error(link, IRI)) is not None:
            yield Finding(pointer, "syntax", received=capped(link), position=at + 1)
        elif not has_scheme(link):
            yield Finding(pointer, received=capped(link))


@check("IFC-STE-008")
def relations_are_linked(document: EntityDocument) -> Findings:
    for each in document.outermost:
        for relation in each.grammar.relations:
            if not each.has(relation):
                yield Finding(each.pointer, name=relation.partition("|")[0], type=each.type).cutting("links")


@check("IFC-STE-009")
def links_are_urls(document: EntityDocument) -> Findings:
    for pointer, link in document.links:
        if not isinstance(link, str):
            yield Finding(pointer, "type", received=kind_of(link))
        elif (at := reference_error(link, IRI) if link else 0) is not None:
            yield Finding(pointer, received=capped(link), position=at + 1)


@check("IFC-STE-010")
def mandatory_properties_are_there(document: EntityDocument) -> Findings:
    for each in document.known:
        for name in each.grammar.mandatory:
            if name not in each.members:
                yield Finding(each.pointer, name=name, type=each.type).cutting(*PARTS.get(name, ()))


@check("IFC-STE-011")
def properties_have_their_types(document: EntityDocument) -> Findings:
    for each in document.typed:
        for name, expected in each.grammar.properties.items():
            if name in each.members and not _fits(each, name, expected, document.version):
                place = f"{each.pointer}/{escape(name)}"
                found = kind_of(each.members[name])
                yield Finding(place, received=found, expected=expected.strip("?")).cutting(*PARTS.get(name, ()))
        for name, value in each.expanded:
            expected = "array" if name in SETS else "object"
            if not isinstance(value, list if name in SETS else dict | None):
                place = f"{each.pointer}/{name}"
                yield Finding(place, received=kind_of(value), expected=expected).cutting(*INSIDE)


@check("IFC-STE-012")
def units_have_three_members(document: EntityDocument) -> Findings:
    for pointer, unit in document.units:
        for name in UNIT:
            if name not in unit:
                yield Finding(pointer, name=name).cutting("definitions")
            elif not isinstance(unit[name], str | None):
                yield Finding(f"{pointer}/{name}", "type", received=kind_of(unit[name])).cutting("definitions")


@check("IFC-STE-013")
def definitions_are_uris(document: EntityDocument) -> Findings:
    for pointer, definition in document.definitions:
        if reference_error(definition, IRI) is not None or not has_scheme(definition):
            yield Finding(pointer, received=capped(definition))


@check("IFC-STE-014")
def times_are_those_of_iso_8601(document: EntityDocument) -> Findings:
    for text, _, time in document.times:
        if time is None:
            yield Finding(text.pointer, received=capped(text.value)).cutting("readable", "intervals")


@check("IFC-STE-015")
def times_are_instants_or_intervals(document: EntityDocument) -> Findings:
    for (text, kind, _), time in document.readable:
        if kind not in (EITHER, time.kind):
            yield Finding(text.pointer, kind, received=capped(text.value), name=text.name)


@check("IFC-STE-016")
def times_have_a_zone(document: EntityDocument) -> Findings:
    for (text, _, _), time in document.readable:
        if not time.zoned:
            yield Finding(text.pointer, received=capped(text.value))


@check("IFC-STE-017")
def intervals_do_not_end_before_they_begin(document: EntityDocument) -> Findings:
    for text, time in document.intervals:
        if time.is_reversed:
            yield Finding(text.pointer, received=capped(text.value))


@check("IFC-STE-018")
def results_have_the_observation_type(document: EntityDocument) -> Findings:
    for pointer, value, kind in document.results:
        if not _is_result(kind, value):
            yield Finding(pointer, received=_shown(value), type=kind)


@check("IFC-STE-019")
def measurements_are_finite(document: EntityDocument) -> Findings:
    for pointer, value, _ in document.measured:
        if value in NOT_FINITE:
            yield Finding(pointer, received=value)


@check("IFC-STE-020")
def geometries_are_geojson(document: EntityDocument) -> Findings:
    for pointer, value in document.geometries:
        for fault in object_faults(value, pointer):
            yield Finding(fault.pointer, fault.kind)


@check("IFC-STE-021")
def coordinates_are_degrees(document: EntityDocument) -> Findings:
    for pointer, value in document.geometries:
        for place, position in positions(value, pointer):
            if outside(position):
                yield Finding(place, received=position[:2])


@check("IFC-STE-022")
def counts_cover_what_is_listed(document: EntityDocument) -> Findings:
    for pointer, count, listed in document.counts:
        number = whole(count)
        if number is None or number < 0:
            yield Finding(pointer, "type", received=_shown(count))
        elif number < listed:
            yield Finding(pointer, received=number, expected=listed)


def _fits(entity: Entity, name: str, expected: str, version: str) -> bool:
    value = entity.members[name]
    if expected == "any" or (value is None and expected.endswith("?")):
        return True
    if name == "parameters" and version == OLD and isinstance(value, list):
        return True
    return isinstance(value, _TYPES[expected.strip("?")])


def _is_result(kind: str, value: Any) -> bool:
    """Whether a result is of the type that its datastream announces; one of another kind says nothing."""
    if kind == "OM_Measurement":
        return is_number(value) or value in NOT_FINITE
    if kind == "OM_CountObservation":
        return whole(value) is not None
    if kind == "OM_TruthObservation":
        return isinstance(value, bool)
    if kind == "OM_CategoryObservation":
        return isinstance(value, str)
    return True


def _shown(value: Any) -> str:
    return capped(json.dumps(value, ensure_ascii=False))
