"""Validating proofs of possession as RFC 9449, 4.3 says."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.interfaces.access.reference.verifying import Refused

FAULTS = (
    "IFC-DPO-001_bearer",
    "IFC-DPO-002_no_proof",
    "IFC-DPO-003_two_proofs",
    "IFC-DPO-004_no_jti",
    "IFC-DPO-004_no_method",
    "IFC-DPO-004_no_url",
    "IFC-DPO-004_no_time",
    "IFC-DPO-005_any_type",
    "IFC-DPO-006_unsigned",
    "IFC-DPO-007_signature_not_verified",
    "IFC-DPO-008_private_key",
    "IFC-DPO-009_any_method",
    "IFC-DPO-010_any_url",
    "IFC-DPO-011_query_compared",
    "IFC-DPO-012_any_time",
    "IFC-DPO-013_any_token",
    "IFC-DPO-013_no_token",
    "IFC-DPO-014_any_key",
    "IFC-DPO-015_used_again",
    "IFC-DPO-016_no_algorithms",
)
_MISSING = {
    "IFC-DPO-004_no_jti": "jti",
    "IFC-DPO-004_no_method": "htm",
    "IFC-DPO-004_no_url": "htu",
    "IFC-DPO-004_no_time": "iat",
    "IFC-DPO-013_no_token": "ath",
}


class Prover:
    """What has to be remembered: the proofs that were used."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self._used: set[str] = set()

    def check(self, scheme: str, token: str, thumbprint: str, proofs: Sequence[str], request: Any) -> None:
        """Raises Refused unless the request proves that the client has the key with this thumbprint."""
        fault = self._fault
        if scheme == "bearer" and not proofs and fault.is_("IFC-DPO-001_bearer"):
            return
        if scheme == "dpop" and not proofs and fault.is_("IFC-DPO-002_no_proof"):
            return
        if scheme != "dpop" or not (len(proofs) == 1 or (proofs and fault.is_("IFC-DPO-003_two_proofs"))):
            raise Refused
        header, claims, signature = self._parts(proofs[0])
        self._signed(proofs[0], header, signature)
        self._claims(claims, token, str(request.url), request.method)
        if _thumbprint(header["jwk"]) != thumbprint and not fault.is_("IFC-DPO-014_any_key"):
            raise Refused
        if proofs[0] in self._used and not fault.is_("IFC-DPO-015_used_again"):
            raise Refused
        self._used.add(proofs[0])

    def _parts(self, proof: str) -> tuple[dict[str, Any], dict[str, Any], bytes]:
        try:
            head, body, signature = (base64.urlsafe_b64decode(each + "==") for each in proof.split("."))
            return json.loads(head), json.loads(body), signature
        except ValueError:
            raise Refused from None

    def _signed(self, proof: str, header: Mapping[str, Any], signature: bytes) -> None:
        from joserfc import jwk, jws

        fault = self._fault
        if header.get("typ") != "dpop+jwt" and not fault.is_("IFC-DPO-005_any_type"):
            raise Refused
        if "d" in header["jwk"] and not fault.is_("IFC-DPO-008_private_key"):
            raise Refused
        if header["alg"] == "none" and fault.is_("IFC-DPO-006_unsigned"):
            return
        key = jwk.import_key({name: value for name, value in header["jwk"].items() if name != "d"})
        fine = header["alg"] == "ES256" and jws.JWSRegistry.algorithms["ES256"].verify(
            proof.rpartition(".")[0].encode(), signature, key
        )
        if not fine and not (header["alg"] == "ES256" and fault.is_("IFC-DPO-007_signature_not_verified")):
            raise Refused

    def _claims(self, claims: Mapping[str, Any], token: str, url: str, method: str) -> None:
        fault, absent = self._fault, _MISSING.get(self._fault.name)
        ath = base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).rstrip(b"=").decode()
        said = str(claims.get("htu"))
        compared = fault.is_("IFC-DPO-011_query_compared")
        htu, url = (each if compared else each.partition("?")[0].partition("#")[0] for each in (said, url))
        fits = {
            "jti": "jti" in claims,
            "htm": claims.get("htm") == method or (fault.is_("IFC-DPO-009_any_method") and "htm" in claims),
            "htu": htu == url or (fault.is_("IFC-DPO-010_any_url") and "htu" in claims),
            "iat": abs(claims.get("iat", 0) - time.time()) < 300
            or (fault.is_("IFC-DPO-012_any_time") and "iat" in claims),
            "ath": claims.get("ath") == ath or (fault.is_("IFC-DPO-013_any_token") and "ath" in claims),
        }
        if not all(fine or (name == absent and name not in claims) for name, fine in fits.items()):
            raise Refused


def _thumbprint(key: Mapping[str, Any]) -> str:
    members = {name: key[name] for name in ("crv", "kty", "x", "y")}
    text = json.dumps(members, sort_keys=True, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
