"""The MQTT 5 broker of the reference product. What it knows is kept in memory; a fault changes an honest broker."""

from __future__ import annotations

import threading
import time
from typing import Protocol

from conformance.reference.serving import Fault

from .delivery import Delivery
from .session import Head, Session, Stored, matches


class Client(Protocol):
    """A connection, as far as the broker knows it."""

    def taken_over(self) -> None:
        """Another connection has taken the session."""


class Broker(Delivery):
    """Sessions and retained messages, behind one lock."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.lock = threading.RLock()
        self.sessions: dict[str, Session] = {}
        self.retained: dict[str, list[Stored]] = {}
        self.held: dict[str, Stored] = {}
        self.connections: dict[str, Client] = {}
        self.assigned = 0

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
            self.held[stored.head["topic"]] = stored
            return
        self._deliver_all(stored)
        if held := self.held.pop(stored.head["topic"], None):
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

    def gone(self, session: Session, connection: Client) -> None:
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
