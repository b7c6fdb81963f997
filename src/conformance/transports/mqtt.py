"""MQTT 5: a conversation is one connection, a message is one control packet (see mqtt_packets.py).

A first message with a `type` is sent as soon as the connection is open; without one, the connection is opened and
nothing is sent. A message with `raw` true sends the bytes of its body as they are. Closing a conversation closes the
connection without a DISCONNECT. The credentials of a plan become the user name and the password of a first CONNECT; a
bearer token becomes the password.
"""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Mapping
from typing import Any

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.model.system import why
from conformance.model.text import Text
from conformance.transports.message import Message
from conformance.transports.mqtt_fields import Malformed
from conformance.transports.mqtt_packets import MALFORMED, length, message, packet
from conformance.transports.tcp import Stream, connected
from conformance.transports.transport import Channel, Setup, SetupError

NO_PROXY = Text("mqtt: and mqtts: URLs cannot be reached through a proxy", "无法通过代理访问 mqtt: 和 mqtts: 的 URL")
_UNREACHED = ("unreachable", "unknown_host", "connection_refused")


class MqttTransport:
    """A connection for each conversation."""

    def __init__(self, setup: Setup) -> None:
        if setup.proxy:
            raise SetupError("proxy", NO_PROXY)
        self._limits = setup.limits
        try:
            self._context = setup.tls.context()
        except OSError as error:
            files = ", ".join(filter(None, (setup.tls.authorities, setup.tls.certificate, setup.tls.key)))
            reason = why(error)
            raise SetupError("tls", Text(f"{files}: {reason.en}", f"{files}：{reason.zh}")) from None
        self._lock = threading.Lock()
        self._last = ""

    def open(self, first: Message) -> Channel:
        """Connect, and send the packet of the first message. Raises Blocked."""
        url = first.head["url"]
        head = _with_credentials(first.head)
        context = self._context if url.lower().startswith("mqtts:") else None
        try:
            connection = connected(url, self._limits.exchange_seconds, context)
        except Blocked as reason:
            if reason.key in _UNREACHED and self._last:
                raise Blocked("target_died", cause=Cause.PRODUCT, last=self._last) from None
            raise
        with self._lock:
            self._last = f"{head.get('type', '')} {url}".strip()
        channel = MqttChannel(Stream(connection, self._limits.exchange_seconds), self._limits.body_bytes)
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
    """One connection."""

    def __init__(self, stream: Stream, most: int) -> None:
        self._stream, self._most = stream, most
        self._lost = ""

    def send(self, message: Message) -> None:
        raw = message.head.get("raw")
        self._stream.write(message.body if raw else packet(message.head, message.body))

    def receive(self, seconds: float) -> Message | None:
        end, late = time.monotonic() + seconds, False
        while (found := self._next()) is None:
            if late:
                raise TimeoutError
            if not self._stream.more(end):
                if self._stream.there:
                    raise Blocked("broke_off", bytes=len(self._stream.there))
                return None
            late = time.monotonic() > end  # what has arrived by then still counts
        return found

    def _next(self) -> Message | None:
        """The packet that has arrived, if it is complete. Raises Blocked."""
        if self._lost:
            raise Blocked("no_message", detail=self._lost)
        there = self._stream.there
        try:
            found = length(there)
        except Malformed as problem:  # where the next packet begins is not known any more
            self._lost = str(problem)
            return Message({"type": MALFORMED, "of": "", "problem": self._lost}, bytes(there[:5]))
        if found is None:
            return None
        size, start = found
        if size > self._most:
            raise Blocked("body_too_large", limit=self._most)
        if len(there) < start + size:
            return None
        whole = message(there[0], bytes(there[start : start + size]))
        del there[: start + size]
        return whole

    def close(self) -> None:
        self._stream.close()


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
