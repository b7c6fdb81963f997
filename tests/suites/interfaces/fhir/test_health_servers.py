"""Servers of health data that do nothing, or answer with what no client expects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from doubles.in_process import Product, in_process
from doubles.live_runs import run_live
from doubles.null_products import null_product
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome, Verdict
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance.reference.serving import Fault
from conformance_suites.interfaces.fhir import reference

PLAN = Plan(Selection(suites=("interfaces/fhir/server",)))
PROFILE = Plan(Selection(profile="health-server"))
REFERENCE = ReferenceProduct(families_with_products(PROFILE.catalogue, PROFILE.sought), "health-server")
KINDS = ["accepts_everything", "always_404", "always_500", "echo", "html_error", "nothing", "wants_token"]
READING = [{"code": "read"}, {"code": "search-type"}]


class Served:
    """A server that answers every request in one way."""

    STATEMENT = reference.STATEMENT
    INFORMATION = reference.INFORMATION
    FAULTS = ()

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def endpoints(self, base: str) -> dict[str, str]:
        return reference.endpoints(base)

    def routes(self, base: str, fault: Fault) -> list[Any]:
        async def anything(request: Any) -> Response:
            return self.answer if isinstance(self.answer, Response) else JSONResponse(self.answer)

        return [Route("/{rest:path}", anything)]


@contextmanager
def served(answer: Any) -> Iterator[Product]:
    with in_process(Served(answer), PLAN) as product:  # type: ignore[arg-type]
        yield product


def of(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


@pytest.mark.parametrize("kind", KINDS)
def test_a_product_that_does_nothing_is_no_health_server(kind: str, tmp_path: Path) -> None:
    limits = {"exchange_seconds": 0.7, "body_bytes": 100_000, "concurrency": 16}
    with null_product(kind) as product:
        values = {**REFERENCE.plan(product.url.rstrip("/"), {}), "limits": limits}
        run = run_live(tmp_path, values, suites="", environment=REFERENCE.environment)
    assert run.summary.verdict in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    assert [row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"] == []
    assert {name for name, case in run.results.items() if getattr(case, "outcome", "") == "error"} == set()
    assert run.again(tmp_path / "again").same_bytes


def test_the_honest_server_conforms_and_is_judged_again_to_the_same_bytes(tmp_path: Path) -> None:
    with REFERENCE.start() as product:
        run = run_live(tmp_path, REFERENCE.plan(product.url, product.servers), "", REFERENCE.environment)
    assert run.summary.verdict is Verdict.CONFORMANT
    assert run.again(tmp_path / "again").same_bytes


def stated(*resources: Any) -> dict[str, Any]:
    rest = {"mode": "server", "resource": list(resources)}
    entry = [None, 7, {"resource": []}, {"resource": {"resourceType": "A", "id": "/../?"}}]
    return {"resourceType": "CapabilityStatement", "rest": [None, 7, rest], "entry": entry}


@pytest.mark.parametrize(
    "answer",
    [
        stated(None, 7, {"type": 7}, {"type": "A", "interaction": [None, {"code": 7}, {}]}),
        stated({"type": "A", "interaction": READING}, {"type": "☃/..?#", "interaction": READING}),
        stated(*({"type": f"A{number}", "interaction": READING} for number in range(1_000))),
        {"resourceType": [], "rest": {}},
        Response(b"[" * 100_000),
        Response(b'{"rest": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        Response(b"\xff", media_type="application/fhir+json"),
        Response(status_code=501),
        [],
    ],
)
def test_odd_answers_are_no_error_of_ours(answer: Any) -> None:
    with served(answer) as product:
        found = product.outcomes()
    assert of(found, Outcome.ERROR) == set()


def test_a_search_that_has_to_be_narrower_proves_nothing() -> None:
    with in_process(Narrow(None), PLAN) as product:  # type: ignore[arg-type]
        found = product.outcomes()
    assert {found[f"IFC-FHS-{number:03}"] for number in (3, 4, 5)} == {Outcome.NOT_APPLICABLE}


class Narrow(Served):
    """It refuses to list all patients."""

    def routes(self, base: str, fault: Fault) -> list[Any]:
        async def anything(request: Any) -> Response:
            if request.path_params["rest"].endswith("metadata"):
                return JSONResponse(stated({"type": "Patient", "interaction": READING}))
            return JSONResponse({}, 404 if "/" in request.path_params["rest"].partition("Patient")[2] else 400)

        return [Route("/{rest:path}", anything)]
