"""The relying party, as the family reads it."""

from __future__ import annotations

from conformance.transports.service import Service
from conformance_suites.identity.passkey.reader.ceremonies import Ceremonies, right

__all__ = ["Ceremonies", "right", "view"]


def view(service: Service) -> Ceremonies:
    """The relying party, asked lazily: what is not judged is not requested."""
    return Ceremonies(service)
