"""How many versions of a DID with keys verify."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source

from .view import is_signed, view


def facts(source: Source) -> dict[str, float]:
    """The entries whose document declares a key, if every entry is signed by an authorized key."""
    with suppress(NotJudged):  # a row says that the log cannot be judged
        history = source.once(view)
        found = {entry.line.number for entry, proof in history.signed if is_signed(proof)}
        declaring = [each for each in history.whole if each.value["state"].get("verificationMethod")]
        return {"versions": float(len(declaring) if len(found) == len(history.entries) else 0)}
    return {"versions": 0}
