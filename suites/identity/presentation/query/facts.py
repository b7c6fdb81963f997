"""How many claims a query asks for."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The credentials that are asked for."""
    with suppress(NotJudged):  # a row says that the query cannot be judged
        return {"credentials": sum("format" in each.value for each in source.once(view).credentials)}
    return {"credentials": 0}
