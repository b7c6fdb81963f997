"""Tokens with disclosures, with or without a key binding JWT."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.identity.jose.reader.compact import media_type
from conformance_suites.identity.sd_jwt.reader.combined import TILDE, read

NAMES = (".sd-jwt", ".sd_jwt", ".sdjwt")
TYPE = "sd-jwt"


def recognises(source: Source) -> bool:
    """Whether a tilde follows a token, or its header says that it is one with disclosures."""
    if source.name.lower().endswith(NAMES):
        return True
    try:
        token = source.once(read)
        if not token.issued.is_whole or "alg" not in token.issued.header:
            return False
        typ = media_type(token.issued.header.get("typ")) or ""
        return TILDE in token.text or typ.endswith(f"+{TYPE}")
    except Blocked as reason:
        return reason.key == "disclosure_bound"
