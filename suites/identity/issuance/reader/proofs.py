"""Proofs of the possession of keys (OpenID4VCI 1.0, F.1), by keys that everybody knows: always the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from conformance.readers.extra import missing
from conformance_suites.identity.jose.reader.base64url import encoded

EXTRA = "credentials"
TYPE = "openid4vci-proof+jwt"
CURVES = {"ES256": "P-256", "EdDSA": "Ed25519", "Ed25519": "Ed25519", "ES384": "P-384"}
"""The algorithms by which proofs are signed here, in the order in which they are chosen, with their curves."""
Members = dict[str, Any]


class HolderKey:
    """A key pair of a wallet, made from a number. Raises NotRun without the libraries."""

    def __init__(self, algorithm: str, number: int = 1) -> None:
        try:
            from conformance_suites.identity.data_integrity.reader.signing import Signer
            from conformance_suites.identity.jose.reader.keys import key_of_did

            self._signer = Signer(CURVES[algorithm], 40 + number)
        except ImportError:
            raise missing(EXTRA) from None
        self.algorithm = algorithm
        public = key_of_did(self._signer.did)
        self.jwk: Members = public if isinstance(public, dict) else {}

    @property
    def did(self) -> str:
        """The key as a DID."""
        return self._signer.did

    @property
    def method(self) -> str:
        """The URL of the key in the document of this DID."""
        return self._signer.method

    @property
    def private_jwk(self) -> Members:
        """The key with its private value, which nobody should send."""
        return {**self.jwk, "d": encoded(self._signer.private_value)}

    def named(self, methods: list[str]) -> Members:
        """The header member by which a method of an issuer names the key: itself, unless only DIDs are bound."""
        if "did:key" in methods and "jwk" not in methods:
            return {"kid": self.method}
        return {"jwk": self.jwk}

    def token(self, header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
        """A signed token; members that are None are left out."""
        data = ".".join(_part(each) for each in (header, claims))
        return f"{data}.{encoded(self._signer.signature(data.encode()))}"


def unsigned(header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """A token of the algorithm `none`."""
    return ".".join(_part(each) for each in ({**header, "alg": "none"}, claims)) + "."


def _part(members: Mapping[str, Any]) -> str:
    given = {name: value for name, value in members.items() if value is not None}
    return encoded(json.dumps(given, separators=(",", ":")).encode())
