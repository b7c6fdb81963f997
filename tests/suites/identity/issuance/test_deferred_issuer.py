"""Issuers that issue later, and are not like the reference product: who is blamed for what, and who is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("cryptography")
pytest.importorskip("joserfc")
pytest.importorskip("multiformats")
from doubles.in_process import in_process
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance_suites.identity.issuance import reference

pytestmark = pytest.mark.needs("identity/issuance")
PLAN = Plan(Selection(suites=("identity/issuance/deferred",)))
Change = Callable[[dict[str, Any]], dict[str, Any]]


def outcomes(place: str = "", change: Change = lambda told: told, **information: Any) -> dict[str, str]:
    """The outcomes by row, where the JSON answers of one path are changed."""

    def routes(base: str, fault: Any) -> list[Route]:
        def wrapped(route: Route) -> Route:
            async def endpoint(request: Request) -> Response:
                found = await route.endpoint(request)
                if not place or not request.url.path.endswith(place):
                    return found
                return JSONResponse(change(json.loads(bytes(found.body))), found.status_code)

            return Route(route.path, endpoint, methods=list(route.methods or ()))

        return [wrapped(each) for each in reference.routes(base, fault)]

    told = {**reference.INFORMATION, **information}
    with in_process(SimpleNamespace(**{**vars(reference), "routes": routes}), PLAN) as product:
        found = judged_once(PLAN, product.values(information={name: each for name, each in told.items() if each}))
    return {name.removeprefix("ID-VID-"): each.name for name, each in found.items()}


def test_who_issues_nothing_later_is_not_judged() -> None:
    def without(told: dict[str, Any]) -> dict[str, Any]:
        return {name: each for name, each in told.items() if name != "deferred_credential_endpoint"}

    found = outcomes("openid-credential-issuer/club", without, deferred_offer="")
    assert set(found.values()) == {Outcome.NOT_APPLICABLE.name}


def test_an_offer_that_the_plan_does_not_know_proves_nothing() -> None:
    assert set(outcomes(deferred_offer="").values()) == {Outcome.NOT_RUN.name}


@pytest.mark.parametrize("interval", [86_400, 61])
def test_nobody_waits_for_a_day(interval: int) -> None:
    """The wait itself is right: what comes after it is unproven, not the product's failure."""
    found = outcomes("/credential", lambda told: {**told, **({"interval": interval} if "interval" in told else {})})
    assert (found["001"], found["002"], found["003"]) == ("PASS",) * 3
    assert set(found.values()) == {"PASS", "INCONCLUSIVE"}


def test_a_credential_that_is_there_at_once_proves_nothing() -> None:
    found = outcomes(deferred_offer="POST offers")
    assert set(found.values()) == {"INCONCLUSIVE"}


@pytest.mark.parametrize("interval", [True, "5", -1, None, [1], 0])
def test_an_interval_is_a_positive_number(interval: Any) -> None:
    found = outcomes("/credential", lambda told: {**told, "interval": interval} if "interval" in told else told)
    assert {name for name, each in found.items() if each == "FAIL"} == {"001"}
