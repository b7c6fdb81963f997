"""Tokens with disclosures, made of values whose salts are given: from the same ones always the same."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from conformance_suites.identity.jose.writer.signing import P256, Signer, coded

TYPE, BINDING_TYPE = "example+sd-jwt", "kb+jwt"


class Lazily:
    """A signer that is made when it signs, since its library is an extra."""

    def __init__(self, curve: str, number: int = 1) -> None:
        self._given = curve, number

    def token(self, header: dict[str, Any], payload: Any) -> str:
        return Signer(*self._given).token(header, payload)


ISSUERS = {"EdDSA": Lazily("Ed25519"), "ES256": Lazily(P256)}
HOLDER = Lazily(P256, 3)
"""The holder of the samples."""


def signer_for(algorithm: str) -> Lazily:
    """The issuer of the samples with this algorithm."""
    return ISSUERS.get(algorithm, ISSUERS["EdDSA"])


def salt(number: int) -> str:
    """A salt of 128 bits."""
    return coded(hashlib.sha256(bytes([number])).digest()[:16])


def disclosure(*items: Any) -> str:
    """Salt, name and value of a claim, or salt and value of an element, as they are sent."""
    return coded(json.dumps(list(items), ensure_ascii=False).encode())


def digest(text: str, function: str = "sha256") -> str:
    """What stands for a disclosure in the payload."""
    return coded(hashlib.new(function, text.encode()).digest())


def combined(token: str, *disclosures: str, binding: str = "") -> str:
    """The combined format."""
    return "~".join([token, *disclosures, binding])


def binding(before: str, holder: Signer, function: str = "sha256", **more: Any) -> str:
    """A key binding JWT for what is before it; None leaves a member of the header or a claim out."""
    claims = {
        "iat": 1_770_000_000,
        "aud": "https://verifier.example",
        "nonce": "8vmXwZ2u",
        "sd_hash": digest(before, function),
    }
    header = {"alg": holder.algorithm, "typ": BINDING_TYPE}
    for name, value in more.items():
        members = header if name in ("alg", "typ") else claims
        members[name] = value
    parts = [{name: each for name, each in members.items() if each is not None} for members in (header, claims)]
    return holder.token(parts[0], parts[1])
