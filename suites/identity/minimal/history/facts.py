"""How many presentations say something."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The presented credentials that disclose a claim that was asked for."""
    with suppress(NotJudged):  # a row says that the history cannot be judged
        return {"disclosing": float(sum(bool(each.disclosed & each.asked) for each in source.once(view).shown))}
    return {"disclosing": 0}
