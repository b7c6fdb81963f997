"""Checks of queries that a schema cannot express."""

from __future__ import annotations

import json
from typing import Any

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json_document import object_findings

from .view import Query


@check("ID-DCQ-001")
def a_query_is_an_object(query: Query) -> Findings:
    yield from (each for each in object_findings(query.json_text) if each.template != "duplicate")


@check("ID-DCQ-002")
def names_are_unique(query: Query) -> Findings:
    for text in query.json_members:
        for problem in text.of_kind("duplicate"):
            yield Finding(problem.pointer or "", received=capped(problem.detail))


def _twice(names: list[tuple[str, Any]]) -> Findings:
    """Finds a value again that was at an earlier place."""
    seen: dict[Any, str] = {}
    for place, name in names:
        if name in seen:
            yield Finding(place, received=capped(name), first=seen[name])
        seen.setdefault(name, place)


@check("ID-DCQ-005")
def credentials_are_told_apart(query: Query) -> Findings:
    yield from _twice([(f"{each.pointer}/id", each.name) for each in query.identified])


@check("ID-DCQ-015")
def paths_into_mobile_documents_have_two_names(query: Query) -> Findings:
    for claim in query.mdoc_claims:
        path = claim.path or []
        if len(path) != 2 or not all(isinstance(each, str) for each in path):
            yield Finding(f"{claim.pointer}/path", received=capped(json.dumps(path, ensure_ascii=False)))


@check("ID-DCQ-016")
def claims_are_asked_for_once(query: Query) -> Findings:
    for each in query.claiming:
        paths = [(f"{claim.pointer}/path", claim.path) for claim in each.listed("claims") if claim.path]
        yield from _twice([(place, json.dumps(path, ensure_ascii=False)) for place, path in paths])


@check("ID-DCQ-018")
def claims_are_told_apart(query: Query) -> Findings:
    for each in query.named_claims:
        claims = each.listed("claims")
        yield from _twice([(f"{claim.pointer}/id", claim.name) for claim in claims if claim.name is not None])


@check("ID-DCQ-019")
def alternatives_need_identifiers(query: Query) -> Findings:
    for each in query.choosing:
        for claim in each.listed("claims"):
            if "id" not in claim.value:
                yield Finding(claim.pointer)


@check("ID-DCQ-022")
def alternatives_name_claims(query: Query) -> Findings:
    for each in query.claim_references:
        if each.name not in each.known:
            yield Finding(each.pointer, received=capped(each.name))


@check("ID-DCQ-025")
def options_name_credentials(query: Query) -> Findings:
    for each in query.credential_references:
        if each.name not in each.known:
            yield Finding(each.pointer, received=capped(each.name))
