"""Checks of an OpenID provider's metadata and keys that a schema cannot express."""

from __future__ import annotations

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.transports.exchange import Exchange
from conformance_suites.identity.keys.reader.jwk import SIGNATURES, can_verify, fits, private_members, public_values

from .view import ENDPOINTS, OpenIdProvider, is_absolute

METADATA_TYPE = "application/json"
SMALLEST_RSA = 2048


@check("ID-OID-001")
def metadata_is_at_its_well_known_path(provider: OpenIdProvider) -> Findings:
    found = provider.configuration
    if found.status != 200:
        yield Finding(found.where(), received=found.status, expected=200, url=found.request.url).cutting("", "metadata")


@check("ID-OID-002")
def metadata_is_labelled_as_json(provider: OpenIdProvider) -> Findings:
    for found in provider.metadata:
        if found.media_type != METADATA_TYPE:
            yield Finding(found.where(), received=found.media_type or "", expected=METADATA_TYPE)


@check("ID-OID-003")
def metadata_is_a_json_object(provider: OpenIdProvider) -> Findings:
    for found in provider.metadata:
        if (wrong := no_object(found)) is not None:
            yield Finding(found.where(), wrong).cutting("")


@check("ID-OID-007")
def issuer_is_the_requested_url(provider: OpenIdProvider) -> Findings:
    issuer, url = provider.text("issuer"), provider.service.url
    for doubt in provider.doubts:  # both spellings have the same well-known URL: the plan is wrong
        raise doubt
    if issuer is not None and issuer != url:
        yield Finding(provider.configuration.where("/issuer"), received=issuer, expected=url)


@check("ID-OID-008")
def endpoints_are_absolute_urls(provider: OpenIdProvider) -> Findings:
    for name in ENDPOINTS:
        if (url := provider.text(name)) is not None and not is_absolute(url):
            yield Finding(provider.configuration.where(f"/{name}"), received=url).cutting()


@check("ID-OID-009")
def remote_endpoints_use_https(provider: OpenIdProvider) -> Findings:
    for pointer, url in provider.remote_urls:
        if not url.lower().startswith("https:"):
            yield Finding(provider.configuration.where(pointer), received=url)


@check("ID-OID-010")
def openid_is_among_the_scopes(provider: OpenIdProvider) -> Findings:
    return lacks(provider, "scopes_supported", "openid")


@check("ID-OID-011")
def rs256_is_among_the_signing_algorithms(provider: OpenIdProvider) -> Findings:
    return lacks(provider, "id_token_signing_alg_values_supported", "RS256")


@check("ID-OID-012")
def keys_are_a_jwk_set(provider: OpenIdProvider) -> Findings:
    found = provider.key_set
    keys = found.member.get("keys")
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status, expected=200)
    elif (wrong := no_object(found)) is not None:
        yield Finding(found.where(), wrong)
    elif not isinstance(keys, list):
        yield Finding(found.where("/keys" if "keys" in found.member else ""), "keys")
    else:
        for at, key in enumerate(keys):
            if not isinstance(key, dict):
                yield Finding(found.where(f"/keys/{at}"), "key", received=key)


@check("ID-OID-013")
def keys_have_a_type(provider: OpenIdProvider) -> Findings:
    for pointer, key in provider.keys:
        if not isinstance(key.get("kty"), str):
            yield Finding(provider.key_set.where(pointer), received=key.get("kty"))


@check("ID-OID-014")
def keys_are_public(provider: OpenIdProvider) -> Findings:
    for pointer, key in provider.keys:
        if names := private_members(key):
            yield Finding(provider.key_set.where(pointer), names=names)


@check("ID-OID-015")
def keys_for_different_purposes_state_their_use(provider: OpenIdProvider) -> Findings:
    for pointer, key in provider.mixed_keys:
        if not isinstance(key.get("use"), str):
            yield Finding(provider.key_set.where(pointer))


@check("ID-OID-016")
def different_keys_have_different_ids(provider: OpenIdProvider) -> Findings:
    first: dict[tuple[str, str], tuple[str, object]] = {}
    for pointer, key in provider.named_keys:
        values = public_values(key)
        other, known = first.setdefault((key["kid"], str(key.get("kty"))), (pointer, values))
        if known != values:
            yield Finding(provider.key_set.where(f"{pointer}/kid"), received=key["kid"], other=other)


@check("ID-OID-017")
def keys_match_their_algorithm(provider: OpenIdProvider) -> Findings:
    for pointer, key, algorithm in provider.labelled_keys:
        if fits(key, algorithm) is False:
            of = " ".join(str(key[name]) for name in ("kty", "crv") if name in key)
            yield Finding(provider.key_set.where(f"{pointer}/alg"), received=of, algorithm=algorithm)


@check("ID-OID-018")
def rsa_keys_are_large(provider: OpenIdProvider) -> Findings:
    for pointer, bits in provider.rsa_sizes:
        if bits < SMALLEST_RSA:
            yield Finding(provider.key_set.where(pointer), received=bits, expected=SMALLEST_RSA)


@check("ID-OID-019")
def some_key_verifies_id_tokens(provider: OpenIdProvider) -> Findings:
    announced = [name for name in provider.texts("id_token_signing_alg_values_supported") if name in SIGNATURES]
    keys = [key for _, key in provider.keys]
    if not announced:
        raise NotApplicable("no_known_algorithm")
    if any(can_verify(key, algorithm) for key in keys for algorithm in announced):
        return
    if any(not isinstance(key.get("kty"), str) for key in keys):
        raise Blocked("blocked_by", ids=["ID-OID-013"])
    yield Finding(provider.key_set.where("/keys"), announced=announced)


@check("ID-OID-020")
def oauth_metadata_is_a_labelled_json_object(provider: OpenIdProvider) -> Findings:
    for found in provider.oauth_published:
        if found.media_type != METADATA_TYPE:
            yield Finding(found.where(), "label", received=found.media_type or "", expected=METADATA_TYPE)
        if (wrong := no_object(found)) is not None:
            yield Finding(found.where(), wrong).cutting("oauth_members", "oauth_documents", "common_endpoints")


@check("ID-OID-021")
def oauth_issuer_is_the_requested_url(provider: OpenIdProvider) -> Findings:
    members, url = provider.oauth_members, provider.service.url
    if members and members.get("issuer") != url:
        for doubt in provider.doubts:  # as for ID-OID-007
            raise doubt
        yield Finding(provider.oauth.where("/issuer"), received=members.get("issuer"), expected=url)


@check("ID-OID-022")
def both_documents_name_the_same_endpoints(provider: OpenIdProvider) -> Findings:
    for name, here, there in provider.common_endpoints:
        if here != there:
            yield Finding(provider.oauth.where(f"/{name}"), received=there, expected=here)


@check("ID-OID-023")
def pkce_is_announced(provider: OpenIdProvider) -> Findings:
    name = "code_challenge_methods_supported"
    if name not in provider.members:
        yield Finding(provider.configuration.where(""), "missing")
    yield from lacks(provider, name, "S256")


@check("ID-OID-024")
def no_password_grant(provider: OpenIdProvider) -> Findings:
    if "password" in provider.texts("grant_types_supported"):
        yield Finding(provider.configuration.where("/grant_types_supported"))


@check("ID-OID-025")
def no_access_token_in_authorization_responses(provider: OpenIdProvider) -> Findings:
    for found in provider.texts("response_types_supported"):
        if "token" in found.split():
            yield Finding(provider.configuration.where("/response_types_supported"), received=found)


def lacks(provider: OpenIdProvider, name: str, wanted: str) -> Findings:
    """A finding where the list of this name exists and lacks the string."""
    if isinstance(provider.members.get(name), list) and wanted not in provider.texts(name):
        yield Finding(provider.configuration.where(f"/{name}"), received=provider.texts(name), expected=wanted)


def no_object(found: Exchange) -> str | None:
    """The key of the sentence that says why the body is not a JSON object; None if it is one."""
    if not found.json.usable:
        return "text"
    return None if isinstance(found.json.document, dict) else "root"
