"""How much of a chain holds."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source
from conformance_suites.identity.trust.reader.statement import is_signed

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The links whose statement is signed by a key that the next one vouches for, if all are."""
    with suppress(NotJudged):  # a row says that the chain cannot be judged
        chain = source.once(view)
        whole = len(chain.keyed) == len(chain.neighbours)
        return {
            "links": float(
                len(chain.keyed) if whole and all(is_signed(one.jws, key) for one, key in chain.keyed) else 0
            )
        }
    return {"links": 0}
