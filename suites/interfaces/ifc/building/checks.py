"""Checks of building models (ISO 16739-1): identity, units, place on Earth, structure and information."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, capped, check
from conformance.readers.json_values import shown
from conformance_suites.interfaces.ifc.reader.cycles import closing
from conformance_suites.interfaces.ifc.reader.information import information, known
from conformance_suites.interfaces.ifc.reader.model import Thing
from conformance_suites.interfaces.ifc.reader.units import USERDEFINED, unit_type, units

from .places import Part
from .view import SPACES, Building

_GUID = re.compile(r"[0-3][0-9A-Za-z_$]{21}")
_EPSG = re.compile(r"EPSG:[0-9]{4,6}")
WKT = "WKT"
PLANE = 2
MINUTES, MILLIONTHS = 60, 1_000_000


@check("IFC-BIM-001")
def models_have_one_project(building: Building) -> Findings:
    for model in building.rooted:
        if not building.projects and next(model.of("IfcProjectLibrary"), None) is None:
            yield Finding("", "none")
        for each in building.projects[1:]:
            yield Finding(each.where(), received=str(each), first=str(building.projects[0]))


@check("IFC-BIM-002")
def global_ids_are_in_their_form(building: Building) -> Findings:
    for name, text in building.roots:
        if not _GUID.fullmatch(text):
            instance = building.model.shown(name)
            yield Finding(building.where(name, "GlobalId"), instance=instance, received=capped(text))


@check("IFC-BIM-003")
def global_ids_differ(building: Building) -> Findings:
    seen: dict[str, int] = {}
    shown_as = building.model.shown
    for name, text in building.roots:
        first = seen.setdefault(text, name)
        if first != name:
            place = building.where(name, "GlobalId")
            yield Finding(place, instance=shown_as(name), received=capped(text), first=shown_as(first))


@check("IFC-BIM-004")
def projects_say_their_unit_of_length(building: Building) -> Findings:
    for each in building.measuring:
        own = units(each.one("UnitsInContext"))
        if not any(unit_type(unit) == "LENGTHUNIT" for unit in own):
            yield Finding(each.where("UnitsInContext"), instance=str(each))


@check("IFC-BIM-005")
def types_of_units_occur_once(building: Building) -> Findings:
    for each in building.unit_sets:
        seen: dict[str, Thing] = {}
        for unit in units(each):
            kind = unit_type(unit)
            if kind == USERDEFINED:  # there may be any number of these
                continue
            if kind in seen and seen[kind].name != unit.name:
                yield Finding(each.where("Units"), received=str(unit), first=str(seen[kind]), type=capped(kind))
            seen.setdefault(kind, unit)


@check("IFC-BIM-006")
def projects_with_shapes_have_a_model_context(building: Building) -> Findings:
    for each in building.shaped_projects:
        own = {context.name for context in each.many("RepresentationContexts")}
        if not any(one.name in own and dimension == SPACES for one, dimension in building.contexts):
            yield Finding(each.where("RepresentationContexts"), instance=str(each))


@check("IFC-BIM-007")
def contexts_differ_in_their_dimension(building: Building) -> Findings:
    seen: dict[float, Thing] = {}
    for each, dimension in building.contexts:
        if dimension in seen:
            yield Finding(each.where(), received=str(each), first=str(seen[dimension]), dimension=dimension)
        seen.setdefault(dimension, each)


@check("IFC-BIM-008")
def true_north_is_a_direction_on_the_ground(building: Building) -> Findings:
    for context, ratios in building.norths:
        if len(ratios) != PLANE:
            yield Finding(context.where("TrueNorth"), received=len(ratios))
        elif not any(ratios):
            yield Finding(context.where("TrueNorth"), "nowhere")


@check("IFC-BIM-009")
def models_are_located_on_earth(building: Building) -> Findings:
    for each in building.located:
        if not building.operations:
            yield Finding(each.where(), instance=str(each))


@check("IFC-BIM-010")
def reference_systems_can_be_looked_up(building: Building) -> Findings:
    for each in building.systems:
        name = each.text("Name") or ""
        if not _EPSG.fullmatch(name) and each.name not in building.described:
            yield Finding(each.where("Name"), instance=str(each), received=capped(name))


@check("IFC-BIM-011")
def map_axes_have_a_direction(building: Building) -> Findings:
    for each in building.conversions:
        given = [name for name in ("XAxisAbscissa", "XAxisOrdinate") if each.values.get(name) is not None]
        if len(given) == 1:
            yield Finding(each.where(), instance=str(each), received=given)
        elif given and not any(each.number_of(name) for name in given):
            yield Finding(each.where(), "nowhere", instance=str(each))


@check("IFC-BIM-012", parameters=True)
def map_scales_convert_the_units(building: Building, parameters: Mapping[str, Any]) -> Findings:
    tolerance = parameters["scale_tolerance"]
    for each, scale, ratios in building.scales:
        if all(abs(scale / ratio - 1) > tolerance for ratio in ratios):
            place = each.where("Scale")
            yield Finding(place, instance=str(each), received=shown(scale), expected=shown(ratios[0]))


@check("IFC-BIM-013")
def site_coordinates_are_angles(building: Building) -> Findings:
    for site, attribute, numbers, most in building.coordinates:
        place, values = site.where(attribute), {"instance": str(site), "attribute": attribute}
        if abs(_degrees(numbers)) > most:
            yield Finding(place, **values, received=numbers, most=most)
        elif any(abs(each) >= MINUTES for each in numbers[1:3]) or any(abs(each) >= MILLIONTHS for each in numbers[3:]):
            yield Finding(place, "parts", **values, received=numbers)
        elif any(each > 0 for each in numbers) and any(each < 0 for each in numbers):
            yield Finding(place, "signs", **values, received=numbers)


def _degrees(numbers: list[float]) -> float:
    parts = (1, MINUTES, MINUTES**2, MINUTES**2 * MILLIONTHS)
    return sum(each / part for each, part in zip(numbers, parts, strict=False))


@check("IFC-BIM-014")
def wholes_are_not_parts_of_their_parts(building: Building) -> Findings:
    edges: dict[int, list[tuple[int, Part]]] = {}
    for each in building.aggregates:
        edges.setdefault(each.whole, []).append((each.object, each))
    for part in closing(edges):
        instance, received = map(building.model.shown, (part.relation, part.object))
        place = building.where(part.relation, "RelatedObjects")
        yield Finding(place, instance=instance, received=received).cutting("spatial")


@check("IFC-BIM-015")
def parts_have_one_whole(building: Building) -> Findings:
    yield from _twice(building, building.aggregates, "RelatedObjects")


def _twice(building: Building, parts: Iterable[Part], attribute: str) -> Findings:
    seen: dict[int, Part] = {}
    for each in parts:
        first = seen.setdefault(each.object, each)
        if first.relation != each.relation:
            instance, received, other = map(building.model.shown, (each.object, each.whole, first.whole))
            place = building.where(each.relation, attribute)
            yield Finding(place, instance=instance, received=received, first=other)


@check("IFC-BIM-016")
def spatial_structure_begins_at_the_project(building: Building) -> Findings:
    above = building.model.kinds("IfcSpatialElement", "IfcProject")
    for each in building.spatial:
        wholes = building.wholes.get(each.name, [])
        if not any(building.model.keyword(part.whole) in above for part in wholes):
            yield Finding(each.where(), instance=str(each))


@check("IFC-BIM-017")
def elements_are_contained_once(building: Building) -> Findings:
    yield from _twice(building, building.contained, "RelatedElements")


@check("IFC-BIM-018")
def containment_is_of_elements(building: Building) -> Findings:
    spatial = building.model.kinds("IfcSpatialStructureElement")
    for each in building.contained:
        if building.model.keyword(each.object) in spatial:
            instance, received = map(building.model.shown, (each.object, each.whole))
            yield Finding(building.where(each.relation, "RelatedElements"), instance=instance, received=received)


@check("IFC-BIM-019")
def elements_belong_somewhere(building: Building) -> Findings:
    for name in building.elements:
        if name not in building.belonging:
            yield Finding(building.where(name), instance=building.model.shown(name))


@check("IFC-BIM-020")
def placements_are_not_relative_to_themselves(building: Building) -> Findings:
    above = building.placements
    for name in closing({name: [(to, name)] for name, to in above.items()}):
        yield Finding(building.where(name, "PlacementRelTo"), instance=building.model.shown(name))


@check("IFC-BIM-021")
def shapes_are_placed(building: Building) -> Findings:
    for name, placed in building.shaped:
        if not placed:
            yield Finding(building.where(name, "ObjectPlacement"), instance=building.model.shown(name))


@check("IFC-BIM-022")
def properties_of_a_set_have_names(building: Building) -> Findings:
    for each in building.property_sets:
        if each.text("Name") is None:
            yield Finding(each.where("Name"), "unnamed", instance=str(each))
        seen: dict[str, Thing] = {}
        for one in each.many("HasProperties"):
            name = one.text("Name") or ""
            first = seen.setdefault(name, one)
            if first.name != one.name:
                yield Finding(one.where("Name"), received=capped(name), instance=str(each), first=str(first))


@check("IFC-BIM-023")
def measures_have_a_unit(building: Building) -> Findings:
    known = {unit_type(each) for each in building.project_units}
    for each in building.measures:
        name = capped(each.name)
        if each.own is None and each.wanted not in known:
            place = building.where(each.property, "NominalValue")
            yield Finding(place, name=name, received=each.measure, expected=each.wanted)
        elif each.own is not None and each.own != each.wanted:
            place = building.where(each.property, "Unit")
            yield Finding(place, "other", name=name, received=each.own or "$", expected=each.wanted)


@check("IFC-BIM-024")
def classifications_lead_to_their_system(building: Building) -> Findings:
    edges: dict[int, list[tuple[int, Thing]]] = {}
    for each in building.classified:
        source = each.one("ReferencedSource")
        if source is None:
            yield Finding(each.where("ReferencedSource"), instance=str(each), received=capped(_key(each)))
        else:
            edges[each.name] = [(source.name, each)]
    for each in closing(edges):
        yield Finding(each.where("ReferencedSource"), "cycle", instance=str(each))


def _key(thing: Thing) -> str:
    return thing.text("Identification") or thing.text("Name") or ""


@check("IFC-BIM-025", parameters=True)
def objects_have_the_information_asked_for(building: Building, parameters: Mapping[str, Any]) -> Findings:
    for model in building.informed:
        for wanted in map(information, parameters["required_information"]):
            if not known(model, wanted.entity):
                raise Blocked("no_information", name=capped(wanted.text), cause="configuration")
            for each in model.of(wanted.entity):
                if not building.has(each, wanted):
                    yield Finding(each.where(), instance=str(each), received=wanted.text)
