"""Chains of entity statements (OpenID Federation 1.0, 4 and 10): links, keys, the merged policy and its result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import whole
from conformance.readers.source import Inside, Source
from conformance_suites.identity.jose.reader.compact import Jws
from conformance_suites.identity.jose.reader.keys import Named
from conformance_suites.identity.trust.reader.bounds import STATEMENTS
from conformance_suites.identity.trust.reader.names import names_in
from conformance_suites.identity.trust.reader.operators import STANDARD, conflicts, fits
from conformance_suites.identity.trust.reader.policy import Broken, Merged, applied, merged
from conformance_suites.identity.trust.reader.statement import Members, Statement, known


class Link(NamedTuple):
    """A statement and the next one, which is about its issuer."""

    below: Statement
    above: Statement


class Dated(NamedTuple):
    """A statement, and from when until when it holds, in seconds since 1970."""

    statement: Statement
    issued: float
    expires: float


@dataclass(frozen=True)
class TrustChain(JsonDocument):
    """A JSON array of entity statements: that of the subject first, that of the anchor last; `base` is its place."""

    base: str = ""

    @property
    def items(self) -> list[tuple[str, Any]]:
        """The items of the array, with their places. Raises Blocked where there are too many."""
        listed = self.document if isinstance(self.document, list) else []
        if len(listed) > STATEMENTS:
            raise Blocked("chain_bound", bound=STATEMENTS)
        return [(f"{self.base}/{at}", each) for at, each in enumerate(listed)]

    @property
    def tokens(self) -> list[Inside]:
        """The statements, each as a file."""
        return [Inside(pointer, None, each.encode()) for pointer, each in self.items if isinstance(each, str)]

    @cached_property
    def statements(self) -> list[Statement]:
        """The statements, if all of them can be read and say who issued them about whom."""
        found = [Statement(Jws(pointer, each.strip())) for pointer, each in self.items if isinstance(each, str)]
        if len(found) < len(self.items):
            raise Blocked("blocked_by", ids=["ID-FTC-001"])
        for each in found:
            if not each.jws.is_whole:
                raise Blocked("blocked_by", ids=["ID-FES-001"])
            if not each.jws.reads:
                raise Blocked("blocked_by", ids=["ID-FES-002"])
            if not each.names:
                raise Blocked("blocked_by", ids=["ID-FES-007"])
        return found

    @property
    def subjects(self) -> list[Statement]:
        """The first statement."""
        return self.statements[:1]

    @property
    def between(self) -> list[Statement]:
        """Those that neither begin nor end the chain."""
        return self.statements[1:-1]

    @property
    def ends(self) -> list[Statement]:
        """The last statement."""
        return self.statements[-1:]

    @property
    def neighbours(self) -> list[Link]:
        return [Link(*each) for each in pairwise(self.statements)]

    @cached_property
    def links(self) -> list[Link]:
        """Neighbours of which the second is about the issuer of the first."""
        return [each for each in self.neighbours if each.below.text("iss") == each.above.text("sub")]

    @property
    def signed(self) -> list[tuple[Link, Named | None]]:
        """Links whose first statement names a key, with the key as the second has it."""
        found = [each for each in self.links if each.below.kid and each.above.is_keyed]
        return [(each, each.above.key(each.below.kid)) for each in found]

    @property
    def keyed(self) -> list[tuple[Statement, Named]]:
        """Statements with the public key that their superior vouches for."""
        found = [(link.below, known(key)) for link, key in self.signed if link.below.jws.parts[2]]
        return [(below, key) for below, key in found if key is not None]

    @property
    def hinting(self) -> list[Link]:
        """The subject and its superior, if it says who its superiors are."""
        return [
            each
            for each in self.links[:1]
            if each.below.jws.pointer == f"{self.base}/0" and each.below.is_configuration
        ]

    @cached_property
    def superiors(self) -> list[Statement]:
        """What superiors say of subordinates, from that of the subject up."""
        return [each for each in self.statements if not each.is_configuration]

    @property
    def limited(self) -> list[tuple[int, int, Statement]]:
        """(longest path allowed, intermediates below, statement) of superiors that limit the path (6.2.1)."""
        found = ((whole(each.constraints.get("max_path_length")), at, each) for at, each in enumerate(self.superiors))
        return [(longest, at, each) for longest, at, each in found if longest is not None and longest >= 0]

    @property
    def naming(self) -> list[tuple[Statement, list[str], list[str], list[str]]]:
        """(statement, entities below, names permitted, names excluded) of superiors with naming constraints (6.2.2)."""
        found = []
        for at, each in enumerate(self.superiors):
            permitted, excluded = names_in(each.constraints)
            if permitted is not None or excluded:
                below = [str(lower.text("sub")) for lower in self.superiors[: at + 1]]
                found.append((each, below, permitted or [], excluded))
        return found

    @cached_property
    def policy(self) -> Merged:
        """The policy of the chain. Raises Blocked where one of them is malformed."""
        for each in self.superiors:
            for _, name, (_, operators) in each.policies:
                if not all(fits(*operator) for operator in operators.items()):
                    raise Blocked("blocked_by", ids=["ID-FES-021"])
                if any(True for _ in conflicts(name, operators)):
                    raise Blocked("blocked_by", ids=["ID-FES-022"])
        return merged(reversed(self.superiors))

    @cached_property
    def extended(self) -> set[tuple[str, str]]:
        """The parameters, by type of entity, whose policy has operators that may change them as well (6.1.3.2)."""
        found = ((kind, name, operators) for each in self.superiors for kind, name, (_, operators) in each.policies)
        return {(kind, name) for kind, name, operators in found if not operators.keys() <= {*STANDARD}}

    @property
    def policies(self) -> list[Merged]:
        """The policy, if more than one superior has one."""
        return [self.policy] if sum(any(True for _ in each.policies) for each in self.superiors) > 1 else []

    @property
    def broken(self) -> list[tuple[Statement, list[Broken]]]:
        """The subject with what the policy of the chain refuses of its metadata, if there is a policy for it."""
        if not self.superiors or not self.policy.policy:
            return []
        if self.policy.unmerged or self.policy.together:
            raise Blocked("blocked_by", ids=["ID-FTC-009" if self.policy.unmerged else "ID-FTC-010"])
        metadata = self.described
        judged = any(kind in metadata for kind, _ in self.policy.policy)
        broken = [each for each in applied(self.policy.policy, metadata)[1] if each[:2] not in self.extended]
        return [(self.statements[0], broken)] if judged else []

    @property
    def resolved(self) -> dict[str, Members]:
        """The metadata of the subject in the federation (6.1.4.2)."""
        return applied(self.policy.policy, self.described)[0]

    @property
    def described(self) -> dict[str, Members]:
        """The metadata of the subject, with those that its superior gives it (3.1.1), of the types allowed (6.2.3)."""
        own, given = self.statements[0].metadata, self.superiors[0].metadata if self.superiors else {}
        whole_of = {kind: {**parameters, **given.get(kind, {})} for kind, parameters in own.items()}
        return {kind: each for kind, each in whole_of.items() if all(self._allows(kind))}

    def _allows(self, kind: str) -> Iterator[bool]:
        """For each superior that limits the types of entities, whether this one is among them."""
        for each in self.superiors:
            allowed = each.constraints.get("allowed_entity_types")
            if isinstance(allowed, list):
                yield kind == "federation_entity" or kind in allowed

    @property
    def dated(self) -> list[list[Dated]]:
        """The statements with their times, if there are several and all say how long they hold."""
        times = [(each, each.number("iat"), each.number("exp")) for each in self.statements]
        found = [Dated(each, iat, exp) for each, iat, exp in times if iat is not None and exp is not None]
        return [found] if len(found) == len(times) > 1 else []


def read_chain(source: Source) -> TrustChain:
    """The chain in a file. Raises Blocked beyond a limit."""
    return TrustChain(source.once(json_text).within_bounds())
