"""The registered names of JSON Web Keys: types (RFC 7517, 4.1) and curves (RFC 7518, 6.2.1.1; RFC 8037, 2)."""

from __future__ import annotations

import re

KEY_TYPES = ("EC", "RSA", "oct", "OKP", "AKP")
# Curves by the key type that they are registered for; each name once.
CURVES = {"EC": ("P-256", "P-384", "P-521", "secp256k1"), "OKP": ("Ed25519", "Ed448", "X25519", "X448")}
_UUID = re.compile("[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")
_IGNORED = re.compile(r"[\s_-]")


def is_collision_resistant(name: str) -> bool:
    """Whether a name may come from a space that its owner controls (RFC 7515, 2): URI, domain name, OID or UUID."""
    return ":" in name or "." in name or _UUID.fullmatch(name) is not None


def _bare(name: str) -> str:
    return _IGNORED.sub("", name).casefold()


_REGISTERED = {_bare(name): name for names in CURVES.values() for name in names}


def registered_spelling(curve: str) -> str | None:
    """The registered curve that a name means, whatever its letter case, blanks and hyphens; None for other curves."""
    return _REGISTERED.get(_bare(curve))
