"""A verifier of credentials: its answers to a good credential and to mutants of it (VC API 0.7)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.identity.vc_api.reader.verdicts import verdict

from .mutants import MUTANTS, good

__all__ = ["Verifier", "verdict", "view"]


@dataclass(frozen=True)
class Verifier:
    """The verifier whose endpoint for credentials the plan names."""

    service: Service

    @property
    def suite(self) -> str:
        return str(self.service.statement["cryptosuite"])

    def verify(self, credential: dict[str, Any]) -> Exchange:
        body = json.dumps({"verifiableCredential": credential, "options": {}}).encode()
        exchange = self.service.send(Request("POST", self.service.url, (("content-type", "application/json"),), body))
        exchange.json.within_bounds()
        return exchange

    @property
    def control(self) -> Exchange:
        """The answer to the good credential. Raises Blocked where it is not accepted: then a refusal proves nothing."""
        return self._accepted("control")

    def mutant(self, row: str) -> Exchange:
        """The answer to the mutant of a row, after the control. Raises Blocked."""
        _ = self.control
        return self.service.shared(row, lambda service: Verifier(service).verify(MUTANTS[row](self.suite)))

    def results(self) -> Iterator[Exchange]:
        """The answers with a result, to the good credential and to its mutants. Raises Blocked."""
        for found in (self.control, *map(self.mutant, MUTANTS)):
            if 200 <= found.status < 300 and verdict(found) is not None:
                yield found

    def control_after(self, row: str) -> Exchange:
        """The answer to the good credential after that mutant. Raises Blocked where it is accepted no longer.

        What stopped working or has had enough of us refuses everything: that is not about the mutant.
        """
        return self._accepted(f"{row}_control")

    def _accepted(self, name: str) -> Exchange:
        found = self.service.shared(name, lambda service: Verifier(service).verify(good(self.suite)))
        if verdict(found) is not True:
            raise Blocked("control_refused", exchange=found.key)
        return found


def view(service: Service) -> Verifier:
    """The verifier behind the service."""
    return Verifier(service)
