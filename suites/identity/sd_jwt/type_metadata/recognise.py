"""Metadata of types, told from what an issuer says of the credentials that it offers."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.source import Source

from .view import view

NAME = ".vct.json"


def recognises(source: Source) -> bool:
    """Whether the file is named so, or the document names no format, as configurations of OpenID4VCI do."""
    try:
        return source.name.lower().endswith(NAME) or "format" not in source.once(view).root
    except Blocked:
        return True
