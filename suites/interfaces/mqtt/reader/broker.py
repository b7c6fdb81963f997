"""A broker as its clients see it: what its first CONNACK says, and connections under names that nobody else uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from conformance.authoring import Blocked, NotApplicable, NotJudged, NotRun, Where
from conformance.transports.conversation import Conversation
from conformance.transports.message import Message
from conformance.transports.service import Service

from .client import PATIENCE, WELL_FORMED, Client, refused

FIRST = "IFC-MQT-001"
"""The row that judges which packet a broker sends first."""
KEEP_ALIVE = 60
KEPT = 30
"""Seconds for which a session is kept that a test comes back to."""
PREFIX = "conformance/"


class Broker:
    """The broker at the endpoint of the plan."""

    def __init__(self, service: Service) -> None:
        self.service = service

    @property
    def first(self) -> Message:
        """The first packet that it sends to a client. Raises Blocked if it sends none."""

        def found_out(service: Service) -> Message:
            asked = {"session_expiry_interval": KEPT}
            with _opened(service, _identifier(service), properties=asked) as talk:
                found = _heard(talk)
                if found.head["type"] == "CONNACK":
                    talk.send(Message({"type": "DISCONNECT", "properties": {"session_expiry_interval": 0}}))
            return found

        return self.service.shared("first", found_out)

    @property
    def control(self) -> Message:
        """The CONNACK with which it accepts a client. Raises Blocked if it does not."""
        return _accepted(self.first)

    @property
    def settings(self) -> Mapping[str, Any]:
        """The properties of that CONNACK: what the broker does not offer."""
        found: Mapping[str, Any] = self.control.head["properties"]
        return found

    @property
    def qos(self) -> int:
        """The highest QoS, up to 1, with which it takes messages."""
        return min(self.highest, 1)

    @property
    def acknowledging(self) -> bool:
        """Whether it takes messages of QoS 1."""
        return self.qos > 0

    @property
    def exactly_once(self) -> bool:
        """Whether it takes messages of QoS 2."""
        return "maximum_qos" not in self.settings

    @property
    def highest(self) -> int:
        """The highest QoS with which it takes messages."""
        return int(self.settings.get("maximum_qos", 2))

    @property
    def aliasing(self) -> bool:
        """Whether it takes Topic Aliases."""
        return bool(self.settings.get("topic_alias_maximum", 0))

    @property
    def retaining(self) -> bool:
        """Whether it keeps retained messages; those of QoS 0 it may drop at any time (3.3.1.3)."""
        return bool(self.settings.get("retain_available", 1)) and self.acknowledging

    @property
    def sessions(self) -> bool:
        """Whether it keeps sessions of clients that are gone."""
        return bool(self.settings.get("session_expiry_interval", KEPT))

    @property
    def queueing(self) -> bool:
        """Whether it keeps messages for clients that are gone."""
        return self.sessions and self.acknowledging

    @property
    def identifying(self) -> bool:
        """Whether it takes Subscription Identifiers."""
        return bool(self.settings.get("subscription_identifier_available", 1))

    @property
    def wildcards(self) -> bool:
        """Whether it takes filters with wildcards."""
        return bool(self.settings.get("wildcard_subscription_available", 1))

    @property
    def prefix(self) -> str:
        """What the topics of the tests begin with."""
        with suppress(NotRun):
            return str(self.service.information("topic_prefix"))
        return PREFIX

    @contextmanager
    def bench(self, needed: str = "control") -> Iterator[Bench]:
        """What one case needs: names that nobody else uses, and connections that end with the block.

        Raises NotApplicable if the broker does not offer what is `needed`, a part of this view.
        """
        if not getattr(self, needed):
            raise NotApplicable("not_offered", exchange=self.control.key)
        made = Bench(self)
        try:
            yield made
        finally:
            for client in made.clients:
                client.drop()


class Bench:
    """The clients of one case."""

    def __init__(self, broker: Broker) -> None:
        self.broker = broker
        self.name = _identifier(broker.service)
        self.clients: list[Client] = []
        self._topics = 0

    def topic(self) -> str:
        """A topic that nobody else uses."""
        self._topics += 1
        return f"{self.broker.prefix}{self.name}/{self._topics}"

    def client_id(self) -> str:
        """A Client Identifier that nobody else uses."""
        return f"{self.name}{len(self.clients):02}"

    def connect(self, client_id: str | None = None, *, kept: int = 0, silent: bool = False, **members: Any) -> Client:
        """A connection with a new session, or of a client that comes back; `kept` is its Session Expiry Interval.

        Raises Blocked if the broker refuses it.
        """
        identifier = self.client_id() if client_id is None else client_id
        properties = {"session_expiry_interval": kept, **members.pop("properties", {})}
        talk = _opened(self.broker.service, identifier, properties=properties, **members)
        try:
            client = Client(talk, _accepted(_heard(talk)), identifier, silent=silent)
        except BaseException:
            talk.close()
            raise
        self.clients.append(client)
        return client

    def refusal(self, reason: Blocked) -> Where:
        """The packet with which a connection was refused, as the place of a finding."""
        return Where(exchange=reason.values["exchange"])

    def returns(self, client: Client, **members: Any) -> Client:
        """The same client again, which asks for its session."""
        return self.connect(client.client_id, clean_start=False, **members)

    def clear(self, topic: str) -> bool:
        """Remove the retained message of a topic; whether the broker agreed."""
        try:
            client = self.connect()
        except NotJudged:
            return False
        try:
            client.publish(topic, "", self.broker.qos, retain=True)
        except NotJudged:
            return False
        finally:
            client.drop()
        return True


def _opened(service: Service, client_id: str, **members: Any) -> Conversation:
    members = {"clean_start": True, "keep_alive": KEEP_ALIVE, **members}
    return service.open(service.url, type="CONNECT", client_id=client_id, **members)


def _identifier(service: Service) -> str:
    """A Client Identifier that every broker has to allow (3.1.3.1), with room for two more characters."""
    return f"conf{service.random.getrandbits(48):012x}"


def _heard(talk: Conversation) -> Message:
    """The first packet. Raises Blocked if there is none."""
    found = talk.receive(PATIENCE)
    if found is None:
        raise Blocked("no_answer") if talk.ended else Blocked("too_slow", seconds=PATIENCE)
    return found


def _accepted(first: Message) -> Message:
    """The packet, if it is a CONNACK that accepts the client. Raises Blocked otherwise."""
    if first.head["type"] == "malformed":
        raise Blocked("blocked_by", ids=[WELL_FORMED])
    if first.head["type"] != "CONNACK":
        raise Blocked("blocked_by", ids=[FIRST])
    if first.head["reason"] or first.head["properties"] is None:
        raise refused(first)
    return first


def view(service: Service) -> Broker:
    """The broker behind the service."""
    return Broker(service)
