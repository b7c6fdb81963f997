"""DIDs and DID URLs (DID Core 1.0, section 3): where a string violates the grammar, and what it refers to.

Paths, queries and fragments are those of RFC 3986. What differs is the DID, which allows fewer characters than a URI,
and relative references: the DID takes the place of the authority, so a relative DID URL has none.
"""

from __future__ import annotations

import re

from conformance.readers import uri

# ABNF strings match either case (RFC 5234), and so does the scheme; the method name is given as lower-case code points.
_DID = (
    re.compile("[dD][iI][dD]:"),
    re.compile("[a-z0-9]++"),
    re.compile(":"),
    re.compile("[A-Za-z0-9._:%-]++(?<!:)"),
)
_DID_URL = (*_DID, uri.URI.path_behind_authority, uri.URI.query, uri.URI.fragment)


def did_error(text: str) -> int | None:
    """The index at which the string violates the DID syntax (DID Core 1.0, 3.1); None for a DID."""
    return uri.leaves(text, *_DID)


def did_url_error(text: str) -> int | None:
    """The index at which the string violates the DID URL syntax (DID Core 1.0, 3.2), absolute or relative (3.2.2)."""
    return uri.leaves(text, *_DID_URL) if uri.has_scheme(text) else reference_error(text)


def reference_error(text: str) -> int | None:
    """The index at which the string is neither a URI nor a relative DID URL; None for either."""
    return 0 if text.startswith("//") else uri.reference_error(text)


def resolved(text: str, did: str) -> str:
    """The URL that a string in the document of `did` refers to: the DID is its base URI and authority (3.2.2)."""
    if uri.has_scheme(text) or text.startswith("//"):  # neither is relative to a DID
        return text
    _, _, path, query, fragment = uri.parted(text)
    if path:
        path = uri.without_dots(path if path.startswith("/") else f"/{path}")
    return f"{did}{path}{query}{fragment}"


def did_of(url: str) -> str:
    """The DID in a DID URL."""
    return re.split("[/?#]", url, maxsplit=1)[0]
