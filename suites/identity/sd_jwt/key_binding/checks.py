"""Checks of key binding (RFC 9901, 4.3 and 7.3)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json_schema import kind_of
from conformance.readers.json_values import is_number
from conformance_suites.identity.jose.reader import rules
from conformance_suites.identity.jose.reader.compact import media_type

from .view import BINDING, Bound

HOLDER = ("binding", "holding")
BOUND = ("bound", "hash_bound", "timely", *HOLDER)
LOST = {"iat": "timely", "sd_hash": "hash_bound"}
"""By claim: what cannot be judged without it."""
TYPE = "kb+jwt"
LEEWAY = 300
"""Seconds by which clocks may differ: a few minutes (RFC 7519, 4.1.4)."""


@check("ID-SDK-001")
def a_binding_has_three_parts(document: Bound) -> Findings:
    for jws in document.bindings:
        yield from rules.three_parts(jws, "binding_texts", *BOUND)


@check("ID-SDK-002")
def a_binding_has_objects(document: Bound) -> Findings:
    yield from rules.one_object(document.binding_texts, *BOUND)


@check("ID-SDK-003")
def a_binding_is_typed(document: Bound) -> Findings:
    for jws in document.bound:
        given = jws.header.get("typ")
        if "typ" not in jws.header:
            yield Finding(f"{jws.pointer}/header", "missing", expected=TYPE)
        elif media_type(given) != TYPE:
            received = capped(given) if isinstance(given, str) else kind_of(given)
            yield Finding(f"{jws.pointer}/header/typ", received=received, expected=TYPE)


@check("ID-SDK-004")
def the_algorithm_of_a_binding_is_there(document: Bound) -> Findings:
    yield from rules.algorithm_is_there(document.bound, *HOLDER)


@check("ID-SDK-005")
def the_algorithm_of_a_binding_protects(document: Bound) -> Findings:
    yield from rules.algorithm_protects(document.binding, "holding")


@check("ID-SDK-006")
def the_algorithm_of_a_binding_has_a_private_key(document: Bound) -> Findings:
    yield from rules.algorithm_has_a_private_key(document.binding, "holding")


@check("ID-SDK-007")
def a_binding_has_its_claims(document: Bound) -> Findings:
    for jws in document.bound:
        for name in BINDING:
            if name not in jws.payload:
                yield _without(name, Finding(f"{jws.pointer}/payload", name=name))


@check("ID-SDK-008")
def claims_of_a_binding_have_their_types(document: Bound) -> Findings:
    for jws in document.bound:
        for name in BINDING:
            given = jws.payload.get(name)
            right = is_number(given) if name == "iat" else isinstance(given, str)
            if name in jws.payload and not right:
                yield _without(name, Finding(f"{jws.pointer}/payload/{name}", received=kind_of(given)))


def _without(claim: str, finding: Finding) -> Finding:
    return finding.cutting(LOST[claim]) if claim in LOST else finding


@check("ID-SDK-009")
def a_binding_is_of_this_token(document: Bound) -> Findings:
    for jws in document.hash_bound:
        document.need_readable()
        expected = document.token.digest_of(document.token.bound)
        if jws.payload["sd_hash"] != expected:
            received = capped(jws.payload["sd_hash"])
            yield Finding(f"{jws.pointer}/payload/sd_hash", received=received, expected=expected)


@check("ID-SDK-010")
def the_key_of_the_holder_is_named(document: Bound) -> Findings:
    if document.bound:
        document.need_readable()
        if not document.confirming:
            yield Finding("/payload")


@check("ID-SDK-011")
def confirmations_are_objects(document: Bound) -> Findings:
    for given in document.confirming:
        if not isinstance(given, dict) or not given:
            yield Finding("/payload/cnf", received=kind_of(given)).cutting("confirmed", "holding")


@check("ID-SDK-012")
def keys_of_holders_are_public(document: Bound) -> Findings:
    yield from rules.keys_are_public(document.confirmed, "holding")


@check("ID-SDK-013")
def the_algorithm_of_a_binding_fits_the_key(document: Bound) -> Findings:
    yield from rules.keys_fit_the_algorithm(document.holding)
    yield from rules.keys_are_for_the_signature(document.holding)


@check("ID-SDK-014")
def bindings_verify(document: Bound) -> Findings:
    yield from rules.signatures_verify(document.holding, "ID-SDK-013")


@check("ID-SDK-015")
def a_binding_is_made_while_the_token_is_valid(document: Bound) -> Findings:
    payload = document.claims
    for jws in document.timely:
        made = jws.payload["iat"]
        for name in rules.DATES:
            limit: Any = payload.get(name)
            if not is_number(limit):
                continue
            outside = Fraction(limit) - Fraction(made) if name != "exp" else Fraction(made) - Fraction(limit)
            if outside > LEEWAY:
                yield Finding(f"{jws.pointer}/payload/iat", name=name, received=made, limit=limit)
