"""The WebSocket of the reference product: a handshake that is accepted, and JSON text messages."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from conformance.transports.frames import CLOSE, PING, PONG, TEXT, Frame, FrameReader, encoded

LONGEST = 1 << 16
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Connection:
    """A connection to one client."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._sending = threading.Lock()
        self.closed = False
        """Whether the client has closed the connection in an orderly way."""

    def accept(self) -> bool:
        """Answer the handshake; whether there was one."""
        head = b""
        while b"\r\n\r\n" not in head:
            if not (data := self._connection.recv(LONGEST)):
                return False
            head += data
        key = re.search(rb"(?i)\r\nsec-websocket-key: *(\S+)", head)
        if key is None:
            self._connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return False
        accept = base64.b64encode(hashlib.sha1(key[1] + _GUID).digest())  # noqa: S324 - the protocol
        lines = (b"Upgrade: websocket", b"Connection: Upgrade", b"Sec-WebSocket-Accept: " + accept, b"", b"")
        self._connection.sendall(b"\r\n".join((b"HTTP/1.1 101 Switching Protocols", *lines)))
        return True

    def messages(self) -> Iterator[Any]:
        """The JSON values that the client sends, None for text that is not JSON, until it closes the connection."""
        reader = FrameReader(LONGEST)
        while data := self._connection.recv(LONGEST):
            reader.feed(data)
            while (frame := reader.next()) is not None:
                if frame.opcode == CLOSE:
                    self.closed = True
                    self._send(CLOSE, frame.payload)
                    return
                if frame.opcode == PING:
                    self._send(PONG, frame.payload)
                if frame.opcode == TEXT:
                    yield _read(frame.payload)

    def say(self, message: Any) -> None:
        """Send a JSON value; nothing happens if the client is gone."""
        with suppress(OSError):
            self._send(TEXT, json.dumps(message, ensure_ascii=False).encode())

    def _send(self, opcode: int, body: bytes) -> None:
        with self._sending:
            self._connection.sendall(encoded(Frame(opcode, body), b""))


def _read(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
