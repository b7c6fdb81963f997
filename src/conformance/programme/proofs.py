"""Data Integrity proofs by eddsa-jcs-2022 (EdDSA Cryptosuites 1.0, 3.3), and the same credential as a signed token."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme.keys import ED25519, PublicKey
from conformance.programme.libraries import canonical, needs
from conformance.programme.moments import written
from conformance.programme.signers import Signer

SUITE = "eddsa-jcs-2022"
_CODEC = b"\xed\x01"
"""The multicodec of an Ed25519 public key."""
NOT_ED25519 = Text(
    "certificates are signed with Ed25519, not with {algorithm}: name such a key of the issuer with --key",
    "证明以 Ed25519 签名，而不是 {algorithm}：请用 --key 指定颁发者的此类密钥",
)


def method_of(issuer: str, key: PublicKey) -> str:
    """The URL of the verification method of an issuer's key: its fragment is the key itself, as a Multikey."""
    with needs():
        from multiformats import multibase

        return f"{issuer}#{multibase.encode(_CODEC + key.raw, 'base58btc')}"


def signed(credential: dict[str, Any], issuer: str, signer: Signer, created: datetime) -> dict[str, Any]:
    """A copy of the credential with a proof. Raises Problem for a key of another kind."""
    if signer.key.algorithm != ED25519:
        raise Problem(NOT_ED25519.filled({"algorithm": signer.key.algorithm}))
    with needs():
        from multiformats import multibase
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": written(created),
        "verificationMethod": method_of(issuer, signer.key),
        "proofPurpose": "assertionMethod",
        "@context": credential["@context"],
    }
    value = multibase.encode(signer.sign(_hashes(credential, proof)), "base58btc")
    return {**credential, "proof": {**proof, "proofValue": value}}


def verifies(credential: dict[str, Any], key: PublicKey) -> bool:
    """Whether the proof of the credential is by this key over what it says."""
    with needs():
        from multiformats import multibase
    proof = credential.get("proof")
    if not isinstance(proof, dict) or proof.get("cryptosuite") != SUITE or proof.get("type") != "DataIntegrityProof":
        return False
    if proof.get("proofPurpose") != "assertionMethod" or proof.get("@context") != credential.get("@context"):
        return False
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    plain = {name: value for name, value in credential.items() if name != "proof"}
    try:
        signature = bytes(multibase.decode(str(proof.get("proofValue"))))
        return key.algorithm == ED25519 and key.verifies(_hashes(plain, options), signature)
    except (ValueError, KeyError, TypeError):
        return False


def _hashes(credential: dict[str, Any], options: dict[str, Any]) -> bytes:
    return sha256(canonical(options)).digest() + sha256(canonical(credential)).digest()


def as_token(credential: dict[str, Any], issuer: str, signer: Signer) -> str:
    """The credential without its proof as a token of type vc+jwt (VC-JOSE-COSE 3.1), with the same key."""
    header = {"alg": "Ed25519", "typ": "vc+jwt", "cty": "vc", "kid": method_of(issuer, signer.key)}
    plain = {name: value for name, value in credential.items() if name != "proof"}
    parts = [json.dumps(each, ensure_ascii=False, separators=(",", ":")).encode() for each in (header, plain)]
    message = b".".join(map(_base64url, parts))
    return f"{message.decode()}.{_base64url(signer.sign(message)).decode()}"


def _base64url(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
