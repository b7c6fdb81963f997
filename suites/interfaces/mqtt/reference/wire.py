"""One network connection of a broker: packets in and out of its bytes, and how it ends."""

from __future__ import annotations

import socket
import threading

from conformance.transports.message import Message
from conformance.transports.mqtt_fields import Malformed
from conformance.transports.mqtt_packets import length, message, packet

from .broker import Broker
from .session import Head, Session


class Wire:
    """Reads and writes packets; what they mean is known to who takes them."""

    def __init__(self, broker: Broker, connection: socket.socket) -> None:
        self.broker, self._connection = broker, connection
        self.session: Session | None = None
        self._there = bytearray()
        self._writing = threading.Lock()
        self.over = self._deaf = False

    def serve(self) -> None:
        """Serve it until either side ends it."""
        try:
            while not self.over and (found := self._next()) is not None:
                with self.broker.lock:
                    if not self._deaf:
                        self.take(found)
        finally:
            with self.broker.lock:
                if self.session:
                    self.broker.gone(self.session, self)

    def _next(self) -> Message | None:
        while True:
            try:
                found = length(self._there)
            except Malformed:
                self.refuse(0x81)
                return None
            if found is not None and len(self._there) >= sum(found):
                size, start = found
                data = bytes(self._there[start : start + size])
                first = self._there[0]
                del self._there[: start + size]
                return self._read(first, data)
            piece = self._connection.recv(1 << 16)
            if not piece:
                return None
            self._there += piece

    def _read(self, first: int, data: bytes) -> Message:
        """The packet, as lenient as a fault makes the broker."""
        is_ = self.broker.is_
        if is_("IFC-MQT-013_any_flags") and first >> 4 == 8:
            first = 0x82
        if is_("IFC-MQT-014_qos_3") and first >> 4 == 3:
            first &= ~6 if first & 6 == 6 else 255
        if first >> 4 == 3:
            size = 2 + int.from_bytes(data[:2], "big")
            if is_("IFC-MQT-016_null_character"):
                data = data[:2] + data[2:size].replace(b"\0", b"0") + data[size:]
            if is_("IFC-MQT-017_surrogate"):
                data = data[:2] + data[2:size].replace(b"\xed\xa0\x80", b"???") + data[size:]
        return message(first, data)

    def send(self, head: Head, body: bytes = b"") -> None:
        data = packet(head, body)
        if self.broker.is_("IFC-MQT-024_trailing_byte") and head["type"] == "PINGRESP":
            data = b"\xd0\x01\x00"
        self._write(data)

    def _write(self, data: bytes) -> None:
        try:
            with self._writing:
                self._connection.sendall(data)
        except OSError:
            self.over = True

    def refuse(self, reason: int) -> None:
        """End the connection with a DISCONNECT, or a CONNACK before there is a session."""
        if self.session:
            self.send({"type": "DISCONNECT", "reason": reason})
        else:
            self.send({"type": "CONNACK", "reason": reason})
        if self.broker.is_("IFC-MQT-020_stays_open"):
            self._deaf = True
            return
        self.over = True
        self.shut()

    def shut(self) -> None:
        try:
            self._connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def take(self, found: Message) -> None:
        """Do what a packet says."""
        raise NotImplementedError

    def taken_over(self) -> None:
        """Another connection has taken the session."""
        raise NotImplementedError
