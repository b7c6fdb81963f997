"""Checks of credentials and presentations secured with JOSE (VC-JOSE-COSE, 3.1 and 4; RFC 7515; RFC 7519)."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, capped, check
from conformance_suites.identity.did.reader.identifiers import did_url_error
from conformance_suites.identity.jose.reader import rules
from conformance_suites.identity.jose.reader.claims import FORMER
from conformance_suites.identity.jose.reader.compact import claims_in, media_type
from conformance_suites.identity.jose.reader.keys import did_of, key_url

from .view import DID, Envelope

MEMBERS = (
    *("readable", "modelled", "claimed", "signing", "content_typed", "by_did", "identified", "naming_did", "issuing"),
    *("critical", "paired", "dated", "limited", "repeated", "named", "keyed", "claiming", "documents"),
)
KEYS = ("named", "keyed")


@check("ID-JOS-001")
def a_token_has_three_parts(document: Envelope) -> Findings:
    yield from rules.three_parts(document.token, "headers", "payloads", *MEMBERS)


@check("ID-JOS-002")
def the_header_is_one_object(document: Envelope) -> Findings:
    yield from rules.one_object(document.headers, *MEMBERS)


@check("ID-JOS-003")
def the_payload_is_one_object(document: Envelope) -> Findings:
    yield from rules.one_object(document.payloads, *MEMBERS)


@check("ID-JOS-004")
def the_algorithm_is_there(document: Envelope) -> Findings:
    yield from rules.algorithm_is_there(document.readable, "signing", *KEYS)


@check("ID-JOS-005")
def the_algorithm_protects(document: Envelope) -> Findings:
    yield from rules.algorithm_protects(document.signing, *KEYS)


@check("ID-JOS-006")
def the_algorithm_has_a_private_key(document: Envelope) -> Findings:
    yield from rules.algorithm_has_a_private_key(document.signing, *KEYS)


@check("ID-JOS-007")
def header_members_have_their_types(document: Envelope) -> Findings:
    yield from rules.header_members_have_their_types(document.readable, "identified", "naming_did", *KEYS)


@check("ID-JOS-008")
def critical_members_are_there(document: Envelope) -> Findings:
    yield from rules.critical_members_are_there(document.critical)


@check("ID-JOS-009")
def no_claims_of_the_former_model(document: Envelope) -> Findings:
    for jws in document.modelled:
        for name in FORMER:
            if name in jws.payload:
                yield Finding(f"/payload/{name}", name=name).cutting("claimed", "documents")


def _is_type(given: str, expected: str) -> bool:
    """Whether a media type is the expected one, or a more specific one (VC-JOSE-COSE, 3.1.1)."""
    return given == expected or given.endswith(f"+{expected}")


@check("ID-JOS-010")
def the_type_is_told(document: Envelope) -> Findings:
    expected = "vp+jwt" if document.presents else "vc+jwt"
    for jws in document.claimed:
        if "typ" not in jws.header:
            yield Finding("/header", "missing", expected=expected)
        elif document.typ is not None and not _is_type(document.typ, expected):
            yield Finding("/header/typ", received=capped(jws.header["typ"]), expected=expected)


@check("ID-JOS-011")
def the_content_type_is_that_of_the_payload(document: Envelope) -> Findings:
    expected = "vp" if document.presents else "vc"
    for jws in document.content_typed:
        given = media_type(jws.header["cty"])
        if given is not None and not _is_type(given, expected):
            yield Finding("/header/cty", received=capped(jws.header["cty"]), expected=expected)


@check("ID-JOS-012")
def keys_of_dids_are_named(document: Envelope) -> Findings:
    for jws in document.by_did:
        if "kid" not in jws.header:
            yield Finding("/header")


@check("ID-JOS-013")
def keys_of_dids_are_urls(document: Envelope) -> Findings:
    for jws in document.identified:
        given = jws.header["kid"]
        if not given.startswith(DID) or did_url_error(given) is not None or not any(sign in given for sign in "#/?"):
            yield Finding("/header/kid", received=capped(given))


@check("ID-JOS-014")
def the_key_is_that_of_the_party(document: Envelope) -> Findings:
    for jws in document.naming_did:
        did = did_of(key_url(jws, document.party) or "")
        if did != document.party:
            place = "/header/kid" if "kid" in jws.header else "/header"
            yield Finding(place, received=capped(did), expected=capped(document.party or ""))


@check("ID-JOS-015")
def the_claimed_issuer_is_the_party(document: Envelope) -> Findings:
    for jws in document.issuing:
        for place, _, given in claims_in(jws, "iss"):
            if isinstance(given, str) and given != document.party:
                yield Finding(place, received=capped(given), expected=capped(document.party or ""))


@check("ID-JOS-016")
def claims_agree_with_members(document: Envelope) -> Findings:
    for place, given, other in document.paired:
        if isinstance(given, str) and given != other:
            yield Finding(place, received=capped(given), expected=capped(other))


@check("ID-JOS-017")
def no_start_of_the_signature(document: Envelope) -> Findings:
    for jws in document.claimed:
        if "nbf" in jws.payload:
            yield Finding("/payload/nbf")


@check("ID-JOS-018")
def dates_are_numbers(document: Envelope) -> Findings:
    yield from rules.dates_are_numbers(document.dated, "limited")


@check("ID-JOS-019")
def the_signature_ends_after_its_start(document: Envelope) -> Findings:
    yield from rules.ends_after_its_start(document.limited)


@check("ID-JOS-020")
def repeated_claims_are_equal(document: Envelope) -> Findings:
    for place, header, payload in document.repeated:
        if header != payload:
            yield Finding(place)


@check("ID-JOS-021")
def keys_are_public(document: Envelope) -> Findings:
    yield from rules.keys_are_public(document.named, "keyed")


@check("ID-JOS-022")
def fragments_name_the_key(document: Envelope) -> Findings:
    yield from rules.fragments_name_the_key(document.named)


@check("ID-JOS-023")
def keys_fit_the_algorithm(document: Envelope) -> Findings:
    yield from rules.keys_fit_the_algorithm(document.keyed)
    yield from rules.keys_are_for_the_signature(document.keyed)


@check("ID-JOS-024")
def signatures_verify(document: Envelope) -> Findings:
    yield from rules.signatures_verify(document.keyed, "ID-JOS-023")


@check("ID-JOS-025")
def claims_have_their_types(document: Envelope) -> Findings:
    yield from rules.claims_have_their_types(document.claiming, "issuing", "paired")
