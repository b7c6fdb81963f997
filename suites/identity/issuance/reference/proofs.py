"""How the reference issuer verifies proofs: by its own code, which shares none with the wallet of the tests."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection
from typing import Any

from conformance.reference.serving import Fault

ALGORITHMS = ("ES256",)


class BadProof(Exception):
    """A proof that is not accepted, with the error for it."""

    def __init__(self, error: str = "invalid_proof") -> None:
        super().__init__(error)
        self.error = error


def bytes_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def text_of(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def verified(proof: str, issuer: str, nonces: Collection[str], fault: Fault) -> tuple[dict[str, Any], str]:
    """The public key that a proof is about, and its nonce. Raises BadProof."""
    try:
        parts = proof.split(".")
        header, claims = (json.loads(bytes_of(each)) for each in parts[:2])
        key = _key(header, fault)
        signed = _is_signed(".".join(parts[:2]), bytes_of(parts[2]), header, key, fault)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise BadProof from None
    held = {
        "ID-VIC-007_typ": header.get("typ") == "openid4vci-proof+jwt",
        "ID-VIC-008_aud": claims.get("aud") == issuer,
        "ID-VIC-009_signature": signed,
        "ID-VIC-016_no_time": type(claims.get("iat")) is int,
    }
    if any(not holds and not fault.is_(name) for name, holds in held.items()):
        raise BadProof
    nonce = claims.get("nonce")
    if nonce is None and not fault.is_("ID-VIC-014_no_nonce"):
        raise BadProof
    if nonce is not None and nonce not in nonces and not fault.is_("ID-VIC-015_any_nonce"):
        raise BadProof("invalid_nonce")
    return key, str(nonce)


def _key(header: dict[str, Any], fault: Fault) -> dict[str, Any]:
    """The key that the header names. Raises BadProof."""
    key = header["jwk"]
    if "d" in key and not fault.is_("ID-VIC-010_private"):
        raise BadProof
    if ("kid" in header or "x5c" in header) and not fault.is_("ID-VIC-011_both"):
        raise BadProof
    return {name: value for name, value in key.items() if name != "d"}


def _is_signed(data: str, signature: bytes, header: dict[str, Any], key: dict[str, Any], fault: Fault) -> bool:
    """Whether the signature is that of the key. Raises BadProof for an algorithm that is not announced."""
    from joserfc import errors, jwk
    from joserfc.jws import JWSRegistry

    algorithm = header["alg"]
    if algorithm == "none":
        if fault.is_("ID-VIC-012_none"):
            return True
        raise BadProof
    if algorithm not in ALGORITHMS and not fault.is_("ID-VIC-012_algorithm"):
        raise BadProof
    model: Any = JWSRegistry.algorithms[algorithm]
    try:
        return bool(model.verify(data.encode(), signature, jwk.import_key(key)))
    except errors.JoseError:
        return False
