"""Checks of the signature of the issuer (RFC 9901, 4.1 and 7.1)."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, capped, check
from conformance_suites.identity.data_integrity.reader.secured import party
from conformance_suites.identity.jose.reader import rules
from conformance_suites.identity.jose.reader.claims import FORMER
from conformance_suites.identity.jose.reader.keys import did_of, key_url

from .view import Signed

KEYS = ("issuer_keys", "keyed")


@check("ID-SDS-001")
def the_algorithm_is_there(document: Signed) -> Findings:
    yield from rules.algorithm_is_there(document.readable, "signing", *KEYS)


@check("ID-SDS-002")
def the_algorithm_protects(document: Signed) -> Findings:
    yield from rules.algorithm_protects(document.signing, *KEYS)


@check("ID-SDS-003")
def the_algorithm_has_a_private_key(document: Signed) -> Findings:
    yield from rules.algorithm_has_a_private_key(document.signing, *KEYS)


@check("ID-SDS-004")
def header_members_have_their_types(document: Signed) -> Findings:
    yield from rules.header_members_have_their_types(document.readable, *KEYS)


@check("ID-SDS-005")
def critical_members_are_there(document: Signed) -> Findings:
    yield from rules.critical_members_are_there(document.critical)


@check("ID-SDS-006")
def claims_have_their_types(document: Signed) -> Findings:
    yield from rules.claims_have_their_types(document.claiming, "identified", "issuing", hidden=True)


@check("ID-SDS-007")
def the_key_is_that_of_the_issuer(document: Signed) -> Findings:
    for jws in document.identified:
        did = did_of(key_url(jws, document.issuer) or "")
        if did != document.issuer:
            yield Finding("/header/kid", received=capped(did), expected=capped(document.issuer or ""))


@check("ID-SDS-008")
def keys_are_public(document: Signed) -> Findings:
    yield from rules.keys_are_public(document.issuer_keys, "keyed")


@check("ID-SDS-009")
def fragments_name_the_key(document: Signed) -> Findings:
    yield from rules.fragments_name_the_key(document.issuer_keys)


@check("ID-SDS-010")
def keys_fit_the_algorithm(document: Signed) -> Findings:
    yield from rules.keys_fit_the_algorithm(document.keyed)
    yield from rules.keys_are_for_the_signature(document.keyed)


@check("ID-SDS-011")
def signatures_verify(document: Signed) -> Findings:
    yield from rules.signatures_verify(document.keyed, "ID-SDS-010")


@check("ID-SDS-012")
def no_claims_of_the_former_model(document: Signed) -> Findings:
    for jws in document.modelled:
        for name in FORMER:
            if name in jws.payload:
                yield Finding(f"/payload/{name}", name=name)


@check("ID-SDS-013")
def the_claim_names_the_same_issuer(document: Signed) -> Findings:
    for jws in document.issuing:
        issuer = party(jws.payload["issuer"])
        if jws.payload["iss"] != issuer:
            yield Finding("/payload/iss", received=capped(jws.payload["iss"]), expected=capped(issuer or ""))
