"""Absolute URLs: what identifiers, contexts and types have to be."""

from __future__ import annotations

from conformance.readers.uri import IRI, has_scheme, parted, reference_error

WEB = ("http", "https")


def url_error(text: str) -> int | None:
    """Where the text leaves the form of an absolute URL; None if it is one. Characters beyond ASCII are allowed."""
    if not has_scheme(text):
        return 0
    error = reference_error(text, IRI)
    scheme, authority, *_ = parted(text)
    if error is None and scheme.lower() in WEB:
        host = (authority or "").rpartition("@")[2]
        return len(scheme) + 1 if not host or host.startswith(":") else None
    return error
