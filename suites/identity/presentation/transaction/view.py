"""Transactions of a verifier as the rows see them."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.authoring import NotApplicable
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.identity.presentation.reader.transactions import Transaction, started
from conformance_suites.identity.presentation.reader.verifier import Said, Verifier

WALLET_NONCE = "d2FsbGV0IG5vbmNlIG9mIHRoZSB0ZXN0cw"
OTHER_STATE = "c3RhdGUgb2Ygbm9ib2R5"


@dataclass(frozen=True)
class Transactions(Verifier):
    """The verifier, as a wallet meets it."""

    @property
    def referred(self) -> tuple[Transaction, Exchange]:
        """A transaction whose request is fetched, and the answer that has it. Raises NotApplicable, and Blocked."""
        transaction, _ = self.control
        if transaction.fetched is None:
            raise NotApplicable("by_value")
        return transaction, transaction.fetched

    @property
    def linked(self) -> Transaction:
        """A transaction with a request object. Raises NotApplicable, and Blocked."""
        transaction, _ = self.control
        if transaction.object is None:
            raise NotApplicable("by_value")
        return transaction

    @property
    def pair(self) -> list[Transaction]:
        """Two transactions. Raises Blocked."""
        return [self.control[0], self.service.shared("other", started)]

    @property
    def second(self) -> tuple[Transaction, Said]:
        return self.service.shared("second", lambda service: Verifier(service).accepted())

    @property
    def fetched_by_post(self) -> Transaction:
        """A request that was fetched with a nonce of the wallet. Raises NotApplicable, and Blocked."""
        transaction, _ = self.control
        if transaction.link.parameters.get("request_uri_method") != "post" or transaction.fetched is None:
            raise NotApplicable("no_post")
        return self.service.shared("posted", lambda service: started(service, WALLET_NONCE))

    @property
    def redirected(self) -> list[Exchange]:
        """The answers to two accepted responses that say where people go on. Raises NotApplicable, and Blocked."""
        found = [self.control[1].exchange, self.second[1].exchange]
        if not all(isinstance(each.member.get("redirect_uri"), str) for each in found):
            raise NotApplicable("no_redirect")
        return found

    @property
    def declined(self) -> Exchange:
        """The answer to a wallet that does not present anything. Raises Blocked."""
        _ = self.control

        def made(service: Service) -> Exchange:
            verifier = Verifier(service)
            transaction = verifier.started()
            state = transaction.parameters.text("state")
            told = {"error": "access_denied", **({} if state is None else {"state": state})}
            return verifier.send(transaction, told).exchange

        return self.service.shared("declined", made)

    @property
    def stated(self) -> Said:
        """What is said to a right presentation with another state. Raises NotApplicable, and Blocked."""
        transaction, _ = self.telling
        if transaction.parameters.text("state") is None:
            raise NotApplicable("no_state")

        def made(service: Service) -> Said:
            verifier = Verifier(service)
            begun = verifier.started()
            return verifier.submit(begun, verifier.token(begun), state=OTHER_STATE)

        return self.service.shared("stated", made)


def view(service: Service) -> Transactions:
    """The verifier behind the service."""
    return Transactions(service)
