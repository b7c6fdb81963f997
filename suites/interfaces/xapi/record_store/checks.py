"""Checks of a live record store (xAPI 1.0.3, Part Three, read side)."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json_values import object_or_empty
from conformance.transports.exchange import Exchange
from conformance_suites.interfaces.sensorthings.reader.times import read_time
from conformance_suites.interfaces.xapi.reader.forms import is_timestamp

from .view import LEAST, NO_VERB, UNKNOWN, RecordStore, is_list, statements_of, verb_of

ABOUT = ("version", "extensions")
LATER, EARLIER, UNHEARD_OF = "1.1.0", "0.95", "99.0.0"
FIRST = "1.0"
"""How the versions that are judged begin."""
COMPATIBLE = ("1.0", "1.0.9")
REFUSED = 400
CONSISTENT = "x-experience-api-consistent-through"


@check("IFC-LRS-001")
def the_store_names_its_versions(store: RecordStore) -> Findings:
    found = store.about
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status)
    elif not any(isinstance(each, str) and f"{each}.".startswith(f"{FIRST}.") for each in store.versions):
        yield Finding(found.where("/version"), received=[capped(str(each)) for each in store.versions])


@check("IFC-LRS-002")
def the_store_says_nothing_else(store: RecordStore) -> Findings:
    for found in store.described:
        for name in found.member:
            if name not in ABOUT:
                yield Finding(found.where(), name=capped(name))


@check("IFC-LRS-003")
def every_version_may_ask_for_versions(store: RecordStore) -> Findings:
    for _ in store.described:
        found = store.read("/about", version=UNHEARD_OF)
        if found.status != 200 or "version" not in found.member:
            yield Finding(found.where(), received=found.status)


@check("IFC-LRS-004")
def answers_name_the_version(store: RecordStore) -> Findings:
    for found in store.answers:
        version = found.header("x-experience-api-version")
        if version is None:
            yield Finding(found.where(), status=found.status)
        elif not version.startswith(f"{FIRST}."):
            yield Finding(found.where(), "version", received=capped(version))


@check("IFC-LRS-005")
def other_versions_are_refused(store: RecordStore) -> Findings:
    refused = [LATER] if EARLIER in store.versions else [LATER, EARLIER]
    for version in refused if is_list(store.listed) else ():
        found = store.read("/statements", version=version)
        if found.status != REFUSED:
            yield Finding(found.where(), version=version, received=found.status)


@check("IFC-LRS-006")
def statements_are_listed(store: RecordStore) -> Findings:
    found = store.page
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status)
    elif not is_list(found):
        yield Finding(found.where())


@check("IFC-LRS-007")
def compatible_versions_are_accepted(store: RecordStore) -> Findings:
    for version in COMPATIBLE if is_list(store.listed) else ():
        found = store.read("/statements", version=version)
        if not is_list(found):
            yield Finding(found.where(), version=version, received=found.status)


@check("IFC-LRS-008")
def lists_are_json(store: RecordStore) -> Findings:
    found = store.read("/statements", attachments="false") if is_list(store.listed) else store.listed
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status)
    elif found.media_type != "application/json":
        yield Finding(found.where(), received=capped(found.media_type or ""))


@check("IFC-LRS-009")
def lists_say_until_when_they_are_complete(store: RecordStore) -> Findings:
    text = store.listed.header(CONSISTENT)
    if text is None:
        yield Finding(store.listed.where(), "missing")
    elif not is_timestamp(text):
        yield Finding(store.listed.where(), received=capped(text))


@check("IFC-LRS-010")
def no_statement_is_an_empty_list(store: RecordStore) -> Findings:
    for _ in store.first:
        found = store.read("/statements", verb=NO_VERB)
        if not is_list(found):
            yield Finding(found.where(), "status", received=found.status)
        elif found.member["statements"]:
            yield Finding(found.where("/statements"), received=len(found.member["statements"]))


@check("IFC-LRS-011")
def statements_are_filtered_by_verb(store: RecordStore) -> Findings:
    for verb in store.told_apart:
        found = store.read("/statements", verb=verb)
        others = [verb_of(each) for each in statements_of(found) if verb_of(each) != verb and not _refers(each)]
        if not is_list(found):
            yield Finding(found.where(), "status", received=found.status)
        elif others:
            yield Finding(found.where("/statements"), received=capped(others[0]), expected=capped(verb))
        elif not any(verb_of(each) == verb for each in statements_of(found)):
            yield Finding(found.where("/statements"), "none", verb=capped(verb))


def _refers(statement: dict[str, Any]) -> bool:
    """Whether it is about another statement, which may have the verb."""
    return object_or_empty(statement.get("object")).get("objectType") == "StatementRef"


@check("IFC-LRS-012")
def a_statement_is_at_its_id(store: RecordStore) -> Findings:
    for statement in store.first:
        found = store.single(statement)
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status)
        elif found.member.get("id") != statement["id"]:
            received = capped(json.dumps(found.member.get("id")))
            yield Finding(found.where("/id"), received=received, expected=json.dumps(capped(statement["id"])))


@check("IFC-LRS-013")
def unknown_statements_are_not_found(store: RecordStore) -> Findings:
    for _ in store.found:
        if store.unknown.status != 404:
            yield Finding(store.unknown.where(), received=store.unknown.status)


@check("IFC-LRS-014")
def two_ids_are_refused(store: RecordStore) -> Findings:
    for statement in store.found:
        yield from _accepted(store.read("/statements", statementId=statement["id"], voidedStatementId=UNKNOWN))


@check("IFC-LRS-015")
def an_id_with_a_filter_is_refused(store: RecordStore) -> Findings:
    for statement in store.found:
        yield from _accepted(store.read("/statements", statementId=statement["id"], limit="1"))


@check("IFC-LRS-016")
def unknown_parameters_are_refused(store: RecordStore) -> Findings:
    if is_list(store.listed):
        yield from _accepted(store.read("/statements", conformanceUnknown="1"))


@check("IFC-LRS-017")
def parameters_in_another_case_are_refused(store: RecordStore) -> Findings:
    if is_list(store.listed):
        yield from _accepted(store.read("/statements", LIMIT="1"))


@check("IFC-LRS-018")
def broken_values_are_refused(store: RecordStore) -> Findings:
    if is_list(store.listed):
        yield from _accepted(store.read("/statements", agent='{"mbox": '))


def _accepted(found: Exchange) -> Findings:
    if found.status != REFUSED:
        yield Finding(found.where(), received=found.status)


@check("IFC-LRS-019")
def the_limit_is_kept(store: RecordStore) -> Findings:
    for _ in store.several[:1]:
        found = store.read("/statements", limit="1")
        if not is_list(found):
            yield Finding(found.where(), "status", received=found.status)
        elif len(found.member["statements"]) > 1:
            yield Finding(found.where("/statements"), received=len(found.member["statements"]))


@check("IFC-LRS-020")
def more_leads_to_further_statements(store: RecordStore) -> Findings:
    seen: set[str] = set()
    for page, ids in store.walked:
        if not is_list(page):
            yield Finding(page.where(), "status", received=page.status)
        for each in ids:
            if each in seen:
                yield Finding(page.where("/statements"), received=capped(each))
            seen.add(each)
    if len(store.walked) == 1 and is_list(store.walked[0][0]) and len(seen) < len(store.statements):
        yield Finding(store.walked[0][0].where("/more"), "end", received=len(seen), expected=len(store.statements))


@check("IFC-LRS-021")
def statements_come_in_order(store: RecordStore) -> Findings:
    if len(store.several) < LEAST:
        return
    for found, downwards in ((store.listed, True), (store.ascending, False)):
        if not is_list(found):
            yield Finding(found.where(), "status", received=found.status)
        times = [(at, _time(each.get("stored"))) for at, each in enumerate(statements_of(found))]
        for (_, one), (at, other) in pairwise((at, time) for at, time in times if time is not None):
            if one < other if downwards else one > other:
                yield Finding(found.where(f"/statements/{at}/stored"), "down" if downwards else "up")
                break


def _time(text: Any) -> int | None:
    """The time that a text says, in microseconds; None for any other value."""
    found = read_time(text) if isinstance(text, str) else None
    return None if found is None else found.first.moment


@check("IFC-LRS-022")
def head_is_answered_as_get(store: RecordStore) -> Findings:
    if not is_list(store.listed):
        return
    found = store.read("/statements", method="HEAD")
    if found.status != store.listed.status:
        yield Finding(found.where(), received=found.status, expected=store.listed.status)
    elif found.header("x-experience-api-version") != store.listed.header("x-experience-api-version"):
        yield Finding(found.where(), "header")
