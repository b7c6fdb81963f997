"""A receiver of events over HTTP: its answers to the handshake; rows send their events themselves."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service

from .delivery import LIMITED, ORIGIN, SIGNED, Sender

RATE = "120"
ALLOWED_ORIGIN, ALLOWED_RATE = "webhook-allowed-origin", "webhook-allowed-rate"


@dataclass(frozen=True)
class EventReceiver:
    """The receiver at the endpoint of the plan."""

    service: Service

    @property
    def deliveries(self) -> str:
        """The address to which events are delivered."""
        return self.service.url

    @property
    def limited(self) -> str | None:
        """The address whose rate limit the test may exceed; None where the plan has none."""
        return self.service.endpoint(LIMITED)

    @property
    def signed(self) -> str | None:
        """The address that takes only signed events; None where the plan has none."""
        return self.service.endpoint(SIGNED)

    def sender(self, url: str | None = None) -> Sender:
        """What sends the events of one case, by default to the first address."""
        return Sender(self.service, url or self.deliveries)

    @property
    def handshake(self) -> Exchange:
        """The answer to the request for permission to deliver events (Web Hooks, 4.1)."""
        headers = (("webhook-request-origin", ORIGIN), ("webhook-request-rate", RATE))
        request = Request("OPTIONS", self.service.url, headers)
        return self.service.shared("handshake", lambda service: service.send(request))

    @property
    def grants(self) -> list[Exchange]:
        """The same answer, if it grants permission."""
        names = (ALLOWED_ORIGIN, ALLOWED_RATE)
        return [self.handshake] if any(self.handshake.header(each) is not None for each in names) else []


def view(service: Service) -> EventReceiver:
    """The receiver behind the service."""
    return EventReceiver(service)
