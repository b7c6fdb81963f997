"""Checks of the requests of a verifier, and of what it answers to responses."""

from __future__ import annotations

from conformance.authoring import Blocked, Finding, Findings, capped, check
from conformance.readers.json_schema import kind_of
from conformance.transports.exchange import Exchange
from conformance_suites.identity.presentation.reader.transactions import MEDIA_TYPE

from .view import WALLET_NONCE, Transactions

SHORTEST = 22
"""Characters of 16 bytes in base64url."""


@check("ID-VPT-001")
def request_objects_have_their_media_type(verifier: Transactions) -> Findings:
    _, fetched = verifier.referred
    if fetched.media_type != MEDIA_TYPE:
        yield Finding(fetched.where(), received=capped(fetched.media_type or ""))


@check("ID-VPT-002")
def link_and_request_name_the_same_verifier(verifier: Transactions) -> Findings:
    transaction = verifier.linked
    given, expected = transaction.link.parameters.get("client_id"), transaction.parameters.text("client_id")
    if given is None:
        yield Finding(transaction.started.where(), "missing")
    elif given != expected:
        yield Finding(transaction.started.where(), received=capped(str(given)), expected=capped(expected or ""))


@check("ID-VPT-003")
def nonces_are_fresh(verifier: Transactions) -> Findings:
    first, second = verifier.pair
    if first.text("nonce") == second.text("nonce"):
        yield Finding((second.fetched or second.started).where(), received=capped(second.text("nonce")))


@check("ID-VPT-004")
def nonces_cannot_be_guessed(verifier: Transactions) -> Findings:
    first, _ = verifier.pair
    if len(first.text("nonce")) < SHORTEST:
        yield Finding((first.fetched or first.started).where(), received=len(first.text("nonce")))


@check("ID-VPT-005")
def the_nonce_of_the_wallet_comes_back(verifier: Transactions) -> Findings:
    transaction = verifier.fetched_by_post
    place = (transaction.fetched or transaction.started).where()
    if "wallet_nonce" not in transaction.parameters.members:
        yield Finding(place, "missing")
    elif transaction.parameters.text("wallet_nonce") != WALLET_NONCE:
        yield Finding(place, received=capped(str(transaction.parameters.members["wallet_nonce"])))


def _is_processed(found: Exchange) -> Findings:
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status)
    elif found.media_type != "application/json":
        yield Finding(found.where(), "type", received=capped(found.media_type or ""))
    elif not found.json.usable or not isinstance(found.json.document, dict):
        yield Finding(found.where(), "body")
    elif not isinstance(address := found.member.get("redirect_uri", ""), str):
        yield Finding(found.where("/redirect_uri"), "address", received=kind_of(address))


@check("ID-VPT-006")
def accepted_responses_are_answered_with_json(verifier: Transactions) -> Findings:
    _, said = verifier.control
    yield from _is_processed(said.exchange)


@check("ID-VPT-007")
def addresses_are_fresh(verifier: Transactions) -> Findings:
    first, second = (each.member["redirect_uri"] for each in verifier.redirected)
    if first == second:
        yield Finding(verifier.redirected[1].where("/redirect_uri"), received=capped(second))


@check("ID-VPT-008")
def errors_are_answered_with_json(verifier: Transactions) -> Findings:
    yield from _is_processed(verifier.declined)


@check("ID-VPT-009")
def an_unknown_state_is_refused(verifier: Transactions) -> Findings:
    said = verifier.stated
    if said.accepted is None:
        raise Blocked("no_verdict", exchange=said.exchange.key, status=said.exchange.status)
    if said.accepted:
        yield Finding(said.exchange.where(), received=said.exchange.status)
