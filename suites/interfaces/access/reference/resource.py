"""Two resources of two users, given to who presents a token of the test issuer (RFC 6750, RFC 9068)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.interfaces.access.reference.keys import VARIABLE
from conformance_suites.interfaces.access.reference.proving import Prover
from conformance_suites.interfaces.access.reference.verifying import AUDIENCE, ISSUER, Refused, verified

SCOPE = "profile.read"
PATH, OTHER = "/api/users/alice", "/api/users/bob"
STATEMENT: Mapping[str, Any] = {"jwt_profile": True, "dpop": True}
INFORMATION: Mapping[str, Any] = {
    "signing_key": {"env": VARIABLE},
    "token_issuer": ISSUER,
    "token_audience": AUDIENCE,
    "token_algorithm": "ES256",
    "token_subject": "alice",
    "token_scope": SCOPE,
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
_OTHERS = ("IFC-ORS-013_lower_case", "IFC-ORS-014_query", "IFC-ORS-015_expired", "IFC-ORS-018_any_user")
FAULTS = tuple(sorted({*_BARE, *_EXPIRED, *_INVENTED, *_SCOPE, *_OTHERS}))


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"resource": f"{base}{PATH}"}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    prover = Prover(fault)

    async def answer(request: Any) -> JSONResponse:
        status, challenge = _decided(request, fault, prover)
        headers = {} if challenge is None else {"WWW-Authenticate": challenge}
        body = {"user": request.path_params["user"]} if status == 200 else {"error": status}
        return JSONResponse(body, status, headers=headers)

    return [Route("/api/users/{user}", answer)]


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
    if claims["sub"] != request.path_params["user"] and not fault.is_("IFC-ORS-018_any_user"):
        return 404, REALM
    return 200, None
