"""How many versions of a DID verify."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source

from .view import is_signed, view


def facts(source: Source) -> dict[str, float]:
    """The entries with a signature by an authorized key, if every entry has one."""
    with suppress(NotJudged):  # a row says that the log cannot be judged
        history = source.once(view)
        found = {entry.line.number for entry, proof in history.signed if is_signed(proof)}
        return {"versions": float(len(found) if len(found) == len(history.entries) else 0)}
    return {"versions": 0}
