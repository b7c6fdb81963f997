"""Checks of which signed tokens a resource accepts (RFC 9068, RFC 7519, RFC 7515)."""

from __future__ import annotations

from typing import Any

from conformance.authoring import Finding, Findings, check
from conformance_suites.interfaces.access.reader.tokens import CLAIMS, OWN_PUBLIC, REMOVED, SIGNATURE, Token

from .view import ResourceServer, given

ELSEWHERE = "https://conformance.invalid/"
"""An identifier that no issuer and no resource has (RFC 6761 6.4)."""


def refused(server: ResourceServer, token: Token, sentence: str = "", **values: Any) -> Findings:
    """A finding if the resource is refused to a token that it has to accept."""
    if not given(found := server.presented(token)):
        yield Finding(found.where(), sentence, received=found.status, **values)


def accepted(server: ResourceServer, token: Token, sentence: str = "", **values: Any) -> Findings:
    """A finding if the resource is given for a token that it has to refuse."""
    if given(found := server.presented(token)):
        yield Finding(found.where(), sentence, received=found.status, **values)


@check("IFC-JAT-001")
def an_audience_may_be_one_of_several(server: ResourceServer) -> Findings:
    if server.control:
        own = server.service.information("token_audience")
        yield from refused(server, server.token(aud=[ELSEWHERE, own]))


@check("IFC-JAT-002")
def unknown_claims_are_ignored(server: ResourceServer) -> Findings:
    if server.control:
        yield from refused(server, server.token(**{"https://conformance.invalid/claim": {"unknown": [True]}}))


@check("IFC-JAT-003")
def unknown_header_members_are_ignored(server: ResourceServer) -> Findings:
    if server.control:
        yield from refused(server, server.token({"https://conformance.invalid/header": "unknown"}))


@check("IFC-JAT-004")
def the_type_may_be_a_media_type(server: ResourceServer) -> Findings:
    if server.control:
        yield from refused(server, server.token({"typ": "application/at+jwt"}))


@check("IFC-JAT-005")
def other_audiences_are_refused(server: ResourceServer) -> Findings:
    if server.control:
        yield from accepted(server, server.token(aud=ELSEWHERE))


@check("IFC-JAT-006")
def the_audience_is_required(server: ResourceServer) -> Findings:
    if server.control:
        yield from accepted(server, server.token(aud=None))


@check("IFC-JAT-007")
def other_issuers_are_refused(server: ResourceServer) -> Findings:
    if server.control:
        yield from accepted(server, server.token(iss=ELSEWHERE))


@check("IFC-JAT-008")
def tokens_before_their_time_are_refused(server: ResourceServer) -> Findings:
    if server.control:
        yield from accepted(server, server.token(nbf=int(server.service.now.timestamp()) + 3600))


@check("IFC-JAT-009")
def tokens_of_another_type_are_refused(server: ResourceServer) -> Findings:
    if server.control:
        yield from accepted(server, server.token({"typ": "JWT"}))


@check("IFC-JAT-010")
def unsigned_tokens_are_refused(server: ResourceServer) -> Findings:
    if server.control:
        yield from accepted(server, server.token({"alg": "none"}))


@check("IFC-JAT-011")
def altered_tokens_are_refused(server: ResourceServer) -> Findings:
    if server.control:
        for altered in (SIGNATURE, CLAIMS, REMOVED):
            yield from accepted(server, server.token(made={"altered": altered}), altered)


@check("IFC-JAT-012")
def keys_in_the_token_are_not_trusted(server: ResourceServer) -> Findings:
    if server.control:
        header = {"alg": "ES256", "jwk": OWN_PUBLIC}
        yield from accepted(server, server.token(header, made={"key": ""}))


@check("IFC-JAT-013")
def a_public_key_is_no_shared_secret(server: ResourceServer) -> Findings:
    if server.asymmetric:
        yield from accepted(server, server.token({"alg": "HS256"}, made={"confused": True}))


@check("IFC-JAT-014")
def critical_header_members_are_understood(server: ResourceServer) -> Findings:
    if server.control:
        name = "https://conformance.invalid/critical"
        yield from accepted(server, server.token({"crit": [name], name: True}))


@check("IFC-JAT-015")
def invalid_tokens_are_named_so(server: ResourceServer) -> Findings:
    for found, error in server.expired:
        if error != "invalid_token":
            yield Finding(found.where(), received=error or "", expected="invalid_token")
