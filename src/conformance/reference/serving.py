"""Serving the reference products of families on free loopback ports; lines on standard input switch the fault.

reference/process.py starts `python -m conformance.reference.serving PACKAGE... --root=DIR`. The first line on standard
output is a JSON object with the `url` of what speaks HTTP and the URLs of all other `servers` by endpoint.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from conformance.catalogue.packages import admit, installed_roots
from conformance.reference.fault import Fault
from conformance.reference.servers import loopback, servers

__all__ = ["Fault", "serve"]


def serve(application: Any, fault: Fault, listener: socket.socket) -> None:
    """Serve HTTP until standard input ends. Each line there switches the fault and is acknowledged by a line."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(application, log_level="critical", access_log=False, lifespan="off"))

    def obey() -> None:
        for line in sys.stdin:
            fault.name = line.strip()
            print("switched", flush=True)  # noqa: T201 - the protocol with the parent process
        server.should_exit = True

    threading.Thread(target=obey, daemon=True).start()
    server.run(sockets=[listener])


def main(arguments: Sequence[str]) -> None:
    """Serve the parts of all named families as one product."""
    from starlette.applications import Starlette

    roots = [Path(each.removeprefix("--root=")) for each in arguments if each.startswith("--root=")]
    admit(each for each in roots if each not in installed_roots())
    listener, fault = loopback(), Fault()
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    parts: list[Any] = [import_module(f"{each}.reference") for each in arguments if not each.startswith("--")]
    application = Starlette(routes=[route for part in parts for route in part.routes(base, fault)])
    with servers(parts, fault) as urls:
        print(json.dumps({"url": base, "servers": urls}), flush=True)  # noqa: T201 - the protocol with the parent process
        serve(application, fault, listener)


if __name__ == "__main__":
    main(sys.argv[1:])
