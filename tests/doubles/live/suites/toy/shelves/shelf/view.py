"""A shelf as its cases see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service


@dataclass(frozen=True)
class Shelf:
    service: Service

    @property
    def front(self) -> Exchange:
        return self.service.shared("front", lambda service: service.get(service.url))

    @property
    def exchange(self) -> Exchange:
        return self.front

    @property
    def document(self) -> Any:
        return self.front.json.judged()

    @property
    def labels(self) -> list[Any]:
        return list(self.front.member.get("labels", []))

    @property
    def control(self) -> Exchange:
        """A thing that is there. Raises Blocked where the shelf does not show it."""
        exchange = self.service.shared("control", lambda service: Shelf(service).thing(service.information("thing")))
        if exchange.status != 200:
            raise Blocked("control_refused", exchange=exchange.key)
        return exchange

    def thing(self, name: str) -> Exchange:
        return self.service.get(f"things/{name}")


def view(service: Service) -> Shelf:
    return Shelf(service)
