"""Checks of entity statements (OpenID Federation 1.0, 3, 5 and 6)."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json import escape
from conformance.readers.json_schema import kind_of
from conformance.readers.json_values import object_or_empty
from conformance.readers.uri import uri_error
from conformance_suites.identity.jose.reader import rules
from conformance_suites.identity.jose.reader.keys import Mistake, public_key
from conformance_suites.identity.jose.reader.verifying import is_symmetric, is_unsigned
from conformance_suites.identity.trust.reader.operators import STANDARD, conflicts, fits
from conformance_suites.identity.trust.reader.statement import (
    DEFINED,
    OF_CONFIGURATIONS,
    OF_SUPERIORS,
    TYPE,
    is_entity_identifier,
    is_signed,
)

from .view import NAMES, TIMES, EntityStatement, is_length, lists_in, texts_of

OF_CLAIMS = ("named", "limited", "keys", "critical", "hints", "described", "issuers", "policies", "operators")
READ = ("readable", "signing", *OF_CLAIMS, "declared", "constrained", "own", "keyed")
FEDERATION_ENTITY = "federation_entity"


@check("ID-FES-001")
def a_statement_has_three_parts(document: EntityStatement) -> Findings:
    yield from rules.three_parts(document.token, "headers", "payloads", *READ)


@check("ID-FES-002")
def header_and_claims_are_objects(document: EntityStatement) -> Findings:
    yield from rules.one_object([*document.headers, *document.payloads], *READ)


@check("ID-FES-003")
def statements_are_typed(document: EntityStatement) -> Findings:
    for each in document.readable:
        if each.typ != TYPE:
            given = each.jws.header.get("typ")
            yield Finding("/header" if given is None else "/header/typ", received=capped(str(given)), expected=TYPE)


@check("ID-FES-004")
def the_algorithm_is_named(document: EntityStatement) -> Findings:
    yield from rules.algorithm_is_there([each.jws for each in document.readable], "signing", "keyed")


@check("ID-FES-005")
def the_algorithm_is_of_public_keys(document: EntityStatement) -> Findings:
    for each in document.signing:
        algorithm = each.jws.algorithm or ""
        if is_unsigned(algorithm) or is_symmetric(algorithm):
            yield Finding("/header/alg", received=capped(algorithm)).cutting("keyed")
        elif not each.jws.parts[2]:
            yield Finding("/signature", "signature").cutting("keyed")


@check("ID-FES-006")
def the_key_is_named(document: EntityStatement) -> Findings:
    for each in document.readable:
        if not each.kid:
            given = each.jws.header.get("kid")
            yield Finding("/header" if given is None else "/header/kid", received=kind_of(given)).cutting(
                "own", "keyed"
            )


@check("ID-FES-007")
def issuer_and_subject_are_named(document: EntityStatement) -> Findings:
    for each in document.readable:
        for name in NAMES:
            if each.text(name) is None:
                place = each.place(name) if name in each.claims else "/payload"
                yield Finding(place, name=name).cutting("named", "issuers", "own", "keyed")


@check("ID-FES-008")
def entities_are_https_urls(document: EntityStatement) -> Findings:
    for each in document.named:
        for name in NAMES:
            text = each.text(name) or ""
            if not is_entity_identifier(text):
                yield Finding(each.place(name), received=capped(text))


@check("ID-FES-009")
def statements_are_dated(document: EntityStatement) -> Findings:
    for each in document.readable:
        for name in TIMES:
            if each.number(name) is None:
                place = each.place(name) if name in each.claims else "/payload"
                yield Finding(place, name=name).cutting("limited")


@check("ID-FES-010")
def statements_end_after_they_begin(document: EntityStatement) -> Findings:
    yield from rules.ends_after_its_start([each.jws for each in document.limited])


@check("ID-FES-011")
def the_keys_are_a_set(document: EntityStatement) -> Findings:
    for each in document.readable:
        given, cut = each.claims.get("jwks"), ("keys", "own", "keyed")
        listed = object_or_empty(given).get("keys")
        if "jwks" not in each.claims:
            yield Finding("/payload", "missing").cutting(*cut)
        elif not isinstance(listed, list):
            yield Finding(each.place("jwks"), received=kind_of(given)).cutting(*cut)
        elif not listed or len(each.keys) != len(listed):
            yield Finding(f"{each.place('jwks')}/keys", "keys").cutting(*cut)


@check("ID-FES-012")
def keys_have_their_own_identifiers(document: EntityStatement) -> Findings:
    seen: dict[str, str] = {}
    for pointer, key in document.keys:
        kid = key.get("kid")
        if not isinstance(kid, str) or not kid:
            yield Finding(pointer, "missing").cutting("own", "keyed")
        elif kid in seen:
            yield Finding(f"{pointer}/kid", received=capped(kid), first=seen[kid]).cutting("own", "keyed")
        else:
            seen[kid] = f"{pointer}/kid"


@check("ID-FES-013")
def keys_are_public(document: EntityStatement) -> Findings:
    for pointer, key in document.keys:
        found = public_key(key)
        if isinstance(found, Mistake):
            yield Finding(pointer, found.sentence, **found.values).cutting("own", "keyed")


@check("ID-FES-014")
def critical_claims_are_extensions(document: EntityStatement) -> Findings:
    for pointer, given in document.critical:
        if not isinstance(given, list):
            yield Finding(pointer, "type", received=kind_of(given))
            continue
        for at, name in enumerate(given):
            if not isinstance(name, str):
                yield Finding(f"{pointer}/{at}", "type", received=kind_of(name))
            elif name in DEFINED:
                yield Finding(f"{pointer}/{at}", received=name)


@check("ID-FES-015")
def hints_name_entities(document: EntityStatement) -> Findings:
    for pointer, given in document.hints:
        if not isinstance(given, list) or not given:
            yield Finding(pointer, "empty", received=kind_of(given))
            continue
        for at, each in enumerate(given):
            if not isinstance(each, str) or uri_error(each) is not None:
                yield Finding(f"{pointer}/{at}", received=capped(str(each)))


@check("ID-FES-016")
def claims_are_where_they_belong(document: EntityStatement) -> Findings:
    for each in document.named:
        wrong = OF_SUPERIORS if each.is_configuration else OF_CONFIGURATIONS
        key = ("own",) if each.is_configuration else ()
        for name in (name for name in wrong if name in each.claims):
            yield Finding(each.place(name), *key, name=name)


@check("ID-FES-017")
def metadata_are_objects(document: EntityStatement) -> Findings:
    for pointer, given in document.described:
        if not isinstance(given, dict):
            yield Finding(pointer, received=kind_of(given)).cutting("issuers")
            continue
        for kind, each in given.items():
            if not isinstance(each, dict):
                yield Finding(f"{pointer}/{escape(kind)}", received=kind_of(each))


@check("ID-FES-018")
def metadata_are_not_null(document: EntityStatement) -> Findings:
    for pointer, given in document.described:
        for kind, parameters in object_or_empty(given).items():
            for name, each in object_or_empty(parameters).items():
                if each is None:
                    yield Finding(f"{pointer}/{escape(kind)}/{escape(name)}", name=capped(name))


@check("ID-FES-019")
def issuers_are_the_entity(document: EntityStatement) -> Findings:
    for pointer, received, expected in document.issuers:
        if received != expected:
            yield Finding(pointer, received=capped(str(received)), expected=capped(expected))


@check("ID-FES-020")
def policies_have_three_levels(document: EntityStatement) -> Findings:
    for pointer, given in document.policies:
        yield from _levels(pointer, given, 3)


def _levels(pointer: str, given: Any, depth: int) -> Findings:
    if not isinstance(given, dict):
        yield Finding(pointer, received=kind_of(given)).cutting("operators")
    elif depth > 1:
        for name, each in given.items():
            yield from _levels(f"{pointer}/{escape(name)}", each, depth - 1)


@check("ID-FES-021")
def operators_have_their_types(document: EntityStatement) -> Findings:
    for _, (pointer, operators) in document.operators:
        for name, given in operators.items():
            if not fits(name, given):
                yield Finding(f"{pointer}/{escape(name)}", received=kind_of(given), name=name).cutting("operators")


@check("ID-FES-022")
def operators_go_together(document: EntityStatement) -> Findings:
    for parameter, (pointer, operators) in document.operators:
        for one, other in conflicts(parameter, operators):
            yield Finding(pointer, one=one, other=other)


@check("ID-FES-023")
def critical_operators_are_extensions(document: EntityStatement) -> Findings:
    for pointer, given in document.declared:
        if not isinstance(given, list) or not given:
            yield Finding(pointer, "type", received=kind_of(given))
            continue
        for at, name in enumerate(given):
            if not isinstance(name, str):
                yield Finding(f"{pointer}/{at}", "type", received=kind_of(name))
            elif name in STANDARD:
                yield Finding(f"{pointer}/{at}", received=name)


@check("ID-FES-024")
def constraints_can_be_applied(document: EntityStatement) -> Findings:
    for pointer, given in document.constrained:
        if not isinstance(given, dict):
            yield Finding(pointer, received=kind_of(given))
            continue
        longest = given.get("max_path_length")
        if "max_path_length" in given and not is_length(longest):
            yield Finding(f"{pointer}/max_path_length", "length", received=capped(str(longest)))
        for name, each in lists_in(given):
            if texts_of(each) != each:
                yield Finding(f"{pointer}/{name}", received=kind_of(each))
            elif FEDERATION_ENTITY in each and name == "allowed_entity_types":
                yield Finding(f"{pointer}/{name}", "always", received=FEDERATION_ENTITY)


@check("ID-FES-025")
def statements_about_oneself_verify(document: EntityStatement) -> Findings:
    for each, found in document.own:
        if found is None:
            yield Finding("/header/kid", "unknown", received=capped(each.kid)).cutting("keyed")
    for jws, named in document.keyed:
        if not is_signed(jws, named):
            yield Finding("/signature")
