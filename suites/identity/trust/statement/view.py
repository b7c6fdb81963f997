"""An entity statement as the rows see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.readers.json_values import list_or_empty, object_or_empty, whole
from conformance.readers.source import Source
from conformance_suites.identity.jose.reader.compact import Jws, PartText, token_text
from conformance_suites.identity.jose.reader.keys import Named
from conformance_suites.identity.trust.reader.statement import COMMON, HINTS, Found, Statement, Value, known

ISSUERS = ("openid_provider", "oauth_authorization_server")
"""The types of entities whose metadata name an issuer (5.1.3, 5.1.4)."""
NAMES, TIMES = COMMON[:2], COMMON[2:4]


@dataclass(frozen=True)
class EntityStatement:
    """A token in compact serialization."""

    statement: Statement

    @property
    def token(self) -> Jws:
        return self.statement.jws

    @property
    def tokens(self) -> list[Jws]:
        return [self.token]

    @property
    def headers(self) -> list[PartText]:
        return self.token.header_text

    @property
    def payloads(self) -> list[PartText]:
        return self.token.payload_text

    @cached_property
    def readable(self) -> list[Statement]:
        """The statement, if header and payload can be read."""
        return [self.statement] if self.token.reads else []

    @property
    def signing(self) -> list[Statement]:
        """The statement, if its header names an algorithm."""
        return [each for each in self.readable if each.jws.algorithm is not None]

    @property
    def named(self) -> list[Statement]:
        """The statement, if it says who issued it, and about whom."""
        return [each for each in self.readable if each.names]

    def _claimed(self, *names: str) -> list[Value]:
        return [
            Value(each.place(name), each.claims[name])
            for each in self.readable
            for name in names
            if name in each.claims
        ]

    @property
    def limited(self) -> list[Statement]:
        """The statement, if it says from when and until when it holds."""
        return [each for each in self.readable if all(each.number(name) is not None for name in TIMES)]

    @property
    def keys(self) -> list[Found]:
        """The keys of the subject."""
        return [key for each in self.readable for key in each.keys]

    @property
    def critical(self) -> list[Value]:
        return self._claimed("crit")

    @property
    def hints(self) -> list[Value]:
        """What the statement says of superiors and anchors."""
        return self._claimed(*HINTS)

    @property
    def described(self) -> list[Value]:
        """The metadata."""
        return self._claimed("metadata")

    @property
    def issuers(self) -> list[tuple[str, Any, str]]:
        """(place, issuer in the metadata, entity) of an entity that describes itself as an issuer."""
        found = [each for each in self.named if each.is_configuration]
        return [
            (f"{each.place('metadata')}/{kind}/issuer", each.metadata[kind]["issuer"], str(each.text("iss")))
            for each in found
            for kind in ISSUERS
            if "issuer" in each.metadata.get(kind, {})
        ]

    @property
    def policies(self) -> list[Value]:
        return self._claimed("metadata_policy")

    @property
    def operators(self) -> list[tuple[str, Found]]:
        """(parameter, operators with their place) of a policy."""
        return [(name, found) for each in self.readable for _, name, found in each.policies]

    @property
    def declared(self) -> list[Value]:
        """The operators that are critical."""
        return self._claimed("metadata_policy_crit")

    @property
    def constrained(self) -> list[Value]:
        return self._claimed("constraints")

    @cached_property
    def own(self) -> list[tuple[Statement, Named | None]]:
        """An entity's statement about itself that names a key, with that key."""
        found = [each for each in self.named if each.is_configuration and each.kid and each.is_keyed]
        return [(each, each.key(each.kid)) for each in found]

    @property
    def keyed(self) -> list[tuple[Jws, Named]]:
        """Likewise, if there is a signature, and the key is a public one whose values are right."""
        signed = [(each.jws, known(found)) for each, found in self.own if each.jws.parts[2]]
        return [(jws, key) for jws, key in signed if key is not None]


def lists_in(constraints: Any) -> Iterator[tuple[str, Any]]:
    """(name below `constraints`, value) of the lists that constraints have (6.2)."""
    naming = object_or_empty(object_or_empty(constraints).get("naming_constraints"))
    yield from ((f"naming_constraints/{name}", naming[name]) for name in ("permitted", "excluded") if name in naming)
    if "allowed_entity_types" in object_or_empty(constraints):
        yield "allowed_entity_types", constraints["allowed_entity_types"]


def is_length(value: Any) -> bool:
    """Whether a value is a whole number of at least 0."""
    found = whole(value)
    return found is not None and found >= 0


def texts_of(value: Any) -> list[str]:
    """The strings of an array."""
    return [each for each in list_or_empty(value) if isinstance(each, str)]


def view(source: Source) -> EntityStatement:
    """The statement in the source. Raises Blocked where it exceeds a limit of the harness."""
    return EntityStatement(Statement(Jws("", token_text(source))))
