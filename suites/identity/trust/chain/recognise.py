"""Chains of entity statements, told from other arrays of texts."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.identity.jose.reader.compact import Jws
from conformance_suites.identity.trust.reader.statement import OF_CONFIGURATIONS, TYPE, Statement

from .view import view

NAME = ".trust-chain.json"


def recognises(source: Source) -> bool:
    """Whether the file is named so, or its first item is an entity statement."""
    try:
        first = next((each for _, each in source.once(view).items), None)
        statement = Statement(Jws("/0", first)) if isinstance(first, str) else None
        told = statement is not None and (
            statement.typ == TYPE or any(name in statement.claims for name in OF_CONFIGURATIONS)
        )
        return told or source.name.lower().endswith(NAME)
    except Blocked:
        return source.name.lower().endswith(NAME)
