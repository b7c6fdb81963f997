"""Integrity metadata of Subresource Integrity (SD-JWT VC, 6): hash expressions, separated by white space."""

from __future__ import annotations

import re

_HASH = "(?:sha256-[A-Za-z0-9+/_-]{43}=?|sha384-[A-Za-z0-9+/_-]{64}|sha512-[A-Za-z0-9+/_-]{86}(?:==)?)"
_METADATA = re.compile(rf"[ \t\n\f\r]*{_HASH}(?:\?[!-~]*)?(?:[ \t\n\f\r]+{_HASH}(?:\?[!-~]*)?)*[ \t\n\f\r]*")


def is_integrity_metadata(text: str) -> bool:
    """Whether a text is integrity metadata with hash algorithms that are defined for it."""
    return _METADATA.fullmatch(text) is not None
