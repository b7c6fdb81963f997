"""Whether an entity's statement about itself verifies."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source
from conformance_suites.identity.trust.reader.statement import is_signed

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The statements that an entity makes about itself, by one of its keys."""
    with suppress(NotJudged):  # a row says that the statement cannot be judged
        return {"verified": float(any(is_signed(*each) for each in source.once(view).keyed))}
    return {"verified": 0}
