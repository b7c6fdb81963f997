"""An authenticator in software: everything that it claims is an argument, so that each bad case is signed again.

Keys live in memory as long as a ceremony needs them (WebAuthn Level 3, 6.1 and 6.5).
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

CREATE, GET = "webauthn.create", "webauthn.get"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
"""Flags of authenticator data: a person was there, was verified, and a new credential follows."""
ES256, EDDSA, ES384 = -7, -8, -35
ALGORITHMS = (ES256, EDDSA, ES384)
"""The COSE algorithms that the authenticator knows, the most usual first."""
_CURVES: dict[int, tuple[type[ec.EllipticCurve], hashes.HashAlgorithm, int, int]] = {
    ES256: (ec.SECP256R1, hashes.SHA256(), 1, 32),
    ES384: (ec.SECP384R1, hashes.SHA384(), 2, 48),
}


@dataclass(frozen=True)
class Claims:
    """What the client and the authenticator say in a ceremony. `forged` signs something else."""

    type: str
    challenge: str
    origin: str
    rp_id: str
    flags: int = PRESENT | VERIFIED
    forged: bool = False


@dataclass(frozen=True)
class Response:
    """The answer of a credential to the options of a ceremony: made when it is sent, so that no record has it."""

    credential: Credential
    claims: Claims
    user: str
    registers: bool

    @property
    def content(self) -> dict[str, Any]:
        """What the record has in its place."""
        said = {"user": self.user, "algorithm": self.credential.algorithm, "registers": self.registers}
        return {**said, **asdict(self.claims)}

    @property
    def name(self) -> str:
        """A name that follows from the content."""
        return f"passkey_{hashlib.sha256(json.dumps(self.content, sort_keys=True).encode()).hexdigest()[:24]}"

    def value(self, reveal: Callable[[str], str]) -> str:
        """The RegistrationResponseJSON or AuthenticationResponseJSON."""
        make = self.credential.registration if self.registers else self.credential.assertion
        return json.dumps(make(self.claims))


class Credential:
    """A key pair under one of the algorithms, with its id and the handle of its user."""

    def __init__(self, algorithm: int, user_handle: str) -> None:
        self.algorithm = algorithm
        self._key = _key(algorithm)
        self._user_handle = user_handle
        self._id = hashlib.sha256(cbor2.dumps(self._public)).digest()

    @property
    def _public(self) -> dict[int, Any]:
        """The COSE key."""
        if isinstance(self._key, ed25519.Ed25519PrivateKey):
            return {1: 1, 3: self.algorithm, -1: 6, -2: self._key.public_key().public_bytes_raw()}
        numbers = self._key.public_key().public_numbers()
        _, _, curve, size = _CURVES[self.algorithm]
        return {1: 2, 3: self.algorithm, -1: curve, -2: numbers.x.to_bytes(size), -3: numbers.y.to_bytes(size)}

    def registration(self, claims: Claims) -> dict[str, Any]:
        """The RegistrationResponseJSON of these claims, without attestation (format `none`)."""
        attested = bytes(16) + len(self._id).to_bytes(2) + self._id + cbor2.dumps(self._public)
        data = _data(claims, claims.flags | ATTESTED) + attested
        whole = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._response(claims, {"attestationObject": encoded(whole), "transports": ["internal"]})

    def assertion(self, claims: Claims) -> dict[str, Any]:
        """The AuthenticationResponseJSON of these claims, with a counter of 0 as passkeys have it."""
        data = _data(claims, claims.flags)
        signed = data + hashlib.sha256(_client_data(claims)).digest()
        signature = self._signature(signed[::-1] if claims.forged else signed)
        answer = {"authenticatorData": encoded(data), "signature": encoded(signature), "userHandle": self._user_handle}
        return self._response(claims, answer)

    def _signature(self, signed: bytes) -> bytes:
        if isinstance(self._key, ed25519.Ed25519PrivateKey):
            return self._key.sign(signed)
        return self._key.sign(signed, ec.ECDSA(_CURVES[self.algorithm][1]))

    def _response(self, claims: Claims, answer: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": encoded(self._id),
            "rawId": encoded(self._id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {"clientDataJSON": encoded(_client_data(claims)), **answer},
        }


def algorithm_among(offered: Collection[int]) -> int | None:
    """The first algorithm that the authenticator knows and the relying party offers."""
    return next((each for each in ALGORITHMS if each in offered), None)


def algorithm_beside(offered: Collection[int]) -> int | None:
    """An algorithm that the authenticator knows and the relying party does not offer."""
    return next((each for each in ALGORITHMS if each not in offered), None)


def encoded(content: bytes) -> str:
    """The content in base64url without padding."""
    return urlsafe_b64encode(content).decode().rstrip("=")


def _key(algorithm: int) -> ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey:
    return (
        ed25519.Ed25519PrivateKey.generate() if algorithm == EDDSA else ec.generate_private_key(_CURVES[algorithm][0]())
    )


def _client_data(claims: Claims) -> bytes:
    said = {"type": claims.type, "challenge": claims.challenge, "origin": claims.origin, "crossOrigin": False}
    return json.dumps(said, separators=(",", ":")).encode()


def _data(claims: Claims, flags: int) -> bytes:
    return hashlib.sha256(claims.rp_id.encode()).digest() + bytes([flags]) + bytes(4)
