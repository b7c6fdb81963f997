"""Public keys in verification methods: the members that express them, and multibase strings."""

from __future__ import annotations

import re

# Members that describe a verification method without being verification material.
DESCRIPTIVE = frozenset({"@context", "id", "type", "controller", "expires", "revoked"})
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
