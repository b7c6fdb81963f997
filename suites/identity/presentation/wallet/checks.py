"""Checks of what a wallet presents, and of what it refuses."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Blocked, Finding, Findings, capped, check
from conformance_suites.identity.jose.reader.compact import media_type
from conformance_suites.identity.jose.reader.verifying import verifies
from conformance_suites.identity.presentation.reader.asking import ID, Answered
from conformance_suites.identity.presentation.reader.transactions import FORM
from conformance_suites.identity.sd_jwt.reader.combined import Combined

from .broken import BROKEN
from .view import Presenting

WINDOW = 600
"""Seconds by which the clock of a wallet may differ."""


@check("ID-WAL-001")
def responses_are_forms(wallet: Presenting) -> Findings:
    found = wallet.control
    headers = found.message.head["headers"] if found.message is not None else []
    given = next((value for name, value in headers if name.lower() == "content-type"), "")
    if given.partition(";")[0].strip().lower() != FORM:
        yield Finding(found.where(), received=capped(given))


@check("ID-WAL-002")
def states_are_returned(wallet: Presenting) -> Findings:
    found = wallet.control
    given = found.parameters.get("state")
    if given is None:
        yield Finding(found.where(), "missing")
    elif given != found.asking.state:
        yield Finding(found.where(), received=capped(given))


@check("ID-WAL-003")
def presentations_are_by_identifier(wallet: Presenting) -> Findings:
    found = wallet.control
    token = found.token
    if not isinstance(token, dict) or token.keys() != {ID}:
        names = sorted(token) if isinstance(token, dict) else []
        yield Finding(found.where(), received=[capped(name) for name in names[:10]], expected=[ID])
    elif not isinstance(token[ID], list) or len(token[ID]) != 1:
        yield Finding(found.where(), "array")


@check("ID-WAL-004")
def presentations_are_bound(wallet: Presenting) -> Findings:
    found = wallet.control
    if isinstance(found.token, dict) and isinstance(found.token.get(ID), list) and found.presentation is None:
        yield Finding(found.where())


def _claims(combined: Combined) -> Any:
    return combined.key_binding.payload if combined.key_binding is not None else {}


@check("ID-WAL-005")
def credentials_are_of_the_type(wallet: Presenting) -> Findings:
    found, combined = wallet.shown
    if combined.payload.get("vct") != wallet.type:
        yield Finding(found.where(), received=capped(str(combined.payload.get("vct"))), expected=wallet.type)


@check("ID-WAL-006")
def claims_are_disclosed(wallet: Presenting) -> Findings:
    found, combined = wallet.shown
    names = {each.name for each in combined.whole} | combined.payload.keys()
    for name in wallet.asked:
        if name not in names:
            yield Finding(found.where(), expected=name)


@check("ID-WAL-007")
def no_other_claims_are_disclosed(wallet: Presenting) -> Findings:
    found, combined = wallet.shown
    for each in combined.whole:
        if each.name is not None and each.name not in wallet.asked:
            yield Finding(found.where(), received=capped(each.name))


@check("ID-WAL-008")
def nothing_is_disclosed_unasked(wallet: Presenting) -> Findings:
    found = wallet.nothing_asked
    for each in found.presentation.whole if found.presentation is not None else ():
        yield Finding(found.where(), received=capped(each.name or "…"))


def _bound(found: Answered, combined: Combined, name: str, expected: str) -> Findings:
    given = _claims(combined).get(name)
    if given != expected:
        yield Finding(found.where(), received=capped(str(given)))


@check("ID-WAL-009")
def presentations_are_for_the_verifier(wallet: Presenting) -> Findings:
    found, combined = wallet.shown
    yield from _bound(found, combined, "aud", found.asking.client)


@check("ID-WAL-010")
def presentations_are_for_the_request(wallet: Presenting) -> Findings:
    found, combined = wallet.shown
    yield from _bound(found, combined, "nonce", found.asking.nonce)


@check("ID-WAL-011")
def the_holder_signs(wallet: Presenting) -> Findings:
    found, combined = wallet.shown
    confirmed = combined.payload.get("cnf")
    key = confirmed.get("jwk") if isinstance(confirmed, dict) else None
    if not isinstance(key, dict):
        raise Blocked("no_key")
    if combined.key_binding is not None and not verifies(combined.key_binding, key):
        yield Finding(found.where())


@check("ID-WAL-012")
def disclosures_are_bound(wallet: Presenting) -> Findings:
    found, combined = wallet.shown
    yield from _bound(found, combined, "sd_hash", combined.digest_of(combined.bound))


@check("ID-WAL-013")
def bindings_are_typed(wallet: Presenting) -> Findings:
    found, combined = wallet.shown
    typ = combined.key_binding.header.get("typ") if combined.key_binding is not None else None
    if media_type(typ) != "kb+jwt":
        yield Finding(found.where(), received=capped(str(typ)))


@check("ID-WAL-014")
def bindings_are_of_now(wallet: Presenting) -> Findings:
    found, combined = wallet.shown
    made, now = _claims(combined).get("iat"), int(wallet.service.now.timestamp())
    if not isinstance(made, int | float) or isinstance(made, bool):
        yield Finding(found.where(), "type")
    elif abs(made - now) > WINDOW:
        yield Finding(found.where(), received=round(abs(made - now) / 60))


@check("ID-WAL-015")
def what_is_absent_is_not_half_presented(wallet: Presenting) -> Findings:
    found = wallet.absent
    if found.presents:
        yield Finding(found.where())
    else:
        wallet.control_after("ID-WAL-015")


@check("ID-WAL-016")
def refusals_are_told(wallet: Presenting) -> Findings:
    found = wallet.absent
    if found.presents:
        raise Blocked("blocked_by", ids=["ID-WAL-015"])
    if not found.parameters.get("error"):
        yield Finding(wallet.control.where())


def refused(wallet: Presenting, row: str) -> Findings:
    """Finds the broken request of the row answered. Raises Blocked where right ones are not answered afterwards."""
    found = wallet.broken(row, BROKEN[row])
    if found.presents:
        yield Finding(found.where())
    else:
        wallet.control_after(row)


@check("ID-WAL-017")
def another_key_is_refused(wallet: Presenting) -> Findings:
    yield from refused(wallet, "ID-WAL-017")


@check("ID-WAL-018")
def an_unsigned_request_is_refused(wallet: Presenting) -> Findings:
    yield from refused(wallet, "ID-WAL-018")


@check("ID-WAL-019")
def another_type_of_token_is_refused(wallet: Presenting) -> Findings:
    yield from refused(wallet, "ID-WAL-019")


@check("ID-WAL-020")
def another_verifier_in_the_link_is_refused(wallet: Presenting) -> Findings:
    yield from refused(wallet, "ID-WAL-020")


@check("ID-WAL-021")
def a_missing_nonce_is_refused(wallet: Presenting) -> Findings:
    yield from refused(wallet, "ID-WAL-021")


@check("ID-WAL-022")
def an_origin_is_refused(wallet: Presenting) -> Findings:
    yield from refused(wallet, "ID-WAL-022")


@check("ID-WAL-023")
def two_addresses_are_refused(wallet: Presenting) -> Findings:
    yield from refused(wallet, "ID-WAL-023")


@check("ID-WAL-024")
def a_missing_query_is_refused(wallet: Presenting) -> Findings:
    yield from refused(wallet, "ID-WAL-024")


@check("ID-WAL-025")
def unknown_transactions_are_refused(wallet: Presenting) -> Findings:
    yield from refused(wallet, "ID-WAL-025")
