"""A verifier as a wallet meets it: what it says to a right presentation, and to others that are not."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.interfaces.privacy.reader.operations import optional

from .keys import HOLDER, Key
from .presentation import Binding, Credential, presented, usual
from .transactions import Transaction, answered, result_of, started
from .wanted import chosen, claims_of, type_of, values_for

Present = Callable[["Held", Binding], str]
"""Makes one presentation of what is held, bound as it says."""


class Held(NamedTuple):
    """A credential that answers one Credential Query, under the name of that."""

    name: str
    credential: Credential


class Said(NamedTuple):
    """The answer to a response, and whether the presentation was accepted; None where nothing says so."""

    exchange: Exchange
    accepted: bool | None


def right(held: Held, binding: Binding) -> str:
    return presented(held.credential, binding)


def refuses(exchange: Exchange) -> bool:
    """Whether an answer says by itself that the response was refused."""
    return not 200 <= exchange.status < 400 or isinstance(exchange.member.get("error"), str)


@dataclass(frozen=True)
class Verifier:
    """The verifier whose requests the plan says how to get."""

    service: Service

    def started(self) -> Transaction:
        return started(self.service)

    def held(self, transaction: Transaction) -> list[Held]:
        """The credentials for a request, each with all that it asks for. Raises Blocked, and NotRun."""
        now = int(self.service.now.timestamp())
        issuer, kid = (optional(self.service, name) for name in ("issuer", "issuer_kid"))
        found = []
        for query in chosen(transaction.query):
            claims = values_for(claims_of(query))
            form = {"format": query.value["format"], "type": type_of(query), "claims": claims, "now": now}
            found.append(Held(query.name or "", usual(str(issuer or ""), kid=str(kid) if kid else None, **form)))
        return found

    def binding(self, transaction: Transaction) -> Binding:
        """How the holder of the tests binds a presentation to the transaction."""
        now = int(self.service.now.timestamp())
        return Binding(transaction.text("client_id"), transaction.text("nonce"), now, Key(HOLDER))

    def token(self, transaction: Transaction, present: Present = right) -> dict[str, Any]:
        """The vp_token: the first presentation as given, the others right."""
        binding = self.binding(transaction)
        held = self.held(transaction)
        return {each.name: [(present if each is held[0] else right)(each, binding)] for each in held}

    def submit(self, transaction: Transaction, token: Any, **more: str) -> Said:
        """What is said to this vp_token. Raises Blocked."""
        state = transaction.parameters.text("state")
        usual_state = {} if state is None else {"state": state}
        return self.send(transaction, {"vp_token": json.dumps(token), **usual_state, **more})

    def send(self, transaction: Transaction, parameters: Mapping[str, str]) -> Said:
        found = answered(self.service, transaction, parameters)
        if found.status >= 500:
            return Said(found, None)
        if refuses(found):
            return Said(found, False)
        stated = result_of(self.service, transaction)
        return Said(found, True if stated is None else stated)

    @property
    def control(self) -> tuple[Transaction, Said]:
        """A right presentation. Raises Blocked where it is not accepted: then a refusal proves nothing."""
        return self.service.shared("control", lambda service: Verifier(service).accepted())

    def accepted(self) -> tuple[Transaction, Said]:
        """A new transaction with a right presentation. Raises Blocked as above."""
        transaction = self.started()
        said = self.submit(transaction, self.token(transaction))
        if said.accepted is not True:
            raise Blocked("control_refused", exchange=said.exchange.key)
        return transaction, said

    @property
    def telling(self) -> tuple[Transaction, Said]:
        """The same, if the verifier says what it does not accept. Raises Blocked if it takes nonsense alike."""
        if self.nonsense.accepted is not False:
            raise Blocked("verdict_hidden", exchange=self.nonsense.exchange.key)
        return self.control

    @property
    def nonsense(self) -> Said:
        """What is said to a vp_token that is none."""

        def made(service: Service) -> Said:
            verifier = Verifier(service)
            transaction = verifier.started()
            state = transaction.parameters.text("state")
            return verifier.send(transaction, {"vp_token": "{", **({} if state is None else {"state": state})})

        return self.service.shared("nonsense", made)
