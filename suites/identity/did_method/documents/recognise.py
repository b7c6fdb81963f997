"""Documents of did:key and did:jwk."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.source import Source

from .view import view


def recognises(source: Source) -> bool:
    """Whether the document follows from its DID."""
    try:
        document = source.once(view)
        return bool(document.key_dids or document.jwk_dids)
    except Blocked:
        return False
