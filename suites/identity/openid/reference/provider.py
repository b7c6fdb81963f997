"""The OpenID provider of the reference product: metadata and keys, and endpoints that accept no client.

A fault is a change of an honest answer: members of the metadata, members of a key, or the answer as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.identity.openid.reference.keys import EC, RSA, RSA_1024, RSA_ENCRYPTION

PATH = "/op"
STATEMENT: Mapping[str, Any] = {"oauth_metadata": True}
INFORMATION: Mapping[str, Any] = {}

# Fault -> the members that replace those of the metadata; None omits a member.
_METADATA: dict[str, dict[str, Any]] = {
    "ID-OID-004_scopes_in_one_text": {"scopes_supported": "openid profile"},
    "ID-OID-004_flag_as_text": {"claims_parameter_supported": "false"},
    "ID-OID-004_number_as_text": {"op_policy_uri": 7, "claims_supported": ["sub", 7]},
    "ID-OID-004_keys_at_a_list": {"jwks_uri": ["{issuer}/jwks"]},
    "ID-OID-005_no_jwks_uri": {"jwks_uri": None},
    "ID-OID-005_no_token_endpoint": {"token_endpoint": None},
    "ID-OID-006_no_locale": {"ui_locales_supported": []},
    "ID-OID-007_other_path": {"issuer": "{issuer}/v2"},
    "ID-OID-007_other_case": {"issuer": "{ISSUER}"},
    "ID-OID-008_path_alone": {"userinfo_endpoint": "/op/userinfo"},
    "ID-OID-008_no_host": {"userinfo_endpoint": "https:///op/userinfo"},
    "ID-OID-009_remote_without_tls": {"registration_endpoint": "http://register.reference.example/clients"},
    "ID-OID-009_revocation_without_tls": {"revocation_endpoint": "http://revoke.reference.example/"},
    "ID-OID-009_introspection_without_tls": {"introspection_endpoint": "http://inspect.reference.example/"},
    "ID-OID-010_openid_not_listed": {"scopes_supported": ["profile"]},
    "ID-OID-011_es256_alone": {"id_token_signing_alg_values_supported": ["ES256"]},
    "ID-OID-019_key_of_another_algorithm": {"id_token_signing_alg_values_supported": ["RS256", "EdDSA"]},
    "ID-OID-023_no_pkce": {"code_challenge_methods_supported": None},
    "ID-OID-023_plain_alone": {"code_challenge_methods_supported": ["plain"]},
    "ID-OID-024_password_grant": {"grant_types_supported": ["authorization_code", "password"]},
    "ID-OID-025_implicit_flow": {"response_types_supported": ["code", "id_token token"]},
    "ID-OIV-005_none": {"token_endpoint_auth_signing_alg_values_supported": ["RS256", "none"]},
    "ID-OIV-005_none_for_introspection": {"introspection_endpoint_auth_signing_alg_values_supported": ["none"]},
    "ID-OIV-005_none_for_revocation": {"revocation_endpoint_auth_signing_alg_values_supported": ["none"]},
    "ID-OIV-006_client_credentials": {"response_types_supported": ["code", "client_credentials"]},
    "ID-OIV-006_device_grant": {
        "response_types_supported": ["code", "urn:ietf:params:oauth:grant-type:device_code"],
    },
}
_OF_OPENID = ("ID-OID-004", "ID-OID-005", "ID-OID-006")
"""Faults that the OAuth metadata do not have, where other rows judge the same."""
# Fault -> by index of the key, the members that replace its own.
_KEYS: dict[str, dict[int, dict[str, Any]]] = {
    "ID-OID-013_no_type": {1: {"kty": None}},
    "ID-OID-014_exponent": {0: {"d": "AQAB"}},
    "ID-OID-014_symmetric": {1: {"kty": "oct", "k": "c2VjcmV0", "crv": None, "x": None, "y": None, "alg": None}},
    "ID-OID-015_use_of_one_key": {2: {"use": None}},
    "ID-OID-016_name_twice": {2: {"kid": RSA["kid"]}},
    "ID-OID-017_other_type": {1: {"alg": "RS256"}},
    "ID-OID-017_other_curve": {1: {"alg": "ES384"}},
    "ID-OID-018_1024_bits": {2: {"n": RSA_1024}},
    "ID-OID-019_key_of_another_algorithm": {0: {"alg": "PS256"}},
    "ID-OIV-001_no_exponent": {2: {"e": None}},
    "ID-OIV-001_one_coordinate": {1: {"y": None}},
    "ID-OIV-001_number": {2: {"n": 65537}},
    "ID-OIV-002_leading_zero": {2: {"e": "AAEAAQ"}},
    "ID-OIV-002_padded": {2: {"e": "AQAB="}},
    "ID-OIV-002_31_octets": {1: {"x": EC["x"][:-2] + "k"}},
    "ID-OIV-003_off_the_curve": {1: {"x": EC["y"], "y": EC["x"]}},
    "ID-OIV-003_exponent_1": {2: {"e": "AQ"}},
    "ID-OIV-003_exponent_even": {2: {"e": "AQAA"}},
    "ID-OIV-003_modulus_even": {2: {"n": RSA_ENCRYPTION["n"][:-1] + "g"}},
    "ID-OIV-004_encrypts_with_a_signing_key": {1: {"key_ops": ["verify", "encrypt"]}},
    "ID-OIV-004_twice": {1: {"key_ops": ["verify", "verify"]}},
    "ID-OIV-007_list_of_algorithms": {0: {"alg": ["RS256"]}},
    "ID-OIV-007_numbered": {2: {"kid": 3}},
    "ID-OIV-007_one_operation": {1: {"key_ops": "verify"}},
    "ID-OID-019_keys_for_encryption_alone": {
        0: {"use": "enc", "alg": None},
        1: {"use": "enc", "alg": None, "key_ops": None},
    },
}


def _twice(value: Any, name: str) -> bytes:
    """JSON in which the first member of this name is written once more before itself, as null."""
    return json.dumps(value).replace(f'"{name}":', f'"{name}": null, "{name}":', 1).encode()


# Fault -> where it is, and the status, content type and body that replace those of the answer there.
_ANSWERS: dict[str, tuple[str, dict[str, Any]]] = {
    "ID-OID-001_not_there": ("configuration", {"status": 404}),
    "ID-OID-001_server_error": ("configuration", {"status": 500}),
    "ID-OID-002_plain_text": ("configuration", {"type": "text/plain"}),
    "ID-OID-003_cut_off": ("configuration", {"body": b'{"issuer": '}),
    "ID-OID-003_in_an_array": ("configuration", {"body": b'[{"issuer": "https://op.example"}]'}),
    "ID-OID-012_not_there": ("keys", {"status": 404}),
    "ID-OID-012_page": ("keys", {"body": b"<!DOCTYPE html><title>Keys</title>"}),
    "ID-OID-012_keys_alone": ("keys", {"body": json.dumps([RSA, EC]).encode()}),
    "ID-OID-012_one_key": ("keys", {"body": json.dumps(RSA).encode()}),
    "ID-OID-012_text_for_a_key": ("keys", {"body": json.dumps({"keys": [RSA, "AQAB"]}).encode()}),
    "ID-OIV-008_name_twice": ("keys", {"body": _twice({"keys": [RSA, EC, RSA_ENCRYPTION]}, "kid")}),
    "ID-OIV-008_set_twice": ("keys", {"body": _twice({"keys": [RSA, EC, RSA_ENCRYPTION]}, "keys")}),
    "ID-OID-020_plain_text": ("oauth", {"type": "text/plain"}),
    "ID-OID-020_cut_off": ("oauth", {"body": b'{"issuer": '}),
    "ID-OID-020_array": ("oauth", {"body": b"[]"}),
}
_OAUTH: dict[str, dict[str, Any]] = {
    "ID-OID-021_host_alone": {"issuer": "{host}"},
    "ID-OID-021_no_issuer": {"issuer": None},
    "ID-OID-022_other_token_endpoint": {"token_endpoint": "{issuer}/oauth/token"},
    "ID-OIV-009_no_response_types": {"response_types_supported": None},
    "ID-OIV-009_no_authorization_endpoint": {"authorization_endpoint": None, "grant_types_supported": None},
    "ID-OIV-009_no_token_endpoint": {"token_endpoint": None},
    "ID-OIV-009_no_signing_algorithms": {"token_endpoint_auth_signing_alg_values_supported": None},
    "ID-OIV-010_scopes_in_one_text": {"scopes_supported": "openid profile"},
    "ID-OIV-010_number": {"service_documentation": 7},
    "ID-OIV-010_no_locale": {"ui_locales_supported": []},
}
FAULTS = tuple(sorted({*_METADATA, *_KEYS, *_ANSWERS, *_OAUTH}))


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"issuer": f"{base}{PATH}"}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import Response
    from starlette.routing import Route

    def answering(place: str, status: int, value: Any, media_type: str = "application/json", **headers: str) -> Any:
        async def answer(request: Any) -> Response:
            where, changes = _ANSWERS.get(fault.name, ("", {}))
            replaced = changes if where == place else {}
            body = replaced.get("body") or json.dumps(value() if callable(value) else value).encode()
            return Response(
                body, replaced.get("status", status), headers=headers, media_type=replaced.get("type", media_type)
            )

        return answer

    issuer = endpoints(base)["issuer"]
    no_client = {"error": "invalid_client"}
    return [
        Route(
            f"{PATH}/.well-known/openid-configuration", answering("configuration", 200, lambda: metadata(issuer, fault))
        ),
        Route(f"/.well-known/oauth-authorization-server{PATH}", answering("oauth", 200, lambda: _oauth(issuer, fault))),
        Route(f"{PATH}/jwks", answering("keys", 200, lambda: _key_set(fault), "application/jwk-set+json")),
        Route(f"{PATH}/authorize", answering("authorize", 400, no_client), methods=["GET", "POST"]),
        Route(f"{PATH}/token", answering("token", 401, no_client, **{"WWW-Authenticate": "Basic"}), methods=["POST"]),
        Route(f"{PATH}/revoke", answering("revoke", 401, no_client), methods=["POST"]),
        Route(f"{PATH}/introspect", answering("introspect", 401, no_client), methods=["POST"]),
        Route(f"{PATH}/userinfo", answering("userinfo", 401, {}, **{"WWW-Authenticate": "Bearer"})),
    ]


def metadata(issuer: str, fault: Fault) -> dict[str, Any]:
    """The metadata of OpenID Connect Discovery 1.0, 3."""
    honest = {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "jwks_uri": f"{issuer}/jwks",
        "registration_endpoint": "https://register.reference.example/clients",
        "revocation_endpoint": f"{issuer}/revoke",
        "introspection_endpoint": f"{issuer}/introspect",
        "scopes_supported": ["openid", "profile"],
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256", "ES256"],
        "code_challenge_methods_supported": ["S256"],
        "claims_parameter_supported": False,
        "ui_locales_supported": ["zh-CN", "en"],
    }
    return _changed(honest, _METADATA.get(fault.name, {}), issuer)


def _oauth(issuer: str, fault: Fault) -> dict[str, Any]:
    """The metadata of RFC 8414, 2: the same, but some faults affect only one of the two documents."""
    shared = Fault() if fault.name.startswith(_OF_OPENID) else fault
    honest = {**metadata(issuer, shared), "issuer": issuer}
    return _changed(honest, _OAUTH.get(fault.name, {}), issuer)


def _key_set(fault: Fault) -> dict[str, Any]:
    changes = _KEYS.get(fault.name, {})
    return {"keys": [_changed(key, changes.get(at, {})) for at, key in enumerate((RSA, EC, RSA_ENCRYPTION))]}


def _changed(honest: Mapping[str, Any], changes: Mapping[str, Any], issuer: str = "") -> dict[str, Any]:
    """The members with the changes; placeholders in strings are replaced with forms of the issuer."""
    found = {**honest, **changes}
    forms = {"{issuer}": issuer, "{ISSUER}": issuer.upper(), "{host}": issuer.removesuffix(PATH)}
    for name, value in changes.items():
        for placeholder, form in forms.items():
            if isinstance(value, str) and placeholder in value:
                found[name] = value.replace(placeholder, form)
    return {name: value for name, value in found.items() if value is not None}
