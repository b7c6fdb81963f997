"""An MQTT 5 client: one connection, which keeps what is published to it and acknowledges it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from conformance.authoring import Blocked, Where
from conformance.transports.conversation import Conversation
from conformance.transports.message import Message

PATIENCE = 5.0
"""Seconds that a broker has for what it owes; the time decides nothing: a broker that is slower is not judged."""
QUIET = 0.3
"""Seconds that a test goes on listening for what may not come, after what had to come behind it."""
GRACE = 1.5
"""Seconds that a broker has for what it owes at once, before a test looks whether it does something else instead."""
FAILURE = 0x80
WELL_FORMED = "IFC-MQT-024"
"""The row that judges packets which cannot be read."""
_ANSWERS = {1: "PUBACK", 2: "PUBREC"}


class Client:
    """A connection that the broker has accepted with `connack`.

    `heard` are the packets that have arrived since, `published` the PUBLISH packets among them; `silent` says that
    these are not acknowledged.
    """

    def __init__(self, talk: Conversation, connack: Message, client_id: str, *, silent: bool = False) -> None:
        self.talk, self.connack, self.client_id = talk, connack, client_id
        self.heard: list[Message] = []
        self.published: list[Message] = []
        self._silent = silent
        self._number = 0

    @property
    def where(self) -> Where:
        return self.talk.where()

    @property
    def last(self) -> str:
        """The type of the packet that has arrived last; "" if none has."""
        return self.heard[-1].head["type"] if self.heard else ""

    @property
    def ended(self) -> bool:
        """Whether the broker has closed the connection."""
        return self.talk.ended

    def send(self, name: str, body: bytes = b"", **members: Any) -> None:
        """Send a packet of this type."""
        self.talk.send(Message({"type": name, **members}, body))

    def send_bytes(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.talk.send(Message({"raw": True}, data))

    def next_id(self) -> int:
        """A Packet Identifier that is not in use."""
        self._number += 1
        return self._number

    def until(self, enough: Callable[[Message], bool], seconds: float = PATIENCE) -> Message | None:
        """The first packet that is `enough`; None if there is none in time, or the broker closes the connection.

        Raises Blocked if something arrives that is not a packet.
        """
        for message in self.talk.listen(seconds):
            self.heard.append(message)
            if message.head["type"] == "malformed":
                raise Blocked("blocked_by", ids=[WELL_FORMED])
            if message.head["type"] == "PUBLISH":
                self._take(message)
            elif message.head["type"] == "PUBREL":
                self.send("PUBCOMP", id=message.head["id"])
            if enough(message):
                return message
        return None

    def answer(self, *names: str, identifier: int | None = None) -> Message:
        """The next packet of one of these types, with this identifier. Raises Blocked if none arrives."""

        def is_it(message: Message) -> bool:
            return message.head["type"] in names and identifier in (None, message.head.get("id"))

        found = self.until(is_it)
        if found is None:
            raise Blocked("no_answer") if self.ended else Blocked("too_slow", seconds=PATIENCE)
        return found

    def subscribe(self, name: str, qos: int = 1, *, identifier: int | None = None, **options: Any) -> Message:
        """The SUBACK for a filter. Raises Blocked if the broker refuses the subscription."""
        number = self.next_id()
        properties = {} if identifier is None else {"subscription_identifier": [identifier]}
        filters = [{"filter": name, "qos": qos, **options}]
        self.send("SUBSCRIBE", id=number, properties=properties, filters=filters)
        found = self.answer("SUBACK", identifier=number)
        if all(each >= FAILURE for each in found.head["reasons"]):
            raise Blocked(
                "subscription_refused",
                filter=name,
                reason=max(found.head["reasons"], default=FAILURE),
                exchange=found.key,
            )
        return found

    def publish(self, topic: str, payload: str, qos: int = 1, **members: Any) -> None:
        """Publish a message, and wait until the broker has taken it over. Raises Blocked if it refuses."""
        if not qos:
            self.send("PUBLISH", payload.encode(), topic=topic, qos=0, **members)
            return
        number = self.next_id()
        self.send("PUBLISH", payload.encode(), topic=topic, qos=qos, id=number, **members)
        found = self.answer(_ANSWERS[qos], identifier=number)
        if found.head["reason"] >= FAILURE:
            raise Blocked("publication_refused", topic=topic, reason=found.head["reason"], exchange=found.key)
        if qos == 2:
            self.send("PUBREL", id=number)
            self.answer("PUBCOMP", identifier=number)

    def arrived(self, payload: str, seconds: float = PATIENCE) -> Message | None:
        """The message with this payload, waiting for it; None if it does not come in time."""
        wanted = payload.encode()

        def is_it(message: Message) -> bool:
            return message.head["type"] == "PUBLISH" and message.body == wanted

        there = [each for each in self.published if each.body == wanted]
        return there[0] if there else self.until(is_it, seconds)

    def delivered(self, payload: str) -> Message:
        """The same. Raises Blocked if it does not come: what came instead of it, or before, proves nothing."""
        found = self.arrived(payload)
        if found is None:
            raise Blocked("not_delivered", exchange=self.talk.key)
        return found

    def all_up_to(self, payload: str) -> list[Message]:
        """All messages up to the one with this payload, and those that follow shortly. Raises Blocked."""
        self.delivered(payload)
        self.idle(QUIET)
        return [each for each in self.published if each.body != payload.encode()]

    def closed(self, seconds: float = PATIENCE) -> bool:
        """Whether the broker closes the connection in time."""
        self.idle(seconds)
        return self.ended

    def dismissed(self, seconds: float) -> bool:
        """Whether the broker ends the connection in time, even if only by a DISCONNECT."""
        return self.closed(seconds) or self.last == "DISCONNECT"

    def idle(self, seconds: float) -> None:
        """Let time pass, and take what arrives."""
        self.until(lambda message: False, seconds)

    def leave(self, **properties: Any) -> None:
        """Disconnect in an orderly way; the session is not kept."""
        self.send("DISCONNECT", properties={"session_expiry_interval": 0, **properties})
        self.talk.close()

    def drop(self) -> None:
        """Close the connection without a word, as a network does that fails."""
        self.talk.close()

    def _take(self, message: Message) -> None:
        self.published.append(message)
        if message.head["qos"] and not self._silent:
            self.send(_ANSWERS.get(message.head["qos"], "PUBACK"), id=message.head["id"])


def refused(connack: Message) -> Blocked:
    """Why a broker that answers with this CONNACK is not judged."""
    head: Mapping[str, Any] = connack.head
    if head["properties"] is None or head["reason"] == 0x84:
        return Blocked("not_mqtt_5", exchange=connack.key)
    if head["reason"] in (0x86, 0x87):
        return Blocked("not_authorized", cause="configuration", reason=head["reason"], exchange=connack.key)
    return Blocked("connection_refused_by_broker", reason=head["reason"], exchange=connack.key)
