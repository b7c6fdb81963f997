"""Record stores that do nothing, page for ever, or answer with what no client expects."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from doubles.in_process import Product
from doubles.served import NULL_KINDS, conforms, of, reference_of, satisfies_nothing, serving
from starlette.responses import Response

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance_suites.interfaces.xapi import reference
from conformance_suites.interfaces.xapi.record_store import view

PLAN = Plan(Selection(suites=("interfaces/xapi/record_store",)))
REFERENCE = reference_of("learning-record-store")
HEADERS = {"X-Experience-API-Version": "1.0.3"}


def served(answer: Any) -> AbstractContextManager[Product]:
    return serving(reference, PLAN, answer, headers=HEADERS)


@pytest.mark.parametrize("kind", NULL_KINDS)
def test_a_product_that_does_nothing_is_no_record_store(kind: str, tmp_path: Path) -> None:
    satisfies_nothing(REFERENCE, kind, tmp_path)


def test_the_honest_store_conforms_and_is_judged_again_to_the_same_bytes(tmp_path: Path) -> None:
    conforms(REFERENCE, tmp_path)


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
