"""Checks of Thing Descriptions (W3C Web of Things Thing Description 1.1, and 1.0 where it differs)."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Finding, Findings, Where, capped, check
from conformance.readers.json_schema import JsonType, kind_of
from conformance.readers.json_values import is_number, object_or_empty
from conformance.readers.uri import IRI, URI, has_scheme, parted, reference_error
from conformance_suites.interfaces.events.reader.values import is_timestamp
from conformance_suites.interfaces.wot.reader.data import deviation, same, shown
from conformance_suites.interfaces.wot.reader.description import CONTEXTS
from conformance_suites.interfaces.wot.reader.grammar import CLASSES, LATER_SCHEMES, OPERATIONS, SCHEMES
from conformance_suites.interfaces.wot.reader.language import is_language_tag

from .parts import ALL, LIMITS, lost
from .view import ThingDescription

UNREADABLE = ("utf8", "utf16", "syntax", "empty")
PREFIXES = frozenset(
    ("td", "jsonschema", "wotsec", "hctl", "htv", "tm", "schema", "rdf", "rdfs", "xsd", "http", "https")
)
"""The prefixes that need no definition."""
LEAST = 2


@check("IFC-WTD-001")
def text_is_one_object(thing: ThingDescription) -> Findings:
    for problem in thing.text.of_kind("bom"):
        yield Finding(Where(pointer="", byte=problem.byte), "bom")
    for problem in thing.text.of_kind(*UNREADABLE):
        place = Where(pointer="", byte=problem.byte, line=problem.line)
        yield Finding(place, problem.kind, received=capped(problem.detail)).cutting("json_members", *ALL)
    if thing.text.usable and not isinstance(thing.document, dict):
        yield Finding("", "other").cutting(*ALL)


@check("IFC-WTD-002")
def names_are_unique(thing: ThingDescription) -> Findings:
    for problem in thing.text.of_kind("duplicate"):
        yield Finding(Where(pointer=problem.pointer or "", line=problem.line), name=capped(problem.detail))


@check("IFC-WTD-003")
def the_context_names_the_version(thing: ThingDescription) -> Findings:
    for members in thing.things:
        given = members.get("@context")
        if "@context" not in members:
            yield Finding("", "missing").cutting("both_contexts", "context_maps")
        elif not isinstance(given, str | list):
            yield Finding("/@context", "type", received=kind_of(given)).cutting("both_contexts", "context_maps")
        elif CONTEXTS.keys().isdisjoint(thing.context_uris):
            yield Finding("/@context", received=[capped(each) for each in thing.context_uris], expected=list(CONTEXTS))


@check("IFC-WTD-004")
def the_earlier_context_is_first(thing: ThingDescription) -> Findings:
    for contexts in thing.both_contexts:
        if contexts[:LEAST] != list(CONTEXTS):
            yield Finding("/@context", expected=list(CONTEXTS))


@check("IFC-WTD-005")
def a_default_language_is_set(thing: ThingDescription) -> Findings:
    if thing.context_maps and not any("@language" in members for _, members in thing.context_maps):
        yield Finding("/@context")


@check("IFC-WTD-006")
def languages_are_tags(thing: ThingDescription) -> Findings:
    for pointer, tag in thing.languages:
        if not is_language_tag(tag):
            yield Finding(pointer, received=capped(tag))


@check("IFC-WTD-007")
def mandatory_terms_are_there(thing: ThingDescription) -> Findings:
    for found, name in thing.walk.missing:
        kind = "Form" if found.kind == "ThingForm" else found.kind
        yield Finding(found.pointer, name=name, object=kind).cutting(*lost(name, found.terms[name].types))


@check("IFC-WTD-008")
def terms_have_their_types(thing: ThingDescription) -> Findings:
    for each in thing.walk.mistyped:
        finding = Finding(each.pointer, received=_shown(each.value), expected=_expected(each.types))
        yield finding.cutting(each.pointer, *lost(each.term, each.types))
    for pointer, value in thing.walk.below:
        yield Finding(pointer, "range", received=value)


def _shown(value: Any) -> JsonType | float:
    """The type of a value; a number itself, which may only have a fraction too many."""
    return value if isinstance(value, float) else kind_of(value)


def _expected(types: tuple[str, ...]) -> list[JsonType]:
    names = {"count": "integer", "positive": "number"}
    of = {"[": "array", "{": "object"}
    return [JsonType(of.get(each[0]) or names.get(each) or ("object" if each in CLASSES else each)) for each in types]


@check("IFC-WTD-009")
def affordances_have_a_form(thing: ThingDescription) -> Findings:
    for pointer, forms in thing.form_lists:
        if not forms:
            yield Finding(pointer)


@check("IFC-WTD-010")
def operations_belong_where_they_are(thing: ThingDescription) -> Findings:
    for form in thing.purposes:
        if form.value["op"] == []:
            yield Finding(f"{form.pointer}/op", "none")
    for each in thing.operations:
        allowed = OPERATIONS[thing.version][each.within.owner]
        if each.value not in allowed:
            later = each.value in OPERATIONS["1.1"][each.within.owner]
            yield Finding(each.pointer, "later" if later else "", received=capped(each.value), expected=list(allowed))


@check("IFC-WTD-011")
def uris_are_valid(thing: ThingDescription) -> Findings:
    for each in thing.uris:
        is_id = (each.within.kind, each.step) == ("Thing", "/id")
        if (at := reference_error(each.value, URI if is_id else IRI)) is not None:
            yield Finding(each.pointer, received=capped(each.value), position=at + 1)
        elif is_id and not has_scheme(each.value):
            yield Finding(each.pointer, "scheme", received=capped(each.value))


@check("IFC-WTD-012")
def times_are_timestamps(thing: ThingDescription) -> Findings:
    for each in thing.dates:
        if not is_timestamp(each.value):
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-WTD-013")
def variables_fit_into_a_string(thing: ThingDescription) -> Findings:
    for pointer, schema in thing.variables:
        if (kind := schema.get("type")) in ("object", "array"):
            yield Finding(f"{pointer}/type", received=kind)


@check("IFC-WTD-014")
def variables_are_declared(thing: ThingDescription) -> Findings:
    for each, names in thing.templates:
        declared = thing.declared(each.within)
        for name in dict.fromkeys(names):
            if name not in declared:
                yield Finding(each.pointer, name=capped(name))


@check("IFC-WTD-015")
def relative_references_have_a_base(thing: ThingDescription) -> Findings:
    base = thing.root.get("base")
    if thing.relative and isinstance(base, str) and not has_scheme(base):
        yield Finding("/base", "relative", received=capped(base))
    for each in thing.relative:
        if "base" not in thing.root:
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-WTD-016")
def security_is_activated(thing: ThingDescription) -> Findings:
    for names in thing.activated:
        if not names:
            yield Finding("/security")


@check("IFC-WTD-017")
def security_names_are_defined(thing: ThingDescription) -> Findings:
    defined = object_or_empty(thing.root.get("securityDefinitions"))
    for each in thing.security_names:
        if each.value not in defined:
            yield Finding(each.pointer, received=capped(each.value), expected=sorted(map(capped, defined)))


@check("IFC-WTD-018")
def security_schemes_are_known(thing: ThingDescription) -> Findings:
    known = [each for each in SCHEMES if thing.version == "1.1" or each not in LATER_SCHEMES]
    for each in thing.schemes:
        prefix, colon, _ = each.value.partition(":")
        if each.value in known or thing.vocabulary is None:
            continue
        if prefix not in thing.vocabulary and not (colon and prefix in PREFIXES):
            yield Finding(each.pointer, "prefix" if colon else "", received=capped(each.value), expected=known)


@check("IFC-WTD-019")
def listed_values_are_one_of_the_list(thing: ThingDescription) -> Findings:
    for each, allowed in thing.listed:
        if each.value not in allowed:
            yield Finding(each.pointer, received=capped(each.value), expected=list(allowed))


@check("IFC-WTD-020")
def combinations_are_of_one_kind(thing: ThingDescription) -> Findings:
    for found in thing.combinations:
        there = [name for name in ("oneOf", "allOf") if name in found.value]
        if len(there) != 1:
            yield Finding(found.pointer, "both" if there else "neither")
        elif isinstance(names := found.value[there[0]], list) and len(names) < LEAST:
            yield Finding(f"{found.pointer}/{there[0]}", "few", received=len(names))


@check("IFC-WTD-021")
def no_passwords_in_uris(thing: ThingDescription) -> Findings:
    for each in thing.uris:
        if "@" not in each.value:
            continue
        user, at, host = (parted(each.value)[1] or "").rpartition("@")
        if at and user.partition(":")[2]:
            yield Finding(each.pointer, host=capped(host))


@check("IFC-WTD-022")
def data_schemas_leave_a_value(thing: ThingDescription) -> Findings:
    for found in thing.restricted:
        choices = found.value.get("enum")
        if choices == []:
            yield Finding(f"{found.pointer}/enum", "empty")
        elif isinstance(choices, list) and not any(same(each, found.value.get("const", each)) for each in choices):
            yield Finding(f"{found.pointer}/const", "const")
        for low, high, exclusive in LIMITS:
            if low not in found.value or high not in found.value:
                continue
            least, most = found.value[low], found.value[high]
            if is_number(least) and is_number(most) and (least > most or (exclusive and least == most)):
                yield Finding(f"{found.pointer}/{low}", "range", low=low, least=least, high=high, most=most)


@check("IFC-WTD-023")
def defaults_conform(thing: ThingDescription) -> Findings:
    for found in thing.defaults:
        if wrong := deviation(found.value, found.value["default"]):
            values = {"received": shown(wrong.received), "expected": shown(wrong.expected)}
            yield Finding(f"{found.pointer}/default{wrong.pointer}", term=wrong.term, **values)


@check("IFC-WTD-024")
def additional_schemas_are_defined(thing: ThingDescription) -> Findings:
    defined = object_or_empty(thing.root.get("schemaDefinitions"))
    for each in thing.schema_names:
        if each.value not in defined:
            yield Finding(each.pointer, received=capped(each.value), expected=sorted(map(capped, defined)))


@check("IFC-WTD-025")
def operations_agree_with_the_property(thing: ThingDescription) -> Findings:
    refused = {"readOnly": ("writeproperty",), "writeOnly": ("readproperty", "observeproperty")}
    for each in thing.operations:
        around = each.within.around
        if around is None or around.kind != "PropertyAffordance":
            continue
        for term, operations in refused.items():
            if around.value.get(term) is True and each.value in operations:
                yield Finding(each.pointer, received=each.value, term=term)
