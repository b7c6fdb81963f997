"""Credentials and presentations of the data model in tokens with disclosures (VC-JOSE-COSE, 3.2)."""

from __future__ import annotations

from typing import Any

from conformance.readers.json_values import object_or_empty
from conformance_suites.identity.credential.reader.documents import is_former
from conformance_suites.identity.jose.reader.claims import BESIDE, FORMER
from conformance_suites.identity.jose.reader.compact import Members

from .combined import Combined
from .processing import Processed

SUBJECT = "credentialSubject"
CLAIMS = BESIDE | {"vct"}
"""Claims of tokens that may be beside the members of a credential (3.1.3); no context defines them."""


def is_of_former_model(payload: Members) -> bool:
    """Whether the credential is of the data model 1.1, be it the payload itself or in a claim of it."""
    return any(is_former(each) for each in (payload, *(object_or_empty(payload.get(name)) for name in FORMER)))


def hides_members(token: Combined, found: Processed) -> bool:
    """Whether more is hidden than claims of subjects that show others: what is not disclosed is not absent."""
    hidden = [each for each in found.references if each.digest not in token.by_digest]
    return bool(hidden) and not (all(each.claim == SUBJECT for each in hidden) and _show(found.payload.get(SUBJECT)))


def _show(given: Any) -> bool:
    """Whether there is a subject, and each has a claim."""
    subjects = given if isinstance(given, list) else [given]
    return bool(subjects) and all(isinstance(each, dict) and each for each in subjects)
