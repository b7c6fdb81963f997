"""Whether a request asks for credentials."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The requests with a query."""
    with suppress(NotJudged):  # a row says that the request cannot be judged
        return {"requests": float(any(each.object("dcql_query") for each in source.once(view).requests))}
    return {"requests": 0}
