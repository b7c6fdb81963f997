"""Checks of the signature of the issuer and of key binding (RFC 9901, 4.1, 4.3 and 7)."""

from __future__ import annotations

from fractions import Fraction

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json_schema import kind_of
from conformance_suites.identity.jose.reader import rules
from conformance_suites.identity.jose.reader.compact import media_type

from .view import BINDING, Signed

KEYS = ("named", "keyed")
HOLDER = ("binding", "holding")
BOUND = ("bound", "hashed", "timely", *HOLDER)
TYPE = "kb+jwt"
LEEWAY = 300
"""Seconds by which clocks may differ: a few minutes (RFC 7519, 4.1.4)."""


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
def dates_are_numbers(document: Signed) -> Findings:
    yield from rules.dates_are_numbers(document.dated, "limited", "timely")


@check("ID-SDS-007")
def the_token_ends_after_its_start(document: Signed) -> Findings:
    yield from rules.ends_after_its_start(document.limited)


@check("ID-SDS-008")
def keys_are_public(document: Signed) -> Findings:
    yield from rules.keys_are_public(document.named, "keyed")


@check("ID-SDS-009")
def fragments_name_the_key(document: Signed) -> Findings:
    yield from rules.fragments_name_the_key(document.named)


@check("ID-SDS-010")
def keys_fit_the_algorithm(document: Signed) -> Findings:
    yield from rules.keys_fit_the_algorithm(document.keyed)


@check("ID-SDS-011")
def signatures_verify(document: Signed) -> Findings:
    yield from rules.signatures_verify(document.keyed, "ID-SDS-010")


@check("ID-SDS-012")
def a_binding_has_three_parts(document: Signed) -> Findings:
    for jws in document.bindings:
        yield from rules.three_parts(jws, "binding_texts", *BOUND)


@check("ID-SDS-013")
def a_binding_has_objects(document: Signed) -> Findings:
    yield from rules.one_object(document.binding_texts, *BOUND)


@check("ID-SDS-014")
def a_binding_is_typed(document: Signed) -> Findings:
    for jws in document.bound:
        given = jws.header.get("typ")
        if "typ" not in jws.header:
            yield Finding(f"{jws.pointer}/header", "missing", expected=TYPE)
        elif media_type(given) != TYPE:
            received = capped(given) if isinstance(given, str) else kind_of(given)
            yield Finding(f"{jws.pointer}/header/typ", received=received, expected=TYPE)


@check("ID-SDS-015")
def the_algorithm_of_a_binding_is_there(document: Signed) -> Findings:
    yield from rules.algorithm_is_there(document.bound, *HOLDER)


@check("ID-SDS-016")
def the_algorithm_of_a_binding_protects(document: Signed) -> Findings:
    yield from rules.algorithm_protects(document.binding, "holding")


@check("ID-SDS-017")
def the_algorithm_of_a_binding_has_a_private_key(document: Signed) -> Findings:
    yield from rules.algorithm_has_a_private_key(document.binding, "holding")


@check("ID-SDS-018")
def a_binding_has_its_claims(document: Signed) -> Findings:
    for jws in document.bound:
        for name in BINDING:
            if name not in jws.payload:
                yield Finding(f"{jws.pointer}/payload", name=name).cutting("hashed", "timely")


@check("ID-SDS-019")
def claims_of_a_binding_have_their_types(document: Signed) -> Findings:
    for jws in document.bound:
        for name in BINDING:
            given = jws.payload.get(name, 0 if name == BINDING[0] else "")
            right = rules.is_number(given) if name == BINDING[0] else isinstance(given, str)
            if not right:
                yield Finding(f"{jws.pointer}/payload/{name}", received=kind_of(given)).cutting("hashed", "timely")


@check("ID-SDS-020")
def a_binding_is_of_this_token(document: Signed) -> Findings:
    for jws in document.hashed:
        expected = document.token.digest_of(document.token.bound)
        if jws.payload["sd_hash"] != expected:
            received = capped(jws.payload["sd_hash"])
            yield Finding(f"{jws.pointer}/payload/sd_hash", received=received, expected=expected)


@check("ID-SDS-021")
def the_key_of_the_holder_is_named(document: Signed) -> Findings:
    if document.bound and document.readable:
        given = document.confirmation
        if given is None:
            yield Finding("/payload", "missing").cutting("confirmed", "holding")
        elif not isinstance(given, dict) or not given:
            yield Finding("/payload/cnf", received=kind_of(given)).cutting("confirmed", "holding")


@check("ID-SDS-022")
def keys_of_holders_are_public(document: Signed) -> Findings:
    yield from rules.keys_are_public(document.confirmed, "holding")


@check("ID-SDS-023")
def the_algorithm_of_a_binding_fits_the_key(document: Signed) -> Findings:
    yield from rules.keys_fit_the_algorithm(document.holding)


@check("ID-SDS-024")
def bindings_verify(document: Signed) -> Findings:
    yield from rules.signatures_verify(document.holding, "ID-SDS-023")


@check("ID-SDS-025")
def a_binding_is_made_while_the_token_is_valid(document: Signed) -> Findings:
    payload = document.token.payload
    for jws in document.timely:
        made = jws.payload["iat"]
        for name in ("nbf", "exp"):
            limit = payload.get(name)
            if not rules.is_number(limit):
                continue
            outside = Fraction(limit) - Fraction(made) if name == "nbf" else Fraction(made) - Fraction(limit)
            if outside > LEEWAY:
                yield Finding(f"{jws.pointer}/payload/iat", name=name, received=made, limit=limit)
