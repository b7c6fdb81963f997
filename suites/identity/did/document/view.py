"""The view of the suite: a whole DID document."""

from __future__ import annotations

from conformance_suites.identity.did.reader.document import DidDocument, view

__all__ = ["DidDocument", "view"]
