"""A verifier as the rows about mutants see it: what it says to each, between two presentations that it accepts."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked, NotApplicable
from conformance.transports.service import Service
from conformance_suites.identity.presentation.reader.transactions import Transaction
from conformance_suites.identity.presentation.reader.verifier import Said, Verifier
from conformance_suites.identity.presentation.reader.wanted import chosen

from .mutants import MUTANTS

TOKENS = ("ID-VPV-020", "ID-VPV-021", "ID-VPV-022", "ID-VPV-023")
"""The rows whose mutant is of the vp_token."""
BOUND = frozenset({*(f"ID-VPV-0{number}" for number in range(13, 20)), "ID-VPV-023"})
"""The rows about the holder, of whom a query may ask for no proof (5.3)."""


@dataclass(frozen=True)
class Judging(Verifier):
    """The verifier, as a wallet meets it."""

    @property
    def documents(self) -> list[tuple[str, bytes]]:
        """The first request, as it is sent."""
        transaction, _ = self.control
        text = transaction.object
        whole = json.dumps(transaction.parameters.members, ensure_ascii=False) if text is None else text
        return [("request", whole.encode())]

    def mutant(self, row: str) -> Said:
        """What is said to the mutant of a row, in a separate transaction. Raises Blocked, and NotApplicable."""
        _ = self.telling
        return self.service.shared(row, lambda service: Judging(service).tried(row))

    def tried(self, row: str) -> Said:
        """What is said to the mutant, in a new transaction."""
        transaction = self.started()
        if row in BOUND and chosen(transaction.query)[0].value.get("require_cryptographic_holder_binding") is False:
            raise NotApplicable("no_binding")
        if row in MUTANTS:
            return self.submit(transaction, self.token(transaction, MUTANTS[row]))
        return self.submit(transaction, self._changed_token(row, transaction))

    def _changed_token(self, row: str, transaction: Transaction) -> dict[str, Any]:
        token = self.token(transaction)
        first = self.held(transaction)[0].name
        if row == "ID-VPV-020":
            return {**token, first: token[first][0]}
        if row == "ID-VPV-021":
            query = transaction.query["credentials"]
            if any(each.get("multiple") is True for each in query if isinstance(each, dict)):
                raise NotApplicable("several_allowed")
            return {**token, first: token[first] * 2}
        if row == "ID-VPV-022":
            return {f"{name}_other" if name == first else name: each for name, each in token.items()}
        before, _ = self.control
        return self.token(before)

    def tries(self) -> list[Said]:
        """What was said to all mutants that apply to the request. Raises Blocked."""
        found = []
        for row in (*MUTANTS, *TOKENS):
            with suppress(NotApplicable):
                found.append(self.mutant(row))
        return found

    def control_after(self, row: str) -> Said:
        """What is said to a right presentation after that mutant. Raises Blocked where it is accepted no longer."""
        return self.service.shared(f"{row}_control", lambda service: Verifier(service).accepted())[1]

    @property
    def again(self) -> Said:
        """What is said to an accepted response that comes a second time. Raises Blocked."""
        _ = self.telling

        def made(service: Service) -> Said:
            verifier = Verifier(service)
            transaction, _ = verifier.accepted()
            return verifier.submit(transaction, verifier.token(transaction))

        return self.service.shared("again", made)


def said_so(said: Said) -> bool:
    """Whether a presentation was accepted. Raises Blocked where the answer does not say."""
    if said.accepted is None:
        raise Blocked("no_verdict", exchange=said.exchange.key, status=said.exchange.status)
    return said.accepted


def view(service: Service) -> Judging:
    """The verifier behind the service."""
    return Judging(service)
