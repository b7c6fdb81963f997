"""Request objects, signed by the verifier of the samples with a key that everybody knows."""

from __future__ import annotations

from typing import Any

from conformance_suites.identity.jose.writer.signing import P256, Signer


def signed(header: dict[str, Any], claims: dict[str, Any]) -> str:
    """A request object with this header and these claims."""
    return Signer(P256).token(header, claims)
