"""Calling an ASGI application without a socket."""

from __future__ import annotations

import asyncio
import threading
from functools import cache
from typing import Any
from urllib.parse import unquote_to_bytes

import httpx

from conformance.transports.exchange import Answer, Request
from conformance.transports.http import made_of

SECONDS = 1.0
"""A timeout that no application without a socket reaches."""


def answer_of(application: Any, request: Request) -> Answer:
    """What the application answers; there are no connections, no timeouts and no limits of HTTP.

    Raises Blocked for a URL or a header that no request can have, as a transport does.
    """
    made_of(request, SECONDS)
    url = httpx.URL(request.url)
    return asyncio.run_coroutine_threadsafe(_answer(application, request, url), _loop()).result()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """A loop in a thread that ends with the process: one for each request takes longer than most requests do."""
    made = asyncio.new_event_loop()
    threading.Thread(target=made.run_forever, daemon=True).start()
    return made


async def _answer(application: Any, request: Request, url: httpx.URL) -> Answer:
    """What an ASGI application answers."""
    path, _, query = url.raw_path.partition(b"?")
    own = [(name.lower(), value) for name, value in request.headers]
    default = (("host", url.netloc.decode("ascii")), ("accept", "*/*"))
    usual = [(name, value) for name, value in default if name not in dict(own)]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "scheme": url.scheme,
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in (*usual, *own)],
        "server": (url.host, url.port),
        "client": ("127.0.0.1", 1),
    }
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": request.body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await application(scope, receive, send)
    head = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in sent[0]["headers"])
    return Answer(sent[0]["status"], head, b"".join(each.get("body", b"") for each in sent[1:]))
