"""Serving a Starlette application on a free port of loopback, with its fault switched by lines on standard input."""

from __future__ import annotations

import socket
import sys
import threading
from dataclasses import dataclass
from typing import Any


@dataclass
class Fault:
    """The one fault that is switched on, by its name; "" for none. An application asks it at every answer."""

    name: str = ""

    def is_(self, name: str) -> bool:
        """Whether this fault is on."""
        return self.name == name


def serve(application: Any, fault: Fault, listener: socket.socket) -> None:
    """Serve until standard input ends. Each line there switches the fault and is answered by a line."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(application, log_level="critical", access_log=False, lifespan="off"))

    def obey() -> None:
        for line in sys.stdin:
            fault.name = line.strip()
            print("switched", flush=True)  # noqa: T201 - the protocol with the parent process
        server.should_exit = True

    threading.Thread(target=obey, daemon=True).start()
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)  # noqa: T201
    server.run(sockets=[listener])


def loopback() -> socket.socket:
    """A listening socket on a free port of loopback."""
    # With the protocol named, asyncio turns off the delay of small packets, 40 ms on each answer.
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.bind(("127.0.0.1", 0))
    made.listen(256)
    return made
