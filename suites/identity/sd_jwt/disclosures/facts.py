"""How many tokens with a claim are whole: they verify, and all that they disclose is theirs."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import NotJudged
from conformance.readers.source import Source
from conformance_suites.identity.data_integrity.reader.secured import party
from conformance_suites.identity.jose.reader.keys import named_key
from conformance_suites.identity.jose.reader.verifying import is_for, verifies
from conformance_suites.identity.sd_jwt.reader.combined import Combined, read
from conformance_suites.identity.sd_jwt.reader.processing import process, whole

TIMES, PARTIES = ("iat", "nbf", "exp"), ("iss", "sub", "aud", "issuer")
TECHNICAL = frozenset(("@context", "type", "id", "jti", "vct", "cnf", "status", "_sd_alg", *TIMES, *PARTIES))
"""Claims that say nothing of a person or thing."""


def facts(source: Source) -> dict[str, float]:
    """The token, if its signature is that of its key, all its disclosures are referred to, and it says something."""
    with suppress(NotJudged):  # a row says that the token cannot be judged
        return {"verified": float(_is_verified(source.once(read)))}
    return {"verified": 0}


def _is_verified(token: Combined) -> bool:
    if not token.issued.reads:
        return False
    found = process(token)
    issued, issuer = whole(token), party(found.payload.get("issuer"))
    named = named_key(issued, issuer)
    if named is None or not isinstance(named.key, dict) or not is_for(issued.algorithm, named.key):
        return False
    if named.pointer.endswith("/jwk") and (issuer is not None or isinstance(found.payload.get("iss"), str)):
        return False  # a key of the token alone says nothing of the issuer that is named
    says = not found.payload.keys() <= TECHNICAL
    return says and len(found.used) == len(token.disclosures) and verifies(token.issued, named.key)
