"""Two resources of two users, given to who presents a token of the test issuer (RFC 6750, RFC 9068)."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.interfaces.access.reference.keys import VARIABLE
from conformance_suites.interfaces.access.reference.proving import Prover
from conformance_suites.interfaces.access.reference.verifying import AUDIENCE, ISSUER, Refused, verified

SCOPE, ACR, AGE = "profile.read", "urn:reference:two-factors", 3600
PATH, OTHER = "/api/users/alice", "/api/users/bob"
METADATA = "/.well-known/oauth-protected-resource"
STATEMENT: Mapping[str, Any] = {"jwt_profile": True, "dpop": True}
INFORMATION: Mapping[str, Any] = {
    "signing_key": {"env": VARIABLE},
    "token_issuer": ISSUER,
    "token_audience": AUDIENCE,
    "token_algorithm": "ES256",
    "token_subject": "alice",
    "token_scope": SCOPE,
    "token_acr": ACR,
    "authentication_age": AGE,
    "other_subject": "bob",
    "other_resource": OTHER,
}
REALM = 'Bearer realm="api"'
INVALID = f'{REALM}, error="invalid_token"'

PROOF = 'DPoP realm="api", error="invalid_dpop_proof", algs="ES256"'
_UNPROVEN = {"IFC-DPO-016_no_algorithms": 'DPoP realm="api", error="invalid_dpop_proof"'}

# Fault -> status and challenge of the answer to a request without a token; None omits the header.
_BARE: dict[str, tuple[int, str | None]] = {
    "IFC-ORS-001_open": (200, None),
    "IFC-ORS-002_no_challenge": (401, None),
    "IFC-ORS-003_open_quotation": (401, 'Bearer realm="api'),
    "IFC-ORS-003_no_comma": (401, 'Bearer realm="api" scope="profile.read"'),
    "IFC-ORS-004_basic_alone": (401, 'Basic realm="api"'),
    "IFC-ORS-005_scheme_alone": (401, "Bearer"),
    "IFC-ORS-006_two_scopes": (401, 'Bearer scope="profile.read", scope="profile.write"'),
    "IFC-ORS-007_error": (401, INVALID),
    "IFC-ORS-008_scope_in_quotes": (401, 'Bearer scope="\\"profile.read\\""'),
}
# Fault -> the same of the answer to a token that was never signed.
_INVENTED: dict[str, tuple[int, str | None]] = {
    "IFC-ORS-003_error_without_quotation": (401, f"{REALM}, error_description=no such token"),
    "IFC-ORS-008_quotation_in_description": (401, f'{INVALID}, error_description="no \\"token\\" of ours"'),
    "IFC-ORS-009_presence_alone": (200, None),
    "IFC-ORS-010_no_challenge": (401, None),
    "IFC-ORS-011_unprocessable": (422, INVALID),
    "IFC-ORS-012_no_error": (401, REALM),
    "IFC-ORS-012_other_error": (401, f'{REALM}, error="invalid_request"'),
}
# Fault -> the challenge to an expired token.
_EXPIRED = {"IFC-JAT-015_no_error": REALM, "IFC-JAT-015_other_error": f'{REALM}, error="expired_token"'}
# Fault -> the same of the answer to a token without the scope.
_SCOPE: dict[str, tuple[int, str | None]] = {
    "IFC-ORS-016_any_scope": (200, None),
    "IFC-ORS-017_as_invalid": (401, INVALID),
}
# Fault -> the same of the answer to a token of somebody who did not sign in as required.
STEP_UP = f'{REALM}, error="insufficient_user_authentication"'
_WEAK: dict[str, tuple[int, str | None]] = {
    "IFC-ORS-024_invalid": (401, INVALID),
    "IFC-ORS-024_no_requirements": (401, STEP_UP),
    "IFC-ORS-025_minutes": (401, f'{STEP_UP}, max_age="60m"'),
}
# Fault -> members of the metadata; None omits one.
_METADATA: dict[str, dict[str, Any]] = {
    "IFC-ORS-020_host_alone": {"resource": "https://api.reference.example"},
    "IFC-ORS-020_no_resource": {"resource": None},
    "IFC-ORS-021_one_server": {"authorization_servers": ISSUER},
    "IFC-ORS-021_server_as_object": {"authorization_servers": [{"issuer": ISSUER}]},
    "IFC-ORS-021_server_with_query": {"authorization_servers": [f"{ISSUER}?tenant=1"]},
    "IFC-ORS-021_two_scopes_in_one": {"scopes_supported": ["profile.read profile.write"]},
    "IFC-ORS-021_unsigned": {"resource_signing_alg_values_supported": ["none"]},
    "IFC-ORS-021_keys_in_the_clear": {"jwks_uri": "http://api.reference.example/keys.json"},
    "IFC-ORS-021_flag_as_text": {"dpop_bound_access_tokens_required": "false"},
    "IFC-ORS-022_no_scopes": {"scopes_supported": []},
}
_ANNOUNCED = ("IFC-ORS-019_array", "IFC-ORS-019_not_found", "IFC-ORS-019_plain_text")
_OTHERS = ("IFC-ORS-013_lower_case", "IFC-ORS-014_query", "IFC-ORS-015_expired", "IFC-ORS-018_any_user")
_ANYHOW = ("IFC-ORS-023_any_context", "IFC-ORS-023_any_time")
_TABLES = {*_BARE, *_EXPIRED, *_INVENTED, *_SCOPE, *_WEAK, *_METADATA}
FAULTS = tuple(sorted({*_TABLES, *_OTHERS, *_ANNOUNCED, *_ANYHOW}))


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"resource": f"{base}{PATH}"}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    prover = Prover(fault)

    async def answer(request: Any) -> JSONResponse:
        status, challenge = _decided(request, fault, prover)
        if challenge == REALM and "authorization" not in request.headers:
            challenge = f'{REALM}, resource_metadata="{base}{METADATA}{request.url.path}"'
        headers = {} if challenge is None else {"WWW-Authenticate": challenge}
        body = {"user": request.path_params["user"]} if status == 200 else {"error": status}
        return JSONResponse(body, status, headers=headers)

    async def described(request: Any) -> Response:
        own = {"resource": f"{base}/api/users/{request.path_params['user']}", "authorization_servers": [ISSUER]}
        told = own | {"scopes_supported": [SCOPE], "bearer_methods_supported": []} | _METADATA.get(fault.name, {})
        told = {name: value for name, value in told.items() if value is not None}
        if fault.is_("IFC-ORS-019_plain_text"):
            return Response(json.dumps(told), media_type="text/plain")
        if fault.is_("IFC-ORS-019_array"):
            return JSONResponse([told])
        return JSONResponse(told, 404 if fault.is_("IFC-ORS-019_not_found") else 200)

    return [Route("/api/users/{user}", answer), Route(f"{METADATA}/api/users/{{user}}", described)]


def _is_strong(claims: Mapping[str, Any], fault: Fault) -> bool:
    """Whether the person signed in as this resource requires, and lately (RFC 9470, 6.1)."""
    late = claims.get("auth_time", 0) < time.time() - AGE and not fault.is_("IFC-ORS-023_any_time")
    return not late and (claims.get("acr") == ACR or fault.is_("IFC-ORS-023_any_context"))


def _decided(request: Any, fault: Fault, prover: Prover) -> tuple[int, str | None]:
    """The status and the challenge of the answer."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if not token and fault.is_("IFC-ORS-014_query"):
        scheme, token = "bearer", request.query_params.get("access_token", "")
    known = (
        scheme in ("Bearer", "DPoP") if fault.is_("IFC-ORS-013_lower_case") else scheme.lower() in ("bearer", "dpop")
    )
    if not token or not known:
        return _BARE.get(fault.name, (401, REALM))
    if "." not in token:
        return _INVENTED.get(fault.name, (401, INVALID))
    try:
        claims = verified(token, fault)
        if "cnf" in claims or scheme.lower() == "dpop":
            thumbprint = claims.get("cnf", {}).get("jkt", "")
            prover.check(scheme.lower(), token, thumbprint, request.headers.getlist("dpop"), request)
    except Refused:
        return 401, _UNPROVEN.get(fault.name, PROOF) if scheme.lower() == "dpop" else INVALID
    if claims["exp"] < time.time() and not fault.is_("IFC-ORS-015_expired"):
        return 401, _EXPIRED.get(fault.name, INVALID)
    if SCOPE not in str(claims.get("scope")).split():
        return _SCOPE.get(fault.name, (403, f'{REALM}, error="insufficient_scope", scope="{SCOPE}"'))
    if not _is_strong(claims, fault):
        return _WEAK.get(fault.name, (401, f'{STEP_UP}, acr_values="{ACR}", max_age={AGE}'))
    if claims["sub"] != request.path_params["user"] and not fault.is_("IFC-ORS-018_any_user"):
        return 404, REALM
    return 200, None
