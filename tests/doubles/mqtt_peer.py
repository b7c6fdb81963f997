"""The other side of an MQTT connection: it sends the bytes it was given, and keeps what it got."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress


class Peer:
    """Answers the first bytes of each connection with each of `pieces`, then closes it, unless it `stays`."""

    def __init__(self, pieces: Sequence[bytes], *, stays: bool = False, context: ssl.SSLContext | None = None) -> None:
        self._pieces, self._stays, self._context = pieces, stays, context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.got = bytearray()
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                with suppress(OSError), connection:
                    self._answer(
                        self._context.wrap_socket(connection, server_side=True) if self._context else connection
                    )

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(60)
            self.got += connection.recv(1 << 16)
            for piece in self._pieces:
                connection.sendall(piece)
            while self._stays and (more := connection.recv(1 << 16)):
                self.got += more

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)


@contextmanager
def mqtt_peer(*pieces: bytes, stays: bool = False, context: ssl.SSLContext | None = None) -> Iterator[Peer]:
    """The peer, listening until the block ends."""
    peer = Peer(pieces, stays=stays, context=context)
    peer._thread.start()
    try:
        yield peer
    finally:
        peer.close()
