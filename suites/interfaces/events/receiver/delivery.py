"""Deliveries of events over HTTP, in the modes of the HTTP binding of CloudEvents, signed as Standard Webhooks says."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import Any

from conformance.authoring import Blocked, NotApplicable
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.interfaces.events.reader.values import declares_json

from .signature import Signature

STRUCTURED, BINARY = MODES = ("structured", "binary")
EVENT_TYPE = "application/cloudevents+json"
BATCH_TYPE = "application/cloudevents-batch+json"
ORIGIN = "conformance.example"
SIGNED, LIMITED = "signed_events", "limited_events"
"""Endpoints of the plan."""
UNAVAILABLE = (502, 503, 504)
Event = dict[str, Any]
Headers = list[tuple[str, str]]


@dataclass
class Sender:
    """Sends events to a receiver within one case; each event gets an id that differs from all others of the run."""

    service: Service
    url: str
    _random: Any = field(init=False)

    def __post_init__(self) -> None:
        self._random = self.service.random

    @property
    def event(self) -> Event:
        """The event of the plan with an id never used before. Raises Blocked if the plan gives no JSON object."""
        try:
            given = json.loads(self.service.information("event"))
        except ValueError:
            given = None
        if not isinstance(given, dict):
            raise Blocked("no_event_given", cause="configuration")
        return {**given, "specversion": "1.0", "id": f"conformance-{self._random.getrandbits(64):016x}"}

    def structured(self, event: Event, media_type: str = EVENT_TYPE) -> Exchange:
        """The answer to an event in structured mode."""
        return self.send([("content-type", media_type)], json.dumps(event).encode())

    def binary(self, event: Event, **raw: str) -> Exchange:
        """The answer to an event in binary mode; `raw` are values of attributes as they are to be in the header."""
        encoded = {
            name: encode(text_of(value)) for name, value in event.items() if name not in _BESIDE and value is not None
        }
        kind = str(event.get("datacontenttype") or "application/json")
        headers = [("content-type", kind), *((f"ce-{name}", value) for name, value in {**encoded, **raw}.items())]
        return self.send(headers, _data(event, kind))

    def batch(self, *events: Event) -> Exchange:
        """The answer to events in batched mode."""
        return self.send([("content-type", BATCH_TYPE)], json.dumps(events).encode())

    def send(
        self, headers: Headers, body: bytes, *, signed: bool = True, age: int = 0, wrong: bool = False
    ) -> Exchange:
        """The answer to a delivery; where only signed ones are taken, signed `age` seconds ago, or wrongly, or not.

        Raises Blocked for an answer that comes from something in front of the receiver.
        """
        request = Request("POST", self.url, (*headers, ("webhook-request-origin", ORIGIN)), body)
        if self._signs and signed:
            request = self._signature(body, age, wrong).on(request)
        exchange = self.service.send(request, judging=(401, 429) if self._signs else (429,))
        if exchange.status in UNAVAILABLE:
            raise Blocked("no_gateway", cause="environment", status=exchange.status, exchange=exchange.key)
        if exchange.status == 429 and self.url != self.service.endpoint(LIMITED):
            raise Blocked("rate_limited", cause="configuration", status=429, exchange=exchange.key)
        return exchange

    @property
    def _signs(self) -> bool:
        return self.url == self.service.endpoint(SIGNED)

    def _signature(self, body: bytes, age: int, wrong: bool) -> Signature:
        name = f"msg_{self._random.getrandbits(64):016x}"
        time = int(self.service.now.timestamp()) - age
        return Signature(str(self.service.information("signing_secret")), name, time, body, wrong)

    def in_mode(self, mode: str, event: Event) -> Exchange:
        """The answer to an event in a mode."""
        return self.structured(event) if mode == STRUCTURED else self.binary(event)

    def takes(self, mode: str) -> Exchange:
        """The answer to a valid event in a mode that the receiver takes.

        Raises NotApplicable where it takes events in the other mode alone, Blocked where in none.
        """
        found = self.in_mode(mode, self.event)
        if accepted(found):
            return found
        other = BINARY if mode == STRUCTURED else STRUCTURED
        if accepted(self.in_mode(other, self.event)):
            raise NotApplicable("mode_not_taken", mode=mode)
        raise Blocked("control_refused", exchange=found.key)

    def taken(self) -> Exchange:
        """The answer to a valid event in the first mode that the receiver takes. Raises Blocked where in none."""
        for mode in MODES:
            found = self.in_mode(mode, self.event)
            if accepted(found):
                return found
        raise Blocked("control_refused", exchange=found.key)

    def discerning(self) -> None:
        """Raises Blocked where the receiver takes what is not an event: that it takes events then proves nothing."""
        found = self.broken()
        if accepted(found):
            raise Blocked("takes_anything", exchange=found.key)

    def broken(self) -> Exchange:
        """The answer to text that ends within a JSON object, labelled as an event."""
        return self.send([("content-type", EVENT_TYPE)], json.dumps(self.event).encode()[:-1])


_BESIDE = ("data", "data_base64", "datacontenttype")
"""Members of an event that binary mode does not put into headers with a prefix."""
_PLAIN = frozenset(map(chr, range(0x21, 0x7F))) - set('"%')


def accepted(exchange: Exchange) -> bool:
    """Whether the delivery was accepted."""
    return 200 <= exchange.status < 300


def not_for_the_plan(exchange: Exchange) -> None:
    """Raises Blocked for a refusal of a valid event that is about the secret or the pace of the plan."""
    if key := {401: "credentials_refused", 429: "rate_limited"}.get(exchange.status):
        raise Blocked(key, cause="configuration", status=exchange.status, exchange=exchange.key)


def text_of(value: Any) -> str:
    """The canonical string of an attribute value (CloudEvents, Type System)."""
    return value if isinstance(value, str) else json.dumps(value)


def encode(text: str) -> str:
    """The text as the value of a header (HTTP binding, 3.1.3.2)."""
    return "".join(each if each in _PLAIN else "".join(f"%{byte:02X}" for byte in each.encode()) for each in text)


def _data(event: Event, kind: str) -> bytes:
    """The data of an event as the body in binary mode."""
    if "data_base64" in event:
        return base64.b64decode(event["data_base64"])
    data = event.get("data")
    if data is None:
        return b""
    return json.dumps(data).encode() if declares_json(kind) else str(data).encode()
