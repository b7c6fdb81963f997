"""Credentials that are exported with the identities that they need."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.identity.portability.reader.identities import names_beside


def recognises(source: Source) -> bool:
    """Whether DID documents or logs are beside the file, or in the folder of them."""
    try:
        return bool(names_beside(source))
    except Blocked:
        return True
