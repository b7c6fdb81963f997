"""Checks of how a protected resource is refused, and of who gets it (RFC 6750)."""

from __future__ import annotations

import re
from collections import Counter

from conformance.authoring import Finding, Findings, check
from conformance_suites.interfaces.access.reader.challenges import challenges_in
from conformance_suites.interfaces.access.reader.metadata import LISTS, MAY_BE_EMPTY, mistakes

from .view import OTHER_SCOPE, STEP_UP, Protected, error_of, given

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


# What follows from a challenge that leads to metadata.
DESCRIBED = ("announced", "metadata")


@check("IFC-ORS-001")
def nothing_without_a_token(server: Protected) -> Findings:
    for found in server.bare:
        if given(found):
            parts = ("refusal", "headers", "challenges", "bearer", "invented", "invented_refusal", "control")
            yield Finding(found.where(), received=found.status, expected=401).cutting(
                *parts, *DESCRIBED, "scoped", "foreign"
            )


@check("IFC-ORS-002")
def a_refusal_has_a_challenge(server: Protected) -> Findings:
    for found in server.refusal:
        if found.header("www-authenticate") is None:
            yield Finding(found.where(), status=found.status).cutting("headers", "challenges", "bearer")


@check("IFC-ORS-003")
def challenges_can_be_read(server: Protected) -> Findings:
    for found, text in server.headers:
        if challenges_in(text) is None:
            yield Finding(found.where(), received=text).cutting("challenges", "bearer", *DESCRIBED)
    for found, text in server.invented_headers:
        if challenges_in(text) is None:
            yield Finding(found.where(), received=text).cutting("challenged")


@check("IFC-ORS-004")
def a_token_is_asked_for(server: Protected) -> Findings:
    schemes = [challenge.scheme for _, challenge in server.challenges]
    if schemes and not set(schemes) & set(SCHEMES):
        yield Finding(server.without_token.where(), received=schemes).cutting("bearer")


@check("IFC-ORS-005")
def bearer_challenges_have_parameters(server: Protected) -> Findings:
    for found, challenge in server.bearer:
        if not challenge.parameters:
            yield Finding(found.where())


@check("IFC-ORS-006")
def parameters_occur_once(server: Protected) -> Findings:
    for found, challenge in server.bearer:
        counted = Counter(name for name, _ in challenge.parameters)
        if twice := [name for name in SINGLE if counted[name] > 1]:
            yield Finding(found.where(), received=twice)


@check("IFC-ORS-007")
def no_error_without_a_token(server: Protected) -> Findings:
    for found, challenge in server.bearer:
        if (error := challenge.get("error")) is not None:
            yield Finding(found.where(), received=error)


@check("IFC-ORS-008")
def values_have_permitted_characters(server: Protected) -> Findings:
    for found in (server.without_token, *server.invented_refusal):
        for challenge in challenges_in(found.header("www-authenticate") or "") or ():
            for name, value in challenge.parameters:
                if challenge.scheme == "bearer" and name in _CHARACTERS and not _CHARACTERS[name].fullmatch(value):
                    yield Finding(found.where(), received=value, name=name)


@check("IFC-ORS-009")
def invented_tokens_are_refused(server: Protected) -> Findings:
    for found in server.invented:
        if given(found):
            yield Finding(found.where(), received=found.status).cutting("invented_refusal")


@check("IFC-ORS-010")
def a_refused_token_has_a_challenge(server: Protected) -> Findings:
    for found in server.invented_refusal:
        if found.header("www-authenticate") is None:
            yield Finding(found.where(), status=found.status).cutting("challenged")


@check("IFC-ORS-011")
def refused_tokens_get_401(server: Protected) -> Findings:
    for found in server.invented_refusal:
        if found.status != 401:
            yield Finding(found.where(), received=found.status, expected=401)


@check("IFC-ORS-012")
def refused_tokens_are_named_invalid(server: Protected) -> Findings:
    for found in server.challenged:
        if (error := error_of(found)) != "invalid_token":
            yield Finding(found.where(), received=error or "", expected="invalid_token")


@check("IFC-ORS-013")
def the_scheme_may_be_in_lower_case(server: Protected) -> Findings:
    if server.control and not given(found := server.presented(server.token(), scheme="bearer")):
        yield Finding(found.where(), received=found.status)


@check("IFC-ORS-014")
def no_token_in_the_query(server: Protected) -> Findings:
    if server.control and given(found := server.in_query(server.token())):
        yield Finding(found.where(), received=found.status)


@check("IFC-ORS-015")
def expired_tokens_are_refused(server: Protected) -> Findings:
    now = int(server.service.now.timestamp())
    if server.control and given(found := server.presented(server.token(iat=now - 7200, exp=now - 3600))):
        yield Finding(found.where(), received=found.status)


@check("IFC-ORS-016")
def the_scope_is_required(server: Protected) -> Findings:
    for _ in server.scoped:
        found = server.presented(server.token(scope=OTHER_SCOPE))
        if given(found):
            yield Finding(found.where(), received=found.status, scope=server.scope).cutting("scope_refusal")


@check("IFC-ORS-017")
def a_lacking_scope_gets_403(server: Protected) -> Findings:
    for found in server.scope_refusal:
        if found.status != 403:
            yield Finding(found.where(), received=found.status, expected=403)


@check("IFC-ORS-018")
def nothing_of_another_user(server: Protected) -> Findings:
    for url in server.foreign:
        if given(found := server.presented(server.token(), url)):
            yield Finding(found.where(), received=found.status, url=url)


@check("IFC-ORS-019")
def announced_metadata_are_there(server: Protected) -> Findings:
    for found in server.announced:
        if found.status != 200:
            yield Finding(found.where(), "status", received=found.status, expected=200).cutting("metadata")
        elif found.media_type != "application/json":
            yield Finding(found.where(), "type", received=found.media_type or "", expected="application/json")
        elif not found.json.within_bounds().usable or not isinstance(found.json.document, dict):
            yield Finding(found.where(), "content").cutting("metadata")


@check("IFC-ORS-020")
def metadata_are_of_this_resource(server: Protected) -> Findings:
    for found, members in server.metadata:
        if "resource" not in members:
            yield Finding(found.where(), "missing")
        elif isinstance(own := members["resource"], str) and own != server.service.url:
            yield Finding(found.where("/resource"), "other", received=own, expected=server.service.url)


@check("IFC-ORS-021")
def members_have_permitted_values(server: Protected) -> Findings:
    for found, members in server.metadata:
        for each in mistakes(members):
            values = {"expected": each.expected} if each.expected else {}
            yield Finding(found.where(each.pointer), each.key, received=each.received, **values)


@check("IFC-ORS-022")
def lists_without_values_are_omitted(server: Protected) -> Findings:
    for found, members in server.metadata:
        for name in LISTS:
            if members.get(name) == [] and name != MAY_BE_EMPTY:
                yield Finding(found.where(f"/{name}"), member=name)


@check("IFC-ORS-023")
def weak_authentication_is_refused(server: Protected) -> Findings:
    for found in server.weak:
        if given(found):
            yield Finding(found.where(), received=found.status)


@check("IFC-ORS-024")
def refusals_say_how_to_sign_in(server: Protected) -> Findings:
    for found in server.weak_refusals:
        if (error := error_of(found, SCHEMES)) != STEP_UP:
            yield Finding(found.where(), "error", received=error or "", expected=STEP_UP)
    for found, challenge in server.step_ups:
        if challenge.get("acr_values") is None and challenge.get("max_age") is None:
            yield Finding(found.where(), "requirements")


@check("IFC-ORS-025")
def ages_are_numbers_of_seconds(server: Protected) -> Findings:
    for found, value in server.ages:
        if not (value.isascii() and value.isdigit()):
            yield Finding(found.where(), received=value)
