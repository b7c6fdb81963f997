"""Descriptions and answers that are hostile or no JSON at all: an outcome with a cause, in bounded time, no error."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from doubles.in_process import in_process
from starlette.responses import Response
from starlette.routing import Route

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance.reference.serving import Fault
from conformance_suites.interfaces.openapi import reference
from conformance_suites.interfaces.openapi.reference.rooms import DESCRIPTION, PATH

PLAN = Plan(Selection(suites=("interfaces/openapi/behaviour",)))
SECONDS = 60
DEEP = b'{"openapi": "3.1.0", "paths": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
LAUGHS = "a: &a [x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BODIES = {
    "HTML": (b"<!DOCTYPE html><title>API</title><h1>API</h1>", "text/html"),
    "HTML that says it is JSON": (b"<!DOCTYPE html><title>API</title>", "application/json"),
    "deep": (DEEP, "application/json"),
    "alias bomb": (f"openapi: 3.1.0\n{LAUGHS}".encode(), "application/yaml"),
    "not UTF-8": (b'{"openapi": "3.1.0", "info": "\xff\xfe"}', "application/json"),
    "cut off": (b'{"openapi": "3.1.0", "paths": {', "application/json"),
    "a number": (b"7", "application/json"),
}


class Served:
    """A service with this description, which answers everything else with these bytes."""

    STATEMENT, INFORMATION, FAULTS = reference.STATEMENT, reference.INFORMATION, ()

    def __init__(self, description: tuple[bytes, str], answer: tuple[bytes, str]) -> None:
        self.description, self.answer = description, answer

    def endpoints(self, base: str) -> dict[str, str]:
        return reference.endpoints(base)

    def routes(self, base: str, fault: Fault) -> list[Any]:
        async def description(request: Any) -> Response:
            return Response(self.description[0], media_type=self.description[1])

        async def anything(request: Any) -> Response:
            return Response(self.answer[0], media_type=self.answer[1])

        every = ["GET", "POST", "PUT", "PATCH", "DELETE"]
        return [Route(f"{PATH}/openapi.json", description), Route("/{rest:path}", anything, methods=every)]


def outcomes(served: Served) -> dict[str, Outcome]:
    started = time.process_time()
    with in_process(served, PLAN) as product:  # type: ignore[arg-type]
        found = product.outcomes(limits={"writing": True, "stimuli": 2})
    assert time.process_time() - started < SECONDS
    assert Outcome.ERROR not in found.values()
    return {name: each for name, each in found.items() if name.startswith("IFC-OAB")}


@pytest.mark.parametrize("kind", BODIES)
def test_a_description_that_is_none_satisfies_nothing(kind: str) -> None:
    found = outcomes(Served(BODIES[kind], (b"{}", "application/json")))
    assert Outcome.PASS not in found.values()
    assert {Outcome.INCONCLUSIVE, Outcome.FAIL} & {*found.values()}


@pytest.mark.parametrize("kind", BODIES)
def test_answers_that_are_no_json_keep_no_promise(kind: str) -> None:
    found = outcomes(Served((json.dumps(DESCRIPTION).encode(), "application/json"), BODIES[kind]))
    assert found["IFC-OAB-001"] is Outcome.PASS
    assert found["IFC-OAB-004"] is not Outcome.PASS
