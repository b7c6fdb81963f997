"""One connection to a WebSocket server: the handshake with its answer, and frames in both directions."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from conformance.authoring import Blocked, Where
from conformance.transports.conversation import Conversation
from conformance.transports.frames import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT
from conformance.transports.message import Message

NAMES = {CONTINUATION: "continuation", TEXT: "text", BINARY: "binary", CLOSE: "close", PING: "ping", PONG: "pong"}
DATA = (CONTINUATION, TEXT, BINARY)
PATIENCE = 3.0
"""Seconds within which a server that still processes a connection answers."""
_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455 4.2.2


class Client:
    """A connection whose handshake has been answered: `answer` is None if the server closed it instead."""

    def __init__(self, conversation: Conversation, key: str = "") -> None:
        self._conversation = conversation
        self._key = key
        self.answer = conversation.receive(0.0)

    @property
    def accepted(self) -> bool:
        return self.answer is not None and self.answer.head["status"] == 101

    @property
    def expected_accept(self) -> str:
        """The value of Sec-WebSocket-Accept that proves that the key was read (4.2.2)."""
        return base64.b64encode(hashlib.sha1(f"{self._key}{_SUFFIX}".encode()).digest()).decode()  # noqa: S324 - the protocol

    @property
    def ended(self) -> bool:
        """Whether the server has closed the connection."""
        return self._conversation.ended

    def send(self, body: bytes = b"", opcode: int = TEXT, **head: Any) -> None:
        """Send a frame; what is not given is that of a whole masked message."""
        self._conversation.send(Message({"opcode": opcode, **head}, body))

    def send_raw(self, data: bytes) -> None:
        """Send bytes as they are: part of a frame, or none at all."""
        self._conversation.send(Message({"raw": True}, data))

    def until(self, enough: Callable[[Message], bool], seconds: float) -> list[Message]:
        """The frames up to the first that is `enough`, or until the time is up or the connection is closed."""
        return self._conversation.receive_until(enough, seconds)

    def pong(self, body: bytes, seconds: float) -> list[Message]:
        """Send a Ping and return the frames up to its Pong."""
        self.send(body, PING)
        return self.until(lambda frame: is_(frame, PONG) and frame.body == body, seconds)

    def control(self) -> list[Message]:
        """The frames up to the Pong for a Ping. Raises Blocked if there is none."""
        found = self.pong(b"control", PATIENCE)
        if not any(is_(frame, PONG) for frame in found):
            raise Blocked("no_pong", exchange=self.where().exchange)
        return found

    def close(self) -> None:
        self._conversation.close()

    def where(self) -> Where:
        return self._conversation.where()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def is_(frame: Message, opcode: int) -> bool:
    """Whether a received message is a frame with this opcode."""
    return frame.head.get("opcode") == opcode


def header(answer: Message, name: str) -> list[str]:
    """The values of all header fields with this name, without the space around them."""
    return [value.strip() for each, value in answer.head["headers"] if each.lower() == name.lower()]


def listed(answer: Message, name: str) -> list[str]:
    """The items of a header that is a list, of all its fields together."""
    return [item.strip() for value in header(answer, name) for item in value.split(",")]


def named(frames: Iterable[Message]) -> str:
    """What frames are, in words; empty for none."""
    return ", ".join(NAMES.get(frame.head["opcode"], f"opcode {frame.head['opcode']}") for frame in frames)
