"""Keys of issuers and holders that everybody knows: from the same claims always the same tokens."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from conformance.readers.extra import missing
from conformance_suites.identity.jose.reader.base64url import encoded

Members = dict[str, Any]
EXTRA, ALGORITHM, CURVE = "credentials", "ES256", "P-256"
ISSUER, OTHER_ISSUER, HOLDER, OTHER_HOLDER, VERIFIER, OTHER_VERIFIER = range(71, 77)
"""The numbers of the keys of the tests."""


def part(members: Any) -> str:
    """A value as a part of a token."""
    return encoded(json.dumps(members, separators=(",", ":"), ensure_ascii=False).encode())


class Key:
    """A key pair on the curve P-256, made from a number. Raises NotRun without the libraries."""

    def __init__(self, number: int) -> None:
        try:
            from conformance_suites.identity.data_integrity.reader.signing import Signer
            from conformance_suites.identity.jose.reader.keys import key_of_did

            self._signer = Signer(CURVE, number)
        except ImportError:
            raise missing(EXTRA) from None
        public = key_of_did(self._signer.did)
        self.jwk: Members = public if isinstance(public, dict) else {}

    @property
    def did(self) -> str:
        """The key as a did:jwk."""
        return f"did:jwk:{part(self.jwk)}"

    @property
    def method(self) -> str:
        """The URL of the key in the document of this DID."""
        return f"{self.did}#0"

    def token(self, header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
        """A signed token."""
        data = f"{part(header)}.{part(claims)}"
        return f"{data}.{encoded(self._signer.signature(data.encode()))}"

    def as_secret(self, header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
        """A token whose HMAC has the public key as its secret, which whoever trusts `alg` takes for a signature."""
        data = f"{part({**header, 'alg': 'HS256'})}.{part(claims)}"
        secret = json.dumps(self.jwk, separators=(",", ":")).encode()
        return f"{data}.{encoded(hmac.new(secret, data.encode(), hashlib.sha256).digest())}"


def unsigned(header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """A token of the algorithm `none`."""
    return f"{part({**header, 'alg': 'none'})}.{part(claims)}."
