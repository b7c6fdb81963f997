"""Checks of presentations (Verifiable Credentials Data Model 2.0, 4.13)."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json_schema import kind_of
from conformance_suites.identity.credential.reader import rules
from conformance_suites.identity.credential.reader.documents import (
    BASE,
    CREDENTIAL,
    ENVELOPED,
    PRESENTATION,
    Places,
    contexts_of,
    types_of,
)
from conformance_suites.identity.credential.reader.linked_data import CONTEXTS

from .view import DATA, TYPED, Presentation, is_data_url, party

LINKED = ("linked", "meanings")
KNOWN = frozenset(CONTEXTS)
"""The contexts whose terms are known: of these only the base context defines those of an envelope."""
SECURED = ("application/vc+jwt", "application/vc+sd-jwt", "application/vc+cose")


@check("ID-VP-001")
def the_base_context_is_first(document: Presentation) -> Findings:
    yield from rules.base_context_first(document.presentations, "contexts", *LINKED)


@check("ID-VP-002")
def contexts_are_urls_or_maps(document: Presentation) -> Findings:
    yield from rules.contexts_are_urls_or_maps(document.presentations, *LINKED)


@check("ID-VP-003")
def protected_terms_stay(document: Presentation) -> Findings:
    yield from rules.protected_terms_stay(document.linked, "meanings")


@check("ID-VP-004")
def linked_data_is_valid(document: Presentation) -> Findings:
    yield from rules.linked_data_is_valid(document.linked, document.mistyped, "meanings")


@check("ID-VP-005")
def types_are_there(document: Presentation) -> Findings:
    yield from rules.types_are_there(document.presentations, "types", "meanings")


@check("ID-VP-006")
def type_is_presentation(document: Presentation) -> Findings:
    yield from rules.type_is_among(document.types, PRESENTATION, "meanings")


@check("ID-VP-007")
def types_are_defined(document: Presentation) -> Findings:
    yield from rules.types_are_defined(document.meanings)


@check("ID-VP-008")
def identifiers_are_urls(document: Presentation) -> Findings:
    yield from rules.identifiers_are_urls(document.identifiers)


@check("ID-VP-009")
def objects_are_presented(document: Presentation) -> Findings:
    for pointer, given in document.presented:
        if not isinstance(given, dict):
            yield Finding(pointer, received=kind_of(given))


@check("ID-VP-010")
def credentials_are_presented(document: Presentation) -> Findings:
    for pointer, value in document.presented_objects:
        types = types_of(value)
        if not {CREDENTIAL, ENVELOPED} & set(types):
            yield Finding(pointer, received=[capped(each) for each in types], expected=[CREDENTIAL, ENVELOPED])


@check("ID-VP-011")
def envelopes_name_their_context(document: Presentation) -> Findings:
    for pointer, value in document.enveloped:
        if "@context" not in value:
            yield Finding(pointer, "missing")
        elif not any(each == BASE or each not in KNOWN for each in map(_address, contexts_of(value))):
            yield Finding(f"{pointer}/@context")


def _address(context: object) -> str:
    """The URL of a context; an address of nothing for a map, which may define the terms itself."""
    return context if isinstance(context, str) else ""


@check("ID-VP-012")
def envelopes_are_data_urls(document: Presentation) -> Findings:
    for pointer, value in document.enveloped:
        given = value.get("id")
        if "id" not in value:
            yield Finding(pointer, "missing")
        elif not isinstance(given, str):
            yield Finding(f"{pointer}/id", "type", received=kind_of(given))
        elif not is_data_url(given):
            yield Finding(f"{pointer}/id", received=capped(given))


@check("ID-VP-013")
def envelopes_name_what_is_in_them(document: Presentation) -> Findings:
    for pointer, given in document.addresses:
        media_type = given[len(DATA) :].partition(",")[0].partition(";")[0].lower()
        if media_type not in SECURED:
            yield Finding(pointer, received=capped(media_type), expected=list(SECURED))


@check("ID-VP-014")
def presented_credentials_are_secured(document: Presentation) -> Findings:
    holder = party(document.root.get("holder"))
    for pointer, value in document.open:
        if "proof" not in value and (holder is None or party(value.get("issuer")) != holder):
            yield Finding(pointer)


@check("ID-VP-015")
def holders_are_urls(document: Presentation) -> Findings:
    for pointer, value in document.holding:
        yield from rules.party_is_a_url(f"{pointer}/holder", value["holder"])


@check("ID-VP-016")
def objects_have_types(document: Presentation) -> Findings:
    yield from rules.objects_have_types(document.typed, *TYPED)


@check("ID-VP-017")
def terms_are_defined(document: Presentation) -> Findings:
    for each in document.meanings:
        places = Places(each.found)
        for name in each.undefined_terms:
            yield Finding(places.of(name), name=capped(name))


@check("ID-VP-018")
def no_default_vocabulary(document: Presentation) -> Findings:
    for pointer, value in document.maps:
        if isinstance(value.get("@vocab"), str):
            yield Finding(f"{pointer}/@vocab", received=capped(value["@vocab"]))


@check("ID-VP-019")
def proofs_have_types(document: Presentation) -> Findings:
    yield from rules.objects_have_types(document.proven, "proof")
