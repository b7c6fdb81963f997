"""Record stores that do nothing, page for ever, or answer with what no client expects."""

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
from conformance_suites.interfaces.xapi import reference
from conformance_suites.interfaces.xapi.record_store import view

PLAN = Plan(Selection(suites=("interfaces/xapi/record_store",)))
PROFILE = Plan(Selection(profile="learning-record-store"))
REFERENCE = ReferenceProduct(families_with_products(PROFILE.catalogue, PROFILE.sought), "learning-record-store")
KINDS = ["accepts_everything", "always_404", "always_500", "echo", "html_error", "nothing", "wants_token"]
HEADERS = {"X-Experience-API-Version": "1.0.3"}


class Served:
    """A record store that answers every request in one way."""

    STATEMENT = reference.STATEMENT
    INFORMATION = reference.INFORMATION
    FAULTS = ()

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def endpoints(self, base: str) -> dict[str, str]:
        return reference.endpoints(base)

    def routes(self, base: str, fault: Fault) -> list[Any]:
        async def anything(request: Any) -> Response:
            found = self.answer(request) if callable(self.answer) and not isinstance(self.answer, Response) else None
            found = self.answer if found is None else found
            return found if isinstance(found, Response) else JSONResponse(found, headers=HEADERS)

        return [Route("/{rest:path}", anything)]


@contextmanager
def served(answer: Any) -> Iterator[Product]:
    with in_process(Served(answer), PLAN) as product:  # type: ignore[arg-type]
        yield product


def of(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


@pytest.mark.parametrize("kind", KINDS)
def test_a_product_that_does_nothing_is_no_record_store(kind: str, tmp_path: Path) -> None:
    limits = {"exchange_seconds": 0.7, "body_bytes": 100_000, "concurrency": 16}
    with null_product(kind) as product:
        values = {**REFERENCE.plan(product.url.rstrip("/"), {}), "limits": limits}
        run = run_live(tmp_path, values, suites="", environment=REFERENCE.environment)
    assert run.summary.verdict in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    assert [row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"] == []
    assert {name for name, case in run.results.items() if getattr(case, "outcome", "") == "error"} == set()
    assert run.again(tmp_path / "again").same_bytes


def test_the_honest_store_conforms_and_is_judged_again_to_the_same_bytes(tmp_path: Path) -> None:
    with REFERENCE.start() as product:
        run = run_live(tmp_path, REFERENCE.plan(product.url, product.servers), "", REFERENCE.environment)
    assert run.summary.verdict is Verdict.CONFORMANT
    assert run.again(tmp_path / "again").same_bytes


@pytest.mark.parametrize(
    "answer",
    [
        {"version": [None, 1, {}], "statements": [None, 7, [], {}, {"id": 7}, {"id": "", "stored": 7}], "more": 7},
        {"version": {}, "statements": {"id": "a"}},
        {
            "statements": [{"id": "a", "verb": 7, "object": [], "stored": "9999-12-31T23:59:59-14:00"}] * 3,
            "more": "://",
        },
        {"statements": [{"id": "a", "stored": "2026-11-24"}, {"id": "b", "stored": "2026-W01-1T00:00:00Z"}]},
        Response(b"[" * 100_000),
        Response(b'{"statements": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        Response(b"\xff", media_type="application/json"),
        Response(status_code=501),
        [],
    ],
)
def test_odd_answers_are_no_error_of_ours(answer: Any) -> None:
    with served(answer) as product:
        found = product.outcomes()
    assert of(found, Outcome.ERROR) == set()


def page(request: Any) -> dict[str, Any]:
    """A page that has a next one, with statements that are there on no other."""
    number = int(request.url.path.rpartition("/")[2]) if "/more/" in request.url.path else 0
    listed = [{"id": f"urn:{number}:{at}"} for at in range(3)]
    return {"version": ["1.0.3"], "statements": listed, "more": f"/xapi/more/{number + 1}"}


def test_pages_without_end_are_turned_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "PAGES", 5)
    with served(page) as product:
        found = product.outcomes()
    assert found["IFC-LRS-020"] is Outcome.PASS
    assert of(found, Outcome.ERROR) == set()


def test_a_page_that_leads_to_itself_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "PAGES", 5)
    with served({"statements": [{"id": "a"}, {"id": "b"}], "more": "/xapi/statements"}) as product:
        assert product.outcomes()["IFC-LRS-020"] is Outcome.FAIL
