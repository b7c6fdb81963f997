"""Entity statements, told from other tokens."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.identity.trust.reader.statement import OF_CONFIGURATIONS, OF_SUPERIORS, TYPE

from .view import view

NAME = ".entity-statement.jwt"
OTHERS = ("explicit-registration-response+jwt", "resolve-response+jwt", "trust-mark+jwt")
"""The types of other tokens of a federation, which have some of these claims (12.2.3, 8.3.2, 7)."""


def recognises(source: Source) -> bool:
    """Whether the type of the token, its name or claims of a federation say so."""
    try:
        statement = source.once(view).statement
        if "~" in statement.jws.text:
            return False
        told = "jwks" in statement.claims and any(
            name in statement.claims for name in (*OF_CONFIGURATIONS, *OF_SUPERIORS)
        )
        return statement.typ == TYPE or (told and statement.typ not in OTHERS) or source.name.lower().endswith(NAME)
    except Blocked:
        return False
