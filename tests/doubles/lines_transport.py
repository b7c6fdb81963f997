"""A transport that is not HTTP: JSON texts over TCP, each on a line, for URLs such as lines://127.0.0.1:4711/.

It is all that a new wire costs. Its messages have no head beside their first one's `url`.
"""

from __future__ import annotations

import socket
import time

from conformance.authoring import Blocked
from conformance.model.outcome import Cause
from conformance.transports.address import host_of, split
from conformance.transports.message import Message
from conformance.transports.transport import Channel, Setup


class LinesTransport:
    """A connection for each conversation."""

    def __init__(self, setup: Setup) -> None:
        self._limits = setup.limits

    def open(self, first: Message) -> Channel:
        parts = split(first.head["url"])
        try:
            connection = socket.create_connection(
                (parts.hostname or "", parts.port or 0), self._limits.exchange_seconds
            )
        except OSError:
            raise Blocked("unreachable", cause=Cause.ENVIRONMENT, host=host_of(first.head["url"])) from None
        return Lines(connection, self._limits.body_bytes)

    def close(self) -> None:
        """Nothing: each conversation closes its own connection."""


class Lines:
    """A connection, with what of the next line is there already."""

    def __init__(self, connection: socket.socket, most: int) -> None:
        self._connection, self._most = connection, most
        self._there = bytearray()

    def send(self, message: Message) -> None:
        try:
            self._connection.sendall(message.body + b"\n")
        except OSError:
            raise Blocked("no_answer") from None

    def receive(self, seconds: float) -> Message | None:
        end = time.monotonic() + seconds
        while b"\n" not in self._there:
            if len(self._there) > self._most:
                raise Blocked("body_too_large", limit=self._most)
            self._connection.settimeout(max(end - time.monotonic(), 0.001))
            try:
                piece = self._connection.recv(1 << 16)
            except TimeoutError:
                if time.monotonic() < end:
                    continue
                raise
            except OSError:
                raise Blocked("no_answer") from None
            if not piece and self._there:
                raise Blocked("broke_off", bytes=len(self._there))
            if not piece:
                return None
            self._there += piece
            if time.monotonic() > end and b"\n" not in self._there:
                raise TimeoutError
        line, _, rest = bytes(self._there).partition(b"\n")
        self._there = bytearray(rest)
        message = Message(body=line)
        if not message.json.usable:
            raise Blocked("no_message", detail=line[:40].decode("utf-8", "replace"))
        return message

    def close(self) -> None:
        self._connection.close()
