"""Public keys as verification methods hold them: JSON Web Keys and multibase texts."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

# Members that describe a verification method without being verification material.
DESCRIPTIVE = frozenset({"@context", "id", "type", "controller", "expires", "revoked"})
# Ways to write one key; DID Core 1.0 defines the first two, the others stem from before it.
ENCODINGS = (
    "publicKeyJwk",
    "publicKeyMultibase",
    "publicKeyBase58",
    "publicKeyBase64",
    "publicKeyHex",
    "publicKeyPem",
)
FORMER_ENCODINGS = ENCODINGS[2:]
SECRET_NAMES = ("privateKey", "secretKey")
# Members of the private information class by key type; `d` belongs to all others (RFC 7518 6, RFC 8037 2).
PRIVATE = {"RSA": ("d", "p", "q", "dp", "dq", "qi", "oth"), "oct": ("k",), "AKP": ("priv",)}
VALUES = {"EC": ("x", "y"), "OKP": ("x",), "RSA": ("n", "e")}
# Octets of a coordinate or public key (RFC 7518 6.2.1.2, RFC 8032, RFC 7748).
SIZES = {
    "EC": {"P-256": 32, "P-384": 48, "P-521": 66, "secp256k1": 32},
    "OKP": {"Ed25519": 32, "X25519": 32, "Ed448": 57, "X448": 56},
}
_BASE64URL = re.compile("[A-Za-z0-9_-]++")
_BASE58 = "[1-9A-HJ-NP-Za-km-z]++"
# The bases of multibase by the character a text starts with; the alphabets of both letter cases are merged.
_MULTIBASE = {
    **dict.fromkeys("zZ", _BASE58),
    **dict.fromkeys("uU", "[A-Za-z0-9_-]++=*+"),
    **dict.fromkeys("mM", "[A-Za-z0-9+/]++=*+"),
    **dict.fromkeys("fF", "[0-9A-Fa-f]++"),
    **dict.fromkeys("bBcC", "[A-Za-z2-7]++=*+"),
    **dict.fromkeys("vVtT", "[0-9A-Va-v]++=*+"),
    **dict.fromkeys("kK", "[0-9A-Za-z]++"),
    "h": "[a-z0-9]++",
    "9": "[0-9]++",
    "7": "[0-7]++",
    "0": "[01]++",
}


class Value(NamedTuple):
    """A public value of a JWK: its name, its text, and the octets its curve gives it, if that is known."""

    name: str
    text: str
    size: int | None


def public_values(jwk: dict[str, Any]) -> list[Value]:
    """The base64url values of the public key, of the key types known here."""
    kind, curve = jwk.get("kty"), jwk.get("crv")
    if not isinstance(kind, str):
        return []
    size = SIZES.get(kind, {}).get(curve) if isinstance(curve, str) else None
    return [Value(name, text, size) for name in VALUES.get(kind, ()) if isinstance(text := jwk.get(name), str)]


def octets(text: str) -> int | None:
    """How many octets a base64url text without padding stands for (RFC 7515, 2); None where it is none."""
    return None if len(text) % 4 == 1 or not _BASE64URL.fullmatch(text) else len(text) * 3 // 4


def private_members(jwk: dict[str, Any]) -> list[str]:
    """The members of the private information class in a JWK."""
    kind = jwk.get("kty")
    return [name for name in PRIVATE.get(kind if isinstance(kind, str) else "", ("d",)) if name in jwk]


def is_multibase(text: str) -> bool:
    """Whether the first character names a base and all others are of its alphabet."""
    return text[:1] in _MULTIBASE and re.fullmatch(_MULTIBASE[text[0]], text[1:]) is not None
