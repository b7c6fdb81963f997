"""The reference product over HTTP. A fault changes the honest answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from email.utils import formatdate
from typing import Any
from urllib.parse import parse_qsl

from conformance.reference.serving import Fault

from . import of_cors
from .faults import CHANGES, MISREADINGS
from .messages import Asked, Reply
from .origins import ALLOWED, shared
from .product import EXAMPLE, Shelf

PATH = "/api"
STATEMENT: Mapping[str, Any] = {"problem_details": True}
INFORMATION: Mapping[str, Any] = {
    "resource": "things/1",
    "unknown_resource": "things/none",
    "collection": "things",
    "example_body": json.dumps(EXAMPLE),
    "allowed_origin": ALLOWED,
}
FAULTS = tuple(sorted({*CHANGES, *MISREADINGS}))


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"api": f"{base}{PATH}"}


def answer(shelf: Shelf, asked: Asked, fault: str) -> Reply:
    """The answer to a request, as it is sent."""
    if fault in MISREADINGS:
        asked = MISREADINGS[fault](asked)
    reply = shared(asked, shelf.answer(asked))
    if fault in CHANGES:
        reply = CHANGES[fault](asked, reply)
    if fault not in of_cors.CHANGES:  # an answer that a fault replaced as a whole is for the same pages
        reply = shared(asked, reply)
    if asked.method == "HEAD":
        length = reply.headers.get("content-length") or str(len(reply.body))
        return replace(reply.with_headers(content_length=length), body=b"")
    return reply


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    class Interface:
        """An ASGI application: Starlette's own functions would answer for methods that they do not know."""

        def __init__(self) -> None:
            self._shelf = Shelf()

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            request = Request(scope, receive)
            asked = Asked(
                request.method,
                scope["path"].removeprefix(PATH),
                dict(parse_qsl(scope["query_string"].decode("ascii"))),
                dict(request.headers),
                await request.body(),
            )
            reply = answer(self._shelf, asked, fault.name)
            headers = {"date": formatdate(usegmt=True), **reply.headers}
            await Response(reply.body, reply.status, headers)(scope, receive, send)

    return [Route(f"{PATH}/{{rest:path}}", Interface())]


__all__ = ["ALLOWED", "FAULTS", "INFORMATION", "STATEMENT", "answer", "endpoints", "routes"]
