"""Checks of a relying party: what it asks authenticators, and which wrong answers it takes.

Each wrong answer differs in one place, is signed again, and is tried between two right ones that are accepted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from conformance.authoring import Finding, Findings, NotApplicable, check
from conformance_suites.identity.passkey.reader.algorithms import algorithm_beside
from conformance_suites.identity.passkey.reader.authenticator import (
    CREATE,
    GET,
    PRESENT,
    VERIFIED,
    Claims,
    Response,
    encoded,
)

from .view import Ceremonies, right

ENOUGH = 16
"""Bytes of a challenge."""
ELSEWHERE = "conformance.invalid"


def other_challenge(claims: Claims) -> Claims:
    """The same with a challenge that nobody has issued, as long as a usual one."""
    return replace(claims, challenge=encoded(hashlib.sha256(claims.challenge.encode()).digest()))


def present_alone(claims: Claims) -> Claims:
    """The same with a person who is there and was not verified."""
    return replace(claims, flags=PRESENT)


def wrong_registration(ceremonies: Ceremonies, change: Callable[[Claims], Claims]) -> Findings:
    """A finding if a registration with this change is accepted."""
    _ = ceremonies.member()
    user = f"{ceremonies.user()}w"
    tried = ceremonies.registered(user, change)
    if tried.accepted:
        yield Finding(tried.exchange.where())
    right(ceremonies.registered(f"{user}r"))


def wrong_sign_in(ceremonies: Ceremonies, change: Callable[[Claims], Claims]) -> Findings:
    """A finding if a sign-in with this change is accepted."""
    user, credential = ceremonies.member()
    right(ceremonies.signed_in(user, credential))
    tried = ceremonies.signed_in(user, credential, change)
    if tried.accepted:
        yield Finding(tried.exchange.where())
    right(ceremonies.signed_in(user, credential))


@check("ID-PKR-001")
def a_long_challenge(ceremonies: Ceremonies) -> Findings:
    right(tried := ceremonies.registered(ceremonies.user()))
    if tried.options.size < ENOUGH:
        yield Finding(tried.options.exchange.where(), received=tried.options.size)


@check("ID-PKR-002")
def a_new_challenge(ceremonies: Ceremonies) -> Findings:
    user = ceremonies.user()
    first, second = right(ceremonies.registered(user)), right(ceremonies.registered(f"{user}r"))
    if first.options.challenge == second.options.challenge:
        yield Finding(second.options.exchange.where(), first=first.options.exchange.key)


@check("ID-PKR-003")
def registration_type(ceremonies: Ceremonies) -> Findings:
    yield from wrong_registration(ceremonies, lambda claims: replace(claims, type=GET))


@check("ID-PKR-004")
def registration_challenge(ceremonies: Ceremonies) -> Findings:
    yield from wrong_registration(ceremonies, other_challenge)


@check("ID-PKR-005")
def registration_origin(ceremonies: Ceremonies) -> Findings:
    yield from wrong_registration(ceremonies, lambda claims: replace(claims, origin=f"https://{ELSEWHERE}"))


@check("ID-PKR-006")
def registration_rp_id(ceremonies: Ceremonies) -> Findings:
    yield from wrong_registration(ceremonies, lambda claims: replace(claims, rp_id=ELSEWHERE))


@check("ID-PKR-007")
def registration_presence(ceremonies: Ceremonies) -> Findings:
    yield from wrong_registration(ceremonies, lambda claims: replace(claims, flags=VERIFIED))


@check("ID-PKR-008")
def registration_verification(ceremonies: Ceremonies) -> Findings:
    if not right(ceremonies.registered(ceremonies.user())).options.must_verify:
        raise NotApplicable("verification_not_required")
    yield from wrong_registration(ceremonies, present_alone)


@check("ID-PKR-009")
def registration_algorithm(ceremonies: Ceremonies) -> Findings:
    user = ceremonies.user()
    beside = algorithm_beside(right(ceremonies.registered(user)).options.offered)
    if beside is None:
        raise NotApplicable("all_offered")
    tried = ceremonies.registered(f"{user}w", algorithm=beside)
    if tried.accepted:
        yield Finding(tried.exchange.where(), received=beside)
    right(ceremonies.registered(f"{user}r"))


@check("ID-PKR-010")
def sign_in_type(ceremonies: Ceremonies) -> Findings:
    yield from wrong_sign_in(ceremonies, lambda claims: replace(claims, type=CREATE))


@check("ID-PKR-011")
def sign_in_challenge(ceremonies: Ceremonies) -> Findings:
    yield from wrong_sign_in(ceremonies, other_challenge)


@check("ID-PKR-012")
def sign_in_origin(ceremonies: Ceremonies) -> Findings:
    yield from wrong_sign_in(ceremonies, lambda claims: replace(claims, origin=f"https://{ELSEWHERE}"))


@check("ID-PKR-013")
def sign_in_rp_id(ceremonies: Ceremonies) -> Findings:
    yield from wrong_sign_in(ceremonies, lambda claims: replace(claims, rp_id=ELSEWHERE))


@check("ID-PKR-014")
def sign_in_presence(ceremonies: Ceremonies) -> Findings:
    yield from wrong_sign_in(ceremonies, lambda claims: replace(claims, flags=VERIFIED))


@check("ID-PKR-015")
def sign_in_verification(ceremonies: Ceremonies) -> Findings:
    user, credential = ceremonies.member()
    if not right(ceremonies.signed_in(user, credential)).options.must_verify:
        raise NotApplicable("verification_not_required")
    yield from wrong_sign_in(ceremonies, present_alone)


@check("ID-PKR-016")
def sign_in_signature(ceremonies: Ceremonies) -> Findings:
    yield from wrong_sign_in(ceremonies, lambda claims: replace(claims, forged=True))


@check("ID-PKR-017")
def sign_in_once(ceremonies: Ceremonies) -> Findings:
    user, credential = ceremonies.member()
    options = ceremonies.request_options(user)
    response = Response(credential, ceremonies.claims(GET, options), user, registers=False)
    first = right(ceremonies.submitted(options, response))
    tried = ceremonies.submitted(options, response)
    if tried.accepted:
        yield Finding(tried.exchange.where(), first=first.exchange.key)
    right(ceremonies.signed_in(user, credential))


@check("ID-PKR-018")
def sign_in_with_what_is_listed(ceremonies: Ceremonies) -> Findings:
    user, credential = ceremonies.member()
    foreign = right(ceremonies.registered(f"{user}o")).credential
    if not right(ceremonies.signed_in(user, credential)).options.document.get("allowCredentials"):
        raise NotApplicable("none_listed")
    tried = ceremonies.signed_in(user, foreign)
    if tried.accepted:
        yield Finding(tried.exchange.where())
    right(ceremonies.signed_in(user, credential))


@check("ID-PKR-019")
def a_wrong_response_is_not_a_server_error(ceremonies: Ceremonies) -> Findings:
    user, credential = ceremonies.member()
    tried = ceremonies.signed_in(user, credential, lambda claims: replace(claims, forged=True))
    if tried.exchange.status >= 500:
        yield Finding(tried.exchange.where(), received=tried.exchange.status)
    right(ceremonies.signed_in(user, credential))
