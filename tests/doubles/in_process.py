"""A reference product without a socket: what carries a request is a call of its application.

It lies where a wire would speak up: there are no connections, no timeouts and no heads of HTTP. So each family also
runs over a socket once.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote_to_bytes, urlsplit

from starlette.applications import Starlette

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan
from conformance.model.outcome import Outcome
from conformance.reference.product import Reference
from conformance.reference.serving import Fault
from conformance.transports import registry
from conformance.transports.exchange import Answer, Request
from conformance.transports.message import Message
from conformance.transports.transport import OneAnswer, Setup

BASE = "http://127.0.0.1:9"
_applications: list[Any] = []


class InProcess:
    """The transport of URLs whose product is the application that is running."""

    def __init__(self, setup: Setup) -> None:
        self._application = _applications[-1]

    def open(self, first: Message) -> OneAnswer:
        return OneAnswer(asyncio.run(_answer(self._application, Request.of(first))).message)

    def close(self) -> None:
        """Nothing is open."""


async def _answer(application: Any, request: Request) -> Answer:
    """What an ASGI application answers."""
    url = urlsplit(request.url)
    headers = {"host": url.netloc, "accept": "*/*", **{name.lower(): value for name, value in request.headers}}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "scheme": url.scheme,
        "path": unquote_to_bytes(url.path).decode("utf-8", "replace"),
        "raw_path": url.path.encode("ascii"),
        "query_string": url.query.encode("ascii"),
        "root_path": "",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()],
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


@dataclass
class Product:
    """The reference product of a family, and what a plan of it is judged by."""

    part: Reference
    fault: Fault
    plan: Plan

    def values(self, fault: str = "", **tables: Any) -> dict[str, Any]:
        """Its plan, with the fault switched on; keyword arguments replace tables."""
        self.fault.name = fault
        return {
            "product": {"name": "Reference", "version": "1"},
            "profile": "proof",
            "endpoints": self.part.endpoints(BASE),
            "statement": dict(self.part.STATEMENT),
            "information": dict(self.part.INFORMATION),
            **tables,
        }

    def outcomes(self, fault: str = "", **tables: Any) -> dict[str, Outcome]:
        """The outcome of every row."""
        return judged_once(self.plan, self.values(fault, **tables))


@contextmanager
def in_process(part: Reference, plan: Plan) -> Iterator[Product]:
    """The product of a family's reference/, reached without a socket within the block."""
    fault = Fault()
    _applications.append(Starlette(routes=part.routes(BASE, fault)))
    gc.freeze()  # Hypothesis collects garbage in each thread it is new to, and all that pytest holds is old
    with patch.dict(registry.OURS, {"http": f"{__name__}:{InProcess.__name__}"}):
        yield Product(part, fault, plan)
    gc.unfreeze()
    _applications.pop()


def ids(outcomes: dict[str, Outcome], outcome: Outcome) -> list[str]:
    """The rows with that outcome."""
    return sorted(name for name, found in outcomes.items() if found is outcome)
