"""The grammar of a URI (RFC 3986, section 3), and the placeholders that clients of token metadata fill in."""

from __future__ import annotations

import re

_CHAR = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
_URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:"
    rf"(?://(?:{_CHAR}|\[[0-9A-Fa-f:.]+\])*+)?"
    rf"(?:{_CHAR}|/)*+(?:\?(?:{_CHAR}|[/?])*+)?(?:\#(?:{_CHAR}|[/?])*+)?"
)
_UNENCODED = re.compile(r"[^A-Za-z0-9._~!$&'()*+,;=:@/?#\[\]%-]|%(?![0-9A-Fa-f]{2})")


def uri_error(text: str) -> int | None:
    """Where the text leaves the grammar of a URI with its scheme, in characters; None if it does not."""
    found = _URI.match(text)
    end = found.end() if found else 0
    return None if found and end == len(text) else end


def percent_encoded_uri(text: str) -> str | None:
    """The URI with what needs it percent-encoded; None where that alone does not mend it."""
    mended = _UNENCODED.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)
    return mended if uri_error(mended) is None else None
