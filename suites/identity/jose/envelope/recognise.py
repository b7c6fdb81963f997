"""Tokens that are credentials or presentations, or were meant to be ones."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.source import Source

from .view import view

NAMES = (".vc.jwt", ".vp.jwt")
TYPES = ("vc+jwt", "vp+jwt", "vc+ld+jwt", "vp+ld+jwt", "vc-ld+jwt", "vp-ld+jwt")
"""Of the Recommendation and of its drafts, which products still write."""
CLAIMS = ("@context", "credentialSubject", "verifiableCredential", "vc", "vp")


def recognises(source: Source) -> bool:
    """Whether the header or a claim says so; other tokens, and those with disclosures, are of another kind."""
    try:
        document = source.once(view)
        if "~" in document.token.text:
            return False
        if source.name.lower().endswith(NAMES):
            return True
        token = document.token
        return token.is_whole and (document.typ in TYPES or any(name in token.payload for name in CLAIMS))
    except Blocked:
        return False
