"""A wallet as the rows see it: what it presents to right requests, and what it makes of broken ones."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.transports.service import Service
from conformance_suites.identity.presentation.reader.asking import ABSENT, Answered, Wallet
from conformance_suites.identity.sd_jwt.reader.combined import Combined


class Presenting(Wallet):
    """The wallet, asked by the harness."""

    @property
    def shown(self) -> tuple[Answered, Combined]:
        """The presentation in the answer to a right request. Raises Blocked where it cannot be read."""
        found = self.control
        combined = found.presentation
        if combined is None:
            raise Blocked("blocked_by", ids=["ID-WAL-004"])
        return found, combined

    @property
    def nothing_asked(self) -> Answered:
        """The answer to a request that asks for no claim. Raises Blocked if nothing is presented."""
        _ = self.control
        found = self.service.shared("nothing_asked", lambda service: Wallet(service).ask(None))
        if found.presentation is None:
            raise Blocked("no_presentation", error=found.parameters.get("error", "-")[:100])
        return found

    @property
    def absent(self) -> Answered:
        """The answer to a request for a claim that the wallet does not have, beside one that it has."""
        _ = self.control
        return self.service.shared("absent", lambda service: Wallet(service).ask([Wallet(service).claims[0], ABSENT]))


def view(service: Service) -> Presenting:
    """The wallet behind the service."""
    return Presenting(service)
