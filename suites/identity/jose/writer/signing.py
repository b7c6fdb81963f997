"""Tokens signed with keys that everybody knows: from the same claims always the same ones."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

SEED = bytes(range(32))
ED25519, P256 = "Ed25519", "P-256"
CODECS = {ED25519: b"\xed\x01", P256: b"\x80\x24"}
ALGORITHMS = {ED25519: "EdDSA", P256: "ES256"}


def coded(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def part(members: Any) -> str:
    """A value as a part of a token."""
    return coded(json.dumps(members, separators=(",", ":"), ensure_ascii=False).encode())


class Signer:
    """A key pair on a curve, made from a number."""

    def __init__(self, curve: str = ED25519, number: int = 1) -> None:
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519

        self.curve, self.algorithm = curve, ALGORITHMS[curve]
        self._private: Any
        self.jwk: dict[str, str]
        if curve == ED25519:
            self._private = ed25519.Ed25519PrivateKey.from_private_bytes(
                hashlib.sha256(SEED + bytes([number])).digest()
            )
            self.jwk = {"kty": "OKP", "crv": curve, "x": coded(self._private.public_key().public_bytes_raw())}
        else:
            self._private = ec.derive_private_key(int.from_bytes(SEED, "big") + number, ec.SECP256R1())
            numbers = self._private.public_key().public_numbers()
            x, y = (coded(each.to_bytes(32, "big")) for each in (numbers.x, numbers.y))
            self.jwk = {"kty": "EC", "crv": curve, "x": x, "y": y}

    @property
    def did(self) -> str:
        """The did:jwk of the key."""
        return f"did:jwk:{part(self.jwk)}"

    @property
    def method(self) -> str:
        """The URL of the key in the document of its DID."""
        return f"{self.did}#0"

    @property
    def did_key(self) -> str:
        """The did:key of the key."""
        from multiformats import multibase

        x = base64.urlsafe_b64decode(self.jwk["x"] + "=")
        if self.curve == P256:
            x = bytes([2 + base64.urlsafe_b64decode(self.jwk["y"] + "=")[-1] % 2]) + x
        return f"did:key:{multibase.encode(CODECS[self.curve] + x, 'base58btc')}"

    @property
    def key_method(self) -> str:
        """The URL of the key in the document of its did:key."""
        return f"{self.did_key}#{self.did_key.rpartition(':')[2]}"

    def signature(self, data: bytes) -> bytes:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, utils

        if self.curve == ED25519:
            return bytes(self._private.sign(data))
        algorithm = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        numbers = utils.decode_dss_signature(self._private.sign(data, algorithm))
        return b"".join(number.to_bytes(32, "big") for number in numbers)

    def token(self, header: dict[str, Any], payload: Any) -> str:
        """A token with this header and payload; parts that are already text are taken as they are."""
        parts = [each if isinstance(each, str) else part(each) for each in (header, payload)]
        data = ".".join(parts)
        return f"{data}.{coded(self.signature(data.encode()))}"
