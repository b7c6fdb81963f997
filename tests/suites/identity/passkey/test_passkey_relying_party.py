"""Relying parties that are not like the reference product: who is blamed for what, and who is not."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from doubles.in_process import in_process
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance_suites.identity.passkey import reference
from conformance_suites.identity.passkey.reader.ceremonies import filled_in

pytestmark = pytest.mark.needs("identity/passkey")
PLAN = Plan(Selection(suites=("identity/passkey/relying_party",)))
LIMITS = {"writing": True, "concurrency": 16}
Change = Callable[[Request, Response], Response]
ROWS = {f"{number:03}" for number in range(1, 20)}
OF_SIGN_IN = {f"{number:03}" for number in range(10, 20)}


@contextmanager
def changed(change: Change) -> Iterator[Any]:
    """The honest product, with each of its answers changed."""

    def routes(base: str, fault: Any) -> list[Route]:
        def wrapped(route: Route) -> Route:
            async def endpoint(request: Request) -> Response:
                return change(request, await route.endpoint(request))

            return Route(route.path, endpoint, methods=list(route.methods or ()))

        return [wrapped(each) for each in reference.routes(base, fault)]

    with in_process(SimpleNamespace(**{**vars(reference), "routes": routes}), PLAN) as product:
        yield product


def outcomes(change: Change = lambda _, answer: answer, **information: Any) -> dict[str, Outcome]:
    with changed(change) as product:
        told = {**reference.INFORMATION, **information}
        values = product.values(limits=LIMITS, information={name: each for name, each in told.items() if each != ""})
        found = judged_once(PLAN, values)
    return {name.removeprefix("ID-PKR-"): each for name, each in found.items()}


def named(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


def test_the_honest_product_satisfies_every_row() -> None:
    assert named(outcomes(), Outcome.PASS) == ROWS


def test_what_the_plan_does_not_name_is_not_run() -> None:
    found = outcomes(sign_in="", request_options="")
    assert named(found, Outcome.PASS) == ROWS - OF_SIGN_IN
    assert named(found, Outcome.NOT_RUN) == OF_SIGN_IN


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://elsewhere.example"},
        {"rp_id": "elsewhere.example"},
        {"options_at": "/nowhere"},
        {"options_at": "/publicKey/challenge"},
        {"accepted_at": "/nowhere"},
        {"creation_options": "GET register/options"},
        {"creation_options": "POST {person}/options"},
        {"creation_options_example": "{"},
        {"registration_example": "[]"},
    ],
)
def test_a_wrong_plan_is_nobody_s_failure(wrong: dict[str, Any]) -> None:
    found = outcomes(**wrong)
    assert not named(found, Outcome.PASS)
    assert not named(found, Outcome.FAIL)


def answered(document: Any, status: int = 200) -> Change:
    return lambda _, answer: JSONResponse(document, status)


@pytest.mark.parametrize(
    "change",
    [
        answered({}),
        answered({"verified": True}),
        answered({"verified": True, "publicKey": {"challenge": "A" * 43}}),
        answered({"publicKey": {"challenge": 7}}),
        answered({"publicKey": {"challenge": "not base64url!"}}),
        answered({"publicKey": {"challenge": "A" * 10_000}}),
        answered([], 500),
    ],
)
def test_a_product_that_does_nothing_satisfies_nothing(change: Change) -> None:
    found = outcomes(change)
    assert not named(found, Outcome.PASS)
    assert not named(found, Outcome.FAIL)


def submits(request: Request) -> bool:
    return not request.url.path.endswith("/options")


def test_a_product_that_refuses_everything_satisfies_nothing() -> None:
    refused = JSONResponse({"verified": False}, 400)
    found = outcomes(lambda request, answer: refused if submits(request) else answer)
    assert not named(found, Outcome.PASS)
    assert not named(found, Outcome.FAIL)


def test_a_product_that_accepts_everything_is_found_out() -> None:
    found = outcomes(lambda request, answer: JSONResponse({"verified": True}) if submits(request) else answer)
    assert named(found, Outcome.FAIL) == ROWS - {"001", "002", "019"}


def test_a_product_that_accepts_only_at_first_proves_nothing() -> None:
    numbers = itertools.count(1)

    def change(request: Request, answer: Response) -> Response:
        if submits(request) and next(numbers) > 1:
            return JSONResponse({"verified": False}, 400)
        return answer

    found = outcomes(change)
    assert not named(found, Outcome.FAIL)
    assert named(found, Outcome.PASS) <= {"001"}


def test_a_status_alone_may_say_what_is_accepted() -> None:
    assert named(outcomes(accepted_at=""), Outcome.PASS) == ROWS


def test_verification_that_is_only_preferred_is_not_applicable() -> None:
    def change(request: Request, answer: Response) -> Response:
        return Response(bytes(answer.body).replace(b'"required"', b'"preferred"'), media_type="application/json")

    assert named(outcomes(change), Outcome.NOT_APPLICABLE) == {"008", "015"}


def test_no_algorithm_is_beside_all() -> None:
    def change(request: Request, answer: Response) -> Response:
        document = json.loads(bytes(answer.body))
        if "pubKeyCredParams" in document.get("publicKey", {}):
            document["publicKey"]["pubKeyCredParams"] = [{"alg": each} for each in (-7, -8, -35, "-7", None)]
        return JSONResponse(document, answer.status_code)

    assert named(outcomes(change), Outcome.NOT_APPLICABLE) == {"009"}


def test_places_are_filled_in_at_the_top_level() -> None:
    assert filled_in({"a": "{user}", "b": {"c": "{user}"}, "d": 7}, {"{user}": "Li"}) == {
        "a": "Li",
        "b": {"c": "{user}"},
        "d": 7,
    }
    assert filled_in("{credential}", {"{credential}": {"id": "x"}}) == {"id": "x"}
