"""Public keys in verification methods: the members that express them, and multibase strings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# Members that describe a verification method without being verification material.
_DESCRIPTIVE = frozenset(
    {"@context", "id", "type", "controller", "expires", "revoked", "created", "updated", "name", "label"}
    | {"title", "description", "comment", "purpose", "proofPurpose", "tags"}
)
# Ways to express a key; DID Core 1.0 defines the first two, the others predate it.
ENCODINGS = (
    "publicKeyJwk",
    "publicKeyMultibase",
    "publicKeyBase58",
    "publicKeyBase64",
    "publicKeyHex",
    "publicKeyPem",
)
FORMER_ENCODINGS = ENCODINGS[2:]
# How the names of members begin that hold a key, or the address of an account that is controlled with one.
_KEYS = ("publicKey", "ethereumAddress", "blockchainAccountId")
# Types whose verification material is a public key; what others consist of, only their specifications say.
_PUBLIC_KEYS = re.compile(
    "JsonWebKey|JsonWebKey2020|Multikey|[A-Za-z0-9]+VerificationKey20[0-9]{2}|[A-Za-z0-9]+KeyAgreementKey20[0-9]{2}"
)
SECRET_NAMES = ("privateKey", "secretKey")
_BASE58 = "[1-9A-HJ-NP-Za-km-z]++"
# The multibase encodings by their first character; the alphabets of both letter cases are merged.
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


def is_multibase(text: str) -> bool:
    """Whether the first character identifies an encoding and all others belong to its alphabet."""
    return text[:1] in _MULTIBASE and re.fullmatch(_MULTIBASE[text[0]], text[1:]) is not None


def has_material(method: Mapping[str, Any]) -> bool:
    """Whether a verification method contains a key, or anything but a description if its type is not of keys."""
    if any(name.startswith(_KEYS) for name in method):
        return True
    kind = method.get("type")
    return not (isinstance(kind, str) and _PUBLIC_KEYS.fullmatch(kind)) and bool(method.keys() - _DESCRIPTIVE)
