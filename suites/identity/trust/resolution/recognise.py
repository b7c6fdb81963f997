"""Responses of resolvers, told from other tokens."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.source import Source

from .view import view

TYPE, NAME = "resolve-response+jwt", ".resolve-response.jwt"


def recognises(source: Source) -> bool:
    """Whether the type of the token, its name or its claims say so."""
    try:
        statement = source.once(view).statement
        told = {"trust_chain", "metadata", "sub"} <= statement.claims.keys()
        return "~" not in statement.jws.text and (statement.typ == TYPE or told or source.name.lower().endswith(NAME))
    except Blocked:
        return False
