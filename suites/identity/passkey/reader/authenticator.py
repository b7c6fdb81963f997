"""An authenticator in software: everything that it claims is an argument, so that each bad case is signed again.

Keys live in memory as long as a ceremony needs them (WebAuthn Level 3, 6.1 and 6.5).
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from conformance.readers.extra import missing

if TYPE_CHECKING:
    from conformance_suites.identity.passkey.reader.keys import KeyPair

EXTRA = "credentials"
CREATE, GET = "webauthn.create", "webauthn.get"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
"""Flags of authenticator data: a person was there, was verified, and a new credential follows."""


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
        self._key = _key_pair(algorithm)
        self._user_handle = user_handle
        self._id = hashlib.sha256(self._key.public).digest()

    def registration(self, claims: Claims) -> dict[str, Any]:
        """The RegistrationResponseJSON of these claims, without attestation (format `none`)."""
        attested = bytes(16) + len(self._id).to_bytes(2) + self._id + self._key.public
        from conformance_suites.identity.passkey.reader.keys import unattested

        data = _data(claims, claims.flags | ATTESTED) + attested
        return self._response(claims, {"attestationObject": encoded(unattested(data)), "transports": ["internal"]})

    def assertion(self, claims: Claims) -> dict[str, Any]:
        """The AuthenticationResponseJSON of these claims, with a counter of 0 as passkeys have it."""
        data = _data(claims, claims.flags)
        signed = data + hashlib.sha256(_client_data(claims)).digest()
        signature = self._key.signature(signed[::-1] if claims.forged else signed)
        answer = {"authenticatorData": encoded(data), "signature": encoded(signature), "userHandle": self._user_handle}
        return self._response(claims, answer)

    def _response(self, claims: Claims, answer: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": encoded(self._id),
            "rawId": encoded(self._id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {"clientDataJSON": encoded(_client_data(claims)), **answer},
        }


def encoded(content: bytes) -> str:
    """The content in base64url without padding."""
    return urlsafe_b64encode(content).decode().rstrip("=")


def _key_pair(algorithm: int) -> KeyPair:
    """A new key pair. Raises NotRun without the libraries."""
    try:
        from conformance_suites.identity.passkey.reader.keys import KeyPair
    except ImportError:
        raise missing(EXTRA) from None
    return KeyPair(algorithm)


def _client_data(claims: Claims) -> bytes:
    said = {"type": claims.type, "challenge": claims.challenge, "origin": claims.origin, "crossOrigin": False}
    return json.dumps(said, separators=(",", ":")).encode()


def _data(claims: Claims, flags: int) -> bytes:
    return hashlib.sha256(claims.rp_id.encode()).digest() + bytes([flags]) + bytes(4)
