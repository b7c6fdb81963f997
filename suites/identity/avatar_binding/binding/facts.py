"""How many assets are bound."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source
from conformance_suites.identity.avatar_binding.reader.digests import is_of

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The digests of files that are right."""
    with suppress(NotJudged):  # a row says that the credential cannot be judged
        found = source.once(view).digested
        return {"bound": float(sum(is_of(asset.file, some) for asset, some in found))}
    return {"bound": 0}
