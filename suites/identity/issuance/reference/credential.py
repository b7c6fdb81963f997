"""The credentials that the reference issuer signs: SD-JWT VCs of a membership."""

from __future__ import annotations

import hashlib
import json
import time
from functools import cache
from typing import Any

from conformance_suites.identity.issuance.reference.proofs import text_of

VCT = "https://issuer.reference.example/membership"
_DAY = 86_400


@cache
def _pair() -> tuple[Any, dict[str, str]]:
    """The key of the issuer, which everybody may know, and its public part."""
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.derive_private_key(int.from_bytes(hashlib.sha256(b"reference issuer").digest()), ec.SECP256R1())
    numbers = private.public_key().public_numbers()
    x, y = (text_of(each.to_bytes(32)) for each in (numbers.x, numbers.y))
    return private, {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _part(value: Any) -> str:
    return text_of(json.dumps(value, separators=(",", ":")).encode())


def issued(key: dict[str, Any] | None, vct: str = VCT) -> str:
    """An SD-JWT VC that is bound to this key, whose one disclosure is the name of the club."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils

    private, public = _pair()
    did = f"did:jwk:{_part(public)}"
    now = int(time.time()) // _DAY * _DAY  # the same all day, which tells nobody when it was issued
    disclosure = _part([text_of(hashlib.sha256(str(key).encode()).digest()[:16]), "club", "Reference"])
    claims = {
        "iss": did,
        "iat": now,
        "exp": now + 30 * _DAY,
        "vct": vct,
        "_sd_alg": "sha-256",
        "_sd": [text_of(hashlib.sha256(disclosure.encode()).digest())],
        **({"cnf": {"jwk": key}} if key else {}),
    }
    data = f"{_part({'alg': 'ES256', 'typ': 'dc+sd-jwt', 'kid': f'{did}#0'})}.{_part(claims)}"
    algorithm = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
    numbers = utils.decode_dss_signature(private.sign(data.encode(), algorithm))
    return f"{data}.{text_of(b''.join(each.to_bytes(32) for each in numbers))}~{disclosure}~"
