"""Validating access tokens as RFC 9068, 4 says, but for the end of their time, which their resource looks at."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.interfaces.access.reference.keys import SIGNING_KEY

ISSUER, AUDIENCE = "https://issuer.reference.example", "https://api.reference.example"
_CLAIMS = {"iss", "aud", "sub", "client_id", "iat", "exp", "nbf", "jti", "scope", "cnf", "acr", "auth_time"}
_HEADER = {"typ", "alg", "kid", "crit", "jwk"}
FAULTS = (
    "IFC-JAT-001_one_audience",
    "IFC-JAT-002_unknown_claim",
    "IFC-JAT-003_unknown_header",
    "IFC-JAT-004_short_type",
    "IFC-JAT-005_any_audience",
    "IFC-JAT-006_no_audience",
    "IFC-JAT-007_any_issuer",
    "IFC-JAT-008_early",
    "IFC-JAT-009_any_type",
    "IFC-JAT-010_unsigned",
    "IFC-JAT-011_signature_not_verified",
    "IFC-JAT-011_claims_not_protected",
    "IFC-JAT-011_signature_removed",
    "IFC-JAT-012_key_in_the_token",
    "IFC-JAT-013_public_key_as_secret",
    "IFC-JAT-014_critical_ignored",
)


class Refused(Exception):
    """The token is not valid."""


def verified(token: str, fault: Fault) -> dict[str, Any]:
    """The claims of a valid token. Raises Refused."""
    try:
        head, body, signature = (_decoded(part) for part in token.split("."))
        header, claims = json.loads(head), json.loads(body)
    except ValueError:
        raise Refused from None
    if not (_header_is_right(header, fault) and _is_signed(token, header, signature, fault)):
        raise Refused
    if not _claims_are_right(claims, fault):
        raise Refused
    return dict(claims)


def _header_is_right(header: Mapping[str, Any], fault: Fault) -> bool:
    types = {"at+jwt"} if fault.is_("IFC-JAT-004_short_type") else {"at+jwt", "application/at+jwt"}
    if header.get("typ") not in types and not fault.is_("IFC-JAT-009_any_type"):
        return False
    if "crit" in header:
        return fault.is_("IFC-JAT-014_critical_ignored")
    return header.keys() <= _HEADER or not fault.is_("IFC-JAT-003_unknown_header")


def _is_signed(token: str, header: Mapping[str, Any], signature: bytes, fault: Fault) -> bool:
    from joserfc import jwk, jws

    key: Any = jwk.import_key(dict(SIGNING_KEY))
    match header["alg"], fault.name:
        case "none", "IFC-JAT-010_unsigned":
            return True
        case "ES256", "IFC-JAT-011_signature_removed" if not signature:
            return True
        case "ES256", "IFC-JAT-012_key_in_the_token" if "jwk" in header:
            key = jwk.import_key(header["jwk"])
        case "HS256", "IFC-JAT-013_public_key_as_secret":
            expected = hmac.digest(key.as_pem(private=False), token.rpartition(".")[0].encode(), "sha256")
            return hmac.compare_digest(expected, signature)
        case "ES256", _:
            pass
        case _:
            return False
    if not signature:
        return False
    fine = jws.JWSRegistry.algorithms[header["alg"]].verify(token.rpartition(".")[0].encode(), signature, key)
    if not fine and "jwk" not in header:
        return _altered_in(token) == _LETS_PASS.get(fault.name)
    return bool(fine)


# Fault -> what it does not notice: the claims are altered by a further letter in `jti`.
_LETS_PASS = {"IFC-JAT-011_signature_not_verified": "signature", "IFC-JAT-011_claims_not_protected": "claims"}


def _altered_in(token: str) -> str:
    return "claims" if json.loads(_decoded(token.split(".")[1]))["jti"].endswith("x") else "signature"


def _claims_are_right(claims: Mapping[str, Any], fault: Fault) -> bool:
    audience = claims.get("aud", AUDIENCE if fault.is_("IFC-JAT-006_no_audience") else "")
    if fault.is_("IFC-JAT-005_any_audience") and "aud" in claims:
        audience = AUDIENCE
    several = isinstance(audience, list) and not fault.is_("IFC-JAT-001_one_audience")
    if AUDIENCE not in (audience if several else [audience]):
        return False
    if claims.get("iss") != ISSUER and not fault.is_("IFC-JAT-007_any_issuer"):
        return False
    if claims.get("nbf", 0) > time.time() and not fault.is_("IFC-JAT-008_early"):
        return False
    return claims.keys() <= _CLAIMS or not fault.is_("IFC-JAT-002_unknown_claim")


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
