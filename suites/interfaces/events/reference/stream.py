"""The stream of events of the reference product: an event for each client that connects."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conformance.reference.serving import Fault
from conformance.transports.frames import BINARY, CLOSE, PING, PONG, TEXT, Frame, FrameReader, encoded

JSON = "cloudevents.json"
INFORMATION: Mapping[str, Any] = {"event_within": 2.0}
FAULTS = (
    "IFC-CEW-001_no_header",
    "IFC-CEW-001_another",
    "IFC-CEW-002_all",
    "IFC-CEW-003_sent_back",
    "IFC-CEW-004_binary",
    "IFC-CEW-005_batches",
    "IFC-CEW-005_greets",
    "IFC-CEW-006_stops",
)
_LONGEST = 1 << 16
_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def make(fault: Fault) -> Callable[[socket.socket], None]:
    """What serves a connection."""
    stopped: list[str] = []  # the faults that have stopped the server

    def serve(connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (data := connection.recv(_LONGEST)):
                return
            head += data
        connection.sendall(_answer(head.decode("latin-1"), fault))
        for sent in _sent(fault) if fault.name not in stopped else ():
            connection.sendall(encoded(sent, b""))
        reader = FrameReader(_LONGEST)
        while data := connection.recv(_LONGEST):
            reader.feed(data)
            while (frame := reader.next()) is not None:
                if frame.opcode == CLOSE:
                    connection.sendall(encoded(Frame(CLOSE, frame.payload), b""))
                    return
                if frame.opcode == PING:
                    connection.sendall(encoded(Frame(PONG, frame.payload), b""))
                if frame.opcode == TEXT and fault.is_("IFC-CEW-006_stops"):
                    stopped.append(fault.name)

    return serve


def _answer(head: str, fault: Fault) -> bytes:
    """The acceptance of a handshake."""
    lines = (line.partition(":") for line in head.split("\r\n")[1:])
    headers = {name.lower(): value.strip() for name, _, value in lines}
    digest = hashlib.sha1(f"{headers.get('sec-websocket-key', '')}{_GUID}".encode()).digest()  # noqa: S324 - the protocol
    offered = [each.strip() for each in headers.get("sec-websocket-protocol", "").split(",")]
    told = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
    told.append(f"Sec-WebSocket-Accept: {base64.b64encode(digest).decode()}")
    if chosen := _chosen(offered, fault):
        told.append(f"Sec-WebSocket-Protocol: {chosen}")
    return "\r\n".join([*told, "", ""]).encode("latin-1")


def _chosen(offered: list[str], fault: Fault) -> str:
    if fault.is_("IFC-CEW-001_no_header"):
        return ""
    if fault.is_("IFC-CEW-001_another"):
        return "cloudevents.avro"
    if fault.is_("IFC-CEW-002_all") and JSON in offered:
        return ", ".join(offered)
    if fault.is_("IFC-CEW-003_sent_back") and JSON not in offered:
        return offered[0]
    return JSON if JSON in offered else ""


def _sent(fault: Fault) -> Iterator[Frame]:
    """The frames that a client is sent at once."""
    event = {
        "specversion": "1.0",
        "id": "reference-1",
        "source": "urn:reference:stream",
        "type": "example.reference.opened",
        "time": "2026-11-23T00:00:00Z",
        "datacontenttype": "application/json",
        "data": {"city": "上海"},
    }
    if fault.is_("IFC-CEW-005_greets"):
        yield Frame(TEXT, b"welcome")
    content = [event] if fault.is_("IFC-CEW-005_batches") else event
    body = json.dumps(content, ensure_ascii=False).encode()
    if fault.is_("IFC-CEW-004_binary"):
        yield Frame(BINARY, body)
    half = len(body) // 2
    yield Frame(TEXT, body[:half], fin=False)
    yield Frame(0, body[half:])
