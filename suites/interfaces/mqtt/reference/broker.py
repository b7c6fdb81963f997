"""The MQTT 5 broker of the reference product. What it knows is kept in memory; a fault changes an honest broker."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from conformance.reference.serving import Fault
from conformance.transports.message import Message
from conformance.transports.mqtt_fields import Malformed
from conformance.transports.mqtt_packets import MALFORMED, length, message, packet

from .session import Head, Session, Stored, matches

_ANSWERS = {1: "PUBACK", 2: "PUBREC"}
_DROPPED = {
    "content_type": "IFC-MQD-012_drops",
    "response_topic": "IFC-MQD-013_drops",
    "correlation_data": "IFC-MQD-014_drops",
}
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


class Broker:
    """Sessions and retained messages, behind one lock."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.lock = threading.RLock()
        self.sessions: dict[str, Session] = {}
        self.retained: dict[str, list[Stored]] = {}
        self.held: Stored | None = None
        self.connections: dict[str, Connection] = {}
        self.assigned = 0

    def is_(self, name: str) -> bool:
        return self.fault.is_(name)

    def session_of(self, client_id: str, clean: bool) -> tuple[Session, bool]:
        """The session of a client, and whether it was there."""
        found = self.sessions.get(client_id)
        over = found is not None and found.send is None and time.monotonic() >= found.expires
        if over and not self.is_("IFC-MQT-004_keeps_it_for_ever"):
            found = None
        if found is not None and (not clean or self.is_("IFC-MQT-002_keeps_the_session")):
            present = not self.is_("IFC-MQT-003_forgets_the_session")
            return found, present
        self.sessions[client_id] = made = Session(client_id)
        return made, False

    def publish(self, stored: Stored) -> None:
        """Keep what is to be retained, and deliver to all sessions."""
        self._retain(stored)
        if self.is_("IFC-MQD-024_swaps") and stored.body == b"message 4":
            self.held = stored
            return
        self._deliver_all(stored)
        if self.held is not None and self.held.head["topic"] == stored.head["topic"]:
            held, self.held = self.held, None
            self._deliver_all(held)

    def _retain(self, stored: Stored) -> None:
        topic, is_ = stored.head["topic"], self.is_
        if not stored.head["retain"]:
            if topic in self.retained and is_("IFC-MQD-005_removes"):
                del self.retained[topic]
            if topic in self.retained and is_("IFC-MQD-005_replaces"):
                self.retained[topic] = [stored]
        elif stored.body:
            before = self.retained.get(topic, []) if is_("IFC-MQD-004_keeps_both") else []
            self.retained[topic] = [*before, stored]
        elif not is_("IFC-MQD-003_stays"):
            self.retained.pop(topic, None)

    def _deliver_all(self, stored: Stored) -> None:
        for session in list(self.sessions.values()):
            for options in session.subscriptions.values():
                dollar = self.is_("IFC-MQD-022_matches")
                if matches(options["filter"], stored.head["topic"], dollar=dollar):
                    self._pass_on(session, stored, options)
                    break

    def retained_for(self, session: Session, options: Head) -> None:
        """Deliver retained messages to a subscription."""
        for topic, kept in self.retained.items():
            if matches(options["filter"], topic) and not self.is_("IFC-MQD-001_not_sent"):
                for stored in kept:
                    self.deliver(session, stored, options, retain=not self.is_("IFC-MQD-002_not_marked"))

    def _pass_on(self, session: Session, stored: Stored, options: Head) -> None:
        own = stored.author == session.client_id and not self.is_("IFC-MQD-020_sends_back")
        if options["no_local"] and own:
            return
        stuck = any(len(each.unacknowledged) > 9 for each in self.sessions.values())
        if self.is_("IFC-MQT-025_waits_for_all") and stuck:
            return
        asked = (options["retain_as_published"] or self.is_("IFC-MQD-009_keeps")) and not self.is_("IFC-MQD-008_clears")
        self.deliver(session, stored, options, retain=asked and stored.head["retain"])

    def deliver(self, session: Session, stored: Stored, options: Head, *, retain: bool) -> None:
        """Send a message to a session's client, or keep it until it can be sent."""
        qos = min(stored.head["qos"], options["qos"])
        if self.is_("IFC-MQD-023_as_published"):
            qos = stored.head["qos"]
        if self.is_("IFC-MQD-023_as_granted"):
            qos = options["qos"]
        head = {**stored.head, "qos": qos, "retain": retain, "dup": False}
        head["properties"] = self._properties(stored, options)
        full = len(session.unacknowledged) >= session.quota and not self.is_("IFC-MQD-018_sends_all")
        if session.send is None and (not qos or self.is_("IFC-MQD-015_keeps_nothing")):
            return
        if qos and (session.send is None or full):
            session.waiting.append((stored, head))
        else:
            self._send(session, stored, head)

    def _properties(self, stored: Stored, options: Head) -> Head:
        """The properties with which a message is passed on."""
        found = dict(stored.head["properties"])
        for name, fault in _DROPPED.items():
            if self.is_(fault):
                found.pop(name, None)
        if "user_property" in found and self.is_("IFC-MQD-011_sorts"):
            found["user_property"] = sorted(found["user_property"])
        if "identifier" in options and not self.is_("IFC-MQD-021_not_returned"):
            found["subscription_identifier"] = [options["identifier"] + self.is_("IFC-MQD-021_another")]
        return found

    def _send(self, session: Session, stored: Stored, head: Head) -> None:
        left = stored.left
        if left is not None:
            if left <= 0 and not self.is_("IFC-MQD-016_delivers"):
                return
            rest = int(left + 0.999) if left > 0 else 1
            if self.is_("IFC-MQD-017_keeps"):
                rest = stored.head["properties"]["message_expiry_interval"]
            head = {**head, "properties": {**head["properties"], "message_expiry_interval": rest}}
            if self.is_("IFC-MQD-017_drops"):
                del head["properties"]["message_expiry_interval"]
        if head["qos"] and "id" not in head:
            head = {**head, "id": session.next_id()}
        head = self._forwarded(head, stored.body)
        body = b"payload" if self.is_("IFC-MQP-003_text_alone") and stored.body[:7] == b"payload" else stored.body
        fits = len(packet(head, body)) <= session.largest or self.is_("IFC-MQD-019_any_size")
        if not fits or session.send is None:
            return
        if head["qos"]:
            session.unacknowledged[head["id"]] = stored, {**head, "dup": True}
        session.send(head, body)

    def _forwarded(self, head: Head, body: bytes) -> Head:
        """The head of a packet that forwards a message, with the faults of packets."""
        if self.is_("IFC-MQP-002_upper_case"):
            head = {**head, "topic": head["topic"].upper()}
        if self.is_("IFC-MQP-004_always_dup"):
            head = {**head, "dup": True}
        if body.startswith(b"numbered") and self.is_("IFC-MQP-005_always_one"):
            head = {**head, "id": 1}
        if body.startswith(b"numbered") and self.is_("IFC-MQP-005_zero"):
            head = {**head, "id": 0}
        if self.is_("IFC-MQP-006_alias"):
            head = {**head, "properties": {**head["properties"], "topic_alias": 1}}
        return head

    def acknowledged(self, session: Session, number: int) -> None:
        """Send what waited for this acknowledgement."""
        session.unacknowledged.pop(number, None)
        self.go_on(session)

    def go_on(self, session: Session) -> None:
        """Send what is waiting, as far as the client's Receive Maximum allows."""
        while session.waiting and session.send and len(session.unacknowledged) < session.quota:
            self._send(session, *session.waiting.pop(0))

    def gone(self, session: Session, connection: Connection) -> None:
        """A connection has ended: its will is due, and its session begins to expire."""
        if self.connections.get(session.client_id) is not connection:
            return
        del self.connections[session.client_id]
        session.send, session.expires = None, time.monotonic() + session.kept
        session.waiting[:0] = session.unacknowledged.values()
        session.unacknowledged.clear()
        will, session.will = session.will, None
        if will is None or self.is_("IFC-MQT-021_no_will"):
            return
        delay = min(will.head["properties"].pop("will_delay_interval", 0), session.kept)
        if not delay or self.is_("IFC-MQT-023_will_at_once"):
            self.publish(will)
        else:
            timer = threading.Timer(delay, self._publish_will, (session, will))
            timer.daemon = True
            timer.start()

    def _publish_will(self, session: Session, will: Stored) -> None:
        with self.lock:
            if session.send is None:
                self.publish(will)


class Connection:
    """One network connection."""

    def __init__(self, broker: Broker, connection: socket.socket) -> None:
        self.broker, self._connection = broker, connection
        self.session: Session | None = None
        self._there = bytearray()
        self._writing = threading.Lock()
        self.over = self._deaf = False
        self._aliases: dict[int, str] = {}

    def serve(self) -> None:
        """Serve it until either side ends it."""
        try:
            while not self.over and (found := self._next()) is not None:
                with self.broker.lock:
                    if not self._deaf:
                        self._take(found)
        finally:
            with self.broker.lock:
                if self.session:
                    self.broker.gone(self.session, self)

    def _next(self) -> Message | None:
        while True:
            try:
                found = length(self._there)
            except Malformed:
                self.refuse(0x81)
                return None
            if found is not None and len(self._there) >= sum(found):
                size, start = found
                data = bytes(self._there[start : start + size])
                first = self._there[0]
                del self._there[: start + size]
                return self._read(first, data)
            piece = self._connection.recv(1 << 16)
            if not piece:
                return None
            self._there += piece

    def _read(self, first: int, data: bytes) -> Message:
        """The packet, as lenient as a fault makes the broker."""
        is_ = self.broker.is_
        if is_("IFC-MQT-013_any_flags") and first >> 4 == 8:
            first = 0x82
        if is_("IFC-MQT-014_qos_3") and first >> 4 == 3:
            first &= ~6 if first & 6 == 6 else 255
        if first >> 4 == 3:
            size = 2 + int.from_bytes(data[:2], "big")
            if is_("IFC-MQT-016_null_character"):
                data = data[:2] + data[2:size].replace(b"\0", b"0") + data[size:]
            if is_("IFC-MQT-017_surrogate"):
                data = data[:2] + data[2:size].replace(b"\xed\xa0\x80", b"???") + data[size:]
        return message(first, data)

    def send(self, head: Head, body: bytes = b"") -> None:
        data = packet(head, body)
        if self.broker.is_("IFC-MQT-024_trailing_byte") and head["type"] == "PINGRESP":
            data = b"\xd0\x01\x00"
        self._write(data)

    def _write(self, data: bytes) -> None:
        try:
            with self._writing:
                self._connection.sendall(data)
        except OSError:
            self.over = True

    def refuse(self, reason: int) -> None:
        """End the connection with a DISCONNECT, or a CONNACK before there is a session."""
        if self.session:
            self.send({"type": "DISCONNECT", "reason": reason})
        else:
            self.send({"type": "CONNACK", "reason": reason})
        if self.broker.is_("IFC-MQT-020_stays_open"):
            self._deaf = True
            return
        self.over = True
        self._shut()

    def _shut(self) -> None:
        try:
            self._connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def _take(self, found: Message) -> None:
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
        self._shut()

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
