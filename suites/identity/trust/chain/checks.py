"""Checks of chains of entity statements (OpenID Federation 1.0, 4, 6 and 10)."""

from __future__ import annotations

import json

from conformance.authoring import Finding, Findings, Where, capped, check
from conformance.readers.json_schema import kind_of
from conformance_suites.identity.trust.reader.names import host_of, is_named
from conformance_suites.identity.trust.reader.statement import is_signed

from .view import TrustChain

OF_STATEMENTS = (
    *("statements", "subjects", "between", "ends", "neighbours", "links", "signed", "keyed", "hinting", "superiors"),
    *("limited", "naming", "policies", "broken", "dated"),
)
PARTS = ("items", "tokens", *OF_STATEMENTS)


@check("ID-FTC-001")
def a_chain_is_an_array_of_texts(document: TrustChain) -> Findings:
    for text in document.json_text:
        for problem in text.of_kind("bom", "utf8", "utf16", "syntax", "empty"):
            where = Where(pointer="", byte=problem.byte, line=problem.line)
            yield Finding(where, "text", received=capped(problem.detail or problem.kind)).cutting(*PARTS)
        if text.usable and not (isinstance(text.document, list) and text.document):
            yield Finding("", received=kind_of(text.document)).cutting(*PARTS)
    for pointer, each in document.items:
        if not isinstance(each, str):
            yield Finding(pointer, "item", received=kind_of(each)).cutting(*PARTS)
        elif each != each.strip():
            yield Finding(pointer, "blank").cutting(*PARTS)


@check("ID-FTC-002")
def the_first_statement_is_the_subjects(document: TrustChain) -> Findings:
    for each in document.subjects:
        if not each.is_configuration:
            yield Finding("/0", received=capped(each.text("iss") or ""), expected=capped(each.text("sub") or ""))


@check("ID-FTC-003")
def superiors_follow(document: TrustChain) -> Findings:
    for each in document.between:
        if each.is_configuration:
            yield Finding(each.jws.pointer, received=capped(each.text("iss") or ""))


@check("ID-FTC-004")
def each_statement_is_about_the_issuer_before(document: TrustChain) -> Findings:
    for below, above in document.neighbours:
        issuer, subject = below.text("iss") or "", above.text("sub") or ""
        if issuer != subject:
            cut = ("hinting", "broken", "limited", "naming", "policies")
            yield Finding(above.place("sub"), received=capped(subject), expected=capped(issuer)).cutting(*cut)


@check("ID-FTC-005")
def no_entity_comes_twice(document: TrustChain) -> Findings:
    seen: dict[tuple[bool, str], str] = {}
    for each in document.statements:
        about = (each.is_configuration, each.text("sub") or "")
        if about in seen:
            yield Finding(each.place("sub"), received=capped(about[1]), first=seen[about])
        seen.setdefault(about, each.place("sub"))


@check("ID-FTC-006")
def superiors_vouch_for_keys(document: TrustChain) -> Findings:
    for (below, _), found in document.signed:
        if found is None:
            yield Finding(f"{below.jws.pointer}/header/kid", received=capped(below.kid)).cutting("keyed")


@check("ID-FTC-007")
def statements_verify(document: TrustChain) -> Findings:
    for each, key in document.keyed:
        if not is_signed(each.jws, key):
            yield Finding(f"{each.jws.pointer}/signature")


@check("ID-FTC-008")
def the_subject_knows_its_superior(document: TrustChain) -> Findings:
    for below, above in document.hinting:
        issuer = above.text("iss") or ""
        if not above.is_configuration and issuer not in below.hinted("authority_hints"):
            place = below.place("authority_hints") if "authority_hints" in below.claims else "/0/payload"
            yield Finding(place, expected=capped(issuer))


@check("ID-FTC-009")
def policies_can_be_merged(document: TrustChain) -> Findings:
    for each in document.policies:
        for pointer, name, _ in each.unmerged:
            yield Finding(pointer, name=name)


@check("ID-FTC-010")
def merged_policies_go_together(document: TrustChain) -> Findings:
    for each in document.policies:
        for pointer, one, other in each.together:
            yield Finding(pointer, one=one, other=other)


@check("ID-FTC-011")
def the_subject_obeys_the_policy(document: TrustChain) -> Findings:
    for subject, broken in document.broken:
        for kind, name, operator, received in broken:
            place, where = subject.place("metadata"), f"{kind}/{name}"
            if operator == "essential":
                yield Finding(place, "missing", name=capped(where))
            else:
                yield Finding(
                    place,
                    name=capped(where),
                    operator=operator,
                    received=capped(json.dumps(received)),
                )


@check("ID-FTC-012")
def paths_are_short_enough(document: TrustChain) -> Findings:
    for longest, below, each in document.limited:
        if below > longest:
            yield Finding(f"{each.place('constraints')}/max_path_length", received=below, expected=longest)


@check("ID-FTC-013")
def entities_have_permitted_names(document: TrustChain) -> Findings:
    for each, below, permitted, excluded in document.naming:
        for identifier in below:
            host = host_of(identifier)
            if is_named(host, excluded) or (permitted and not is_named(host, permitted)):
                yield Finding(f"{each.place('constraints')}/naming_constraints", received=capped(identifier))


@check("ID-FTC-014")
def statements_hold_at_the_same_time(document: TrustChain) -> Findings:
    for statements in document.dated:
        issued = max(each.issued for each in statements)
        first = min(statements, key=lambda each: each.expires)
        if first.expires <= issued:
            yield Finding(first.statement.place("exp"), received=first.expires, issued=issued)


@check("ID-FTC-015")
def chains_end_with_their_anchor(document: TrustChain) -> Findings:
    for each in document.ends:
        if not each.is_configuration:
            received, subject = each.text("iss") or "", each.text("sub") or ""
            yield Finding(each.jws.pointer, received=capped(received), subject=capped(subject))
