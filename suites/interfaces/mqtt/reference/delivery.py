"""How a broker passes messages on: to whom is the broker's affair, in which packet and when is decided here."""

from __future__ import annotations

from conformance.reference.serving import Fault
from conformance.transports.mqtt_packets import packet

from .session import Head, Session, Stored

_DROPPED = {
    "content_type": "IFC-MQD-012_drops",
    "response_topic": "IFC-MQD-013_drops",
    "correlation_data": "IFC-MQD-014_drops",
}


class Delivery:
    """Sends messages to the clients of sessions, or keeps them until they can be sent."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault

    def is_(self, name: str) -> bool:
        return self.fault.is_(name)

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
            if self.is_("IFC-MQD-017_nothing_left"):
                rest = 0
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
