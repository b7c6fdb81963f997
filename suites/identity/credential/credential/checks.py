"""Checks of credentials (Verifiable Credentials Data Model 2.0)."""

from __future__ import annotations

import re

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json_schema import kind_of
from conformance_suites.identity.credential.reader import rules
from conformance_suites.identity.credential.reader.documents import CREDENTIAL, Places, items, types_of
from conformance_suites.identity.credential.reader.times import instant

from .view import FORMER, PERIOD, TYPED, Credentials

LINKED = ("linked", "meanings")
DIGESTS = {
    # A hash-expression of Subresource Integrity, and a multihash in a multibase encoding (Data Integrity 1.0, 2.3).
    "digestSRI": re.compile(r"sha(?:256-[A-Za-z0-9+/_-]{43}=?|384-[A-Za-z0-9+/_-]{64}|512-[A-Za-z0-9+/_-]{86}(?:==)?)"),
    "digestMultibase": re.compile(r"[A-Za-z0-9][A-Za-z0-9+/_-]{24,}=*"),
}
WORDS = ("@value", "@language", "@direction")


@check("ID-VC-001")
def text_is_one_object(document: Credentials) -> Findings:
    yield from rules.one_object(document, "credentials")


@check("ID-VC-002")
def names_are_unique(document: Credentials) -> Findings:
    yield from rules.unique_names(document)


@check("ID-VC-003")
def the_base_context_is_first(document: Credentials) -> Findings:
    yield from rules.base_context_first(document.credentials, "contexts", *LINKED)


@check("ID-VC-004")
def contexts_are_urls_or_maps(document: Credentials) -> Findings:
    yield from rules.contexts_are_urls_or_maps(document.credentials, *LINKED)


@check("ID-VC-005")
def protected_terms_stay(document: Credentials) -> Findings:
    yield from rules.protected_terms_stay(document.linked, "meanings")


@check("ID-VC-006")
def linked_data_is_valid(document: Credentials) -> Findings:
    yield from rules.linked_data_is_valid(document.linked, document.mistyped, "meanings")


@check("ID-VC-007")
def types_are_there(document: Credentials) -> Findings:
    yield from rules.types_are_there(document.credentials, "types", "meanings")


@check("ID-VC-008")
def type_is_credential(document: Credentials) -> Findings:
    yield from rules.type_is_among(document.types, CREDENTIAL, "meanings")


@check("ID-VC-009")
def types_are_defined(document: Credentials) -> Findings:
    yield from rules.types_are_defined(document.meanings)


@check("ID-VC-010")
def a_type_says_more(document: Credentials) -> Findings:
    for pointer, value in document.types:
        if set(types_of(value)) == {CREDENTIAL}:
            yield Finding(f"{pointer}/type")


@check("ID-VC-011")
def identifiers_are_urls(document: Credentials) -> Findings:
    yield from rules.identifiers_are_urls(document.identifiers)


@check("ID-VC-012")
def issuers_are_urls(document: Credentials) -> Findings:
    for pointer, value in document.credentials:
        if "issuer" not in value:
            yield Finding(pointer, "missing")
        else:
            yield from rules.party_is_a_url(f"{pointer}/issuer", value["issuer"])


@check("ID-VC-013")
def subjects_are_there(document: Credentials) -> Findings:
    for pointer, value in document.credentials:
        if "credentialSubject" not in value:
            yield Finding(pointer, "missing").cutting("subjects")
        elif value["credentialSubject"] == []:
            yield Finding(f"{pointer}/credentialSubject", "none").cutting("subjects")
        for place, given in items(f"{pointer}/credentialSubject", value):
            if not isinstance(given, dict):
                yield Finding(place, received=kind_of(given)).cutting("subjects")


@check("ID-VC-014")
def subjects_have_claims(document: Credentials) -> Findings:
    for pointer, value in document.subjects:
        if not value:
            yield Finding(pointer)


@check("ID-VC-015")
def limits_are_points_in_time(document: Credentials) -> Findings:
    for pointer, given in document.periods:
        if not isinstance(given, str):
            yield Finding(pointer, "type", received=kind_of(given)).cutting("bounded")
        elif instant(given) is None:
            yield Finding(pointer, received=capped(given)).cutting("bounded")


@check("ID-VC-016")
def the_period_does_not_end_before_it_starts(document: Credentials) -> Findings:
    for pointer, value in document.bounded:
        start, end = (instant(value[name]) for name in PERIOD)
        if start is not None and end is not None and start > end:
            yield Finding(f"{pointer}/{PERIOD[1]}", received=value[PERIOD[1]], start=value[PERIOD[0]])


@check("ID-VC-017")
def objects_have_types(document: Credentials) -> Findings:
    yield from rules.objects_have_types(document.typed, *TYPED)


@check("ID-VC-018")
def schemas_are_identified(document: Credentials) -> Findings:
    for pointer, value in document.schemas:
        if "id" not in value:
            yield Finding(pointer)


@check("ID-VC-019")
def names_and_descriptions_are_words(document: Credentials) -> Findings:
    for pointer, given in document.words:
        if isinstance(given, dict):
            if not isinstance(given.get("@value"), str):
                yield Finding(pointer, "value")
            for name in given:
                if name not in WORDS:
                    yield Finding(pointer, "member", name=capped(name))
        elif not isinstance(given, str):
            yield Finding(pointer, received=kind_of(given))


@check("ID-VC-020")
def resources_are_told_apart(document: Credentials) -> Findings:
    first: dict[str, str] = {}
    for pointer, given in document.resources:
        if not isinstance(given, dict):
            yield Finding(pointer, "type", received=kind_of(given))
        elif "id" not in given:
            yield Finding(pointer, "missing")
        elif isinstance(name := given["id"], str):
            around = f"{pointer.partition('/relatedResource')[0]} {name}"
            other = first.setdefault(around, pointer)
            if other != pointer:
                yield Finding(f"{pointer}/id", received=capped(name), other=other)


@check("ID-VC-021")
def resources_have_a_digest(document: Credentials) -> Findings:
    for pointer, given in document.resources:
        if not isinstance(given, dict):
            continue
        found = [(name, part) for name in DIGESTS for part in items(f"/{name}", given)]
        if not found:
            yield Finding(pointer)
        for name, (place, digest) in found:
            if not isinstance(digest, str) or not DIGESTS[name].fullmatch(digest):
                received = capped(digest) if isinstance(digest, str) else kind_of(digest)
                yield Finding(f"{pointer}{place}", "form", received=received)


@check("ID-VC-022")
def no_dates_of_the_former_model(document: Credentials) -> Findings:
    for pointer, value in document.credentials:
        for name, instead in zip(FORMER, PERIOD, strict=True):
            if name in value:
                yield Finding(f"{pointer}/{name}", name=name, instead=instead)


@check("ID-VC-023")
def terms_are_defined(document: Credentials) -> Findings:
    # The context of undefined terms defines all, so that none is left where it is the last.
    for each in document.meanings:
        places = Places(each.found)
        for name in each.undefined_terms:
            if name not in FORMER:
                yield Finding(places.of(name), name=capped(name))


@check("ID-VC-024")
def no_default_vocabulary(document: Credentials) -> Findings:
    for pointer, value in document.maps:
        if isinstance(value.get("@vocab"), str):
            yield Finding(f"{pointer}/@vocab", received=capped(value["@vocab"]))


@check("ID-VC-025")
def proofs_have_types(document: Credentials) -> Findings:
    yield from rules.objects_have_types(document.proven, "proof")
