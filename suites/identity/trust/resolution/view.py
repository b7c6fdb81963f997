"""What a resolver says of an entity, as the rows see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.readers.json import parse
from conformance.readers.json_values import list_or_empty
from conformance.readers.source import Inside, Source
from conformance_suites.identity.jose.reader.compact import Jws, PartText, token_text
from conformance_suites.identity.jose.reader.keys import Named
from conformance_suites.identity.trust.reader.chain import TrustChain
from conformance_suites.identity.trust.reader.statement import Members, Statement, known

NAMES, TIMES = ("iss", "sub"), ("iat", "exp")


@dataclass(frozen=True)
class ResolveResponse:
    """A token in compact serialization with the metadata of an entity, and the chain that they follow from."""

    statement: Statement

    @property
    def token(self) -> Jws:
        return self.statement.jws

    @property
    def tokens(self) -> list[Jws]:
        return [self.token]

    @property
    def texts(self) -> list[PartText]:
        """Header and payload."""
        return [*self.token.header_text, *self.token.payload_text]

    @property
    def readable(self) -> list[Statement]:
        """The response, if header and payload can be read."""
        return [self.statement] if self.token.reads else []

    @property
    def signing(self) -> list[Statement]:
        """The response, if its header names an algorithm."""
        return [each for each in self.readable if each.jws.algorithm is not None]

    @property
    def chained(self) -> list[Statement]:
        """The response, if it has a chain."""
        return [each for each in self.readable if list_or_empty(each.claims.get("trust_chain"))]

    @property
    def text_of_chain(self) -> bytes:
        return json.dumps(self.statement.claims.get("trust_chain")).encode()

    @cached_property
    def chain(self) -> TrustChain:
        """The chain of the subject."""
        return TrustChain(parse(self.text_of_chain), "/payload/trust_chain")

    @property
    def chains(self) -> list[Inside]:
        """The chain as a file."""
        return [Inside("/payload/trust_chain", None, self.text_of_chain) for _ in self.chained]

    @property
    def about(self) -> list[tuple[Statement, Statement]]:
        """The response and the first statement of its chain. Raises Blocked for a chain that cannot be read."""
        return [(each, first) for each in self.chained for first in self.chain.subjects if each.text("sub") is not None]

    @property
    def expiring(self) -> list[tuple[Statement, float]]:
        """The response and when its chain expires, if all say so.

        An anchor's statement about itself may be left out of a chain (4), and expire before the others do.
        """
        found = [each.number("exp") for _ in self.chained for each in self.chain.statements]
        times, own = [each for each in found if each is not None], self.statement.number("exp")
        if own is None or not times or len(times) < len(found):
            return []
        unseen = not self.chain.statements[-1].is_configuration and own < min(times)
        return [] if unseen else [(self.statement, min(times))]

    @property
    def resolved(self) -> list[tuple[str, Any, Any]]:
        """(type of entity, metadata of the response, metadata that follow from the chain). Raises Blocked.

        Parameters are left out that an operator may change which is not judged here.
        """
        if not self.chained or self.chain.policy.unmerged or self.chain.policy.together:
            return []
        expected = self.chain.resolved
        return [
            (kind, self._judged(kind, each), self._judged(kind, expected[kind]) if kind in expected else None)
            for kind, each in self.statement.metadata.items()
        ]

    def _judged(self, kind: str, parameters: Members) -> Members:
        return {name: each for name, each in parameters.items() if (kind, name) not in self.chain.extended}

    @property
    def keyed(self) -> list[tuple[Jws, Named]]:
        """The response and its key, if the anchor of the chain is the resolver, or the header has its own chain."""
        own = [Statement(Jws("/header/trust_chain/0", each)) for each in list_or_empty(self._own_chain)[:1]]
        ends = self.chain.statements[-1:] if self.chained else []
        for each in (*own, *ends):
            same = each.is_configuration and each.text("iss") == self.statement.text("iss") and each.is_keyed
            key = known(each.key(self.statement.kid)) if same else None
            if key is not None and self.signing and self.token.parts[2]:
                return [(self.token, key)]
        return []

    @property
    def _own_chain(self) -> Any:
        given = self.token.header.get("trust_chain")
        return [each for each in list_or_empty(given) if isinstance(each, str)]


def view(source: Source) -> ResolveResponse:
    """The response in the source. Raises Blocked where it exceeds a limit of the harness."""
    return ResolveResponse(Statement(Jws("", token_text(source))))
