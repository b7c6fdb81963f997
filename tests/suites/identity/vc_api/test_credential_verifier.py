"""Verifiers that are not like the reference product: who is blamed for what, and who is not."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("pyld")
from doubles.in_process import in_process
from doubles.live_runs import asked_of, run_live
from doubles.null_products import PRODUCTS, null_product
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.drafting.mutation.services.application import answer_of
from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance.reference.serving import Fault
from conformance.transports.exchange import Request as HttpRequest
from conformance_suites.identity.vc_api import reference
from conformance_suites.identity.vc_api.reference.verifier import PATH

pytestmark = pytest.mark.needs("identity/vc_api")
PLAN = Plan(Selection(suites=("identity/vc_api/verifier",)))
ROLE = Plan(Selection(profile="credential-verifier"))
REFERENCE = ReferenceProduct(families_with_products(PLAN.catalogue, PLAN.sought), "credential-verifier")
ROWS = {f"{number:03}" for number in range(1, 16)}
SERVER_ERROR = {"013"}
ABOUT_RESULTS = {"014", "015"}
REASON = "016"
JUDGED = ROWS - SERVER_ERROR - ABOUT_RESULTS
SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019")
Change = Callable[[Request, Response], Response]


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


def judged(change: Change, fault: str, **tables: Any) -> dict[str, Outcome]:
    with changed(change) as product:
        found = judged_once(PLAN, product.values(fault, **tables))
    return {name.removeprefix("ID-VCV-"): each for name, each in found.items()}


def outcomes(change: Change = lambda _, answer: answer, fault: str = "", **tables: Any) -> dict[str, Outcome]:
    """The outcomes of the rows that are required: a product without reasons is as good a verifier."""
    return {row: each for row, each in judged(change, fault, **tables).items() if row != REASON}


def named(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


def verified(answer: Response) -> bool:
    """What the honest product says."""
    return json.loads(bytes(answer.body))["verified"] is True


def by_verdict(good: Response, bad: Response) -> Change:
    """The honest product with other answers."""
    return lambda _, answer: good if verified(answer) else bad


@pytest.mark.parametrize("suite", SUITES)
def test_the_honest_product_satisfies_every_row(suite: str) -> None:
    assert named(outcomes(statement={"cryptosuite": suite}), Outcome.PASS) == ROWS


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("fault", ["ID-VCV-001_changed", "ID-VCV-004_any_issuer", "ID-VCV-011_created"])
def test_a_fault_shows_with_every_cryptographic_suite(suite: str, fault: str) -> None:
    found = outcomes(fault=fault, statement={"cryptosuite": suite})
    assert named(found, Outcome.FAIL) == {fault[7:10]}


@pytest.mark.parametrize(
    ("bad", "outcome"),
    [
        ({"verified": False, "errors": ["proof"]}, Outcome.PASS),
        ({"verified": False, "problemDetails": [{"title": "proof"}]}, Outcome.PASS),
        ({"verified": False, "errors": []}, Outcome.FAIL),
        ({"verified": False}, Outcome.FAIL),
    ],
)
def test_a_refusal_without_a_reason_is_found(bad: dict[str, Any], outcome: Outcome) -> None:
    good = JSONResponse({"verified": True})
    assert judged(by_verdict(good, JSONResponse(bad)), "")[REASON] is outcome


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (JSONResponse({"verified": True}), JSONResponse({"verified": False}, 400)),
        (JSONResponse({"verified": True, "problemDetails": []}), JSONResponse({"title": "no"}, 400)),
        (JSONResponse({"verified": True}, 201), Response("not JSON", 422)),
        (JSONResponse({"verified": True}), JSONResponse({"verified": False}, 403)),
        (
            JSONResponse({"checks": ["proof"], "errors": [], "warnings": []}),
            JSONResponse({"checks": ["proof"], "errors": ["proof"], "warnings": []}),
        ),
        (JSONResponse({"verified": True, "warnings": [{"title": "old"}]}), JSONResponse({"verified": False})),
    ],
)
def test_a_refusal_has_several_shapes(good: Response, bad: Response) -> None:
    assert named(outcomes(by_verdict(good, bad)), Outcome.PASS) == ROWS


@pytest.mark.parametrize(
    "bad",
    [
        JSONResponse({"verified": "false"}),
        JSONResponse({"verified": None, "errors": [{}]}),
        JSONResponse({"errors": [{}]}),
        JSONResponse([False]),
        Response("false"),
        Response(b"\xff\xfe"),
        Response("[" * 100_000, media_type="application/json"),
        Response(b"", 302, {"location": "https://elsewhere.example/"}),
        JSONResponse({"title": "not found"}, 404),
        JSONResponse({"title": "not allowed"}, 403),
        JSONResponse({"title": "too many"}, 429),
    ],
)
def test_what_says_nothing_about_the_mutant_is_no_refusal_and_no_failure(bad: Response) -> None:
    found = outcomes(by_verdict(JSONResponse({"verified": True}), bad))
    assert not named(found, Outcome.FAIL)
    assert named(found, Outcome.PASS) <= SERVER_ERROR | ABOUT_RESULTS


def test_an_error_of_the_server_is_one_and_no_refusal() -> None:
    found = outcomes(by_verdict(JSONResponse({"verified": True}), JSONResponse({"verified": False}, 500)))
    assert named(found, Outcome.FAIL) == SERVER_ERROR
    assert named(found, Outcome.PASS) == ABOUT_RESULTS


@pytest.mark.parametrize("status", [200, 400, 404, 500, 503])
def test_a_product_that_refuses_everything_satisfies_nothing(status: int) -> None:
    found = outcomes(lambda _, answer: JSONResponse({"verified": False}, status))
    assert not named(found, Outcome.PASS)
    assert not named(found, Outcome.FAIL)


def test_a_product_that_accepts_everything_is_found_out() -> None:
    found = outcomes(lambda _, answer: JSONResponse({"verified": True, "errors": []}))
    assert named(found, Outcome.FAIL) == JUDGED
    assert named(found, Outcome.PASS) == SERVER_ERROR | ABOUT_RESULTS


@pytest.mark.parametrize("status", [200, 400, 500])
def test_a_product_that_accepts_only_at_first_proves_nothing(status: int) -> None:
    numbers = itertools.count(1)

    def change(_: Request, answer: Response) -> Response:
        return answer if next(numbers) == 1 else JSONResponse({"verified": False}, status)

    found = outcomes(change)
    assert not named(found, Outcome.FAIL)
    assert named(found, Outcome.PASS) <= SERVER_ERROR | ABOUT_RESULTS


def test_a_product_that_takes_another_suite_than_the_plan_says_proves_nothing() -> None:
    def change(_: Request, answer: Response) -> Response:
        return JSONResponse({"verified": False, "errors": [{"title": "unknown cryptosuite"}]})

    found = outcomes(change, statement={"cryptosuite": "ecdsa-jcs-2019"})
    assert not named(found, Outcome.PASS) | named(found, Outcome.FAIL)


@pytest.mark.parametrize("kind", sorted({*PRODUCTS} - {"slow_drip", "slow_body"}))
def test_a_service_that_is_no_verifier_satisfies_nothing(kind: str, tmp_path: Path) -> None:
    limits = {"exchange_seconds": 0.7, "body_bytes": 1_000_000}
    with null_product(kind) as product:
        values = asked_of(ROLE, REFERENCE.plan(product.url.rstrip("/"), {}))
        run = run_live(tmp_path, {**values, "limits": limits}, suites="")
    found = {row.record.id for row in run.summary.requirements.values() if row.conclusion in ("satisfied", "failed")}
    assert found == set()
    assert len(run.exchanges) <= 10


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[" * 100_000, b"[]", b"7", b"{}", b'{"verifiableCredential": []}', b'{"verifiableCredential": {}}'],
)
def test_the_reference_product_calls_malformed_input_invalid(body: bytes) -> None:
    application = Starlette(routes=reference.routes("", Fault()))
    assert answer_of(application, HttpRequest("POST", f"http://127.0.0.1:9{PATH}", (), body)).status == 400
