"""Credentials that differ from a good one in one fault (Data Integrity 1.0, 4.4; the hashes of the cryptosuites)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conformance_suites.identity.data_integrity.reader.keys import ED25519, P256
from conformance_suites.identity.data_integrity.reader.signing import Signer, signed

Document = dict[str, Any]

CREATED, LATER = "2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z"
NAME = "urn:uuid:6b1f3c52-8f5e-4d0c-9a77-3f9f6c0d2a11"


def signer(suite: str, number: int = 1) -> Signer:
    return Signer(ED25519 if suite.startswith("eddsa") else P256, number)


def good(
    suite: str, name: str = "Plain", issuer: str | None = None, created: str = CREATED, **members: Any
) -> Document:
    """A credential with a proof by the first key, whose terms are all defined by the context of the data model."""
    document: Document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": NAME,
        "type": ["VerifiableCredential"],
        "issuer": issuer or signer(suite).did,
        "credentialSubject": {"id": "urn:example:subject", "name": name, "description": "A test"},
    }
    # A proof of the JSON suites repeats the context.
    own = {"@context": document["@context"]} if "jcs" in suite else {}
    return signed(document, suite, signer(suite), created=created, **own, **members)


def _with_subject(suite: str, **members: Any) -> Document:
    document = good(suite)
    subject = {**document["credentialSubject"], **members}
    return {**document, "credentialSubject": {name: each for name, each in subject.items() if each is not None}}


def _with_proof(suite: str, **members: Any) -> Document:
    document = good(suite)
    return {**document, "proof": {**document["proof"], **members}}


def _added(suite: str) -> Document:
    return {**good(suite), "name": "Added"}


def _changed_value(suite: str) -> Document:
    value = good(suite)["proof"]["proofValue"]
    middle = len(value) // 2
    other = "2" if value[middle] != "2" else "3"
    return _with_proof(suite, proofValue=value[:middle] + other + value[middle + 1 :])


def _short_value(suite: str) -> Document:
    return _with_proof(suite, proofValue=good(suite)["proof"]["proofValue"][:-8])


def _without_proof(suite: str) -> Document:
    return {name: each for name, each in good(suite).items() if name != "proof"}


MUTANTS: dict[str, Callable[[str], Document]] = {
    "ID-VCV-001": lambda suite: _with_subject(suite, name="Changed"),
    "ID-VCV-002": _added,
    "ID-VCV-003": lambda suite: _with_subject(suite, description=None),
    "ID-VCV-004": lambda suite: good(suite, issuer=signer(suite, 2).did),
    "ID-VCV-005": _changed_value,
    "ID-VCV-006": _short_value,
    "ID-VCV-007": lambda suite: {**good(suite), "proof": good(suite, name="Other", created=LATER)["proof"]},
    "ID-VCV-008": _without_proof,
    "ID-VCV-009": lambda suite: _with_proof(suite, cryptosuite="conformance-unknown-suite"),
    "ID-VCV-010": lambda suite: good(suite, proofPurpose="authentication"),
    "ID-VCV-011": lambda suite: _with_proof(suite, created=LATER),
    "ID-VCV-012": lambda suite: _with_proof(suite, verificationMethod=signer(suite, 2).method),
}
"""Row -> its mutant. Where the fault is not in the signature, the mutant is signed anew."""
