"""Checks of the code flow (OpenID Connect Core 1.0, RFC 6749, RFC 7636, RFC 9207, RFC 9700)."""

from __future__ import annotations

import re
from itertools import takewhile

from conformance.authoring import Blocked, Finding, Findings, Where, check
from conformance.readers.json_schema import kind_of
from conformance.transports.exchange import Exchange
from conformance_suites.identity.keys.reader.jwk import SIGNATURES
from conformance_suites.identity.openid.reader.id_token import userinfo_claims
from conformance_suites.identity.openid.reader.sign_in import is_unstored

from .view import CLAIMS_ROW, REQUIRED, Authorised, Flow, Tried, id_token_of, is_accepted

GRANT, REQUEST = "invalid_grant", 400
_BASIC = re.compile(r"(?:^|,)[ \t]*basic(?:[ \t,]|$)", re.IGNORECASE)
LATE, DAY = 300, 86_400
"""Seconds by which clocks may differ where a token expires, and where it is issued."""
SILENT_ERRORS = (
    "login_required",
    "interaction_required",
    "account_selection_required",
    "consent_required",
    "invalid_request",
)
"""The errors of a provider that may show no page (OpenID Connect Core 1.0, 3.1.2.6).

The last one is for requests without a hint at who is meant (3.1.2.1, `id_token_hint`).
"""

NOT_NOW = ("temporarily_unavailable", "server_error")
"""The errors that say nothing about the request (RFC 6749, 4.1.2.1)."""


@check("ID-OIF-001")
def a_code_comes_in_the_query(flow: Flow) -> Findings:
    for each in flow.responses:
        found = each.arrival
        if found.get("code") is None and found.get("error") is None:
            where = "fragment" if any(name == "code" for name, _ in found.fragment) else "missing"
            yield Finding(found.exchange.where(), where)


@check("ID-OIF-002")
def the_state_comes_back(flow: Flow) -> Findings:
    for each in flow.codes:
        yield from _state(each)


@check("ID-OIF-003")
def the_state_comes_back_with_errors(flow: Flow) -> Findings:
    for each in flow.errors:
        yield from _state(each)


@check("ID-OIF-004")
def responses_name_the_issuer(flow: Flow) -> Findings:
    for each in flow.identified:
        expected = flow.issuer
        if (issuer := each.arrival.get("iss")) is None:
            yield Finding(each.arrival.exchange.where(), "missing", expected=expected)
        elif issuer != expected:
            yield Finding(each.arrival.exchange.where(), "other", received=issuer, expected=expected)


@check("ID-OIF-005")
def errors_go_back_to_the_client(flow: Flow) -> Findings:
    for tried in flow.nonsense:
        if tried.answered is None:
            yield Finding(_page(tried), "page")
        elif tried.answered.arrival.get("error") is None and "error" not in dict(tried.answered.arrival.fragment):
            # Where an unknown response type is answered is not said: its default may be the fragment.
            yield Finding(tried.answered.arrival.exchange.where(), "none")


@check("ID-OIF-006")
def nothing_is_shown_where_nothing_may_be(flow: Flow) -> Findings:
    for tried in flow.silent:
        if tried.answered is None:
            yield Finding(_page(tried), "page")
            continue
        where = tried.answered.arrival.exchange.where()
        error = tried.answered.arrival.get("error")
        if error is None:
            yield Finding(where, "none")
        elif error in NOT_NOW:
            raise Blocked("not_now", exchange=tried.answered.arrival.exchange.key, error=error)
        elif error not in SILENT_ERRORS:
            yield Finding(where, "other", received=error, expected=list(SILENT_ERRORS))


@check("ID-OIF-007")
def nobody_is_sent_to_a_stranger(flow: Flow) -> Findings:
    for number, uri in enumerate(flow.strangers, 1):
        if (found := flow.stranger(number, uri)) is not None:
            yield Finding(found.exchange.where(), received=uri, expected=flow.client.redirect_uri)


@check("ID-OIF-008")
def a_code_serves_once(flow: Flow) -> Findings:
    yield from _accepted(flow.reused)


@check("ID-OIF-009")
def tokens_of_a_reused_code_end(flow: Flow) -> Findings:
    for found in flow.reused_tokens:
        if found.status == 200:
            yield Finding(found.where(), received=found.status, expected=401)


@check("ID-OIF-010")
def a_code_serves_its_client(flow: Flow) -> Findings:
    yield from _accepted(flow.foreign)


@check("ID-OIF-011")
def a_code_serves_its_redirect_uri(flow: Flow) -> Findings:
    yield from _accepted(flow.redirected_otherwise)


@check("ID-OIF-012")
def a_wrong_verifier_is_refused(flow: Flow) -> Findings:
    for kind, found in flow.wrong_verifiers:
        if is_accepted(found):
            yield Finding(found.where(), kind)


@check("ID-OIF-013")
def a_missing_verifier_is_refused(flow: Flow) -> Findings:
    yield from _accepted(flow.without_verifier)


@check("ID-OIF-014")
def a_verifier_without_challenge_is_refused(flow: Flow) -> Findings:
    yield from _accepted(flow.downgraded)


@check("ID-OIF-015")
def refusals_name_the_grant(flow: Flow) -> Findings:
    for found in flow.refusals:
        error = found.member.get("error")
        if found.status != REQUEST:
            yield Finding(found.where(), "status", received=found.status, expected=REQUEST)
        elif error != GRANT:
            yield Finding(found.where(), "error", received=error or "", expected=GRANT)


@check("ID-OIF-016")
def a_wrong_secret_is_challenged(flow: Flow) -> Findings:
    for found in flow.unauthenticated:
        if is_accepted(found):
            yield Finding(found.where(), "accepted")
        elif found.status != 401:
            yield Finding(found.where(), "status", received=found.status, expected=401)
        elif not _BASIC.search(challenge := found.header("www-authenticate") or ""):
            yield Finding(found.where(), "challenge", received=challenge, expected="Basic")


@check("ID-OIF-017")
def tokens_come_as_json(flow: Flow) -> Findings:
    for found in flow.grants:
        if found.media_type != "application/json":
            yield Finding(found.where(), "label", received=found.media_type or "", expected="application/json")
        if not found.json.usable or not isinstance(found.json.document, dict):
            yield Finding(found.where(), "content")
            continue
        for name in ("access_token", "token_type", "id_token"):
            if not isinstance(value := found.member.get(name), str) or not value:
                yield Finding(found.where(f"/{name}" if name in found.member else ""), "member", name=name)
        for name in ("refresh_token", "scope"):
            if (value := found.member.get(name)) is not None and not isinstance(value, str):
                yield Finding(found.where(f"/{name}"), "text", name=name)
        seconds = found.member.get("expires_in")
        if seconds is not None and (isinstance(seconds, bool) or not isinstance(seconds, int | float)):
            yield Finding(found.where("/expires_in"), "number", received=kind_of(seconds))
        kind = found.member.get("token_type")
        if isinstance(kind, str) and kind.lower() != "bearer":
            yield Finding(found.where("/token_type"), "type", received=kind, expected="Bearer")


@check("ID-OIF-018")
def tokens_are_not_stored(flow: Flow) -> Findings:
    for found in flow.grants:
        if not is_unstored(found):
            yield Finding(found.where(), received=found.header("cache-control") or "", expected="no-store")


@check("ID-OIF-019")
def an_id_token_has_its_claims(flow: Flow) -> Findings:
    for found, _ in flow.id_token_texts:
        token = id_token_of(found)
        if token is None:
            yield Finding(found.where("/id_token"), "format")
            continue
        for name in REQUIRED:
            if name not in token.claims:
                yield Finding(found.where("/id_token"), "missing", name=name)
            elif not token.is_of_type(name):
                yield Finding(found.where("/id_token"), "value", name=name)
        if token.is_of_type("exp") and token.is_of_type("iat") and token.claims["exp"] <= token.claims["iat"]:
            yield Finding(found.where("/id_token"), "time")
        if token.is_of_type("exp") and all(token.claims["exp"] <= each - LATE for each in flow.times):
            yield Finding(found.where("/id_token"), "expired")
        if token.is_of_type("iat") and all(abs(token.claims["iat"] - each) >= DAY for each in flow.times):
            yield Finding(found.where("/id_token"), "issued")


@check("ID-OIF-020")
def an_id_token_is_signed(flow: Flow) -> Findings:
    for token in flow.id_tokens:
        where = token.exchange.where("/id_token")
        if token.algorithm.lower() in ("", "none"):
            yield Finding(where, "unsigned")
            continue
        signers = token.signers(flow.keys)
        if token.algorithm not in SIGNATURES:
            raise Blocked("unknown_algorithm", cause="environment", algorithm=token.algorithm)
        if not signers:
            yield Finding(where, "key", algorithm=token.algorithm)
        elif not token.is_signed_by_one_of(signers):
            yield Finding(where, "signature", algorithm=token.algorithm)


@check("ID-OIF-021")
def an_id_token_names_its_issuer(flow: Flow) -> Findings:
    for token in flow.id_tokens:
        expected = flow.issuer
        if (issuer := token.claim("iss", CLAIMS_ROW)) != expected:
            yield Finding(token.exchange.where("/id_token"), received=issuer, expected=expected)


@check("ID-OIF-022")
def an_id_token_is_for_its_client(flow: Flow) -> Findings:
    for token in flow.id_tokens:
        _ = token.claim("aud", CLAIMS_ROW)
        if flow.client.id not in token.audiences:
            yield Finding(token.exchange.where("/id_token"), received=token.audiences, expected=flow.client.id)


@check("ID-OIF-023")
def an_id_token_has_the_nonce(flow: Flow) -> Findings:
    for token in flow.id_tokens:
        if "nonce" not in token.claims:
            yield Finding(token.exchange.where("/id_token"), "missing")
        elif token.claims["nonce"] != flow.authorisation.asked.nonce:
            yield Finding(token.exchange.where("/id_token"), "other")


@check("ID-OIF-024")
def a_hash_is_that_of_the_access_token(flow: Flow) -> Findings:
    for token in flow.hashing:
        expected = _half(token.exchange, flow.access_token, token.half_digest)
        if token.claims["at_hash"] != expected:
            yield Finding(token.exchange.where("/id_token"))


@check("ID-OIF-025")
def userinfo_names_the_same_subject(flow: Flow) -> Findings:
    expected = flow.id_token.claim("sub", CLAIMS_ROW)
    for found in flow.subjects:
        claims = userinfo_claims(found)
        if claims is None or "sub" not in claims:
            yield Finding(found.where(), "missing")
        elif claims["sub"] != expected:
            yield Finding(found.where(), "other")


def _state(each: Authorised) -> Findings:
    """The difference of the state that came back from the one that was sent; neither is the same in another run."""
    state, sent = each.arrival.get("state"), each.asked.state
    if state is None:
        yield Finding(each.arrival.exchange.where(), "missing")
    elif state != sent:
        same = takewhile(lambda both: both[0] == both[1], zip(state, sent, strict=False))
        yield Finding(each.arrival.exchange.where(), "other", position=len(list(same)) + 1)


def _accepted(exchanges: list[Exchange]) -> Findings:
    for found in exchanges:
        if is_accepted(found):
            yield Finding(found.where())


def _page(tried: Tried) -> Where:
    """The page that was shown instead of a redirect."""
    return Where(exchange=tried.page)


def _half(exchange: Exchange, token: str, algorithm: str) -> str:
    """The half of the digest of a token that an answer has issued, as the record has it."""
    for name, facts in exchange.answer.issued.items():
        if token == f"{{secret:{name}}}":
            return str(facts["halves"][algorithm])
    raise Blocked("short_token", exchange=exchange.key)
