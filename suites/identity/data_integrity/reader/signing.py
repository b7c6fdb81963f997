"""Proofs made with keys that everybody knows: from the same document always the same ones."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from conformance_suites.identity.data_integrity.reader.canonical import canonical_json, canonical_statements
from conformance_suites.identity.data_integrity.reader.keys import ED25519, HASHES, P256, P384
from conformance_suites.identity.data_integrity.reader.secured import JCS

CODECS = {ED25519: b"\xed\x01", P256: b"\x80\x24", P384: b"\x81\x24"}
SEED = bytes(range(32))


class Signer:
    """A key pair on a curve, made from a number."""

    def __init__(self, curve: str, number: int = 1) -> None:
        self.curve = curve
        self._private, self.value = _pair(curve, number)

    @property
    def did(self) -> str:
        return f"did:key:{self.value}"

    @property
    def method(self) -> str:
        return f"{self.did}#{self.value}"

    @property
    def private_value(self) -> bytes:
        """The private key, as JSON Web Keys have it in `d` (RFC 7518, 6.2.2.1; RFC 8037, 2)."""
        if self.curve == ED25519:
            return bytes(self._private.private_bytes_raw())
        return int(self._private.private_numbers().private_value).to_bytes(32 if self.curve == P256 else 48)

    def signature(self, data: bytes) -> bytes:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, utils

        if self.curve == ED25519:
            return bytes(self._private.sign(data))
        size, digest = (32, hashes.SHA256()) if self.curve == P256 else (48, hashes.SHA384())
        numbers = utils.decode_dss_signature(self._private.sign(data, ec.ECDSA(digest, deterministic_signing=True)))
        return b"".join(number.to_bytes(size, "big") for number in numbers)


@cache
def _pair(curve: str, number: int) -> tuple[Any, str]:
    """The private key, and the public one in multibase: services are asked with the same few keys again and again."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from multiformats import multibase

    private: Any
    if curve == ED25519:
        private = ed25519.Ed25519PrivateKey.from_private_bytes(hashlib.sha256(SEED + bytes([number])).digest())
        raw = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    else:
        named = ec.SECP256R1() if curve == P256 else ec.SECP384R1()
        private = ec.derive_private_key(int.from_bytes(SEED, "big") + number, named)
        raw = private.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    return private, multibase.encode(CODECS[curve] + raw, "base58btc")


def signed(document: dict[str, Any], suite: str, signer: Signer, **members: Any) -> dict[str, Any]:
    """A copy of the document with one more proof, which follows the proofs that its `previousProof` names."""
    from multiformats import multibase

    plain = {name: each for name, each in document.items() if name != "proof"}
    given = document.get("proof", [])
    before = given if isinstance(given, list) else [given]
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "verificationMethod": signer.method,
        "proofPurpose": "assertionMethod",
        **members,
    }
    names = proof.get("previousProof", [])
    preceding = [each for each in before if each.get("id") in (names if isinstance(names, list) else [names])]
    form = {**plain, "proof": preceding} if preceding else plain
    digest = HASHES[signer.curve]
    if suite in JCS:
        own = {"@context": proof["@context"]} if "@context" in proof else {}
        forms = [canonical_json(each) for each in (proof, {**form, **own})]
    else:
        configuration = {**proof, "@context": plain["@context"]}
        forms = [canonical_statements(each, digest) for each in (configuration, form)]
    data = b"".join(hashlib.new(digest, each).digest() for each in forms)
    complete = {**proof, "proofValue": multibase.encode(signer.signature(data), "base58btc")}
    return {**plain, "proof": [*before, complete] if before else complete}
