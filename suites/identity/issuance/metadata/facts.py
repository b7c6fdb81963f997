"""How many credentials the metadata describe."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The configurations with a format."""
    with suppress(NotJudged):  # a row says that the document cannot be judged
        return {"credentials": sum("format" in each.value for each in source.once(view).configurations)}
    return {"credentials": 0}
