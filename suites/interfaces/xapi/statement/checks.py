"""Checks of statements of the Experience API (xAPI 1.0.3, Part Two)."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, Where, capped, check
from conformance.readers.email_address import is_email_address
from conformance.readers.json_schema import JsonType, kind_of
from conformance.readers.json_values import is_number, shown
from conformance.readers.uri import IRI, has_scheme, reference_error
from conformance_suites.interfaces.wot.reader.language import is_language_tag
from conformance_suites.interfaces.xapi.reader.forms import SHA1, UUID, has_zone, is_duration, is_timestamp
from conformance_suites.interfaces.xapi.reader.grammar import CLASSES, IDENTIFIERS, INTERACTIONS, OBJECTS

from .parts import ALL, lost
from .view import Statements

MAILTO = "mailto:"
VERSION = "1.0.0"
ALONE = ("id", "stored", "version", "authority")
"""The members that substatements do not have."""
OF_ACTIVITIES = ("revision", "platform")


@check("IFC-XAP-001")
def text_is_statements(statements: Statements) -> Findings:
    for text in statements.json_text:
        for problem in text.of_kind("bom", "utf8", "utf16", "syntax", "empty", "duplicate"):
            place = Where(pointer=problem.pointer or "", byte=problem.byte, line=problem.line)
            finding = Finding(place, problem.kind, received=capped(problem.detail))
            yield finding if problem.kind in ("bom", "duplicate") else finding.cutting("", *ALL)
        if text.usable and not isinstance(text.document, dict | list):
            yield Finding("", "other").cutting(*ALL)
    for each in statements.statements:
        if not isinstance(each.value, dict):
            yield Finding(each.pointer, "other").cutting(*ALL)


@check("IFC-XAP-002")
def no_object_is_empty(statements: Statements) -> Findings:
    for pointer in statements.walk.empty:
        yield Finding(pointer)


@check("IFC-XAP-003")
def mandatory_members_are_there(statements: Statements) -> Findings:
    for pointer, kind, member in statements.walk.missing:
        yield Finding(pointer, name=member, object=kind).cutting(*lost(kind, member))


@check("IFC-XAP-004")
def members_have_their_types(statements: Statements) -> Findings:
    for each in statements.walk.mistyped:
        finding = Finding(each.pointer, received=kind_of(each.value), expected=JsonType(each.expected))
        yield finding.cutting(each.pointer, *lost(each.kind, each.member))


@check("IFC-XAP-005")
def nothing_is_null(statements: Statements) -> Findings:
    for each in statements.walk.nulls:
        yield Finding(each.pointer).cutting(each.pointer, *lost(each.kind, each.member))


@check("IFC-XAP-006")
def names_keep_their_case(statements: Statements) -> Findings:
    for each in statements.walk.unknown:
        known = {name.lower(): name for name in CLASSES[each.kind]}
        if each.member.lower() in known:
            expected = known[each.member.lower()]
            yield Finding(each.pointer, received=capped(each.member), expected=expected).cutting(
                *lost(each.kind, expected)
            )


@check("IFC-XAP-007")
def members_are_defined(statements: Statements) -> Findings:
    for each in statements.walk.unknown:
        if each.kind == "ContextActivities":  # what other keys there are is a matter of composition
            continue
        if each.member.lower() not in {name.lower() for name in CLASSES[each.kind]} and each.member not in (
            ALONE if each.kind == "SubStatement" else ()
        ):
            yield Finding(each.pointer, received=capped(each.member), object=each.kind)


@check("IFC-XAP-008")
def types_are_known(statements: Statements) -> Findings:
    for each in statements.typed:
        given = each.value.get("objectType")
        if each.kind == "Definition":
            kind = each.value.get("interactionType")
            if kind is None:
                yield Finding(each.pointer, "none")
            elif isinstance(kind, str) and kind not in INTERACTIONS:
                place = f"{each.pointer}/interactionType"
                yield Finding(place, received=capped(kind), expected=list(INTERACTIONS))
        elif given not in each.types:
            finding = Finding(f"{each.pointer}/objectType", received=capped(str(given)), expected=list(each.types))
            yield finding.cutting(*lost("Statement", "object"))


@check("IFC-XAP-009")
def actors_have_one_identifier(statements: Statements) -> Findings:
    for each in statements.actors:
        given = [name for name in IDENTIFIERS if name in each.value]
        if len(given) > 1:
            yield Finding(each.pointer, received=given)
        elif not given and each.kind == "Agent":
            yield Finding(each.pointer, "none", expected=list(IDENTIFIERS))


@check("IFC-XAP-010")
def anonymous_groups_list_their_members(statements: Statements) -> Findings:
    for each in statements.anonymous:
        if "member" not in each.value:
            yield Finding(each.pointer)


@check("IFC-XAP-011")
def members_of_groups_are_agents(statements: Statements) -> Findings:
    for each in statements.groups:
        members = each.value.get("member")
        for at, one in enumerate(members if isinstance(members, list) else []):
            if isinstance(one, dict) and one.get("objectType") == "Group":
                yield Finding(f"{each.pointer}/member/{at}")


@check("IFC-XAP-012")
def mailboxes_are_addresses(statements: Statements) -> Findings:
    for each in statements.addresses:
        if not each.value.startswith(MAILTO) or not is_email_address(each.value[len(MAILTO) :]):
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-XAP-013")
def hashes_are_those_of_sha1(statements: Statements) -> Findings:
    for each in statements.hashes:
        if not SHA1.fullmatch(each.value):
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-XAP-014")
def identifiers_are_iris(statements: Statements) -> Findings:
    for each in statements.iris:
        if not _is_iri(each.value):
            yield Finding(each.pointer, received=capped(each.value))


def _is_iri(text: str) -> bool:
    return has_scheme(text) and reference_error(text, IRI) is None


@check("IFC-XAP-015")
def keys_of_extensions_are_iris(statements: Statements) -> Findings:
    for each in statements.extension_keys:
        if not _is_iri(each.value):
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-XAP-016")
def ids_are_uuids(statements: Statements) -> Findings:
    for each in statements.uuids:
        if not UUID.fullmatch(each.value):
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-XAP-017")
def timestamps_are_times(statements: Statements) -> Findings:
    for each in statements.times:
        if not is_timestamp(each.value):
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-XAP-018")
def timestamps_name_their_zone(statements: Statements) -> Findings:
    for each in statements.times:
        if is_timestamp(each.value) and not has_zone(each.value):
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-XAP-019")
def durations_are_durations(statements: Statements) -> Findings:
    for each in statements.durations:
        if not is_duration(each.value):
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-XAP-020")
def languages_are_tags(statements: Statements) -> Findings:
    for each in statements.languages:
        if not is_language_tag(each.value):
            yield Finding(each.pointer, received=capped(each.value))


@check("IFC-XAP-021")
def scores_are_within_their_bounds(statements: Statements) -> Findings:
    for each in statements.scores:
        given = {name: value for name, value in each.value.items() if is_number(value)}
        least, most = given.get("min"), given.get("max")
        if "scaled" in given and abs(given["scaled"]) > 1:
            yield Finding(f"{each.pointer}/scaled", "scaled", received=shown(given["scaled"]))
        if least is not None and most is not None and least >= most:
            yield Finding(each.pointer, "empty", least=shown(least), most=shown(most))
        elif "raw" in given and not _between(given["raw"], least, most):
            values = {"least": least, "most": most}
            bounds = {name: "-" if value is None else shown(value) for name, value in values.items()}
            yield Finding(f"{each.pointer}/raw", received=shown(given["raw"]), **bounds)


def _between(value: float, least: float | None, most: float | None) -> bool:
    return (least is None or least <= value) and (most is None or value <= most)


@check("IFC-XAP-022")
def voiding_names_a_statement(statements: Statements) -> Findings:
    for each in statements.voiding:
        if each.value["object"].get("objectType") != "StatementRef":
            yield Finding(f"{each.pointer}/object")


@check("IFC-XAP-023")
def substatements_are_not_statements(statements: Statements) -> Findings:
    for each in statements.substatements:
        for name in ALONE:
            if name in each.value:
                yield Finding(f"{each.pointer}/{name}", received=name)
        inner = each.value.get("object")
        if isinstance(inner, dict) and inner.get("objectType") == "SubStatement":
            yield Finding(f"{each.pointer}/object", "nested")


@check("IFC-XAP-024")
def revisions_are_of_activities(statements: Statements) -> Findings:
    for each in statements.contextual:
        kind = each.value["object"].get("objectType", "Activity")
        for name in OF_ACTIVITIES:
            if name in each.value["context"] and kind in OBJECTS[1:]:
                yield Finding(f"{each.pointer}/context/{name}", name=name, received=kind)


@check("IFC-XAP-025")
def versions_are_of_this_edition(statements: Statements) -> Findings:
    for each in statements.versions:
        if each.value != VERSION:
            yield Finding(each.pointer, received=capped(each.value))
