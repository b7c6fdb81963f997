"""Key pairs of passkeys and what of them is CBOR (RFC 9052 7, RFC 9053 7; WebAuthn Level 3, 6.5).

Its libraries are an extra: import it where a key is made.
"""

from __future__ import annotations

from cbor2 import dumps
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from conformance_suites.identity.passkey.reader.algorithms import EDDSA, ES256, ES384

_CURVES: dict[int, tuple[type[ec.EllipticCurve], hashes.HashAlgorithm, int, int]] = {
    ES256: (ec.SECP256R1, hashes.SHA256(), 1, 32),
    ES384: (ec.SECP384R1, hashes.SHA384(), 2, 48),
}
"""Algorithm -> its curve and hash, the number of the curve in COSE, octets of a coordinate."""


class KeyPair:
    """A new key pair under one of the algorithms."""

    def __init__(self, algorithm: int) -> None:
        self._algorithm = algorithm
        self._key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
        if algorithm == EDDSA:
            self._key = ed25519.Ed25519PrivateKey.generate()
        else:
            self._key = ec.generate_private_key(_CURVES[algorithm][0]())

    @property
    def public(self) -> bytes:
        """The COSE_Key of the public key."""
        if isinstance(self._key, ed25519.Ed25519PrivateKey):
            return dumps({1: 1, 3: self._algorithm, -1: 6, -2: self._key.public_key().public_bytes_raw()})
        numbers = self._key.public_key().public_numbers()
        _, _, curve, size = _CURVES[self._algorithm]
        x, y = numbers.x.to_bytes(size), numbers.y.to_bytes(size)
        return dumps({1: 2, 3: self._algorithm, -1: curve, -2: x, -3: y})

    def signature(self, signed: bytes) -> bytes:
        """The signature of these octets."""
        if isinstance(self._key, ed25519.Ed25519PrivateKey):
            return self._key.sign(signed)
        return self._key.sign(signed, ec.ECDSA(_CURVES[self._algorithm][1]))


def unattested(data: bytes) -> bytes:
    """The attestation object of authenticator data, in the format `none`."""
    return dumps({"fmt": "none", "attStmt": {}, "authData": data})
