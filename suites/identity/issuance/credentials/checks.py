"""Checks of the credentials that an issuer gives, and of what it says to wrong requests (OpenID4VCI 1.0, 8 and 11)."""

from __future__ import annotations

import re
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, capped, check
from conformance.readers.json_schema import kind_of
from conformance.transports.exchange import Exchange
from conformance_suites.identity.credential.reader.documents import Found
from conformance_suites.identity.data_integrity.reader.secured import Proof
from conformance_suites.identity.data_integrity.reader.verifying import verifies as proof_verifies
from conformance_suites.identity.jose.reader.keys import Mistake, named_key
from conformance_suites.identity.jose.reader.verifying import verifies

from .mutants import EXPECTED
from .view import REFUSED, SD_JWT, Credentials, Issued, is_accepted

JSON = "application/json"
PLAIN = re.compile(r"[\x20-\x21\x23-\x5b\x5d-\x7e]*")
"""What an `error_description` consists of."""
TOKENS = re.compile(r"(?:^|,)[ \t]*(?:bearer|dpop)(?:[ \t,]|$)", re.IGNORECASE)
"""The schemes that ask for an access token (RFC 6750, 3, and RFC 9449, 7.1)."""


@check("ID-VIC-001")
def credentials_are_listed(issuer: Credentials) -> Findings:
    for each in issuer.granted:
        listed = each.member.get("credentials")
        if each.status != 200:
            yield Finding(each.where(), "status", received=each.status, expected=200)
        elif not isinstance(listed, list) or not listed:
            yield Finding(each.where())
        else:
            for at, item in enumerate(listed):
                value = item.get("credential") if isinstance(item, dict) else None
                if not isinstance(value, str | dict):
                    yield Finding(each.where(f"/credentials/{at}"), "item")


@check("ID-VIC-002")
def answers_are_labelled(issuer: Credentials) -> Findings:
    for each in issuer.granted:
        if each.media_type != JSON:
            yield Finding(each.where(), received=each.media_type or "")


@check("ID-VIC-003")
def credentials_are_bound(issuer: Credentials) -> Findings:
    for each in issuer.bound:
        if not each.is_bound_to(issuer.key()):
            yield Finding(each.exchange.where(each.pointer))


@check("ID-VIC-004")
def credentials_are_of_their_type(issuer: Credentials) -> Findings:
    for each in issuer.issued:
        for name, received, expected in _types(each, dict(issuer.configuration)):
            yield Finding(
                each.exchange.where(each.pointer), name=name, received=capped(str(received)), expected=expected
            )


def _types(issued: Issued, configuration: dict[str, Any]) -> list[tuple[str, Any, str]]:
    """(member, received, expected) of the types that a credential lacks."""
    claims = issued.claims
    if issued.format == SD_JWT:
        expected = str(configuration.get("vct"))
        return [] if claims.get("vct") == expected else [("vct", claims.get("vct"), expected)]
    definition = configuration.get("credential_definition")
    wanted = definition.get("type", []) if isinstance(definition, dict) else []
    inner = claims.get("vc") if isinstance(claims.get("vc"), dict) else claims
    given = inner.get("type") if isinstance(inner, dict) else None
    return [("type", given, each) for each in wanted if each not in (given if isinstance(given, list) else [given])]


@check("ID-VIC-005")
def a_batch_is_bound_to_its_keys(issuer: Credentials) -> Findings:
    found = issuer.batch
    if len(found) > 2:
        yield Finding(found[2].exchange.where(found[2].pointer), "more", received=len(found))
        return
    keys = [issuer.key(1), issuer.key(2)]
    for each in found:
        fitting = [key for key in keys if each.is_bound_to(key)]
        if not fitting:
            yield Finding(each.exchange.where(each.pointer))
        keys = [key for key in keys if key not in fitting]


def refused(issuer: Credentials, name: str, found: Exchange, sentence: str = "") -> Findings:
    """Finds a mutant accepted. Raises Blocked for no verdict, and where an honest request is refused as well."""
    if is_accepted(found):
        yield Finding(found.where(), sentence)
    elif found.status not in REFUSED:
        raise Blocked("no_verdict", exchange=found.key, status=found.status)
    else:
        issuer.control_after(name)


@check("ID-VIC-006")
def a_proof_is_asked_for(issuer: Credentials) -> Findings:
    yield from refused(issuer, "ID-VIC-006", issuer.mutant("ID-VIC-006"))


@check("ID-VIC-007")
def proofs_are_typed(issuer: Credentials) -> Findings:
    yield from refused(issuer, "ID-VIC-007", issuer.mutant("ID-VIC-007"))


@check("ID-VIC-008")
def proofs_are_for_this_issuer(issuer: Credentials) -> Findings:
    yield from refused(issuer, "ID-VIC-008", issuer.mutant("ID-VIC-008"))


@check("ID-VIC-009")
def proofs_are_verified(issuer: Credentials) -> Findings:
    yield from refused(issuer, "ID-VIC-009", issuer.mutant("ID-VIC-009"))


@check("ID-VIC-010")
def private_keys_are_refused(issuer: Credentials) -> Findings:
    yield from refused(issuer, "ID-VIC-010", issuer.mutant("ID-VIC-010"))


@check("ID-VIC-011")
def proofs_name_one_key(issuer: Credentials) -> Findings:
    yield from refused(issuer, "ID-VIC-011", issuer.mutant("ID-VIC-011"))


@check("ID-VIC-012")
def proofs_are_by_announced_algorithms(issuer: Credentials) -> Findings:
    for name, found in issuer.other_algorithm:
        yield from refused(issuer, f"ID-VIC-012 {name}", found, name)


@check("ID-VIC-013")
def credentials_verify(issuer: Credentials) -> Findings:
    for each in issuer.issued:
        if not _verifies(each):
            yield Finding(each.exchange.where(each.pointer))


def _verifies(issued: Issued) -> bool:
    """Whether it verifies. Raises Blocked for a key that is not at hand."""
    token = issued.token
    if token is None:
        proof = issued.claims.get("proof")
        if not isinstance(proof, dict):
            raise Blocked("format_unknown", format=issued.format[:100])
        try:
            return proof_verifies(Proof("/proof", proof, Found("", issued.claims)))
        except Blocked:
            raise Blocked("key_elsewhere", exchange=issued.exchange.key) from None
    _ = issued.claims
    named = named_key(token, None)
    if named is None or isinstance(named.key, Mistake):
        raise Blocked("key_elsewhere", exchange=issued.exchange.key)
    return verifies(token, named.key)


@check("ID-VIC-014")
def nonces_are_asked_for(issuer: Credentials) -> Findings:
    yield from refused(issuer, "ID-VIC-014", issuer.mutant("ID-VIC-014"))


@check("ID-VIC-015")
def foreign_nonces_are_refused(issuer: Credentials) -> Findings:
    yield from refused(issuer, "ID-VIC-015", issuer.mutant("ID-VIC-015"))


@check("ID-VIC-016")
def proofs_are_dated(issuer: Credentials) -> Findings:
    yield from refused(issuer, "ID-VIC-016", issuer.mutant("ID-VIC-016"))


@check("ID-VIC-017")
def proofs_serve_once(issuer: Credentials) -> Findings:
    for each in issuer.replayed:
        yield from refused(issuer, "ID-VIC-017", each)


@check("ID-VIC-018")
def refusals_say_what_they_are(issuer: Credentials) -> Findings:
    for _, each in issuer.refusals:
        if each.status != 400:
            yield Finding(each.where(), received=each.status, expected=400)
        elif each.media_type != JSON:
            yield Finding(each.where(), "label", received=each.media_type or "")
        elif not isinstance(each.member.get("error"), str):
            yield Finding(each.where(), "error")


@check("ID-VIC-019")
def refusals_of_proofs_have_their_error(issuer: Credentials) -> Findings:
    for name, each in issuer.refusals:
        error, expected = each.member.get("error"), EXPECTED.get(name, "invalid_proof")
        if isinstance(error, str) and error != expected:
            yield Finding(each.where("/error"), received=capped(error), expected=expected)


@check("ID-VIC-020")
def descriptions_are_plain(issuer: Credentials) -> Findings:
    for each in issuer.described:
        text = each.member["error_description"]
        if not isinstance(text, str):
            yield Finding(each.where("/error_description"), "type", received=kind_of(text))
        elif PLAIN.fullmatch(text) is None:
            yield Finding(each.where("/error_description"), received=capped(text))


@check("ID-VIC-021")
def unknown_credentials_are_refused(issuer: Credentials) -> Findings:
    for each in issuer.unknown:
        yield from refused(issuer, "ID-VIC-021", each)


@check("ID-VIC-022")
def refusals_of_unknown_credentials_have_their_error(issuer: Credentials) -> Findings:
    expected = "unknown_credential_configuration"
    for each in issuer.unknown_refused:
        error = each.member.get("error")
        if error is None:
            yield Finding(each.where(), "missing", expected=expected)
        elif error != expected:
            yield Finding(each.where("/error"), received=capped(str(error)), expected=expected)


@check("ID-VIC-023")
def tokens_are_asked_for(issuer: Credentials) -> Findings:
    for each in issuer.without_token:
        if is_accepted(each):
            yield Finding(each.where(), "accepted")
        elif each.status != 401:
            yield Finding(each.where(), received=each.status, expected=401)
        elif (challenge := each.header("www-authenticate")) is None:
            yield Finding(each.where(), "header")
        elif TOKENS.search(challenge) is None:
            yield Finding(each.where(), "scheme", received=capped(challenge))


@check("ID-VIC-024")
def notifications_are_taken(issuer: Credentials) -> Findings:
    for each in issuer.notified:
        if not 200 <= each.status < 300:
            yield Finding(each.where(), received=each.status)


@check("ID-VIC-025")
def unknown_notifications_are_refused(issuer: Credentials) -> Findings:
    for each in issuer.notified_unknown:
        error = each.member.get("error")
        if each.status != 400:
            yield Finding(each.where(), received=each.status, expected=400)
        elif error != "invalid_notification_id":
            yield Finding(each.where(), "error", received=capped(str(error)), expected="invalid_notification_id")
