"""How many claims the metadata describe."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The claims with a path."""
    with suppress(NotJudged):  # a row says that the document cannot be judged
        return {"claims": sum(bool(each.value.get("path")) for each in source.once(view).claims)}
    return {"claims": 0}
