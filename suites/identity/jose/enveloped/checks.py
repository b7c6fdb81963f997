"""Checks of the tokens that a presentation envelopes (VC-JOSE-COSE, 3.1.1 and 3.1.2)."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, capped, check
from conformance_suites.identity.credential.reader.documents import CREDENTIAL, types_of
from conformance_suites.identity.data_integrity.reader.secured import party
from conformance_suites.identity.jose.reader import rules

from .view import Envelopes

KEYS = ("tokens_at_hand", "token_keys", "keyed_tokens")
READ = ("readable_tokens", "signed_tokens", "issued_tokens", *KEYS)


@check("ID-JOE-001")
def tokens_have_three_parts(document: Envelopes) -> Findings:
    for jws in document.tokens:
        yield from rules.three_parts(jws, "token_headers", "token_payloads", *READ)


@check("ID-JOE-002")
def headers_are_objects(document: Envelopes) -> Findings:
    yield from rules.one_object(document.token_headers, *READ)


@check("ID-JOE-003")
def payloads_are_objects(document: Envelopes) -> Findings:
    yield from rules.one_object(document.token_payloads, *READ)


@check("ID-JOE-004")
def payloads_are_credentials(document: Envelopes) -> Findings:
    for jws in document.readable_tokens:
        if CREDENTIAL not in types_of(jws.payload):
            yield Finding(jws.pointer, received=[capped(each) for each in types_of(jws.payload)], expected=CREDENTIAL)


@check("ID-JOE-005")
def algorithms_are_there(document: Envelopes) -> Findings:
    yield from rules.algorithm_is_there(document.readable_tokens, "signed_tokens", *KEYS)


@check("ID-JOE-006")
def algorithms_protect(document: Envelopes) -> Findings:
    yield from rules.algorithm_protects(document.signed_tokens, *KEYS)


@check("ID-JOE-007")
def algorithms_have_a_private_key(document: Envelopes) -> Findings:
    yield from rules.algorithm_has_a_private_key(document.signed_tokens, *KEYS)


@check("ID-JOE-008")
def claimed_issuers_are_the_issuers(document: Envelopes) -> Findings:
    for jws in document.issued_tokens:
        expected = party(jws.payload.get("issuer")) or ""
        if jws.payload["iss"] != expected:
            yield Finding(jws.pointer, received=capped(jws.payload["iss"]), expected=capped(expected))


@check("ID-JOE-009")
def keys_are_public(document: Envelopes) -> Findings:
    yield from rules.keys_are_public(document.token_keys, "keyed_tokens")


@check("ID-JOE-010")
def keys_fit_the_algorithm(document: Envelopes) -> Findings:
    yield from rules.keys_fit_the_algorithm(document.keyed_tokens)
    yield from rules.keys_are_for_the_signature(document.keyed_tokens)


@check("ID-JOE-011")
def enveloped_tokens_verify(document: Envelopes) -> Findings:
    yield from rules.signatures_verify(document.keyed_tokens, "ID-JOE-010")
    document.need_all()
