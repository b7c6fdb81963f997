"""Proofs that differ from an honest one in one thing, signed anew unless they are forged (OpenID4VCI 1.0, F.1, F.4)."""

from __future__ import annotations

from conformance_suites.identity.issuance.reader.proofs import CURVES, HolderKey, unsigned
from conformance_suites.identity.issuance.reader.wallet import Asked, Proofs

ELSEWHERE, FOREIGN = "https://conformance.invalid", "conformance-foreign-nonce"


def _header(**members: object) -> Proofs:
    return lambda asked: [asked.key.token({**asked.header, **members}, asked.claims)]


def _claims(**members: object) -> Proofs:
    return lambda asked: [asked.key.token(asked.header, {**asked.claims, **members})]


def _forged(asked: Asked) -> list[str]:
    """Names one key and is signed by another."""
    return [HolderKey(asked.key.algorithm, 9).token(asked.header, asked.claims)]


def _private(asked: Asked) -> list[str]:
    header = {name: value for name, value in asked.header.items() if name != "kid"}
    return [asked.key.token({**header, "jwk": asked.key.private_jwk}, asked.claims)]


def _both(asked: Asked) -> list[str]:
    return [asked.key.token({**asked.header, "jwk": asked.key.jwk, "kid": asked.key.method}, asked.claims)]


def by_other_algorithm(algorithms: list[str]) -> Proofs | None:
    """Makes a proof by an algorithm that the issuer does not announce; None if it announces all that are known here."""
    beside = next((each for each in CURVES if each not in algorithms and _is_other(each, algorithms)), None)
    if beside is None:
        return None

    def made(asked: Asked) -> list[str]:
        key = HolderKey(beside, 5)
        named = {"kid": key.method} if "kid" in asked.header else {"jwk": key.jwk}
        return [key.token({**asked.header, "alg": beside, **named}, asked.claims)]

    return made


def _is_other(algorithm: str, algorithms: list[str]) -> bool:
    """Whether it differs by more than its name from those announced: Ed25519 is one of two names."""
    return CURVES[algorithm] not in [CURVES[each] for each in algorithms if each in CURVES]


NONE = "none"
MUTANTS: dict[str, Proofs] = {
    "ID-VIC-006": lambda asked: [],
    "ID-VIC-007": _header(typ="JWT"),
    "ID-VIC-008": _claims(aud=ELSEWHERE),
    "ID-VIC-009": _forged,
    "ID-VIC-010": _private,
    "ID-VIC-011": _both,
    NONE: lambda asked: [unsigned(asked.header, asked.claims)],
    "ID-VIC-014": _claims(nonce=None),
    "ID-VIC-015": _claims(nonce=FOREIGN),
    "ID-VIC-016": _claims(iat=None),
}
"""Row, or name, -> its proofs."""
NONCES = ("ID-VIC-014", "ID-VIC-015")
"""The rows that are about nonces, which an issuer need not ask for."""
EXPECTED = {"ID-VIC-015": "invalid_nonce"}
"""The error for a mutant; `invalid_proof` for all others."""
