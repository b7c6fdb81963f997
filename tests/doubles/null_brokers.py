"""Brokers that do nothing of what they should, each in one known way. None of them may ever conclude conformant."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from conformance.transports.mqtt_packets import length, message, packet

ACCEPTED = packet({"type": "CONNACK"})
BROKERS = {
    "silent": "accepts connections and says nothing",
    "closes": "closes every connection",
    "accepts": "answers every packet with a CONNACK that accepts",
    "refuses": "answers with a CONNACK that wants other credentials",
    "mqtt_3": "answers as a broker of MQTT 3.1.1 does",
    "not_mqtt": "speaks HTTP",
    "echo": "sends back what it gets",
    "endless_packet": "sends a packet that never ends",
    "endless_length": "sends a packet whose length never ends",
    "drip": "sends one byte of its CONNACK after the other, slowly",
    "floods": "accepts, and publishes without being asked",
    "cuts_off": "closes the connection within a packet",
    "takes_all": "acknowledges everything and delivers nothing",
}
_ANSWERS = {"CONNECT": "CONNACK", "SUBSCRIBE": "SUBACK", "UNSUBSCRIBE": "UNSUBACK", "PINGREQ": "PINGRESP"}
_ACKNOWLEDGED = {1: "PUBACK", 2: "PUBREC"}


class NullBroker(socketserver.ThreadingTCPServer):
    """Serves every connection in its one way."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.stopped = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"mqtt://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """The other side goes away early, as it should."""


class _Handler(socketserver.BaseRequestHandler):
    server: NullBroker
    request: socket.socket

    def handle(self) -> None:
        self.request.settimeout(20)
        with suppress(OSError):
            getattr(self, f"_{self.server.kind}")()

    def _wait(self) -> None:
        while self.request.recv(1 << 16):
            pass

    _silent = _wait

    def _closes(self) -> None:
        """Nothing is said."""

    def _accepts(self) -> None:
        while self.request.recv(1 << 16):
            self.request.sendall(ACCEPTED)

    def _once(self, data: bytes) -> None:
        self.request.recv(1 << 16)
        self.request.sendall(data)

    def _refuses(self) -> None:
        self._once(packet({"type": "CONNACK", "reason": 0x87}))

    def _mqtt_3(self) -> None:
        self._once(b"\x20\x02\x00\x01")

    def _not_mqtt(self) -> None:
        self._once(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")

    def _echo(self) -> None:
        while data := self.request.recv(1 << 16):
            self.request.sendall(data)

    def _endless_packet(self) -> None:
        self._once(b"\x30\xff\xff\xff\x7f")
        while not self.server.stopped.is_set():
            self.request.sendall(b"a" * 65536)

    def _endless_length(self) -> None:
        self._once(b"\x30")
        while not self.server.stopped.is_set():
            self.request.sendall(b"\xff" * 65536)

    def _drip(self) -> None:
        self.request.recv(1 << 16)
        for byte in b"\x20\x83\x01" + b"\0" * 131:
            self.request.sendall(bytes([byte]))
            self.server.stopped.wait(0.1)

    def _floods(self) -> None:
        self._once(ACCEPTED)
        while not self.server.stopped.is_set():
            self.request.sendall(packet({"type": "PUBLISH", "topic": "spam"}, b"spam") * 100)

    def _cuts_off(self) -> None:
        self._once(ACCEPTED[:3])

    def _takes_all(self) -> None:
        there = bytearray()
        while data := self.request.recv(1 << 16):
            there += data
            while (found := length(there)) and len(there) >= sum(found):
                size, start = found
                head = message(there[0], bytes(there[start : start + size])).head
                del there[: start + size]
                self._acknowledge(dict(head))

    def _acknowledge(self, head: dict[str, object]) -> None:
        name = _ANSWERS.get(str(head["type"])) or _ACKNOWLEDGED.get(int(str(head.get("qos", 0))))
        if name:
            reasons = [0 for _ in head.get("filters", ())]  # type: ignore[attr-defined]  # a list, if there is one
            self.request.sendall(packet({"type": name, "id": head.get("id", 0), "reasons": reasons}))


@contextmanager
def null_broker(kind: str) -> Iterator[NullBroker]:
    """The broker, serving until the block ends."""
    server = NullBroker(kind)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
