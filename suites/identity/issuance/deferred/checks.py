"""Checks of an issuer that issues a credential later (OpenID4VCI 1.0, 8.3, 9.1 to 9.3)."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, capped, check

from .view import ENDPOINT, Deferred, credentials_in, lacking

JSON = "application/json"


@check("ID-VID-001")
def delays_are_told(issuer: Deferred) -> Findings:
    for each in issuer.deferring:
        if each.status != 202:
            yield Finding(each.where(), "status", received=each.status, expected=202)
        for name in lacking(each):
            yield Finding(each.where(), name=name)


@check("ID-VID-002")
def delays_hold_no_credentials(issuer: Deferred) -> Findings:
    for each in issuer.deferring:
        if "transaction_id" in each.member and "credentials" in each.member:
            yield Finding(each.where("/transaction_id"))


@check("ID-VID-003")
def there_is_a_place_to_ask_again(issuer: Deferred) -> Findings:
    for each in issuer.deferring:
        if "transaction_id" in each.member and not issuer.has(ENDPOINT):
            yield Finding(issuer.exchange.where())


@check("ID-VID-004")
def answers_later_are_whole(issuer: Deferred) -> Findings:
    for each in issuer.polls:
        there = bool(credentials_in(each))
        expected = 200 if there else 202
        if each.status != expected:
            yield Finding(each.where(), "status", received=each.status, expected=expected)
        elif each.media_type != JSON:
            yield Finding(each.where(), "label", received=each.media_type or "")
        elif not there:
            for name in lacking(each):
                yield Finding(each.where(), name=name)


@check("ID-VID-005")
def transactions_keep_their_name(issuer: Deferred) -> Findings:
    for each in issuer.pending:
        if each.member["transaction_id"] != issuer.identifier:
            yield Finding(each.where("/transaction_id"))


@check("ID-VID-006")
def unknown_transactions_are_refused(issuer: Deferred) -> Findings:
    for each in issuer.unknown:
        if each.status != 400:
            yield Finding(each.where(), received=each.status, expected=400)


@check("ID-VID-007")
def transactions_end(issuer: Deferred) -> Findings:
    for each in issuer.used:
        if 200 <= each.status < 300:
            yield Finding(each.where())


@check("ID-VID-008")
def refused_transactions_have_their_error(issuer: Deferred) -> Findings:
    expected = "invalid_transaction_id"
    for each in issuer.refusals:
        error = each.member.get("error")
        if error != expected:
            yield Finding(each.where(), received=capped(str(error)), expected=expected)


@check("ID-VID-009")
def tokens_are_asked_for(issuer: Deferred) -> Findings:
    for each in issuer.without_token:
        if 200 <= each.status < 300:
            yield Finding(each.where(), "accepted")
        elif each.status != 401:
            yield Finding(each.where(), received=each.status, expected=401)
        elif each.header("www-authenticate") is None:
            yield Finding(each.where(), "header")
