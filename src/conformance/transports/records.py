"""Records of TLS in the clear (RFC 8446 5.1): what no library would send, and what the product answers before keys.

Records of TLCP (GB/T 38636), which has another version number, have the same form.

The body of the first message is sent as it is, as is that of any other message. Each message received is one record:
its `type` and `version` in the head, its content as the body. A connection that is reset has ended.
"""

from __future__ import annotations

import re
import time

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.model.text import Text
from conformance.transports.deadline import deadline
from conformance.transports.direct import Direct, Octets
from conformance.transports.message import Message
from conformance.transports.transport import Channel, Setup

HEADER = 5
LONGEST = (1 << 14) + 256
"""Bytes of the longest record (RFC 8446 5.2); more than these are not TLS."""
TYPES = range(20, 25)
SCHEMES = Text("scheme tls", "tls")
_VERSION = re.compile("03[0-9a-f]{2}|0101")


class RecordTransport:
    """A connection for each conversation. Raises SetupError for a plan with a proxy: none is supported here."""

    def __init__(self, setup: Setup) -> None:
        self._direct, self._limits = Direct(setup, SCHEMES), setup.limits

    def open(self, first: Message) -> Channel:
        """Connect and send the bytes. Raises Blocked."""
        with deadline(self._limits.exchange_seconds):
            connection = Records(self._direct.open(first.head["url"], ""))
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

    def __init__(self, octets: Octets) -> None:
        self._octets = octets
        self._data = bytearray()
        self._over = False

    def send(self, message: Message) -> None:
        self._octets.write(message.body)

    def receive(self, seconds: float) -> Message | None:
        end = time.monotonic() + seconds
        while True:
            if (record := self._record()) is not None:
                return record
            if self._over:
                return None
            data = self._octets.read(end - time.monotonic())
            self._data += data
            self._over = not data

    def close(self) -> None:
        self._octets.close()

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


def carried(given: Message) -> Message | None:
    """The record as it would arrive; None if no record has this content."""
    kind, version = given.head.get("type"), str(given.head.get("version"))
    valid = kind in TYPES and _VERSION.fullmatch(version) and len(given.body) <= LONGEST
    return Message({"type": kind, "version": version}, given.body) if valid else None
