"""Whether a proof verifies (Data Integrity 1.0, 4.4 and 4.5; EdDSA and ECDSA cryptosuites 1.0, 3.2 and 3.3)."""

from __future__ import annotations

import hashlib
from typing import Any

from conformance.authoring import Blocked
from conformance_suites.identity.credential.reader.linked_data import NotLinkedData, expanded, relative_urls

from .canonical import canonical_json, canonical_statements, inexact_numbers
from .keys import ED25519, HASHES, SIGNATURE_OCTETS, Key, base58, key_of, method_of
from .secured import EDDSA_JCS, EDDSA_RDFC, JCS, Proof, preceding

CURVES = {EDDSA_JCS: (ED25519,), EDDSA_RDFC: (ED25519,)}
"""The curves of keys that a cryptographic suite works with; ECDSA where it is not named."""
ECDSA = ("P-256", "P-384")


def curves_of(proof: Proof) -> tuple[str, ...]:
    return CURVES.get(str(proof.cryptosuite), ECDSA)


def key_named_by(proof: Proof) -> Key:
    """The key that verifies a proof. Raises Blocked where it is elsewhere, or where other rows find it wrong."""
    url = proof.text("verificationMethod")
    if url is None:
        raise Blocked("blocked_by", ids=["ID-DIP-001", "ID-DIP-002"])
    method = method_of(url)
    if method is None:
        raise Blocked("method_elsewhere", cause="environment", url=url[:200])
    key = key_of(method[0])
    if not isinstance(key, Key):
        raise Blocked("blocked_by", ids=["ID-DIS-001"])
    if key.curve not in curves_of(proof):
        raise Blocked("blocked_by", ids=["ID-DIS-003"])
    return key


def verifies(proof: Proof) -> bool:
    """Whether the signature is that of the document and the proof. Raises Blocked where other rows forestall it."""
    return verifies_by(proof, key_named_by(proof))


def verifies_by(proof: Proof, key: Key) -> bool:
    """Likewise, by a key that is not in the URL of its verification method."""
    signature = base58(proof.text("proofValue") or "")
    if signature is None:
        raise Blocked("blocked_by", ids=["ID-DIP-002", "ID-DIP-012"])
    if len(signature) != SIGNATURE_OCTETS[key.curve]:
        raise Blocked("blocked_by", ids=["ID-DIS-004"])
    return any(_is_signed(key, signature, hashes) for hashes in _hashes(proof, HASHES[key.curve]))


def secured_forms(proof: Proof) -> list[dict[str, Any]]:
    """The document without this proof, with those that precede it (4.5).

    Without any, the algorithm leaves an empty list, which the canonical form of JSON alone shows: both are allowed.
    """
    plain = {name: each for name, each in proof.secures.value.items() if name != "proof"}
    before = list(preceding(proof))
    if before:
        return [{**plain, "proof": before}]
    return [plain, {**plain, "proof": []}] if proof.cryptosuite in JCS else [plain]


def options_of(proof: Proof) -> dict[str, Any]:
    """The configuration of a proof: all its members but the value."""
    return {name: each for name, each in proof.value.items() if name != "proofValue"}


def _hashes(proof: Proof, digest: str) -> list[bytes]:
    """What may be signed: the digest of the configuration, followed by that of the document."""
    options = options_of(proof)
    if proof.cryptosuite in JCS:
        return _json_hashes(proof, options, digest)
    configuration = {**options, "@context": proof.secures.value.get("@context", {})}
    try:
        forms = [canonical_statements(each, digest) for each in (configuration, secured_forms(proof)[0])]
    except NotLinkedData:
        raise Blocked("blocked_by", ids=["ID-DIS-009"]) from None
    return [b"".join(hashlib.new(digest, form).digest() for form in forms)]


def _json_hashes(proof: Proof, options: dict[str, Any], digest: str) -> list[bytes]:
    if not begins_with(proof.secures.value, options):
        raise Blocked("blocked_by", ids=["ID-DIS-007"])
    if any(True for _ in inexact_numbers(proof.secures.value)):
        raise Blocked("blocked_by", ids=["ID-DIS-008"])
    own = {"@context": options["@context"]} if "@context" in options else {}
    first = hashlib.new(digest, canonical_json(options)).digest()
    forms = [{**each, **own} for each in secured_forms(proof)]
    return [first + hashlib.new(digest, canonical_json(each)).digest() for each in forms]


def begins_with(document: dict[str, Any], options: dict[str, Any]) -> bool:
    """Whether the contexts of the document begin with those of the proof, if it has any (3.3.2, step 4)."""
    if "@context" not in options:
        return True
    whole, first = (
        each if isinstance(each, list) else [each] for each in (document.get("@context"), options["@context"])
    )
    return "@context" in document and whole[: len(first)] == first


def lost_in_statements(proof: Proof) -> list[str]:
    """The terms and relative URLs of the document and the proof that become no statement (2.4.3).

    Raises NotLinkedData where they cannot be processed.
    """
    contexts = proof.secures.value.get("@context", {})
    found = []
    for each in (secured_forms(proof)[0], {**options_of(proof), "@context": contexts}):
        expansion = expanded(each)
        found += [*expansion.undefined, *relative_urls(expansion.nodes)]
    return list(dict.fromkeys(found))


def _is_signed(key: Key, signature: bytes, data: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils

    try:
        if key.curve == ED25519:
            key.public.verify(signature, data)
        else:
            half = len(signature) // 2
            numbers = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
            digests = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384()}
            algorithm = ec.ECDSA(digests[HASHES[key.curve]])
            key.public.verify(utils.encode_dss_signature(*numbers), data, algorithm)
    except InvalidSignature:
        return False
    return True
