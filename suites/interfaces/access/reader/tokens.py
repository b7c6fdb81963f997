"""Access tokens as signed JSON (RFC 9068, RFC 7515), made the moment they are sent; see `Made` in the transports."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.extra import missing
from conformance.readers.json import parse

# What is altered after signing.
KEPT, SIGNATURE, CLAIMS, REMOVED = "", "signature", "claims", "removed"
# The algorithm of a key that does not say it: the one that is recommended for its type or curve (RFC 7518 3.1).
_ALGORITHMS = {"RSA": "RS256", "P-256": "ES256", "P-384": "ES384", "P-521": "ES512", "Ed25519": "EdDSA", "oct": "HS256"}
# A key that nobody trusts, since everybody knows it: RFC 7515 A.3.
OWN_PUBLIC = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
OWN = {**OWN_PUBLIC, "d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}  # gitleaks:allow - an example of the RFC


@dataclass(frozen=True)
class Token:
    """A token: header and claims that replace the usual ones, `None` leaving one out, and the key that signs it.

    `key` is the placeholder of a secret, a private JSON Web Key; without one it is a key that nobody trusts. `hashed`
    names a claim that is the hash of the token `hashed_token` (RFC 9449 4.2).
    """

    claims: Mapping[str, Any]
    header: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    altered: str = KEPT
    confused: bool = False
    hashed: tuple[str, str] | None = None

    @cached_property
    def name(self) -> str:
        text = json.dumps(self.content, sort_keys=True, separators=(",", ":"))
        return f"token-{hashlib.sha256(text.encode()).hexdigest()[:16]}"

    @property
    def placeholder(self) -> str:
        return f"{{secret:{self.name}}}"

    @property
    def content(self) -> dict[str, Any]:
        """What is recorded: all of it but the key."""
        more = {"altered": self.altered, "confused": self.confused, "hashed": self.hashed}
        told = {"header": dict(self.header), "claims": dict(self.claims), "key": self.key or "RFC 7515 A.3"}
        return {**told, **{name: value for name, value in more.items() if value}}

    def value(self, reveal: Callable[[str], str]) -> str:
        """The token. Raises Blocked for a key that cannot sign it."""
        key = _private(reveal(self.key)) if self.key else OWN
        algorithm = self.header.get("alg", _algorithm(key))
        claims = dict(self.claims)
        if self.hashed:
            claims[self.hashed[0]] = _coded(hashlib.sha256(reveal(self.hashed[1]).encode()).digest())
        header = {"alg": algorithm, **({"kid": key["kid"]} if "kid" in key and self.key else {}), **self.header}
        signed = b".".join(_coded(json.dumps(part).encode()).encode() for part in (header, claims))
        signature = b"" if algorithm == "none" else _signature(signed, algorithm, key, confused=self.confused)
        return _altered(signed, signature, claims, self.altered)


def _altered(signed: bytes, signature: bytes, claims: Mapping[str, Any], what: str) -> str:
    """The token with one of its parts changed after it was signed."""
    head, body = signed.decode().split(".")
    if what == CLAIMS:
        body = _coded(json.dumps({**claims, "jti": f"{claims.get('jti', '')}x"}).encode())
    if what == SIGNATURE:
        signature = bytes([signature[0] ^ 1, *signature[1:]])
    if what == REMOVED:
        signature = b""
    return f"{head}.{body}.{_coded(signature)}"


def _private(text: str) -> dict[str, Any]:
    """The private key in a JSON text. Raises Blocked for anything else."""
    found = parse(text.encode())
    key = found.document if found.usable else None
    if not isinstance(key, dict) or not _algorithm(key):
        raise Blocked("bad_signing_key", cause="configuration")
    return key


def _algorithm(key: Mapping[str, Any]) -> str:
    """The algorithm that the key states or else is for; "" if it is unknown here."""
    kind = key.get("crv") or key.get("kty")
    return str(key.get("alg") or _ALGORITHMS.get(kind if isinstance(kind, str) else "", ""))


def _signature(signed: bytes, algorithm: str, key: Mapping[str, Any], *, confused: bool) -> bytes:
    """The signature. Raises Blocked for a key that is incomplete or for another algorithm.

    `confused`: with the public key as a shared secret, as a receiver reads it that trusts `alg` (RFC 8725 3.1).
    """
    try:
        from joserfc import errors, jwk, jws
    except ImportError:
        raise Blocked("extra_missing", cause="environment", **missing("access").values) from None
    try:
        used: Any = jwk.import_key(dict(key))
        if confused:
            return hmac.digest(used.as_pem(private=False), signed, "sha256")
        return bytes(jws.JWSRegistry.algorithms[algorithm].sign(signed, used))
    except (errors.JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise Blocked("bad_signing_key", cause="configuration") from None


def _coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
