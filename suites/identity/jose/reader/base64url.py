"""Base64url without padding (RFC 7515, 2; RFC 4648, 5): each octet string has exactly one form."""

from __future__ import annotations

import base64
import re

_ALPHABET = re.compile("[A-Za-z0-9_-]*")
# By the length of the text modulo 4: the letters that may be last, whose unused bits are zero (RFC 4648, 3.5).
_LAST = {2: frozenset("AQgw"), 3: frozenset("AEIMQUYcgkosw048")}


def decoded(text: str) -> bytes | None:
    """The octets that the text encodes; None if it is not base64url, is empty, or has unused bits that are not zero."""
    if not text or not _ALPHABET.fullmatch(text):
        return None
    over = len(text) % 4
    if over == 1 or (over in _LAST and text[-1] not in _LAST[over]):
        return None
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(data: bytes) -> str:
    """The one form of the octets."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
