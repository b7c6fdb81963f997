"""HTTP/2, where TLS and the product agree on it."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from conformance.transports.exchange import Request, ask
from conformance.transports.http import HttpTransport
from conformance.transports.limits import Limits
from conformance.transports.tls import Tls
from conformance.transports.transport import Setup

pytestmark = pytest.mark.versions

hypercorn = pytest.importorskip("hypercorn", reason="no server of HTTP/2 is installed")


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the version of HTTP it was asked in, after 50 ms."""
    if scope["type"] != "http":
        return
    await asyncio.sleep(0.05)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope["http_version"].encode()})


@pytest.fixture
def product(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """(URL, file of its authority) of a server that speaks HTTP/2 and 1.1."""
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    authority, files = trustme.CA(), {name: str(tmp_path / name) for name in ("ca", "certificate", "key")}
    authority.cert_pem.write_to_path(files["ca"])
    issued = authority.issue_cert("127.0.0.1")
    issued.cert_chain_pems[0].write_to_path(files["certificate"])
    issued.private_key_pem.write_to_path(files["key"])
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(50)
    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    config.certfile, config.keyfile, config.accesslog, config.errorlog = files["certificate"], files["key"], None, None
    stop, ready = threading.Event(), threading.Event()

    def run() -> None:
        async def main() -> None:
            async def until() -> None:
                ready.set()
                while not stop.is_set():
                    await asyncio.sleep(0.02)

            await serve(application, config, shutdown_trigger=until)

        asyncio.run(main())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(60)
    yield f"https://127.0.0.1:{listener.getsockname()[1]}/", files["ca"]
    stop.set()
    thread.join()
    listener.detach()  # the server has closed it


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this test hands a socket over by its number")
def test_many_requests_at_once_are_all_answered_over_http_2(product: tuple[str, str]) -> None:
    """Threads never share a connection while it is in use: the library numbers streams without a lock."""
    url, authority = product
    sender = HttpTransport(Setup(Limits(concurrency=8, exchange_seconds=60), Tls(authorities=authority)))
    bodies: list[bytes] = []

    def one() -> None:
        bodies.extend(ask(sender, Request("GET", url)).body for _ in range(5))

    threads = [threading.Thread(target=one) for _ in range(8)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    sender.close()
    assert bodies == [b"2"] * 40
