"""How many credentials there are."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source
from conformance_suites.identity.credential.reader.documents import CREDENTIAL, types_of

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The credentials of the data model 2.0 with a claim."""
    with suppress(NotJudged):  # a row says that the document cannot be judged
        document = source.once(view)
        found = [each for each in document.credentials if CREDENTIAL in types_of(each.value)]
        claiming = [each for each in found if any(subject.value for subject in document.subjects)]
        return {"credentials": len(claiming)}
    return {"credentials": 0}
