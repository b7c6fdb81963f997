"""How many proofs verify."""

from __future__ import annotations

from conformance.authoring import NotJudged
from conformance.readers.source import Source
from conformance_suites.identity.data_integrity.reader.secured import Proof
from conformance_suites.identity.data_integrity.reader.verifying import verifies

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The proofs of the document, or of what it presents, that verify."""
    try:
        return {"verified": sum(_verifies(each) for each in source.once(view).known)}
    except NotJudged:  # a row says that the document cannot be judged
        return {"verified": 0}


def _verifies(proof: Proof) -> bool:
    try:
        return verifies(proof)
    except NotJudged:
        return False
