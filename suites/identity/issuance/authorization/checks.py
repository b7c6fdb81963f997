"""Checks of an issuer for whose credentials people sign in (OpenID4VCI 1.0, 5, 6 and 8; RFC 6749, 7636, 9126, 9207)."""

from __future__ import annotations

from conformance.authoring import Blocked, Finding, Findings, Where, check
from conformance.readers.json_values import is_number
from conformance.transports.exchange import Exchange
from conformance_suites.identity.issuance.reader.answers import (
    JSON,
    grant_findings,
    refusal_findings,
    store_findings,
)

from .view import DETAILS, ENDPOINT, METHODS, Authorised, Authorization, accepted, is_accepted, is_token

NOT_NOW = ("temporarily_unavailable", "server_error")
"""Errors that say nothing about the request (RFC 6749, 4.1.2.1)."""

UNENTITLED = ("credential_request_denied", "unknown_credential_configuration", "unknown_credential_identifier")
"""Errors of an issuer that does not find what was asked for in what was granted (OpenID4VCI 1.0, 8.3.1.2)."""


def code_findings(answered: list[Authorised]) -> Findings:
    """The redirects that have no code."""
    for each in answered:
        error = each.arrival.get("error")
        if error in NOT_NOW:
            raise Blocked("not_now", exchange=each.arrival.exchange.key, error=error)
        if not each.arrival.get("code"):
            yield Finding(_where(each), received=error or "-")


def granted_findings(answers: list[Exchange]) -> Findings:
    """The answers that grant a token."""
    for each in answers:
        if is_token(each):
            yield Finding(each.where())


def unentitled_findings(answers: list[Exchange]) -> Findings:
    """The refusals of right requests that the token should entitle to. Raises Blocked for another reason to refuse."""
    for each in answers:
        if each.status in (401, 403) or each.member.get("error") in UNENTITLED:
            yield Finding(each.where(), received=each.status)
        elif not 200 <= each.status < 300:
            _ = accepted(each)


def _where(answered: Authorised) -> Where:
    return answered.arrival.exchange.where()


@check("ID-VIA-001")
def people_have_an_endpoint(issuer: Authorization) -> Findings:
    for each in issuer.servers:
        if not isinstance(each.member.get(ENDPOINT), str):
            yield Finding(each.where())


@check("ID-VIA-002")
def challenges_are_announced(issuer: Authorization) -> Findings:
    for each in issuer.signing_in:
        methods = each.member.get(METHODS)
        if not isinstance(methods, list) or "S256" not in methods:
            yield Finding(each.where())


@check("ID-VIA-003")
def a_code_comes_in_the_query(issuer: Authorization) -> Findings:
    for each in issuer.responses:
        if not each.arrival.get("code") and each.arrival.get("error") is None:
            in_fragment = any(name == "code" for name, _ in each.arrival.fragment)
            yield Finding(_where(each), "fragment" if in_fragment else "missing")


@check("ID-VIA-004")
def the_state_comes_back(issuer: Authorization) -> Findings:
    for each in issuer.codes:
        state = each.arrival.get("state")
        if state != each.asked.state:
            yield Finding(_where(each), "missing" if state is None else "other")


@check("ID-VIA-005")
def redirects_name_the_server(issuer: Authorization) -> Findings:
    for each in issuer.identified:
        named = each.arrival.get("iss")
        if named is None:
            yield Finding(_where(each), "missing", expected=issuer.server)
        elif named != issuer.server:
            yield Finding(_where(each), "other", received=named, expected=issuer.server)


@check("ID-VIA-006")
def tokens_are_typed(issuer: Authorization) -> Findings:
    yield from grant_findings(issuer.grants)


@check("ID-VIA-007")
def tokens_are_not_stored(issuer: Authorization) -> Findings:
    yield from store_findings(issuer.given)


@check("ID-VIA-008")
def codes_serve_once(issuer: Authorization) -> Findings:
    yield from granted_findings(issuer.reused)


@check("ID-VIA-009")
def verifiers_are_compared(issuer: Authorization) -> Findings:
    yield from refusal_findings(issuer.with_other_verifier, "invalid_grant")


@check("ID-VIA-010")
def verifiers_are_asked_for(issuer: Authorization) -> Findings:
    yield from granted_findings(issuer.without_verifier)


@check("ID-VIA-011")
def redirect_uris_are_compared(issuer: Authorization) -> Findings:
    yield from granted_findings(issuer.redirected_otherwise)


@check("ID-VIA-012")
def nobody_is_sent_to_a_stranger(issuer: Authorization) -> Findings:
    for number, uri in enumerate(issuer.strangers, 1):
        if (found := issuer.stranger(number, uri)) is not None:
            yield Finding(found.exchange.where(), received=uri)


@check("ID-VIA-013")
def tokens_name_credentials(issuer: Authorization) -> Findings:
    for each in issuer.detailed:
        listed = each.member.get("authorization_details")
        details = listed if isinstance(listed, list) else []
        own = [each for each in details if isinstance(each, dict) and each.get("type") == DETAILS]
        if not own:
            yield Finding(each.where(), "missing")
        for one in own:
            found = one.get("credential_identifiers")
            if not isinstance(found, list) or not found or not all(isinstance(each, str) and each for each in found):
                yield Finding(each.where("/authorization_details"), "identifiers")
            elif one.get("credential_configuration_id") != issuer.name:
                yield Finding(each.where("/authorization_details"), "name", expected=issuer.name)


@check("ID-VIA-014")
def identifiers_get_credentials(issuer: Authorization) -> Findings:
    yield from unentitled_findings(issuer.by_identifiers)


@check("ID-VIA-015")
def unknown_identifiers_are_refused(issuer: Authorization) -> Findings:
    for each in issuer.unknown:
        if is_accepted(each):
            yield Finding(each.where(), "issued")
        elif each.status != 400:
            yield Finding(each.where(), "status", received=each.status, expected=400)


@check("ID-VIA-016")
def refused_identifiers_are_called_unknown(issuer: Authorization) -> Findings:
    for each in issuer.unknown_refused:
        error = each.member.get("error")
        if error != "unknown_credential_identifier":
            yield Finding(each.where(), received=error if isinstance(error, str) else "-")


@check("ID-VIA-017")
def scopes_get_credentials(issuer: Authorization) -> Findings:
    yield from unentitled_findings(issuer.by_scopes)


@check("ID-VIA-018")
def unknown_scopes_are_ignored(issuer: Authorization) -> Findings:
    yield from code_findings(issuer.with_more_scopes)


@check("ID-VIA-019")
def unknown_parameters_are_ignored(issuer: Authorization) -> Findings:
    yield from code_findings(issuer.with_more)


@check("ID-VIA-020")
def pushed_requests_get_a_name(issuer: Authorization) -> Findings:
    for each in issuer.pushes:
        uri, seconds = each.member.get("request_uri"), each.member.get("expires_in")
        if each.status != 201:
            yield Finding(each.where(), "status", received=each.status, expected=201)
        if each.media_type != JSON:
            yield Finding(each.where(), "label", received=each.media_type or "")
        if not isinstance(uri, str) or not uri:
            yield Finding(each.where(), name="request_uri")
        if not is_number(seconds) or seconds <= 0:
            yield Finding(each.where(), name="expires_in")


@check("ID-VIA-021")
def pushed_requests_lead_to_a_code(issuer: Authorization) -> Findings:
    yield from code_findings(issuer.pushed)


@check("ID-VIA-022")
def plain_requests_get_no_code(issuer: Authorization) -> Findings:
    for each in issuer.unpushed:
        if each is not None and each.arrival.get("code"):
            yield Finding(_where(each))
