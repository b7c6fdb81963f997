"""Checks of the responses of resolvers (OpenID Federation 1.0, 8.3.2)."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json_schema import kind_of
from conformance_suites.identity.jose.reader import rules
from conformance_suites.identity.jose.reader.verifying import is_symmetric, is_unsigned
from conformance_suites.identity.trust.reader.operators import as_array, is_same
from conformance_suites.identity.trust.reader.statement import is_signed

from .recognise import TYPE
from .view import NAMES, TIMES, ResolveResponse

OF_CHAIN = ("chained", "chains", "about", "expiring", "resolved")
READ = ("readable", "signing", "keyed", *OF_CHAIN)


@check("ID-FRR-001")
def a_response_has_three_parts(document: ResolveResponse) -> Findings:
    yield from rules.three_parts(document.token, "texts", *READ)


@check("ID-FRR-002")
def header_and_claims_are_objects(document: ResolveResponse) -> Findings:
    yield from rules.one_object(document.texts, *READ)


@check("ID-FRR-003")
def responses_are_typed(document: ResolveResponse) -> Findings:
    for each in document.readable:
        if each.typ != TYPE:
            given = each.jws.header.get("typ")
            yield Finding("/header" if given is None else "/header/typ", received=capped(str(given)), expected=TYPE)


@check("ID-FRR-004")
def responses_are_signed(document: ResolveResponse) -> Findings:
    yield from rules.algorithm_is_there([each.jws for each in document.readable], "signing", "keyed")
    for each in document.signing:
        algorithm = each.jws.algorithm or ""
        if is_unsigned(algorithm) or is_symmetric(algorithm) or each.jws.signature is None:
            yield Finding("/header/alg", "unsigned", received=capped(algorithm)).cutting("keyed")


@check("ID-FRR-005")
def the_key_is_named(document: ResolveResponse) -> Findings:
    for each in document.readable:
        if not each.kid:
            given = each.jws.header.get("kid")
            yield Finding("/header" if given is None else "/header/kid", received=kind_of(given)).cutting("keyed")


@check("ID-FRR-006")
def responses_have_their_claims(document: ResolveResponse) -> Findings:
    for each in document.readable:
        wrong = [name for name in NAMES if each.text(name) is None]
        wrong += [name for name in TIMES if each.number(name) is None]
        if each.metadata != each.claims.get("metadata"):
            wrong.append("metadata")
        for name in wrong:
            yield Finding(each.place(name) if name in each.claims else "/payload", name=name)


@check("ID-FRR-007")
def responses_have_the_chain(document: ResolveResponse) -> Findings:
    for each in document.readable:
        if each not in document.chained:
            yield Finding("/payload", received=kind_of(each.claims.get("trust_chain"))).cutting(*OF_CHAIN)


@check("ID-FRR-008")
def responses_are_about_the_subject_of_the_chain(document: ResolveResponse) -> Findings:
    for each, first in document.about:
        received, expected = each.text("sub") or "", first.text("sub") or ""
        if received != expected:
            yield Finding("/payload/sub", received=capped(received), expected=capped(expected))


@check("ID-FRR-009")
def responses_expire_with_the_chain(document: ResolveResponse) -> Findings:
    for each, expected in document.expiring:
        if each.number("exp") != expected:
            yield Finding("/payload/exp", received=each.number("exp"), expected=expected)


@check("ID-FRR-010")
def metadata_follow_from_the_chain(document: ResolveResponse) -> Findings:
    for kind, received, expected in document.resolved:
        if expected is None:
            yield Finding("/payload/metadata", "type", received=capped(kind))
            continue
        for name in sorted({*received, *expected}):
            if not is_same(*(as_array(name, each.get(name)) for each in (received, expected))):
                yield Finding("/payload/metadata", name=capped(f"{kind}/{name}"))


@check("ID-FRR-011")
def responses_verify(document: ResolveResponse) -> Findings:
    for jws, named in document.keyed:
        if not is_signed(jws, named):
            yield Finding("/signature")
