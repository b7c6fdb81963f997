"""Records of TLS in the clear (RFC 8446 5.1): what no library would send, and what the product answers before keys.

Records of TLCP (GB/T 38636), which has another version number, have the same form.

The body of the first message is sent as it is, as is that of any other message. Each message received is one record:
its `type` and `version` in the head, its content as the body. A connection that is reset has ended.
"""

from __future__ import annotations

import re
import time

import httpcore

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.model.text import Text
from conformance.transports.connecting import UNREACHED, connected, context_of
from conformance.transports.deadline import DeadlineBackend, deadline
from conformance.transports.limits import Limits
from conformance.transports.message import Message
from conformance.transports.stopping import Stopping
from conformance.transports.transport import Channel, Setup, SetupError

HEADER = 5
LONGEST = (1 << 14) + 256
"""Bytes of the longest record (RFC 8446 5.2); more than these are not TLS."""
TYPES = range(20, 25)
_READ_BYTES = 1 << 14
_VERSION = re.compile("03[0-9a-f]{2}|0101")


class RecordTransport:
    """A connection for each conversation. Raises SetupError for a plan with a proxy: none is supported here."""

    def __init__(self, setup: Setup) -> None:
        if setup.proxy:
            problem = Text(
                "endpoints of the scheme tls are not reached through a proxy", "tls 方案的端点不能通过代理访问"
            )
            raise SetupError("proxy", problem)
        self._limits, self._stopping = setup.limits, setup.stopping
        self._context, self._backend = context_of(setup), DeadlineBackend(setup.stopping)
        self._last = ""

    def open(self, first: Message) -> Channel:
        """Connect and send the bytes. Raises Blocked."""
        url, seconds = first.head["url"], self._limits.exchange_seconds
        with deadline(seconds):
            try:
                stream = connected(url, self._backend, self._context, seconds)
            except Blocked as reason:
                if reason.key in UNREACHED and self._last:
                    raise Blocked("target_died", cause=Cause.PRODUCT, last=self._last) from None
                raise
            self._last = url
            connection = Records(stream, self._limits, self._stopping)
            try:
                connection.send(first)
            except BaseException:
                connection.close()
                raise
        return connection

    def close(self) -> None:
        """Do nothing: each conversation closes its own connection."""


class Records:
    """The channel of one connection."""

    def __init__(self, stream: httpcore.NetworkStream, limits: Limits, stopping: Stopping) -> None:
        self._stream, self._limits, self._stopping = stream, limits, stopping
        self._data = bytearray()
        self._over = False

    def send(self, message: Message) -> None:
        """Send the bytes. A product that has closed the connection is left to `receive`: it may have said why."""
        try:
            if message.body:
                self._stream.write(message.body, self._limits.exchange_seconds)
        except httpcore.WriteTimeout:
            raise Blocked("too_slow", seconds=self._limits.exchange_seconds) from None
        except httpcore.WriteError:
            pass

    def receive(self, seconds: float) -> Message | None:
        end = time.monotonic() + seconds
        while True:
            if (record := self._record()) is not None:
                return record
            if self._over:
                return None
            data = self._read(end - time.monotonic())
            self._data += data
            self._over = not data

    def close(self) -> None:
        self._stream.close()

    def _record(self) -> Message | None:
        """The next record, if it has arrived whole. Raises Blocked for what cannot be one."""
        if len(self._data) < HEADER:
            return None
        kind, version, size = self._data[0], self._data[1:3].hex(), int.from_bytes(self._data[3:HEADER])
        if kind not in TYPES or not _VERSION.fullmatch(version) or size > LONGEST:
            raise Blocked("no_records", cause=Cause.PRODUCT)
        if len(self._data) < HEADER + size:
            return None
        body = bytes(self._data[HEADER : HEADER + size])
        del self._data[: HEADER + size]
        return Message({"type": kind, "version": version}, body)

    def _read(self, seconds: float) -> bytes:
        """The bytes that arrive next, none if the product has closed the connection. Raises TimeoutError."""
        try:
            return self._stream.read(_READ_BYTES, max(seconds, 0.001))
        except httpcore.ReadTimeout:
            raise TimeoutError from None
        except httpcore.ReadError:
            if self._stopping.sends_no_more:
                raise Blocked("no_answer") from None
            return b""


def carried(given: Message) -> Message | None:
    """The record as it would arrive; None if no record has this content."""
    kind, version = given.head.get("type"), str(given.head.get("version"))
    valid = kind in TYPES and _VERSION.fullmatch(version) and len(given.body) <= LONGEST
    return Message({"type": kind, "version": version}, given.body) if valid else None
