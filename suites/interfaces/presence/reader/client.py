"""One client of a room: what it sends, and the messages that it has heard."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any, NamedTuple, Protocol

from conformance.authoring import Blocked, Where
from conformance.readers.json import parse
from conformance.transports.conversation import Conversation
from conformance.transports.frames import CLOSE, CONTINUATION, PING, PONG, TEXT
from conformance.transports.message import Message

from .template import Template

QUIET = 0.3
"""Seconds that a test goes on listening for what may not come, after what had to come behind it."""


class Heard(NamedTuple):
    """A message that a client has received: its JSON value, None for other text, and where it is in the evidence."""

    document: Any
    where: Where


class Act(NamedTuple):
    """An act as a client hears it: its content, the user that it names, if it names one, and where it is."""

    content: str
    user: Any
    where: Where


class Setting(Protocol):
    """What the clients of one case have in common: the messages of the plan, and what their acts say."""

    mark: str
    patience: float

    def template(self, name: str) -> Template: ...

    def has(self, name: str) -> bool: ...

    def content(self, label: str) -> str: ...


class Client:
    """A client whose connection is open; `user` is its identifier in the room."""

    def __init__(self, setting: Setting, talk: Conversation, room: str, user: str) -> None:
        self._setting, self._talk = setting, talk
        self.room, self.user = room, user
        self.heard: list[Heard] = []
        self._parts = b""

    @property
    def where(self) -> Where:
        return self._talk.where()

    @property
    def ended(self) -> bool:
        """Whether the server has closed the connection."""
        return self._talk.ended

    def send(self, message: Any) -> None:
        """Send a JSON value as a text message."""
        self.send_text(json.dumps(message, ensure_ascii=False).encode())

    def send_text(self, body: bytes) -> None:
        self._talk.send(Message({"opcode": TEXT}, body))

    def say(self, name: str, **values: str) -> None:
        """Send the message that the plan has under this name."""
        template = self._setting.template(name)
        self.send(template.filled(user=self.user, room=self.room, **values))

    def act(self, label: str) -> str:
        """Act in the room; the content of the act."""
        content = self._setting.content(label)
        self.say("act", content=content)
        return content

    def until(self, enough: Callable[[Heard], bool], seconds: float | None = None) -> Heard | None:
        """The first message that is `enough`, among those heard already too; None if there is none in time."""
        for heard in self.heard:
            if enough(heard):
                return heard
        for frame in self._talk.listen(self._setting.patience if seconds is None else seconds):
            taken = self._taken(frame)
            if taken is not None and enough(taken):
                return taken
        return None

    def idle(self, seconds: float) -> None:
        """Let time pass, and take what arrives."""
        for frame in self._talk.listen(seconds):
            self._taken(frame)

    def hears(self, contents: Collection[str], seconds: float | None = None) -> bool:
        """Whether an act with one of these contents arrives in time."""
        received = self._setting.template("received")

        def is_it(heard: Heard) -> bool:
            return (received.found_in(heard.document) or {}).get("content") in contents

        return self.until(is_it, seconds) is not None

    def told(self, name: str, user: str, seconds: float | None = None) -> Heard | None:
        """The message that the plan has under this name, about this user; None if there is none in time."""
        template = self._setting.template(name)
        return self.until(lambda heard: template.found_in(heard.document, user=user) is not None, seconds)

    @property
    def acts(self) -> list[Act]:
        """The acts of this test that have been heard."""
        received = self._setting.template("received")
        found = [(each, received.found_in(each.document)) for each in self.heard]
        return [
            Act(parts["content"], parts.get("user"), each.where)
            for each, parts in found
            if parts and isinstance(parts["content"], str) and self._setting.mark in parts["content"]
        ]

    def answers(self) -> bool:
        """Whether the server has read all that was sent: it answers a Ping, or has closed the connection.

        Raises Blocked if it does neither.
        """
        self._talk.send(Message({"opcode": PING}, b"conformance"))
        for frame in self._talk.listen(self._setting.patience):
            self._taken(frame)
            if frame.head.get("opcode") == PONG:
                return True
        if not self.ended:
            raise Blocked("no_pong", exchange=self._talk.key)
        return False

    def leave(self) -> None:
        """Leave the room as the plan says, or else by closing the connection in an orderly way."""
        if self._setting.has("leave"):
            self.say("leave")
        else:
            self._talk.send(Message({"opcode": CLOSE}, (1000).to_bytes(2)))

    def drop(self) -> None:
        """Close the connection without a word, as a network does that fails."""
        self._talk.close()

    def _taken(self, frame: Message) -> Heard | None:
        """The message that a frame completes, if it is text; a Ping is answered."""
        opcode = frame.head.get("opcode")
        if opcode == PING:
            self._talk.send(Message({"opcode": PONG}, frame.body))
        if opcode not in (TEXT, CONTINUATION):
            return None
        self._parts += frame.body
        if not frame.head["fin"]:
            return None
        text, self._parts = parse(self._parts), b""
        self.heard.append(Heard(text.document if text.usable else None, frame.where()))
        return self.heard[-1]
