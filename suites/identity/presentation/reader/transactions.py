"""Transactions with a verifier, as a wallet has them: its request is fetched, and answered at its `response_uri`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from conformance.authoring import Blocked
from conformance.readers.json_pointer import value_at
from conformance.transports.address import absolute
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.identity.jose.reader.compact import Jws
from conformance_suites.interfaces.privacy.reader.operations import operation, optional, sent

from .links import Link, link_in
from .request import DIRECT, TYPE, Parameters

FORM = "application/x-www-form-urlencoded"
MEDIA_TYPE = f"application/{TYPE}"
POLLS, PAUSE = 3, 0.5
"""How often the result is asked for, and the seconds between."""


@dataclass(frozen=True)
class Transaction:
    """A request of the verifier: the answer in which its link is, and the one that has the request object, if any."""

    started: Exchange
    link: Link
    fetched: Exchange | None
    parameters: Parameters

    @property
    def object(self) -> str | None:
        """The request object, if there is one."""
        if self.fetched is not None:
            return self.fetched.body.decode("utf-8", "replace").strip()
        given = self.link.parameters.get("request")
        return given if isinstance(given, str) else None

    def text(self, name: str) -> str:
        """A parameter that the answer needs. Raises Blocked where it is missing."""
        given = self.parameters.text(name)
        if not given:
            raise Blocked("no_parameter", name=name, exchange=(self.fetched or self.started).key)
        return given

    @property
    def query(self) -> dict[str, Any]:
        """The query. Raises Blocked where there is none."""
        given = self.parameters.object("dcql_query")
        if given is None:
            raise Blocked("no_parameter", name="dcql_query", exchange=(self.fetched or self.started).key)
        return given


def started(service: Service, wallet_nonce: str = "") -> Transaction:
    """A new transaction, by the operation that the plan names. Raises Blocked, and NotRun."""
    example = optional(service, "start_example")
    begun = operation(service, str(optional(service, "start") or f"GET {service.url}"), {}, _json(example))
    answer = sent(service, begun)
    link = link_in(answer, str(optional(service, "link_at") or ""))
    fetched = _fetched(service, link, wallet_nonce)
    token = fetched.body.decode("utf-8", "replace").strip() if fetched else link.parameters.get("request")
    if isinstance(token, str):
        jws = Jws("", token)
        if not jws.reads:
            raise Blocked("no_request_object", exchange=(fetched or answer).key)
        return Transaction(answer, link, fetched, Parameters("/payload", jws.payload))
    return Transaction(answer, link, fetched, Parameters("", dict(link.parameters)))


def _json(text: Any) -> Any:
    """The JSON text of the plan. Raises Blocked."""
    try:
        return None if text is None else json.loads(str(text))
    except (ValueError, RecursionError):
        raise Blocked("bad_example", cause="configuration", name="start_example") from None


def _fetched(service: Service, link: Link, wallet_nonce: str) -> Exchange | None:
    """The answer that has the request object (5.10); None for a request by value."""
    uri = link.parameters.get("request_uri")
    if not isinstance(uri, str) or not uri:
        return None
    headers = (("accept", MEDIA_TYPE),)
    if link.parameters.get("request_uri_method") == "post" and wallet_nonce:
        body = urlencode({"wallet_nonce": wallet_nonce}).encode()
        asked = Request("POST", service.absolute(uri), (*headers, ("content-type", FORM)), body)
    else:
        asked = Request("GET", service.absolute(uri), headers)
    return service.ask(asked)


def answered(service: Service, transaction: Transaction, parameters: Mapping[str, str]) -> Exchange:
    """What the verifier says to a response with these parameters (8.2). Raises Blocked."""
    if transaction.parameters.text("response_mode") != DIRECT:
        raise Blocked(
            "mode_unfit", cause="configuration", mode=str(transaction.parameters.members.get("response_mode"))[:100]
        )
    body = urlencode(parameters).encode()
    uri = absolute(service.url, transaction.text("response_uri"))
    return service.ask(Request("POST", uri, (("content-type", FORM),), body, once=True))


def result_of(service: Service, transaction: Transaction) -> bool | None:
    """What the verifier itself says of the transaction; None where the plan names no result, or none is there yet."""
    named, accepted = optional(service, "result_at"), optional(service, "accepted_if")
    if not named or not accepted:
        return None
    url = value_at(transaction.started.json.document, str(named)) if transaction.started.json.usable else None
    if not isinstance(url, str):
        raise Blocked("no_result", cause="configuration", exchange=transaction.started.key, name=str(named))
    place, _, text = str(accepted).partition("=")
    for number in range(POLLS):
        if number:
            service.pause(PAUSE)
        found = service.ask(Request("GET", service.absolute(url)))
        value = value_at(found.json.document, place) if found.json.usable else None
        if 200 <= found.status < 300 and value is not None:
            if (value if isinstance(value, str) else json.dumps(value)) == text:
                return True
        elif found.status >= 400:
            return False
    return False
