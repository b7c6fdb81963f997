"""Checks of the values in an OpenID provider's keys and of what its metadata announce."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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


def _told(provider: OpenIdProvider, mistakes: Callable[[Jwk], Iterator[Mistake]]) -> Findings:
    """A finding for each mistake of each key."""
    for pointer, key in provider.typed_keys:
        for mistake in mistakes(key):
            place = f"{pointer}/{mistake.member}" if mistake.member else pointer
            yield Finding(provider.key_set.where(place), mistake.sentence, **mistake.values)
