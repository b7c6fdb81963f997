"""JSON Web Keys (RFC 7517) and the algorithms of JOSE that use them (RFC 7518, RFC 8037, RFC 8812, RFC 9864)."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from typing import Any

Jwk = Mapping[str, Any]

_NIST = ("P-256", "P-384", "P-521")
_EDWARDS = ("Ed25519", "Ed448")
_RSA: dict[str, tuple[str, ...]] = {"RSA": ()}
# RFC 7518, 4.6 does not limit the curves of EC keys.
_AGREEMENT = {"EC": (), "OKP": ("X25519", "X448")}

# Algorithm -> the key types it works with, each with its permitted curves; empty where none is excluded.
SIGNATURES: dict[str, dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), _RSA),
    "ES256": {"EC": ("P-256",)},
    "ES384": {"EC": ("P-384",)},
    "ES512": {"EC": ("P-521",)},
    "ES256K": {"EC": ("secp256k1",)},
    "EdDSA": {"OKP": _EDWARDS},
    "Ed25519": {"OKP": ("Ed25519",)},
    "Ed448": {"OKP": ("Ed448",)},
}
ENCRYPTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("RSA1_5", "RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512"), _RSA),
    **dict.fromkeys(("ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW"), _AGREEMENT),
}
_ONE_FAMILY = ("EdDSA", *_EDWARDS)

# Members of the private information class, and of symmetric keys (RFC 7518 6, RFC 8037 2).
_PRIVATE = ("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv")
_PUBLIC = {"RSA": ("n", "e"), "EC": ("crv", "x", "y"), "OKP": ("crv", "x"), "oct": (), "AKP": ("pub",)}
# Members that describe keys of every type (RFC 7517, 4).
_COMMON = frozenset({"kty", "use", "key_ops", "alg", "kid", "x5u", "x5c", "x5t", "x5t#S256"})
# Octets of a coordinate or a public key, by type and curve (RFC 7518 6.2.1.2, RFC 8032, RFC 7748).
_OCTETS = {
    "EC": {"P-256": 32, "P-384": 48, "P-521": 66, "secp256k1": 32},
    "OKP": {"Ed25519": 32, "X25519": 32, "Ed448": 57, "X448": 56},
}
_BASE64URL = re.compile("[A-Za-z0-9_-]++")


def is_for_encryption(key: Jwk) -> bool:
    """Whether the `use` of the key, or else its `alg`, says that it is for encryption."""
    algorithm = key.get("alg")
    return key.get("use") == "enc" or ("use" not in key and isinstance(algorithm, str) and algorithm in ENCRYPTIONS)


def private_members(key: Jwk) -> list[str]:
    """The members that hold a private or symmetric value, whatever the type; of an unknown type only `d` is known."""
    names = _PRIVATE if key.get("kty") in tuple(_PUBLIC) else ("d",)
    return [name for name in names if name in key]


def public_values(key: Jwk) -> dict[str, Any]:
    """The members that distinguish the public key from others of its type."""
    kind = key.get("kty")
    known = _PUBLIC.get(kind) if isinstance(kind, str) else ()
    names = sorted(key.keys() - _COMMON - set(_PRIVATE)) if known is None else known
    return {name: key.get(name) for name in names}


def missing_values(key: Jwk) -> list[str]:
    """The public values that the type of the key requires, and that are missing or not strings.

    `y` is required on the curves of RFC 7518 alone (6.2.1): other specifications decide for theirs.
    """
    curve = key.get("crv")
    other = key.get("kty") == "EC" and isinstance(curve, str) and curve not in _NIST
    values = public_values(key)
    return [name for name, value in values.items() if not isinstance(value, str) and not (other and name == "y")]


def encoded_values(key: Jwk) -> dict[str, str]:
    """The public values in base64url of an RSA, EC or OKP key, as far as they are strings (RFC 7518, RFC 8037)."""
    if key.get("kty") not in ("RSA", "EC", "OKP"):
        return {}
    return {name: text for name, text in public_values(key).items() if name != "crv" and isinstance(text, str)}


def value_octets(key: Jwk) -> int | None:
    """The octets that each public value has on the curve of the key; None where that is unknown."""
    kind, curve = key.get("kty"), key.get("crv")
    return _OCTETS.get(kind, {}).get(curve) if isinstance(kind, str) and isinstance(curve, str) else None


def octets(text: Any) -> bytes | None:
    """The octets of a base64url string without padding (RFC 7515, 2); None if it is not one."""
    if not isinstance(text, str) or len(text) % 4 == 1 or not _BASE64URL.fullmatch(text):
        return None
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def fits(key: Jwk, algorithm: str) -> bool | None:
    """Whether the type and curve of the key match the algorithm; None where that is unknown."""
    wanted = SIGNATURES.get(algorithm) or ENCRYPTIONS.get(algorithm)
    kind, curve = key.get("kty"), key.get("crv")
    if wanted is None or not isinstance(kind, str):
        return None
    if kind not in wanted:
        return False
    return not wanted[kind] or not isinstance(curve, str) or curve in wanted[kind]


def modulus_bits(key: Jwk) -> int | None:
    """The size of an RSA key: the bits of its modulus. None if it is not an RSA key with a modulus."""
    modulus = octets(key.get("n")) if key.get("kty") == "RSA" else None
    return int.from_bytes(modulus, "big").bit_length() if modulus else None


def can_verify(key: Jwk, algorithm: str) -> bool:
    """Whether the key can verify signatures of the algorithm, judging by all its members."""
    said, operations = key.get("alg", algorithm), key.get("key_ops")
    return (
        fits(key, algorithm) is True
        and key.get("use", "sig") == "sig"
        and (not isinstance(operations, list) or "verify" in operations)
        and (said == algorithm or (said in _ONE_FAMILY and algorithm in _ONE_FAMILY))
        and all(_complete(key))
    )


def _complete(key: Jwk) -> Iterator[bool]:
    """For each public value, whether it is complete."""
    size = value_octets(key)
    for name, value in public_values(key).items():
        if name == "crv":
            yield size is not None
        else:
            found = octets(value)
            yield found is not None and (key.get("kty") == "RSA" or len(found) == size)
