"""Calling an ASGI application without a socket."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from conformance.transports.exchange import Answer, Request


def answer_of(application: Any, request: Request) -> Answer:
    """What the application answers; there are no connections, no timeouts and no limits of HTTP."""
    return asyncio.run(_answer(application, request))


async def _answer(application: Any, request: Request) -> Answer:
    """What an ASGI application answers."""
    url = urlsplit(request.url)
    own = [(name.lower(), value) for name, value in request.headers]
    usual = [(name, value) for name, value in (("host", url.netloc), ("accept", "*/*")) if name not in dict(own)]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "scheme": url.scheme,
        "path": unquote_to_bytes(url.path).decode("utf-8", "replace"),
        "raw_path": url.path.encode("ascii"),
        "query_string": url.query.encode("ascii"),
        "root_path": "",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in (*usual, *own)],
        "server": (url.hostname, url.port),
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
