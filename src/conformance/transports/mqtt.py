"""MQTT 5: a conversation is one connection, a message is one control packet (see mqtt_packets.py).

A first message with a `type` is sent as soon as the connection is open; without one, the connection is opened and
nothing is sent. A message with `raw` true sends the bytes of its body as they are. Closing a conversation closes the
connection without a DISCONNECT. The credentials of a plan become the user name and the password of a first CONNECT; a
bearer token becomes the password.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping
from typing import Any

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.model.text import Text
from conformance.transports.direct import Direct, Octets
from conformance.transports.limits import Limits
from conformance.transports.message import Message
from conformance.transports.mqtt_fields import Malformed
from conformance.transports.mqtt_packets import MALFORMED, length, message, packet
from conformance.transports.transport import Channel, Setup

SCHEMES = Text("schemes mqtt and mqtts", "mqtt 和 mqtts")


class MqttTransport:
    """A connection for each conversation. Raises SetupError for a plan with a proxy: none is supported here."""

    def __init__(self, setup: Setup) -> None:
        self._direct, self._limits = Direct(setup, SCHEMES), setup.limits

    def open(self, first: Message) -> Channel:
        """Connect, and send the packet of the first message. Raises Blocked."""
        head = _with_credentials(first.head)
        channel = MqttChannel(self._direct.open(head["url"], head.get("type", "")), self._limits)
        try:
            if "type" in head:
                channel.send(Message(head, first.body))
        except BaseException:
            channel.close()
            raise
        return channel

    def close(self) -> None:
        """Do nothing: each conversation closes its own connection."""


class MqttChannel:
    """One connection, with the bytes that have arrived and are not a whole packet yet."""

    def __init__(self, octets: Octets, limits: Limits) -> None:
        self._octets, self._limits = octets, limits
        self._there = bytearray()
        self._lost = ""

    def send(self, message: Message) -> None:
        """Send it, unless the product has closed the connection: what it said before can still be read."""
        self._octets.write(message.body if message.head.get("raw") else packet(message.head, message.body))

    def receive(self, seconds: float) -> Message | None:
        end, late = time.monotonic() + seconds, False
        while (found := self._next()) is None:
            if late:
                raise TimeoutError
            piece = self._octets.read(end - time.monotonic())
            if not piece:
                if self._there:
                    raise Blocked("broke_off", bytes=len(self._there))
                return None
            self._there += piece
            late = time.monotonic() > end  # what has arrived by then still counts
        return found

    def _next(self) -> Message | None:
        """The packet that has arrived, if it is complete. Raises Blocked."""
        if self._lost:
            raise Blocked("no_message", detail=self._lost)
        try:
            found = length(self._there)
        except Malformed as problem:  # where the next packet begins is not known any more
            self._lost = str(problem)
            return Message({"type": MALFORMED, "of": "", "problem": self._lost}, bytes(self._there[:5]))
        if found is None:
            return None
        size, start = found
        if size > self._limits.body_bytes:
            raise Blocked("body_too_large", limit=self._limits.body_bytes)
        if len(self._there) < start + size:
            return None
        whole = message(self._there[0], bytes(self._there[start : start + size]))
        del self._there[: start + size]
        return whole

    def close(self) -> None:
        self._octets.close()


def carried(given: Message) -> Message | None:
    """The packet as it would arrive; None if no packet has this content."""
    try:
        data = packet(given.head, given.body)
    except (KeyError, ValueError, OverflowError, TypeError, AttributeError):
        return None
    _, start = length(data) or (0, 1)
    return message(data[0], data[start:])


def _with_credentials(head: Mapping[str, Any]) -> Mapping[str, Any]:
    """The head of a CONNECT with the user name and password of its Authorization header. Raises Blocked."""
    given: dict[str, str] = {}
    for name, value in head.get("headers", ()) if head.get("type") == "CONNECT" else ():
        scheme, _, rest = value.partition(" ")
        if name.lower() == "authorization" and scheme.lower() == "basic":
            user, _, password = base64.b64decode(rest).decode().partition(":")
            given |= {"user_name": user, "password": password}
        elif name.lower() == "authorization":
            given["password"] = rest
        else:
            raise Blocked("no_such_credentials", cause=Cause.CONFIGURATION, name=name)
    return {**head, **given}
