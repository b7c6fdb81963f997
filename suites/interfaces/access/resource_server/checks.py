"""Checks of how a protected resource is refused, and of who gets it (RFC 6750)."""

from __future__ import annotations

import re
from collections import Counter

from conformance.authoring import Finding, Findings, check
from conformance_suites.interfaces.access.reader.challenges import challenges_in

from .view import OTHER_SCOPE, ResourceServer, error_of, given

# RFC 6750 3: these occur at most once in a challenge.
SINGLE = ("realm", "scope", "error", "error_description", "error_uri")
# RFC 6750 3: the characters of `error` and `error_description`, of `scope`, and of `error_uri`.
_CHARACTERS = {
    "error": re.compile(r"[\x20-\x21\x23-\x5b\x5d-\x7e]*"),
    "error_description": re.compile(r"[\x20-\x21\x23-\x5b\x5d-\x7e]*"),
    "scope": re.compile(r"[\x20\x21\x23-\x5b\x5d-\x7e]*"),
    "error_uri": re.compile(r"[\x21\x23-\x5b\x5d-\x7e]*"),
}
# The schemes by which a token is presented (RFC 6750 2.1, RFC 9449 7.1).
SCHEMES = ("bearer", "dpop")


@check("IFC-ORS-001")
def nothing_without_a_token(server: ResourceServer) -> Findings:
    for found in server.bare:
        if given(found):
            parts = ("refusal", "headers", "challenges", "bearer", "invented", "invented_refusal", "control")
            yield Finding(found.where(), received=found.status, expected=401).cutting(*parts, "scoped", "foreign")


@check("IFC-ORS-002")
def a_refusal_has_a_challenge(server: ResourceServer) -> Findings:
    for found in server.refusal:
        if found.header("www-authenticate") is None:
            yield Finding(found.where(), status=found.status).cutting("headers", "challenges", "bearer")


@check("IFC-ORS-003")
def challenges_can_be_read(server: ResourceServer) -> Findings:
    for found, text in server.headers:
        if challenges_in(text) is None:
            yield Finding(found.where(), received=text).cutting("challenges", "bearer")
    for found, text in server.invented_headers:
        if challenges_in(text) is None:
            yield Finding(found.where(), received=text).cutting("challenged")


@check("IFC-ORS-004")
def a_token_is_asked_for(server: ResourceServer) -> Findings:
    schemes = [challenge.scheme for _, challenge in server.challenges]
    if schemes and not set(schemes) & set(SCHEMES):
        yield Finding(server.without_token.where(), received=schemes).cutting("bearer")


@check("IFC-ORS-005")
def bearer_challenges_have_parameters(server: ResourceServer) -> Findings:
    for found, challenge in server.bearer:
        if not challenge.parameters:
            yield Finding(found.where())


@check("IFC-ORS-006")
def parameters_occur_once(server: ResourceServer) -> Findings:
    for found, challenge in server.bearer:
        counted = Counter(name for name, _ in challenge.parameters)
        if twice := [name for name in SINGLE if counted[name] > 1]:
            yield Finding(found.where(), received=twice)


@check("IFC-ORS-007")
def no_error_without_a_token(server: ResourceServer) -> Findings:
    for found, challenge in server.bearer:
        if (error := challenge.get("error")) is not None:
            yield Finding(found.where(), received=error)


@check("IFC-ORS-008")
def values_have_permitted_characters(server: ResourceServer) -> Findings:
    for found in (server.without_token, *server.invented_refusal):
        for challenge in challenges_in(found.header("www-authenticate") or "") or ():
            for name, value in challenge.parameters:
                if challenge.scheme == "bearer" and name in _CHARACTERS and not _CHARACTERS[name].fullmatch(value):
                    yield Finding(found.where(), received=value, name=name)


@check("IFC-ORS-009")
def invented_tokens_are_refused(server: ResourceServer) -> Findings:
    for found in server.invented:
        if given(found):
            yield Finding(found.where(), received=found.status).cutting("invented_refusal")


@check("IFC-ORS-010")
def a_refused_token_has_a_challenge(server: ResourceServer) -> Findings:
    for found in server.invented_refusal:
        if found.header("www-authenticate") is None:
            yield Finding(found.where(), status=found.status).cutting("challenged")


@check("IFC-ORS-011")
def refused_tokens_get_401(server: ResourceServer) -> Findings:
    for found in server.invented_refusal:
        if found.status != 401:
            yield Finding(found.where(), received=found.status, expected=401)


@check("IFC-ORS-012")
def refused_tokens_are_named_invalid(server: ResourceServer) -> Findings:
    for found in server.challenged:
        if (error := error_of(found)) != "invalid_token":
            yield Finding(found.where(), received=error or "", expected="invalid_token")


@check("IFC-ORS-013")
def the_scheme_may_be_in_lower_case(server: ResourceServer) -> Findings:
    if server.control and not given(found := server.presented(server.token(), scheme="bearer")):
        yield Finding(found.where(), received=found.status)


@check("IFC-ORS-014")
def no_token_in_the_query(server: ResourceServer) -> Findings:
    if server.control and given(found := server.in_query(server.token())):
        yield Finding(found.where(), received=found.status)


@check("IFC-ORS-015")
def expired_tokens_are_refused(server: ResourceServer) -> Findings:
    now = int(server.service.now.timestamp())
    if server.control and given(found := server.presented(server.token(iat=now - 7200, exp=now - 3600))):
        yield Finding(found.where(), received=found.status)


@check("IFC-ORS-016")
def the_scope_is_required(server: ResourceServer) -> Findings:
    for _ in server.scoped:
        found = server.presented(server.token(scope=OTHER_SCOPE))
        if given(found):
            yield Finding(found.where(), received=found.status, scope=server.scope).cutting("scope_refusal")


@check("IFC-ORS-017")
def a_lacking_scope_gets_403(server: ResourceServer) -> Findings:
    for found in server.scope_refusal:
        if found.status != 403:
            yield Finding(found.where(), received=found.status, expected=403)


@check("IFC-ORS-018")
def nothing_of_another_user(server: ResourceServer) -> Findings:
    for url in server.foreign:
        if given(found := server.presented(server.token(), url)):
            yield Finding(found.where(), received=found.status, url=url)
