"""A DID registrar (DID Registration, HTTPS binding) as the stateful rows use it, and what the resolver then answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from conformance.authoring import Blocked
from conformance.transports.exchange import Exchange, Request

from .view import DidResolver, document_in

# The registrar keeps the keys, so that no private key ever reaches the evidence.
COMMON: dict[str, Any] = {"options": {"storeSecrets": True, "returnSecrets": False}, "secret": {}}
CREATE, UPDATE, DEACTIVATE = "create", "update", "deactivate"


@dataclass
class Registrar:
    """The registrar of a product and the DIDs that one case created with it, by their names in the history.

    `services` are the endpoints that the last update of a DID put into its document.
    """

    resolver: DidResolver
    active: dict[str, str] = field(default_factory=dict)
    deactivated: dict[str, str] = field(default_factory=dict)
    services: dict[str, str] = field(default_factory=dict)

    def carry_out(self, history: list[list[str]]) -> Iterator[int]:
        """Carry out every step that its DID allows, yielding the number of steps done so far. Raises Blocked."""
        done = 0
        for what, name in history:
            known = name in self.active or name in self.deactivated
            if known if what == CREATE else name not in self.active:
                continue
            {CREATE: self._create, UPDATE: self._update, DEACTIVATE: self._deactivate}[what](name)
            done += 1
            yield done

    def _create(self, name: str) -> None:
        method = self.resolver.service.information("registration_method")
        answer = self._post(f"create?method={method}", {**COMMON, "didDocument": {}})
        did = answer.member["didState"].get("did")
        if not isinstance(did, str):
            raise Blocked("control_refused", exchange=answer.key)
        self.resolver.service.created(did, self._request(DEACTIVATE, {**COMMON, "did": did}))
        self.active[name] = did

    def _update(self, name: str) -> None:
        did = self.active[name]
        _, document = self.current(did)
        endpoint = f"https://{name}{len(self.services)}.conformance.example/"
        service = {"id": f"{did}#conformance", "type": "LinkedDomains", "serviceEndpoint": endpoint}
        changes = {"didDocumentOperation": ["setDidDocument"], "didDocument": [{**document, "service": [service]}]}
        self._post(UPDATE, {**COMMON, "did": did, **changes})
        self.services[name] = endpoint

    def _deactivate(self, name: str) -> None:
        did = self.active[name]
        self._post(DEACTIVATE, {**COMMON, "did": did})
        self.resolver.service.removed(did)
        self.deactivated[name] = self.active.pop(name)

    def resolved(self, did: str) -> tuple[Exchange, dict[str, Any] | None]:
        """The answer of the resolver for a DID, and the document in it."""
        exchange = self.resolver.resolve(did)
        return exchange, document_in(exchange) if exchange.status == 200 else None

    def current(self, did: str) -> tuple[Exchange, dict[str, Any]]:
        """The same. Raises Blocked without a document of that DID."""
        exchange, document = self.resolved(did)
        if document is None or document["id"] != did:
            raise Blocked("control_refused", exchange=exchange.key)
        return exchange, document

    def _request(self, operation: str, value: Any) -> Request:
        base = self.resolver.service.endpoint("registrar") or ""
        url = f"{base.removesuffix('/')}/{operation}"
        return Request("POST", url, (("content-type", "application/json"),), json.dumps(value).encode())

    def _post(self, operation: str, value: Any) -> Exchange:
        """The answer to a finished operation. Raises Blocked where it is not finished."""
        answer = self.resolver.service.send(self._request(operation, value))
        state = answer.member.get("didState")
        if answer.status not in (200, 201) or not isinstance(state, dict) or state.get("state") != "finished":
            reported = str(state.get("state", "")) if isinstance(state, dict) else ""
            raise Blocked("registration_unfinished", exchange=answer.key, status=answer.status, state=reported)
        return answer


def endpoints_of(document: dict[str, Any]) -> list[str]:
    """The service endpoints of a document that are strings."""
    services = document.get("service")
    found = [each.get("serviceEndpoint") for each in services or () if isinstance(each, dict)]
    return [each for each in found if isinstance(each, str)]
