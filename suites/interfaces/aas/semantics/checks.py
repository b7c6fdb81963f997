"""Checks of what elements mean, and of data specifications (IDTA-01001, Part 1, and IDTA-01003-a)."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, capped, check
from conformance_suites.interfaces.aas.reader.members import items, key_values

from .view import Environment

UNITS = ("INTEGER_MEASURE", "REAL_MEASURE", "RATIONAL_MEASURE", "INTEGER_CURRENCY", "REAL_CURRENCY")
"""The data types whose values have a unit."""
ENGLISH = "en"


@check("IFC-AAM-001")
def supplements_have_a_main_semantic_id(environment: Environment) -> Findings:
    for each in environment.supplemented:
        if "semanticId" not in each.value:
            yield Finding(each.pointer)


@check("IFC-AAM-002")
def list_items_mean_the_same(environment: Environment) -> Findings:
    for found in environment.list_meanings:
        meaning = key_values(found.value.get("semanticIdListElement"))
        for pointer, each in items(found, "value"):
            own = key_values(each.get("semanticId"))
            if own is not None and meaning is not None and own != meaning:
                yield Finding(f"{pointer}/semanticId", received=_shown(own), expected=_shown(meaning))
            meaning = own if meaning is None else meaning


def _shown(values: list[object]) -> list[str]:
    return [capped(str(each)) for each in values]


@check("IFC-AAM-003")
def template_qualifiers_are_in_templates(environment: Environment) -> Findings:
    for qualifier, submodel in environment.qualified:
        if submodel.value.get("kind") != "Template":
            yield Finding(f"{qualifier.pointer}/kind", submodel=submodel.pointer)


@check("IFC-AAM-004")
def preferred_names_are_in_english(environment: Environment) -> Findings:
    for pointer, languages in environment.preferred_names:
        if not any(map(_is_english, languages)):
            yield Finding(pointer, received=[capped(each) for each in languages])


@check("IFC-AAM-005")
def measures_have_a_unit(environment: Environment) -> Findings:
    for each in environment.data_types:
        if each.value["dataType"] in UNITS and "unit" not in each.value and "unitId" not in each.value:
            yield Finding(each.pointer, received=each.value["dataType"])


@check("IFC-AAM-006")
def specifications_have_a_value_or_a_list(environment: Environment) -> Findings:
    for each in environment.specified_values:
        if "value" in each.value and "valueList" in each.value:
            yield Finding(f"{each.pointer}/valueList")


@check("IFC-AAM-007")
def concepts_are_defined_in_english(environment: Environment) -> Findings:
    for each, languages in environment.defined:
        if "definition" not in each.value:
            yield Finding(each.pointer, "missing")
        elif not any(map(_is_english, languages)):
            yield Finding(f"{each.pointer}/definition", received=[capped(each) for each in languages])


@check("IFC-AAM-008")
def submodels_are_in_the_environment(environment: Environment) -> Findings:
    for each in environment.submodel_references:
        if (name := each.keys[0].value) not in environment.submodel_ids:
            yield Finding(each.keys[0].pointer, received=capped(name))


@check("IFC-AAM-009")
def submodels_say_what_they_mean(environment: Environment) -> Findings:
    for each in environment.submodels:
        if "semanticId" not in each.value:
            yield Finding(each.pointer)


def _is_english(language: str) -> bool:
    return language.lower().partition("-")[0] == ENGLISH
