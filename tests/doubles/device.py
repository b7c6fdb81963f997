"""A device that speaks over a WebSocket: honest, or as rude as a test wants."""

from __future__ import annotations

import json
import math
import socket
import ssl
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.events import BytesMessage, CloseConnection, Message, Ping, Request, TextMessage

SECONDS = 90.0


class Device:
    """One connection. `closed` is the code and the reason with which the other side closed it, if it did.

    `certificate` is what it showed.
    """

    def __init__(self, url: str, tls: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(url)
        host, port = str(parts.hostname), int(parts.port or 0)
        self._socket = socket.create_connection(("127.0.0.1" if host == "localhost" else host, port), SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.certificate = b""
        if tls:
            self._socket = encrypted = tls.wrap_socket(self._socket, server_hostname=host)
            self.certificate = encrypted.getpeercert(binary_form=True) or b""
        self._ws = WSConnection(ConnectionType.CLIENT)
        self._text = ""
        self.closed: tuple[int, str] | None = None
        self.told: list[dict[str, Any]] = []
        self._socket.sendall(self._ws.send(Request(host=f"{host}:{port}", target=parts.path)))
        self._hear()

    def send(self, *lines: bytes) -> None:
        """One message of these lines."""
        self._socket.sendall(self._ws.send(Message(data=b"\n".join(lines).decode("utf-8", "surrogateescape"))))

    def send_bytes(self, data: bytes, *, finished: bool = True) -> None:
        """One binary message, or the beginning of one."""
        self._socket.sendall(self._ws.send(BytesMessage(data=data, message_finished=finished)))

    def send_each(self, lines: Iterable[bytes]) -> None:
        """A message for each line."""
        for line in lines:
            self.send(line)

    def until(self, frames: int, key: str = "heard") -> dict[str, Any]:
        """What it got once so many frames were heard, or judged."""
        end = time.monotonic() + SECONDS
        while not (self.told and (self.told[-1][key] >= frames or "ended" in self.told[-1])):
            self._hear(end)
        return self.told[-1]

    def until_closed(self) -> tuple[int, str]:
        """How the other side closed."""
        end = time.monotonic() + SECONDS
        while self.closed is None:
            self._hear(end)
        return self.closed

    def _hear(self, end: float = math.inf) -> None:
        if time.monotonic() > end:
            raise TimeoutError
        data = self._socket.recv(1 << 16)
        if not data and self.closed is None:
            self.closed = (1006, "")
        elif not data:
            raise ConnectionError(f"closed: {self.closed}")
        self._ws.receive_data(data or None)
        for event in self._ws.events():
            if isinstance(event, TextMessage):
                self._text += event.data
                if event.message_finished:
                    self.told.append(json.loads(self._text))
                    self._text = ""
            elif isinstance(event, CloseConnection):
                self.closed = (event.code, event.reason or "")
            elif isinstance(event, Ping):
                self._socket.sendall(self._ws.send(event.response()))

    def end(self) -> None:
        """Close the conversation as a page does that is done."""
        self._socket.sendall(self._ws.send(CloseConnection(code=1000)))
        self._socket.close()

    def vanish(self) -> None:
        """Cut the connection without a word."""
        self._socket.close()

    def __enter__(self) -> Device:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
