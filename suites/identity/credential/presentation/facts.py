"""How much a presentation presents."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source
from conformance_suites.identity.credential.reader.documents import PRESENTATION, types_of

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The credentials that a presentation of the data model 2.0 presents."""
    with suppress(NotJudged):  # a row says that the document cannot be judged
        document = source.once(view)
        if document.presentations and PRESENTATION in types_of(document.root):
            return {"presented": len(document.enveloped) + len(document.open)}
    return {"presented": 0}
