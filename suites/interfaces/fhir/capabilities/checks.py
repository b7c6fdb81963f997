"""Checks of capability statements (FHIR R4 and R5, CapabilityStatement and its JSON format)."""

from __future__ import annotations

import re

from conformance.authoring import Finding, Findings, Where, capped, check
from conformance.readers.json_document import object_findings
from conformance.readers.json_schema import JsonType, kind_of
from conformance.readers.uri import IRI, has_scheme, reference_error
from conformance_suites.interfaces.fhir.reader.capabilities import items, member_of
from conformance_suites.interfaces.fhir.reader.dates import is_date_time
from conformance_suites.interfaces.fhir.reader.grammar import CODES
from conformance_suites.interfaces.fhir.reader.releases import RESOURCES, VERSIONS

from .parts import ALL, lost
from .view import Capabilities

_NAME = re.compile(r"[A-Z][A-Za-z0-9_]{0,254}")
JSON = ("json", "application/fhir+json", "application/json")
CONTENT = ("rest", "messaging", "document")
SAID = ("description", "software", "implementation")


@check("IFC-FHC-001")
def text_is_one_object(capabilities: Capabilities) -> Findings:
    for finding in object_findings(capabilities.json_text):
        if finding.template != "duplicate":
            yield finding.cutting("", *ALL) if finding.cuts else finding


@check("IFC-FHC-002")
def elements_occur_once(capabilities: Capabilities) -> Findings:
    for text in capabilities.json_members:
        for problem in text.of_kind("duplicate"):
            place = Where(pointer=problem.pointer or "", byte=problem.byte, line=problem.line)
            yield Finding(place, received=capped(problem.detail))


@check("IFC-FHC-003")
def mandatory_elements_are_there(capabilities: Capabilities) -> Findings:
    for pointer, kind, member in capabilities.walk.missing:
        yield Finding(pointer, name=member, element=kind).cutting(*lost(member))


@check("IFC-FHC-004")
def elements_have_their_types(capabilities: Capabilities) -> Findings:
    for each in capabilities.walk.mistyped:
        finding = Finding(each.pointer, received=kind_of(each.value), expected=JsonType(each.expected))
        yield finding.cutting(each.pointer, *lost(each.member))


@check("IFC-FHC-005")
def nothing_is_empty(capabilities: Capabilities) -> Findings:
    for pointer, value in capabilities.hollow:
        yield Finding(pointer, received=kind_of(value)).cutting(pointer, *lost(member_of(pointer)))


@check("IFC-FHC-006")
def elements_are_defined(capabilities: Capabilities) -> Findings:
    for pointer, name, kind in capabilities.walk.unknown:
        yield Finding(pointer, received=capped(name), element=kind)


@check("IFC-FHC-007")
def codes_are_of_their_value_set(capabilities: Capabilities) -> Findings:
    for each in capabilities.coded:
        expected = CODES.get((each.kind, each.member))
        if expected is None:
            if each.value not in RESOURCES:
                yield Finding(each.pointer, "resource", received=capped(each.value))
        elif each.value not in expected:
            finding = Finding(each.pointer, received=capped(each.value), expected=list(expected))
            yield finding.cutting(*lost(each.member)) if each.member in ("kind", "mode") else finding


@check("IFC-FHC-008")
def the_release_is_known(capabilities: Capabilities) -> Findings:
    for each in capabilities.versions:
        if each.value not in VERSIONS:
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-FHC-009")
def something_is_described(capabilities: Capabilities) -> Findings:
    for each in capabilities.statements:
        if not any(name in each.value for name in CONTENT):
            yield Finding(each.pointer, expected=list(CONTENT))


@check("IFC-FHC-010")
def the_subject_is_described(capabilities: Capabilities) -> Findings:
    for each in capabilities.statements:
        if not any(name in each.value for name in SAID):
            yield Finding(each.pointer, expected=list(SAID))


@check("IFC-FHC-011")
def kinds_have_their_elements(capabilities: Capabilities) -> Findings:
    for kind in capabilities.kinds:
        software, implementation = "software" in capabilities.root, "implementation" in capabilities.root
        if kind == "instance" and not implementation:
            yield Finding("", "missing", kind=kind, name="implementation")
        if kind == "capability" and not software:
            yield Finding("", "missing", kind=kind, name="software")
        if kind in ("capability", "requirements") and implementation:
            yield Finding("/implementation", kind=kind, name="implementation")
        if kind == "requirements" and software:
            yield Finding("/software", kind=kind, name="software")


@check("IFC-FHC-012")
def endpoints_are_of_instances(capabilities: Capabilities) -> Findings:
    for each in capabilities.messaging:
        for kind in capabilities.kinds:
            if "endpoint" in each.value and kind in ("capability", "requirements"):
                yield Finding(f"{each.pointer}/endpoint", kind=kind)


@check("IFC-FHC-013")
def documents_differ(capabilities: Capabilities) -> Findings:
    seen: dict[tuple[str, str], str] = {}
    for pointer, profile, mode in capabilities.documents:
        first = seen.setdefault((profile, mode), pointer)
        if first != pointer:
            yield Finding(pointer, first=first)


@check("IFC-FHC-014")
def resources_are_described_once(capabilities: Capabilities) -> Findings:
    for rest in capabilities.rests:
        seen: dict[str, str] = {}
        for pointer, each in items(rest, "resource"):
            kind = each.get("type")
            if isinstance(kind, str) and seen.setdefault(kind, pointer) != pointer:
                yield Finding(pointer, received=capped(kind), first=seen[kind])


@check("IFC-FHC-015")
def search_parameters_differ(capabilities: Capabilities) -> Findings:
    for resource in capabilities.resources:
        seen: dict[str, str] = {}
        for pointer, each in items(resource, "searchParam"):
            name = each.get("name")
            if isinstance(name, str) and seen.setdefault(name, pointer) != pointer:
                yield Finding(pointer, received=capped(name), first=seen[name])


@check("IFC-FHC-016")
def names_are_for_programs(capabilities: Capabilities) -> Findings:
    for each in capabilities.names:
        if not _NAME.fullmatch(each.value):
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-FHC-017")
def dates_are_dates(capabilities: Capabilities) -> Findings:
    for each in capabilities.dates:
        if not is_date_time(each.value):
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-FHC-018")
def addresses_are_uris(capabilities: Capabilities) -> Findings:
    for each in capabilities.addresses:
        local = each.type == "canonical" and each.value.startswith("#")
        text = each.value.partition("|")[0] if each.type == "canonical" else each.value
        if not local and (not has_scheme(text) or reference_error(text, IRI) is not None):
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-FHC-019")
def json_is_among_the_formats(capabilities: Capabilities) -> Findings:
    given = capabilities.formats
    if given and not any(_is_json(each.value) for each in given):
        yield Finding("/format", received=[capped(each.value) for each in given])


def _is_json(text: str) -> bool:
    return text.partition(";")[0].strip().lower() in JSON


@check("IFC-FHC-020")
def servers_say_how_they_are_secured(capabilities: Capabilities) -> Findings:
    for each in capabilities.servers:
        if "security" not in each.value:
            yield Finding(each.pointer)


@check("IFC-FHC-021")
def resources_say_what_can_be_done(capabilities: Capabilities) -> Findings:
    for each in capabilities.resources:
        if "interaction" not in each.value and "operation" not in each.value:
            yield Finding(each.pointer, received=capped(str(each.value.get("type"))))
