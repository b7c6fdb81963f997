"""Reference products that speak another protocol than HTTP: one loopback port each, one thread for each connection.

A family's reference/ names them in `SERVERS`: by the name of an endpoint, its URL with `{address}` in place of host and
port, and a function that takes the fault and returns what serves one connection.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from conformance.reference.fault import Fault

Serve = Callable[[socket.socket], None]
Make = Callable[[Fault], Serve]


def loopback() -> socket.socket:
    """A listening socket on a free port of loopback."""
    # With the protocol given, asyncio disables the delay of small packets, which is 40 ms per response.
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.bind(("127.0.0.1", 0))
    made.listen(256)
    return made


@contextmanager
def servers(parts: Iterable[Any], fault: Fault) -> Iterator[dict[str, str]]:
    """Serve the SERVERS of the parts within the block; their URLs by endpoint."""
    listeners: list[socket.socket] = []
    urls: dict[str, str] = {}
    try:
        for part in parts:
            named: Mapping[str, tuple[str, Make]] = getattr(part, "SERVERS", {})
            for name, (url, make) in named.items():
                listeners.append(loopback())
                threading.Thread(target=_accept, args=(listeners[-1], make(fault)), daemon=True).start()
                urls[name] = url.format(address=f"127.0.0.1:{listeners[-1].getsockname()[1]}")
        yield urls
    finally:
        for listener in listeners:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits in accept
            listener.close()


def _accept(listener: socket.socket, serve: Serve) -> None:
    with suppress(OSError):  # the listener is closed
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=_serve, args=(connection, serve), daemon=True).start()


def _serve(connection: socket.socket, serve: Serve) -> None:
    with connection, suppress(OSError):  # the client is gone
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        serve(connection)
