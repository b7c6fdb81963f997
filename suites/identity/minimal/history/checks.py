"""Checks of what presentations say of a person: no more than was asked for, and nothing that links verifiers."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, Where, capped, check
from conformance.readers.json_schema import kind_of
from conformance.readers.json_values import object_or_empty
from conformance_suites.identity.minimal.reader.history import names_asked

from .view import BIRTH, History, host_of, is_presentation, is_within, keys, names, tokens

PARTS = ("items", "answers", "shown", "of_age", "ages_asked", "loaded", "by_key", "by_token", "by_name")


@check("ID-MIN-001")
def a_history_lists_presentations(document: History) -> Findings:
    for text in document.json_text:
        for problem in text.of_kind("bom", "utf8", "utf16", "syntax", "empty", "duplicate"):
            where = Where(pointer=problem.pointer or "", byte=problem.byte, line=problem.line)
            yield Finding(where, "text", received=capped(problem.detail or problem.kind)).cutting(*PARTS)
    for root in document.objects:
        listed = object_or_empty(root).get("presentations")
        if not isinstance(listed, list):
            yield Finding("").cutting(*PARTS)
    for pointer, each in document.items:
        if not is_presentation(pointer, each):
            yield Finding(pointer, "item").cutting(*PARTS)


@check("ID-MIN-002")
def only_what_is_asked_for_is_disclosed(document: History) -> Findings:
    for each in document.shown:
        for name in sorted(each.disclosed - each.asked):
            yield Finding(each.pointer, received=capped(name))


@check("ID-MIN-003")
def ages_are_answered_without_a_birth_date(document: History) -> Findings:
    for each in document.of_age:
        for name in sorted(each.clear & BIRTH - each.disclosed):
            yield Finding(each.pointer, received=name)


@check("ID-MIN-004")
def ages_are_asked_without_a_birth_date(document: History) -> Findings:
    for query in document.ages_asked:
        for name in sorted(BIRTH & {*names_asked(query)}):
            if not query.value.get("claim_sets"):
                yield Finding(query.pointer, received=name)


@check("ID-MIN-005")
def wallets_load_nothing_from_others(document: History) -> Findings:
    for pointer, address, host in document.loaded:
        if not address.startswith("data:") and not is_within(host_of(address), host):
            yield Finding(pointer, received=capped(address), host=capped(host))


@check("ID-MIN-006")
def keys_do_not_link_verifiers(document: History) -> Findings:
    for pointer, first, verifier in document.links(keys):
        yield Finding(pointer, first=first, verifier=capped(verifier))


@check("ID-MIN-007")
def tokens_do_not_link_verifiers(document: History) -> Findings:
    for pointer, first, verifier in document.links(tokens):
        yield Finding(pointer, first=first, verifier=capped(verifier))


@check("ID-MIN-008")
def identifiers_do_not_link_verifiers(document: History) -> Findings:
    for pointer, first, verifier in document.links(names):
        yield Finding(pointer, first=first, verifier=capped(verifier))


@check("ID-MIN-009")
def answers_belong_to_queries(document: History) -> Findings:
    for pointer, name, value, known in document.answers:
        if name not in known:
            yield Finding(pointer, received=capped(name))
        elif not isinstance(value, list) or not value or not all(isinstance(each, str | dict) for each in value):
            yield Finding(pointer, "form", received=kind_of(value))
