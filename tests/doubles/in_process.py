"""A reference product without a process: what carries a request is a call of its application.

It lies where a wire would speak up: there are no connections, no timeouts and no heads of HTTP. So each family also
runs over a socket once. What does not speak HTTP is served by threads.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from conformance.drafting.mutation.services.application import answer_of
from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan
from conformance.model.outcome import Outcome
from conformance.reference.product import Reference, environment_of, trust_of
from conformance.reference.servers import servers
from conformance.reference.serving import Fault
from conformance.transports import registry
from conformance.transports.exchange import Request
from conformance.transports.message import Message
from conformance.transports.transport import OneAnswer, Setup

BASE = "http://127.0.0.1:9"
_applications: list[Any] = []


class InProcess:
    """The transport of URLs whose product is the application that is running."""

    def __init__(self, setup: Setup) -> None:
        self._application = _applications[-1]

    def open(self, first: Message) -> OneAnswer:
        return OneAnswer(answer_of(self._application, Request.of(first)).message)

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class Product:
    """The reference product of a family, and what a plan of it is judged by."""

    part: Reference
    fault: Fault
    plan: Plan
    servers: dict[str, str]

    def values(self, fault: str = "", **tables: Any) -> dict[str, Any]:
        """Its plan, with the fault switched on; keyword arguments replace tables."""
        self.fault.name = fault
        return {
            "product": {"name": "Reference", "version": "1"},
            "profile": "proof",
            "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
            "endpoints": {**self.servers, **self.part.endpoints(BASE)},
            "statement": dict(self.part.STATEMENT),
            "information": dict(self.part.INFORMATION),
            **trust_of(self.part),
            **tables,
        }

    @property
    def environment(self) -> dict[str, str]:
        return environment_of(self.part)

    def outcomes(self, fault: str = "", **tables: Any) -> dict[str, Outcome]:
        """The outcome of every row."""
        return judged_once(self.plan, self.values(fault, **tables), self.environment)


@contextmanager
def in_process(part: Reference, plan: Plan, refusing: int | None = None) -> Iterator[Product]:
    """The product of a family's reference/, reached without a process within the block.

    It answers 403 to whatever is sent to the route with the number `refusing`.
    """
    fault = Fault()
    routes = part.routes(BASE, fault)
    if refusing is not None:
        routes[refusing] = Route(routes[refusing].path, _refuse, methods=routes[refusing].methods)
    _applications.append(Starlette(routes=routes))
    gc.disable()  # to ask whether objects are frozen visits them all, which a judge does while it is enabled
    here = patch.dict(registry.OURS, {"http": f"{__name__}:{InProcess.__name__}"})
    with here, servers([part], fault) as urls:
        yield Product(part, fault, plan, urls)
    gc.enable()
    _applications.pop()


async def _refuse(request: object) -> JSONResponse:
    return JSONResponse({}, 403)


def ids(outcomes: dict[str, Outcome], outcome: Outcome) -> list[str]:
    """The rows with that outcome."""
    return sorted(name for name, found in outcomes.items() if found is outcome)
