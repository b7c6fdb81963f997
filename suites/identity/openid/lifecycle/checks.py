"""Checks of what becomes of tokens and sessions (RFC 6749, RFC 7009, RFC 7662, RFC 9700, OpenID Connect)."""

from __future__ import annotations

import re
from typing import Any

from conformance.authoring import Finding, Findings, Where, check
from conformance.readers.json_schema import kind_of
from conformance_suites.identity.openid.reader.id_token import REQUIRED, IdToken
from conformance_suites.identity.openid.reader.sign_in import CLAIMS_ROW, is_unstored

from .view import EXTRA_SCOPE, NO_CONTEXT, Lifecycle, is_accepted

_DESCRIPTION = re.compile(r"[\x20-\x21\x23-\x5b\x5d-\x7e]*")
_BEARER = re.compile(r"(?:^|,)[ \t]*bearer(?:[ \t,]|$)", re.IGNORECASE)
NO_GRANT_TYPE = ("unsupported_grant_type", "unauthorized_client")
_KEPT = ("iss", "sub", "aud", "auth_time")


@check("ID-OIL-001")
def a_refresh_token_gets_tokens(provider: Lifecycle) -> Findings:
    for each in provider.refreshes:
        if each.again.status != 200:
            yield Finding(each.again.where(), "status", received=each.again.status, expected=200).cutting("refreshed")
        elif not is_accepted(each.again):
            yield Finding(each.again.where(), "token").cutting("refreshed")
        elif not is_unstored(each.again):
            yield Finding(each.again.where(), "stored", received=each.again.header("cache-control") or "")


@check("ID-OIL-002")
def a_public_refresh_token_is_replaced(provider: Lifecycle) -> Findings:
    for each in provider.public:
        if each.rotated is None:
            yield Finding(each.again.where())


@check("ID-OIL-003")
def a_replaced_refresh_token_is_refused(provider: Lifecycle) -> Findings:
    for found in provider.replayed:
        if is_accepted(found):
            yield Finding(found.where())


@check("ID-OIL-004")
def a_replay_ends_the_newest_refresh_token(provider: Lifecycle) -> Findings:
    for found in provider.after_replay:
        if is_accepted(found):
            yield Finding(found.where())


@check("ID-OIL-005")
def a_refresh_token_serves_its_client(provider: Lifecycle) -> Findings:
    for found in provider.foreign:
        if is_accepted(found):
            yield Finding(found.where())


@check("ID-OIL-006")
def a_refresh_does_not_widen_the_scope(provider: Lifecycle) -> Findings:
    for found in provider.widened:
        scope = found.member.get("scope", f"{provider.scope} {EXTRA_SCOPE}")
        if is_accepted(found) and EXTRA_SCOPE in str(scope).split():
            yield Finding(found.where(), received=str(scope), expected=provider.scope)


@check("ID-OIL-007")
def a_refreshed_id_token_names_the_same(provider: Lifecycle) -> Findings:
    for first, again in provider.renewed:
        for name in _KEPT:
            if name in first.claims and name in again.claims:
                if _compared(first, name) != _compared(again, name):
                    yield Finding(again.exchange.where("/id_token"), "other", name=name)
            elif name in first.claims and name != "auth_time":
                yield Finding(again.exchange.where("/id_token"), "missing", name=name)


@check("ID-OIL-008")
def a_revoked_refresh_token_is_refused(provider: Lifecycle) -> Findings:
    for found in provider.revoked:
        if is_accepted(found):
            yield Finding(found.where())


@check("ID-OIL-009")
def an_unknown_token_counts_as_revoked(provider: Lifecycle) -> Findings:
    for found in provider.unknown_revocations:
        if found.status != 200:
            yield Finding(found.where(), received=found.status, expected=200)


@check("ID-OIL-010")
def nobody_else_revokes_a_token(provider: Lifecycle) -> Findings:
    for found in provider.foreign_revocations:
        if not is_accepted(found):
            yield Finding(found.where(), received=found.status, expected=200)


@check("ID-OIL-011")
def nobody_learns_of_a_token_without_permission(provider: Lifecycle) -> Findings:
    for found in provider.asked_by_nobody:
        if found.member.get("active") is True:
            yield Finding(found.where("/active"))


@check("ID-OIL-012")
def nothing_is_said_of_an_unknown_token(provider: Lifecycle) -> Findings:
    for found in provider.unknown:
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status, expected=200)
        elif found.member.get("active") is not False:
            yield Finding(found.where(), "active", received=found.member.get("active"), expected=False)


@check("ID-OIL-013")
def an_unknown_grant_type_is_named(provider: Lifecycle) -> Findings:
    for found in provider.unknown_grants:
        error = found.member.get("error")
        if found.status != 400:
            yield Finding(found.where(), "status", received=found.status, expected=400)
        elif error not in NO_GRANT_TYPE:
            yield Finding(found.where(), "error", received=error or "", expected=list(NO_GRANT_TYPE))


@check("ID-OIL-014")
def a_description_has_permitted_characters(provider: Lifecycle) -> Findings:
    for found in provider.explained:
        if not isinstance(text := found.member["error_description"], str):
            yield Finding(found.where("/error_description"), "type", received=kind_of(text))
        elif not _DESCRIPTION.fullmatch(text):
            yield Finding(found.where("/error_description"), received=text)


@check("ID-OIL-015")
def a_repeated_parameter_is_refused(provider: Lifecycle) -> Findings:
    for tried in provider.repeated:
        if tried.answered is not None and tried.code is not None:
            yield Finding(tried.answered.arrival.exchange.where())


@check("ID-OIL-016")
def userinfo_asks_for_a_token(provider: Lifecycle) -> Findings:
    for found in provider.bare:
        if found.status != 401:
            yield Finding(found.where(), "status", received=found.status, expected=401)
        elif not _BEARER.search(challenge := found.header("www-authenticate") or ""):
            yield Finding(found.where(), "challenge", received=challenge, expected="Bearer")


@check("ID-OIL-017")
def a_person_signs_in_again_if_asked(provider: Lifecycle) -> Findings:
    for tried in provider.asked_again:
        if tried.answered is not None and tried.code is not None and not tried.signed_in:
            yield Finding(tried.answered.arrival.exchange.where())


@check("ID-OIL-018")
def an_id_token_says_when_somebody_signed_in(provider: Lifecycle) -> Findings:
    for token in provider.dated:
        time = token.claims.get("auth_time")
        if isinstance(time, bool) or not isinstance(time, int | float):
            yield Finding(token.exchange.where("/id_token"))


@check("ID-OIL-019")
def no_context_is_claimed_that_nobody_has_reached(provider: Lifecycle) -> Findings:
    for token in provider.contexts:
        if token.claims.get("acr") == NO_CONTEXT:
            yield Finding(token.exchange.where("/id_token"), received=NO_CONTEXT)


@check("ID-OIL-020")
def who_has_signed_out_is_not_signed_in(provider: Lifecycle) -> Findings:
    for tried in provider.after_sign_out:
        if tried.answered is not None and tried.code is not None:
            yield Finding(tried.answered.arrival.exchange.where())


@check("ID-OIL-021")
def signing_out_leads_to_no_stranger(provider: Lifecycle) -> Findings:
    for found in provider.sign_outs:
        if found is not None:
            yield Finding(found.exchange.where(), received=found.url.partition("?")[0])


@check("ID-OIL-022")
def sectors_get_different_subjects(provider: Lifecycle) -> Findings:
    for first, other in provider.subjects:
        if first.claim("sub", CLAIMS_ROW) == other.claim("sub", CLAIMS_ROW):
            yield Finding(Where(exchange=other.exchange.key, pointer="/id_token"))


@check("ID-OIL-023")
def an_id_token_names_its_key(provider: Lifecycle) -> Findings:
    for token in provider.among_several:
        if not isinstance(token.header.get("kid"), str):
            yield Finding(token.exchange.where("/id_token"), keys=len(provider.keys))


def _compared(token: IdToken, name: str) -> Any:
    """The value of a claim as it is compared: audiences in any order, one alone as a list with 1 item."""
    value = token.claim(name, CLAIMS_ROW) if name in REQUIRED else token.claims[name]
    return frozenset(token.audiences) if name == "aud" else value
