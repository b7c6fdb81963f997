"""Checks of the values in an OpenID provider's keys and of what its metadata announce."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from conformance.authoring import Finding, Findings, check
from conformance_suites.identity.keys.reader.jwk import Jwk, missing_values
from conformance_suites.identity.keys.reader.mistakes import (
    Mistake,
    encoding_mistakes,
    number_mistakes,
    operation_mistakes,
)

from .view import OpenIdProvider

AUTHENTICATED = ("token", "revocation", "introspection")
# Grant types of RFC 6749; further ones are absolute URIs (4.5). None of them is a response type.
GRANTS = frozenset({"authorization_code", "implicit", "password", "client_credentials", "refresh_token"})
# Those that use the authorization endpoint, and those supported where none is listed (RFC 8414, 2).
AUTHORIZING = frozenset({"authorization_code", "implicit"})
SIGNED = ("private_key_jwt", "client_secret_jwt")
# Members of a key that are strings, and that are arrays of strings (RFC 7517, 4).
KEY_TEXTS, KEY_LISTS = ("use", "alg", "kid", "x5u", "x5t", "x5t#S256"), ("key_ops", "x5c")
# The same of RFC 8414, 2; ID-OID-021 judges the issuer.
OAUTH_TEXTS = (
    *(f"{name}_endpoint" for name in ("authorization", "token", "registration", "revocation", "introspection")),
    *("jwks_uri", "service_documentation", "op_policy_uri", "op_tos_uri"),
)
OAUTH_LISTS = (
    *(f"{name}_supported" for name in ("scopes", "response_types", "response_modes", "grant_types", "ui_locales")),
    *(f"{name}_endpoint_auth_methods_supported" for name in AUTHENTICATED),
    *(f"{name}_endpoint_auth_signing_alg_values_supported" for name in AUTHENTICATED),
    "code_challenge_methods_supported",
)


@check("ID-OIV-001")
def keys_have_their_public_values(provider: OpenIdProvider) -> Findings:
    for pointer, key in provider.typed_keys:
        if missing := missing_values(key):
            yield Finding(provider.key_set.where(pointer), type=key["kty"], names=missing)


@check("ID-OIV-002")
def values_are_encoded_as_their_type_requires(provider: OpenIdProvider) -> Findings:
    return _told(provider, encoding_mistakes)


@check("ID-OIV-003")
def values_are_those_of_a_key(provider: OpenIdProvider) -> Findings:
    return _told(provider, number_mistakes)


@check("ID-OIV-004")
def operations_match_the_use(provider: OpenIdProvider) -> Findings:
    return _told(provider, operation_mistakes)


@check("ID-OIV-007")
def members_of_keys_have_their_types(provider: OpenIdProvider) -> Findings:
    for pointer, key in provider.keys:
        for name, sentence in _wrong_types(key, KEY_TEXTS, KEY_LISTS):
            yield Finding(provider.key_set.where(f"{pointer}/{name}"), sentence, name=name, received=key[name])


@check("ID-OIV-008")
def members_of_keys_are_unique(provider: OpenIdProvider) -> Findings:
    if provider.keys:
        for problem in provider.key_set.json.of_kind("duplicate"):
            yield Finding(provider.key_set.where(problem.pointer or ""), name=problem.detail)


@check("ID-OIV-005")
def clients_sign_what_authenticates_them(provider: OpenIdProvider) -> Findings:
    for endpoint in AUTHENTICATED:
        name = f"{endpoint}_endpoint_auth_signing_alg_values_supported"
        if "none" in provider.texts(name):
            yield Finding(provider.configuration.where(f"/{name}"), received="none")


@check("ID-OIV-006")
def response_types_are_not_grant_types(provider: OpenIdProvider) -> Findings:
    for at, found in enumerate(provider.texts("response_types_supported")):
        if any(word in GRANTS or word.startswith("urn:") for word in found.split()):
            yield Finding(provider.configuration.where("/response_types_supported"), received=found, position=at + 1)


@check("ID-OIV-009")
def oauth_metadata_has_what_its_methods_need(provider: OpenIdProvider) -> Findings:
    for members in provider.oauth_documents:
        for name in _needed(members):
            if name not in members:
                yield Finding(provider.oauth.where(""), name=name)


def _needed(members: dict[str, Any]) -> Iterator[str]:
    """The members that the grant types and the methods of authentication need, as far as these can be read."""
    grants = members.get("grant_types_supported", [*AUTHORIZING])
    if isinstance(grants, list) and grants and all(isinstance(grant, str) for grant in grants):
        if AUTHORIZING.intersection(grants):
            yield from ("authorization_endpoint", "response_types_supported")
        if set(grants) != {"implicit"}:
            yield "token_endpoint"
    for endpoint in AUTHENTICATED:
        methods = members.get(f"{endpoint}_endpoint_auth_methods_supported")
        if isinstance(methods, list) and any(method in SIGNED for method in methods):
            yield f"{endpoint}_endpoint_auth_signing_alg_values_supported"


@check("ID-OIV-010")
def oauth_metadata_has_its_types(provider: OpenIdProvider) -> Findings:
    for members in provider.oauth_documents:
        for name, sentence in _wrong_types(members, OAUTH_TEXTS, OAUTH_LISTS):
            yield Finding(provider.oauth.where(f"/{name}"), sentence, received=members[name])
        for name in OAUTH_LISTS:
            if members.get(name) == []:
                yield Finding(provider.oauth.where(f"/{name}"), "empty")


def _wrong_types(members: Jwk, texts: tuple[str, ...], lists: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(name, sentence) of each member that is not a string, or not an array of strings."""
    for name in texts:
        if name in members and not isinstance(members[name], str):
            yield name, "text"
    for name in lists:
        value = members.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            yield name, "texts"


def _told(provider: OpenIdProvider, mistakes: Callable[[Jwk], Iterator[Mistake]]) -> Findings:
    """A finding for each mistake of each key."""
    for pointer, key in provider.typed_keys:
        for mistake in mistakes(key):
            place = f"{pointer}/{mistake.member}" if mistake.member else pointer
            yield Finding(provider.key_set.where(place), mistake.sentence, **mistake.values)
