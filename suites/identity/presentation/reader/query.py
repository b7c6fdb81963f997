"""Queries in the Digital Credentials Query Language, DCQL (OpenID4VP 1.0, 6)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import object_or_empty
from conformance.readers.source import Source

Members = dict[str, Any]
MDOC = "mso_mdoc"


class Found(NamedTuple):
    """An object and its place."""

    pointer: str
    value: Members

    def listed(self, name: str) -> list[Found]:
        """The objects in the array that a member is."""
        items = self.value.get(name)
        whole = items if isinstance(items, list) else []
        return [Found(f"{self.pointer}/{name}/{at}", each) for at, each in enumerate(whole) if isinstance(each, dict)]

    @property
    def name(self) -> str | None:
        """Its `id`, if that is a string."""
        given = self.value.get("id")
        return given if isinstance(given, str) else None

    @property
    def path(self) -> list[Any] | None:
        """Its claims path pointer, if that is an array."""
        given = self.value.get("path")
        return given if isinstance(given, list) else None


class Reference(NamedTuple):
    """The identifier of something that the query has elsewhere, and the identifiers that there are."""

    pointer: str
    name: str
    known: frozenset[str]


@dataclass(frozen=True)
class Query(JsonDocument):
    """A query; what has the wrong type is left out here, since exactly one row reports it."""

    @property
    def root(self) -> Found:
        return Found("", object_or_empty(self.document))

    @cached_property
    def credentials(self) -> list[Found]:
        """The Credential Queries."""
        return self.root.listed("credentials")

    @property
    def identified(self) -> list[Found]:
        """Those with an identifier."""
        return [each for each in self.credentials if each.name is not None]

    @property
    def claiming(self) -> list[Found]:
        """The Credential Queries that ask for claims."""
        return [each for each in self.credentials if each.listed("claims")]

    @property
    def named_claims(self) -> list[Found]:
        """The Credential Queries some of whose claims have an identifier."""
        return [each for each in self.claiming if any(claim.name is not None for claim in each.listed("claims"))]

    @property
    def choosing(self) -> list[Found]:
        """The Credential Queries with alternatives."""
        return [each for each in self.credentials if isinstance(each.value.get("claim_sets"), list)]

    @property
    def mdoc_claims(self) -> list[Found]:
        """The claims of mobile documents with a path."""
        mobile = [each for each in self.credentials if each.value.get("format") == MDOC]
        return [claim for each in mobile for claim in each.listed("claims") if claim.path is not None]

    @cached_property
    def claim_references(self) -> list[Reference]:
        """The identifiers in `claim_sets`."""
        found = []
        for each in self.choosing:
            known = frozenset(claim.name for claim in each.listed("claims") if claim.name is not None)
            found += _references(f"{each.pointer}/claim_sets", each.value["claim_sets"], known)
        return found

    @cached_property
    def credential_references(self) -> list[Reference]:
        """The identifiers in the `options` of `credential_sets`."""
        known = frozenset(each.name for each in self.identified if each.name is not None)
        sets = self.root.listed("credential_sets")
        return [each for one in sets for each in _references(f"{one.pointer}/options", one.value.get("options"), known)]


def _references(pointer: str, lists: Any, known: frozenset[str]) -> list[Reference]:
    """The strings in an array of arrays."""
    whole = enumerate(lists) if isinstance(lists, list) else ()
    named = [(f"{pointer}/{at}", each) for at, each in whole if isinstance(each, list)]
    return [
        Reference(f"{place}/{at}", name, known)
        for place, names in named
        for at, name in enumerate(names)
        if isinstance(name, str)
    ]


def view(source: Source) -> Query:
    """The query in the source."""
    return Query(source.once(json_text))
