"""How much is declared."""

from __future__ import annotations

from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The hours, offers and categories of personal data."""
    return {"particulars": source.once(view).particulars}
