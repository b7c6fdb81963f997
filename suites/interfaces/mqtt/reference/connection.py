"""What a broker does for each packet of a client."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from conformance.reference.serving import Fault
from conformance.transports.message import Message
from conformance.transports.mqtt_packets import MALFORMED

from .broker import Broker
from .session import Head, Session, Stored
from .wire import Wire

_ANSWERS = {1: "PUBACK", 2: "PUBREC"}
_CLOSING = {
    "user_property": "IFC-MQD-011_closes",
    "content_type": "IFC-MQD-012_closes",
    "response_topic": "IFC-MQD-013_closes",
    "correlation_data": "IFC-MQD-014_closes",
}


def make(fault: Fault) -> Callable[[socket.socket], None]:
    """A broker, as the function that serves one connection."""
    broker = Broker(fault)
    return lambda connection: Connection(broker, connection).serve()


class Connection(Wire):
    """The connection of a client, which has a session once it has sent a CONNECT."""

    def __init__(self, broker: Broker, connection: socket.socket) -> None:
        super().__init__(broker, connection)
        self._aliases: dict[int, str] = {}

    def take(self, found: Message) -> None:
        name, head = found.head["type"], dict(found.head)
        if name == MALFORMED:
            self.refuse(0x81)
        elif (name == "CONNECT") == (self.session is None):
            getattr(self, f"_{name.lower()}", self._ignore)(head, found.body)
        elif not self.broker.is_("IFC-MQT-012_second_connect"):
            self.refuse(0x82)

    def _ignore(self, head: Head, body: bytes) -> None:
        """What the client merely has to be able to send."""

    def _connect(self, head: Head, body: bytes) -> None:
        broker, given = self.broker, head.get("properties", {})
        if head.get("version", 5) != 5:
            self.refuse(0x84)
            return
        client_id, told = head["client_id"], dict[str, Any]()
        if len(client_id) > 22 and broker.is_("IFC-MQT-007_short_identifiers"):
            self.refuse(0x85)
            return
        if not client_id:
            broker.assigned += 1
            client_id = f"assigned{broker.assigned}"
            told["assigned_client_identifier"] = client_id
            if broker.is_("IFC-MQT-006_the_same_for_all"):
                told["assigned_client_identifier"] = "assigned"
            if broker.is_("IFC-MQT-005_not_told"):
                del told["assigned_client_identifier"]
        if (old := broker.connections.get(client_id)) is not None:
            old.taken_over()
        if broker.is_("IFC-MQT-001_pingresp_first"):
            self.send({"type": "PINGRESP"})
        self.session, present = broker.session_of(client_id, head["clean_start"])
        session = self.session
        broker.connections[client_id] = self
        session.kept = given.get("session_expiry_interval", 0)
        session.quota, session.largest = given.get("receive_maximum", 65535), given.get("maximum_packet_size", 1 << 28)
        if will := head.get("will"):
            flags = {"topic": will["topic"], "qos": will["qos"], "retain": will["retain"]}
            properties = dict(will["properties"])
            session.will = Stored(
                {"type": "PUBLISH", **flags, "properties": properties}, will["payload"].encode(), client_id
            )
        if broker.is_("IFC-MQP-008_informs"):
            told["response_information"] = "answers/"
        if broker.is_("IFC-MQP-009_method"):
            told["authentication_method"] = "none"
        told["topic_alias_maximum"] = 10
        self.send({"type": "CONNACK", "session_present": present, "properties": told})
        if broker.is_("IFC-MQP-010_again"):
            self.send({"type": "CONNACK", "session_present": present, "properties": told})
        session.send = self.send
        broker.go_on(session)

    def taken_over(self) -> None:
        """Another connection has taken the session."""
        broker = self.broker
        if broker.is_("IFC-MQT-018_both_stay"):
            broker.connections.pop(self.session.client_id if self.session else "", None)
            return
        reason = 0x80 if broker.is_("IFC-MQT-019_other_reason") else 0x8E
        if not broker.is_("IFC-MQT-019_not_told"):
            self.send({"type": "DISCONNECT", "reason": reason})
        if self.session:
            broker.gone(self.session, self)
        self.over = True
        self.shut()

    def _pingreq(self, head: Head, body: bytes) -> None:
        if not self.broker.is_("IFC-MQT-008_no_pingresp"):
            self.send({"type": "PINGRESP"})

    def _subscribe(self, head: Head, body: bytes) -> None:
        broker, session, reasons = self.broker, self._own(), []
        new = []
        for asked in head["filters"]:
            options = dict(asked)
            identifiers = head["properties"].get("subscription_identifier")
            if identifiers:
                options["identifier"] = identifiers[0]
            new.append((options, options["filter"] not in session.subscriptions))
            session.subscriptions[options["filter"]] = options
            reasons.append(options["qos"])
        if broker.is_("IFC-MQT-009_one_for_all"):
            reasons = reasons[:1]
        number = session.next_id() if broker.is_("IFC-MQT-010_counts_itself") else head["id"]
        if broker.is_("IFC-MQP-001_granted_3"):
            reasons = [3 if each == 2 else each for each in reasons]
        properties = {"reason_string": "subscribed"} if broker.is_("IFC-MQP-007_explains") else {}
        self.send({"type": "SUBACK", "id": number, "reasons": reasons, "properties": properties})
        for options, fresh in new:
            handling = options["retain_handling"]
            again = broker.is_("IFC-MQD-006_sends_again")
            if (
                handling == 0
                or (handling == 1 and (fresh or again))
                or (handling == 2 and broker.is_("IFC-MQD-007_sends"))
            ):
                broker.retained_for(session, options)

    def _unsubscribe(self, head: Head, body: bytes) -> None:
        session, broker = self._own(), self.broker
        there = [name in session.subscriptions for name in head["filters"]]
        for name in head["filters"]:
            if not broker.is_("IFC-MQD-025_goes_on"):
                session.subscriptions.pop(name, None)
        lenient = broker.is_("IFC-MQT-011_success")
        reasons = [0 if found or lenient else 0x11 for found in there]
        if broker.is_("IFC-MQT-009_one_for_all_that_go"):
            reasons = reasons[:1]
        if broker.is_("IFC-MQP-012_reversed"):
            reasons = reasons[::-1]
        number = session.next_id() if broker.is_("IFC-MQT-010_unsuback_counts_itself") else head["id"]
        self.send({"type": "UNSUBACK", "id": number, "reasons": reasons})

    def _publish(self, head: Head, body: bytes) -> None:
        session, alias = self._own(), head["properties"].pop("topic_alias", None)
        if alias:
            if not head["topic"] and self.broker.is_("IFC-MQP-013_ignores"):
                return
            head["topic"] = head["topic"] or self._aliases.get(alias, "")
            self._aliases[alias] = head["topic"]
        topic = head["topic"]
        if set("#+") & set(topic) and not self.broker.is_("IFC-MQT-015_wildcard"):
            self.refuse(0x90)
            return
        if any(self.broker.is_(_CLOSING[name]) for name in head["properties"] if name in _CLOSING):
            self.refuse(0x82)
            return
        number = head.pop("id", 0)
        again = head["qos"] == 2 and number in session.received
        if not again or self.broker.is_("IFC-MQD-010_twice"):
            self.broker.publish(Stored(head, body, session.client_id))
        if head["qos"] == 2:
            session.received.add(number)
        if head["qos"]:
            reason = 5 if self.broker.is_("IFC-MQP-001_reserved") else 0
            told = session.next_id() if self.broker.is_("IFC-MQP-011_counts_itself") else number
            self.send({"type": _ANSWERS[head["qos"]], "id": told, "reason": reason})

    def _pubrel(self, head: Head, body: bytes) -> None:
        session, number = self._own(), head["id"]
        session.received.discard(number)
        if self.broker.is_("IFC-MQP-011_pubcomp_counts_itself"):
            number = session.next_id()
        self.send({"type": "PUBCOMP", "id": number})

    def _pubrec(self, head: Head, body: bytes) -> None:
        self.send({"type": "PUBREL", "id": head["id"]})

    def _puback(self, head: Head, body: bytes) -> None:
        self.broker.acknowledged(self._own(), head["id"])

    _pubcomp = _puback

    def _disconnect(self, head: Head, body: bytes) -> None:
        session = self._own()
        session.kept = head["properties"].get("session_expiry_interval", session.kept)
        if not head["reason"] and not self.broker.is_("IFC-MQT-022_will_after_disconnect"):
            session.will = None
        self.over = True

    def _own(self) -> Session:
        if self.session is None:
            raise LookupError("a packet before the CONNECT")
        return self.session
