"""Checks of environments of Asset Administration Shells (IDTA-01001, Part 1, versions 3.0 to 3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json_document import object_findings
from conformance.readers.json_schema import JsonType, kind_of
from conformance_suites.interfaces.aas.reader.environment import TARGETS, Reference
from conformance_suites.interfaces.aas.reader.grammar import (
    ELEMENT_KEYS,
    ENUMERATIONS,
    FRAGMENT_KEYS,
    GLOBAL_KEYS,
    IDENTIFIABLE_KEYS,
    TEXTS,
    Attribute,
    is_a,
)
from conformance_suites.interfaces.aas.reader.members import Named, items
from conformance_suites.interfaces.aas.reader.values import FORMATS, is_value
from conformance_suites.interfaces.aas.reader.walk import model_types
from conformance_suites.interfaces.wot.reader.language import is_language_tag

from .parts import ALL, lost
from .view import Environment

_ID_SHORT = re.compile("[a-zA-Z](?:[a-zA-Z0-9_-]*[a-zA-Z0-9_])?", re.ASCII)
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INDEX = re.compile("[0-9]+", re.ASCII)
TYPED = ("Property", "Range")
"""The elements with values of one type."""
MODEL, EXTERNAL = "ModelReference", "ExternalReference"
IN_MODEL = (*IDENTIFIABLE_KEYS, *ELEMENT_KEYS, "Referable")


@check("IFC-AAS-001")
def text_is_one_object(environment: Environment) -> Findings:
    for finding in object_findings(environment.json_text):
        yield finding.cutting(*ALL) if finding.cuts else finding


@check("IFC-AAS-002")
def mandatory_attributes_are_there(environment: Environment) -> Findings:
    for each in environment.walk.missing:
        finding = Finding(each.pointer, name=each.name, object=each.kind)
        yield finding.cutting(*lost(each.kind, each.name, each.attribute))


@check("IFC-AAS-003")
def attributes_have_their_types(environment: Environment) -> Findings:
    for each in environment.walk.mistyped:
        finding = Finding(each.pointer, received=kind_of(each.value), expected=_expected(each.attribute))
        yield finding.cutting(each.pointer, *lost(each.kind, each.name, each.attribute))


def _expected(attribute: Attribute) -> JsonType:
    if attribute.array:
        return JsonType("array")
    if attribute.type in TEXTS or attribute.type in ENUMERATIONS:
        return JsonType("string")
    return JsonType("boolean" if attribute.type == "boolean" else "object")


@check("IFC-AAS-004")
def objects_say_what_they_are(environment: Environment) -> Findings:
    for each in environment.walk.untyped:
        allowed = list(model_types(each.attribute.type))
        cut = lost(each.kind, each.name, each.attribute)
        if each.value is None:
            yield Finding(each.pointer, "missing", expected=allowed).cutting(*cut)
        else:
            place = f"{each.pointer}/modelType"
            received = capped(each.value) if isinstance(each.value, str) else kind_of(each.value)
            yield Finding(place, received=received, expected=allowed).cutting(*cut)


@check("IFC-AAS-005")
def arrays_are_not_empty(environment: Environment) -> Findings:
    for pointer, given in environment.arrays:
        if not given:
            yield Finding(pointer)


@check("IFC-AAS-006")
def values_of_enumerations_are_listed(environment: Environment) -> Findings:
    for each in environment.choices:
        if each.value not in ENUMERATIONS[each.type]:
            yield Finding(each.pointer, received=capped(each.value), expected=list(ENUMERATIONS[each.type]))


@check("IFC-AAS-007")
def texts_have_their_length(environment: Environment) -> Findings:
    for each in environment.bounded:
        least, most = TEXTS[each.type]
        if len(each.value) < least:
            yield Finding(each.pointer, "empty")
        elif most is not None and len(each.value) > most:
            yield Finding(each.pointer, received=len(each.value), expected=most)


@check("IFC-AAS-008")
def texts_are_of_characters_of_xml(environment: Environment) -> Findings:
    for each in environment.texts:
        if found := _FORBIDDEN.search(each.value):
            yield Finding(each.pointer, position=found.start() + 1, received=f"U+{ord(found[0]):04X}")


@check("IFC-AAS-009")
def texts_have_their_format(environment: Environment) -> Findings:
    for each in environment.formatted:
        if each.value and not FORMATS[each.type](each.value):
            yield Finding(each.pointer, received=capped(each.value), expected=each.type)


@check("IFC-AAS-010")
def short_names_are_of_letters(environment: Environment) -> Findings:
    for pointer, name in environment.id_shorts:
        if name and not _ID_SHORT.fullmatch(name):
            yield Finding(pointer, received=capped(name))


@check("IFC-AAS-011")
def elements_have_short_names(environment: Environment) -> Findings:
    for each in environment.to_be_named:
        if "idShort" not in each.value:
            yield Finding(each.pointer, object=each.kind)


@check("IFC-AAS-012")
def short_names_differ(environment: Environment) -> Findings:
    for names in environment.name_spaces:
        yield from _repeated(names)


@check("IFC-AAS-013")
def identifiers_differ(environment: Environment) -> Findings:
    yield from _repeated(environment.identifiers)


@check("IFC-AAS-014")
def revisions_have_a_version(environment: Environment) -> Findings:
    for each in environment.administrations:
        if "revision" in each.value and "version" not in each.value:
            yield Finding(each.pointer)


@check("IFC-AAS-015")
def qualifiers_and_extensions_differ(environment: Environment) -> Findings:
    for names in environment.labels:
        yield from _repeated(names)


def _repeated(names: Iterable[Named]) -> Findings:
    seen: dict[str, str] = {}
    for pointer, name in names:
        if name in seen:
            yield Finding(pointer, received=capped(name), first=seen[name])
        seen.setdefault(name, pointer)


@check("IFC-AAS-016")
def references_lead_where_they_have_to(environment: Environment) -> Findings:
    for each in environment.directed:
        around = each.found.around
        wanted = TARGETS[around.kind, each.found.attribute] if around else ()
        if wanted is None:
            if each.type == MODEL:
                yield Finding(f"{each.found.pointer}/type", "external", received=each.type, expected=EXTERNAL)
        elif each.type == EXTERNAL:
            yield Finding(f"{each.found.pointer}/type", received=each.type, expected=MODEL)
        elif wanted and each.keys[-1].type not in wanted:
            place = f"{each.keys[-1].pointer}/type"
            yield Finding(place, "target", received=each.keys[-1].type, expected=list(wanted))


@check("IFC-AAS-017")
def assets_are_identified(environment: Environment) -> Findings:
    for each in environment.assets:
        if "globalAssetId" not in each.value and "specificAssetIds" not in each.value:
            yield Finding(each.pointer, object=each.kind)


@check("IFC-AAS-018")
def values_are_of_their_type(environment: Environment) -> Findings:
    for pointer, text, kind in environment.valued:
        if kind in ENUMERATIONS["DataTypeDefXsd"] and not is_value(text, kind):
            yield Finding(pointer, received=capped(text), expected=kind)


@check("IFC-AAS-019")
def languages_are_tags(environment: Environment) -> Findings:
    for each in environment.languages:
        if each.value and not is_language_tag(each.value):
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-AAS-020")
def languages_differ(environment: Environment) -> Findings:
    for languages in environment.language_sets:
        yield from _repeated(Named(each.pointer, each.value) for each in languages)


@check("IFC-AAS-021")
def list_items_are_of_the_type_of_the_list(environment: Environment) -> Findings:
    for found in environment.lists:
        kind, type_ = found.value.get("typeValueListElement"), found.value.get("valueTypeListElement")
        if kind in TYPED and type_ is None:
            yield Finding(found.pointer, "untyped", received=kind)
        for pointer, each in items(found, "value"):
            own = each.get("modelType")
            if own in ELEMENT_KEYS and kind in ELEMENT_KEYS and not is_a(own, kind):
                yield Finding(f"{pointer}/modelType", received=own, expected=kind)
            elif own == kind and kind in TYPED and _differ(each.get("valueType"), type_):
                yield Finding(f"{pointer}/valueType", received=capped(each["valueType"]), expected=capped(str(type_)))


def _differ(one: object, other: object) -> bool:
    return isinstance(one, str) and isinstance(other, str) and one != other


@check("IFC-AAS-022")
def references_begin_with_what_is_identified(environment: Environment) -> Findings:
    for each in environment.references:
        allowed = IDENTIFIABLE_KEYS if each.type == MODEL else GLOBAL_KEYS if each.type == EXTERNAL else None
        first = each.keys[0]
        if allowed and first.type in ENUMERATIONS["KeyTypes"] and first.type not in allowed:
            yield Finding(f"{first.pointer}/type", received=first.type, expected=list(allowed))


@check("IFC-AAS-023")
def further_keys_lead_into_what_is_identified(environment: Environment) -> Findings:
    for each in environment.chains:
        if each.type == EXTERNAL and each.keys[-1].type in IN_MODEL:
            yield Finding(f"{each.keys[-1].pointer}/type", "external", received=each.keys[-1].type)
        elif each.type == MODEL:
            yield from _steps(each)


def _steps(reference: Reference) -> Findings:
    for before, key in zip(reference.keys, reference.keys[1:], strict=False):
        if key.type in FRAGMENT_KEYS:
            if before.type not in ("File", "Blob"):
                yield Finding(f"{key.pointer}/type", "fragment", received=before.type)
        elif before.type in FRAGMENT_KEYS:
            yield Finding(f"{before.pointer}/type", "last")
        elif key.type in ENUMERATIONS["KeyTypes"] and key.type not in ELEMENT_KEYS:
            yield Finding(f"{key.pointer}/type", received=key.type)
        if before.type == "SubmodelElementList" and not _INDEX.fullmatch(key.value):
            yield Finding(f"{key.pointer}/value", "index", received=capped(key.value))
