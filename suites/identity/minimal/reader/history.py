"""Histories of presentations: a JSON object whose `presentations` have a `request` and its `vp_token`.

A request is a request object, or its parameters in JSON (OpenID4VP 1.0, 5); `vp_token` is as wallets return it (8.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape, json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.readers.source import Source
from conformance_suites.identity.jose.reader.compact import Jws
from conformance_suites.identity.presentation.reader.query import Found
from conformance_suites.identity.sd_jwt.reader.combined import TILDE, Combined
from conformance_suites.identity.sd_jwt.reader.processing import process

from .bounds import CREDENTIALS, PRESENTATIONS

Members = dict[str, Any]


class Shown(NamedTuple):
    """A credential with disclosures that was presented, its place, and the query that it answers."""

    pointer: str
    token: Combined
    query: Found

    @property
    def asked(self) -> set[str]:
        """The names of top-level claims that the query asks for."""
        return set(names_asked(self.query))

    @property
    def disclosed(self) -> set[str]:
        """The names of top-level claims that are disclosed, wholly or in part. Raises Blocked."""
        return process(self.token).hidden

    @property
    def clear(self) -> set[str]:
        """The names of all top-level claims that the verifier learns."""
        return set(process(self.token).payload)


def names_asked(query: Found) -> Iterator[str]:
    """The first steps of the paths of a Credential Query."""
    for claim in query.listed("claims"):
        if claim.path and isinstance(claim.path[0], str):
            yield claim.path[0]


@dataclass(frozen=True)
class Presentation:
    """A request and its answer, at their place."""

    pointer: str
    value: Members

    @cached_property
    def parameters(self) -> Found:
        """The parameters of the request, with their place; none if it cannot be read."""
        given, place = self.value.get("request"), f"{self.pointer}/request"
        if isinstance(given, str):
            return Found(f"{place}/payload", Jws(place, given).payload)
        return Found(place, object_or_empty(given))

    @property
    def verifier(self) -> str:
        """The Client Identifier; empty if there is none."""
        given = self.parameters.value.get("client_id")
        return given if isinstance(given, str) else ""

    @property
    def queries(self) -> list[Found]:
        """The Credential Queries."""
        query = object_or_empty(self.parameters.value.get("dcql_query"))
        return Found(f"{self.parameters.pointer}/dcql_query", query).listed("credentials")

    @cached_property
    def shown(self) -> list[Shown]:
        """The credentials with disclosures that answer a query. Raises Blocked where there are too many."""
        found = []
        answers = object_or_empty(self.value.get("vp_token"))
        for query in self.queries:
            listed = list_or_empty(answers.get(query.name or ""))
            place = f"{self.pointer}/vp_token/{escape(query.name or '')}"
            tokens = [
                (f"{place}/{at}", each) for at, each in enumerate(listed) if isinstance(each, str) and TILDE in each
            ]
            found += [Shown(pointer, Combined(each), query) for pointer, each in tokens]
        if len(found) > CREDENTIALS:
            raise Blocked("credentials_bound", bound=CREDENTIALS)
        return [each for each in found if each.token.issued.reads]


@dataclass(frozen=True)
class Histories(JsonDocument):
    """A file with presentations."""

    @cached_property
    def presentations(self) -> list[Presentation]:
        """The presentations that are objects. Raises Blocked where there are too many."""
        listed = list_or_empty(object_or_empty(self.document).get("presentations"))
        if len(listed) > PRESENTATIONS:
            raise Blocked("presentations_bound", bound=PRESENTATIONS)
        return [Presentation(f"/presentations/{at}", each) for at, each in enumerate(listed) if isinstance(each, dict)]


def read_history(source: Source) -> Histories:
    """The history in a file. Raises Blocked beyond a limit."""
    return Histories(source.once(json_text).within_bounds())
