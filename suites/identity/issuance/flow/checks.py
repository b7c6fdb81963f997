"""Checks of an issuer up to the token and the nonce (OpenID4VCI 1.0, 4, 6, 7 and 12.2)."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, capped, check
from conformance_suites.identity.issuance.reader.answers import (
    JSON,
    grant_findings,
    label_findings,
    refusal_findings,
    store_findings,
)

from .view import Flow, configurations_in, is_token, parameters


@check("ID-VIF-001")
def one_way_to_the_offer(flow: Flow) -> Findings:
    for each in flow.links:
        carried = sum(map(len, parameters(each.link).values()))
        if carried != 1:
            yield Finding(each.told.where(), "several" if carried else "none")


@check("ID-VIF-002")
def offers_are_labelled(flow: Flow) -> Findings:
    yield from label_findings(each.exchange for each in flow.references)


@check("ID-VIF-003")
def offers_name_their_issuer(flow: Flow) -> Findings:
    for each in flow.whole:
        named = each.members.get("credential_issuer")
        if named != flow.service.url:
            yield Finding(each.exchange.where(), received=capped(str(named)), expected=flow.service.url)


@check("ID-VIF-004")
def offered_credentials_are_described(flow: Flow) -> Findings:
    known = configurations_in(flow.metadata)
    for each in flow.whole:
        if not each.configurations:
            yield Finding(each.exchange.where(), "none")
        for name in each.configurations:
            if not isinstance(name, str) or name not in known:
                yield Finding(each.exchange.where(), received=capped(str(name)))


@check("ID-VIF-005")
def metadata_are_found(flow: Flow) -> Findings:
    for each in flow.located:
        if each.status != 200:
            yield Finding(each.where(), url=each.request.url, received=each.status, expected=200)


@check("ID-VIF-006")
def metadata_are_labelled(flow: Flow) -> Findings:
    yield from label_findings(flow.published)


@check("ID-VIF-007")
def metadata_name_their_issuer(flow: Flow) -> Findings:
    for each in flow.published:
        named = each.member.get("credential_issuer")
        if isinstance(named, str) and named != flow.service.url:
            yield Finding(each.where("/credential_issuer"), received=capped(named), expected=flow.service.url)


@check("ID-VIF-008")
def the_server_is_described(flow: Flow) -> Findings:
    for each in flow.servers:
        if each.status != 200:
            yield Finding(each.where(), "status", url=each.request.url, received=each.status, expected=200)
        elif each.member.get("issuer") != flow.server:
            yield Finding(each.where(), received=capped(str(each.member.get("issuer"))), expected=flow.server)


@check("ID-VIF-009")
def the_server_has_a_token_endpoint(flow: Flow) -> Findings:
    for each in flow.server_members:
        if not isinstance(each.member.get("token_endpoint"), str):
            yield Finding(each.where())


@check("ID-VIF-010")
def tokens_are_typed(flow: Flow) -> Findings:
    yield from grant_findings(flow.grants)


@check("ID-VIF-011")
def tokens_are_not_stored(flow: Flow) -> Findings:
    yield from store_findings(flow.control)


@check("ID-VIF-012")
def codes_serve_once(flow: Flow) -> Findings:
    for each in flow.reused:
        if is_token(each):
            yield Finding(each.where())


@check("ID-VIF-013")
def unknown_codes_are_refused(flow: Flow) -> Findings:
    yield from refusal_findings(flow.unknown, "invalid_grant")


@check("ID-VIF-014")
def transaction_codes_are_asked_for(flow: Flow) -> Findings:
    yield from refusal_findings(flow.without_code, "invalid_request")


@check("ID-VIF-015")
def transaction_codes_are_compared(flow: Flow) -> Findings:
    yield from refusal_findings(flow.with_other_code, "invalid_grant")


@check("ID-VIF-016")
def no_transaction_code_is_accepted_unasked(flow: Flow) -> Findings:
    yield from refusal_findings(flow.with_unexpected_code, "invalid_request")


@check("ID-VIF-017")
def nonces_are_given(flow: Flow) -> Findings:
    for each in flow.nonces:
        nonce = each.member.get("c_nonce")
        if not isinstance(nonce, str) or not nonce:
            yield Finding(each.where())
        elif each.media_type != JSON:
            yield Finding(each.where(), "label", received=each.media_type or "")


@check("ID-VIF-018")
def nonces_are_not_stored(flow: Flow) -> Findings:
    yield from store_findings(flow.nonces)
