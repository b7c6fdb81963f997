"""A network in front of a product that cuts connections, or that loses the product for good."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Cut = Callable[[int], int | None]
"""After how many bytes from the product the connection with this number ends: None for never."""


class Network:
    """Carries connections to the product at an address."""

    def __init__(self, product: tuple[str, int], cut: Cut, last: int | None) -> None:
        self._product, self._cut, self._last = product, cut, last
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        number = 0
        with suppress(OSError):
            while self._last is None or number < self._last:
                client, _ = self._listener.accept()
                number += 1
                product = socket.create_connection(self._product)
                self._open += [client, product]
                for each, other, limit in ((product, client, self._cut(number)), (client, product, None)):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self._threads.append(threading.Thread(target=_carry, args=(each, other, limit), daemon=True))
                    self._threads[-1].start()
        self._listener.close()

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        for each in self._open:
            each.close()


def _carry(source: socket.socket, target: socket.socket, limit: int | None) -> None:
    with suppress(OSError):
        while (data := source.recv(1 << 16)) and (limit is None or limit > 0):
            target.sendall(data if limit is None else data[:limit])
            limit = None if limit is None else limit - len(data)
    for each in (source, target):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


@contextmanager
def cut_connections(product: tuple[str, int], cut: Cut, last: int | None = None) -> Iterator[Network]:
    """The network until the block ends; after its `last` connection nobody listens any more."""
    network = Network(product, cut, last)
    try:
        yield network
    finally:
        network.close()
