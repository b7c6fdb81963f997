"""How many tokens with a claim verify."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source
from conformance_suites.identity.credential.reader.documents import objects
from conformance_suites.identity.jose.reader.verifying import is_for, verifies

from .view import Envelope, view


def facts(source: Source) -> dict[str, float]:
    """The token, if it holds a credential or presentation of the data model and its signature is that of its key.

    A key that the header alone gives shows nothing of who is named as issuer or holder.
    """
    with suppress(NotJudged):  # a row says that the token cannot be judged
        document = source.once(view)
        for jws, named in document.keyed if document.claimed and _tells(document) else ():
            known = named.url or document.party is None
            if known and isinstance(named.key, dict) and is_for(jws.algorithm, named.key):
                return {"verified": float(verifies(jws, named.key))}
    return {"verified": 0}


def _tells(document: Envelope) -> bool:
    """Whether the token presents something, or says something of a subject besides who it is."""
    payload = document.token.payload
    if document.presents:
        return any(objects("/verifiableCredential", payload))
    return any(not each.value.keys() <= {"id", "type"} for each in objects("/credentialSubject", payload))
