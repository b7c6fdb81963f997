"""How many credentials there are, and how many of them are secured."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source
from conformance_suites.identity.credential.reader.documents import CREDENTIAL, ENVELOPED, Found, objects, types_of

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The credentials of the data model 2.0 with a claim, and those with a proof; enveloped ones count as both."""
    with suppress(NotJudged):  # a row says that the document cannot be judged
        document = source.once(view)
        found = [each for each in document.credentials if CREDENTIAL in types_of(each.value)]
        claiming = [
            each for each in found if any(_has_claim(part) for part in objects("/credentialSubject", each.value))
        ]
        proven = [each for each in claiming if each.value.get("proof")]
        enveloped = [each for each in document.embedded if ENVELOPED in types_of(each.value) and each.value.get("id")]
        return {"credentials": len(claiming) + len(enveloped), "secured": len(proven) + len(enveloped)}
    return {"credentials": 0, "secured": 0}


def _has_claim(subject: Found) -> bool:
    """Whether something is said of the subject, besides who it is."""
    return not subject.value.keys() <= {"id", "type"}
