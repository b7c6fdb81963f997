"""The room server of the reference product: everybody else in a room hears what somebody says there.

A fault changes who hears what, or how often.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Mapping
from typing import Any

from conformance.reference.serving import Fault

from .connection import Connection

TICKET = "ticket-of-the-tests"
STATEMENT: Mapping[str, Any] = {}
INFORMATION: Mapping[str, Any] = {
    "join": '{"type": "join", "room": "{room}", "user": "{user}", "ticket": "ticket-of-the-tests"}',
    "refused": '{"type": "join", "room": "{room}", "user": "{user}", "ticket": "wrong"}',
    "act": '{"type": "say", "room": "{room}", "text": "{content}"}',
    "received": '{"type": "said", "user": "{user}", "text": "{content}"}',
    "joined": '{"type": "joined", "user": "{user}"}',
    "present": '{"type": "here", "users": ["{user}"]}',
    "leave": '{"type": "leave"}',
    "left": '{"type": "left", "user": "{user}"}',
    "departure": 1.0,
    "latency": 1.0,
    "reaction": 2.0,
}
FAULTS = (
    "IFC-PRE-001_loses_some",
    "IFC-PRE-002_twice",
    "IFC-PRE-003_swaps",
    "IFC-PRE-004_escapes",
    "IFC-PRE-004_only_the_first_plane",
    "IFC-PRE-005_only_later_ones",
    "IFC-PRE-006_only_one",
    "IFC-PRE-007_slow",
    "IFC-PRE-008_names_the_receiver",
    "IFC-PRE-009_believes_the_sender",
    "IFC-PRE-010_tells_all_rooms",
    "IFC-PRE-011_tells_strangers",
    "IFC-PRE-012_strangers_speak",
    "IFC-PRE-013_any_ticket",
    "IFC-PRE-014_says_nothing",
    "IFC-PRE-015_tells_all_rooms",
    "IFC-PRE-016_names_nobody",
    "IFC-PRE-017_says_nothing",
    "IFC-PRE-018_does_not_notice",
    "IFC-PRE-019_speaks_on",
    "IFC-PRE-020_hears_on",
    "IFC-PRE-021_name_is_taken",
    "IFC-PRE-022_stops",
)
SLOW = 1.2


def endpoints(base: str) -> dict[str, str]:
    """The endpoints that speak HTTP: none."""
    return {}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes: none."""
    return []


class Member:
    """A client; `room` is None until it joins, and after it has left."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.room: str | None = None
        self.user = ""
        self.silent = True
        self.said = 0
        self.kept: Any = None


class Rooms:
    """All rooms of the server, and the clients that are connected, in the order of joining."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self._lock = threading.Lock()
        self._clients: list[Member] = []
        self._taken: set[tuple[str, str]] = set()
        self._stopped: set[str] = set()

    def has(self, fault: str) -> bool:
        return self._fault.name == fault

    def serve(self, connection: Connection) -> None:
        """Act on what a client sends until it is gone."""
        member = Member(connection)
        with self._lock:
            self._clients.append(member)
        try:
            for message in connection.messages():
                with self._lock:
                    self._take(member, message)
        finally:
            with self._lock:
                self._clients.remove(member)
                self._leave(member, orderly=connection.closed)

    def _take(self, member: Member, message: Any) -> None:
        if not isinstance(message, dict):
            if self.has("IFC-PRE-022_stops") and member.room is not None:
                self._stopped.add(member.room)
            return
        member.silent = False
        kind = message.get("type")
        if kind == "join":
            self._join(member, message)
        elif kind == "leave":
            self._say_goodbye(member)
        elif kind == "say":
            self._say(member, message)

    def _join(self, member: Member, message: Mapping[str, Any]) -> None:
        if message.get("ticket") != TICKET and not self.has("IFC-PRE-013_any_ticket"):
            return
        room, user = str(message.get("room")), str(message.get("user"))
        if self.has("IFC-PRE-021_name_is_taken"):
            if (room, user) in self._taken:
                return
            self._taken.add((room, user))
        members = self._members(room)
        member.room, member.user = room, user
        self._clients.remove(member)
        self._clients.append(member)
        users = [] if self.has("IFC-PRE-016_names_nobody") else [each.user for each in members]
        member.connection.say({"type": "here", "users": users})
        told = self._clients if self.has("IFC-PRE-015_tells_all_rooms") else members
        for each in [] if self.has("IFC-PRE-014_says_nothing") else told:
            each.connection.say({"type": "joined", "user": user})

    def _say_goodbye(self, member: Member) -> None:
        """Let a client leave that stays connected."""
        if self.has("IFC-PRE-019_speaks_on") or self.has("IFC-PRE-020_hears_on"):
            self._tell_of_leaving(member, orderly=True)
            if self.has("IFC-PRE-019_speaks_on"):
                member.kept, member.room = member.room, None
            else:
                member.said = -1
            return
        self._leave(member, orderly=True)

    def _leave(self, member: Member, orderly: bool) -> None:
        cut_off = not orderly and self.has("IFC-PRE-018_does_not_notice")
        if member.room is not None and member.said >= 0 and not cut_off:
            self._tell_of_leaving(member, orderly)
        member.room = None

    def _tell_of_leaving(self, member: Member, orderly: bool) -> None:
        for each in self._members(member.room):
            if each is not member and not (orderly and self.has("IFC-PRE-017_says_nothing")):
                each.connection.say({"type": "left", "user": member.user})

    def _say(self, member: Member, message: Mapping[str, Any]) -> None:
        room = member.room
        strangers = self.has("IFC-PRE-012_strangers_speak") and not member.user
        if room is None and (strangers or member.kept):
            room = member.kept or str(message.get("room"))
        if room is None or member.said < 0 or room in self._stopped:
            return
        member.said += 1
        text = str(message.get("text"))
        for told in self._what(member, text):
            said = {"type": "said", "user": member.user, "text": told}
            if self.has("IFC-PRE-009_believes_the_sender") and "user" in message:
                said["user"] = message["user"]
            self._tell(member, room, said)

    def _what(self, member: Member, text: str) -> list[str]:
        """What the room hears, when somebody says this."""
        tenth = member.said % 10 == 0
        if self.has("IFC-PRE-001_loses_some") and tenth:
            return []
        if self.has("IFC-PRE-002_twice") and tenth:
            return [text, text]
        if self.has("IFC-PRE-003_swaps") and text.endswith((" act 2", " act 12")):
            member.kept = text
            return []
        if self.has("IFC-PRE-003_swaps") and isinstance(member.kept, str):
            kept, member.kept = member.kept, None
            return [text, kept]
        if self.has("IFC-PRE-004_escapes"):
            return [text.replace("<", "&lt;")]
        if self.has("IFC-PRE-004_only_the_first_plane") and any(ord(each) > 0xFFFF for each in text):
            return []
        return [text]

    def _tell(self, member: Member, room: str, said: Mapping[str, Any]) -> None:
        for each in self._hearers(member, room):
            named = {"user": each.user} if self.has("IFC-PRE-008_names_the_receiver") else {}
            if self.has("IFC-PRE-007_slow") and " timed " in said["text"]:
                threading.Timer(SLOW, each.connection.say, [{**said, **named}]).start()
            else:
                each.connection.say({**said, **named})

    def _hearers(self, member: Member, room: str) -> list[Member]:
        others = [each for each in self._members(room) if each is not member]
        if self.has("IFC-PRE-005_only_later_ones") and member in self._clients:
            others = [each for each in others if self._clients.index(each) > self._clients.index(member)]
        if self.has("IFC-PRE-006_only_one"):
            others = others[:1]
        if self.has("IFC-PRE-010_tells_all_rooms"):
            others += [each for each in self._clients if each.room not in (None, room)]
        if self.has("IFC-PRE-011_tells_strangers"):
            others += [each for each in self._clients if each.silent]
        return others

    def _members(self, room: str | None) -> list[Member]:
        return [each for each in self._clients if room is not None and each.room == room]


def make(fault: Fault) -> Callable[[socket.socket], None]:
    """What serves a connection."""
    rooms = Rooms(fault)

    def serve(connection: socket.socket) -> None:
        made = Connection(connection)
        if made.accept():
            rooms.serve(made)

    return serve


SERVERS = {"room": ("ws://{address}/", make)}
