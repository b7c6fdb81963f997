"""How many proofs verify with what was exported."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source
from conformance_suites.identity.data_integrity.reader.verifying import verifies_by

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The proofs that verify, by keys in the export or a did:key."""
    with suppress(NotJudged):  # a row says that the credential cannot be judged
        return {"verified": float(sum(verifies_by(each, key) for each, _, key in source.once(view).keyed))}
    return {"verified": 0}
