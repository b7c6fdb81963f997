"""Twins that follow nothing, sources that say nothing, and plans that name places where nothing is."""

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
from conformance.transports.exchange import Answer, Exchange, Request
from conformance_suites.interfaces.mapping import reference
from conformance_suites.interfaces.mapping.reader.observation import Observation, equal, marks_of

PLAN = Plan(Selection(suites=("interfaces/mapping/twin",)))
PROFILE = Plan(Selection(profile="live-twin"))
REFERENCE = ReferenceProduct(families_with_products(PROFILE.catalogue, PROFILE.sought), "live-twin")
KINDS = ["accepts_everything", "always_404", "always_500", "echo", "html_error", "nothing"]
QUICK = {**reference.INFORMATION, "period": 1, "delay": 1}


class Served:
    """A twin and a source that answer every request in one way, with places as in the reference product."""

    STATEMENT = reference.STATEMENT
    INFORMATION = QUICK
    FAULTS = ()

    def __init__(self, twin: Any, source: Any) -> None:
        self.answers = {"twin": twin, "stopped": twin, "source": source}

    def endpoints(self, base: str) -> dict[str, str]:
        return reference.endpoints(base)

    def routes(self, base: str, fault: Fault) -> list[Any]:
        async def answer(request: Any) -> Response:
            found = self.answers[request.path_params["path"]]
            return found if isinstance(found, Response) else JSONResponse(found)

        return [Route("/gauge/{path}", answer)]


@contextmanager
def served(twin: Any, source: Any) -> Iterator[Product]:
    with in_process(Served(twin, source), PLAN) as product:  # type: ignore[arg-type]
        yield product


def of(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


def observed(level: Any = 3.5, time: Any = "2026-11-24T08:00:00Z") -> dict[str, Any]:
    return {"value": [{"result": level, "phenomenonTime": time}]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_product_that_does_nothing_is_no_twin(kind: str, tmp_path: Path) -> None:
    limits = {"exchange_seconds": 0.7, "body_bytes": 100_000, "concurrency": 16}
    with null_product(kind) as product:
        values = {**REFERENCE.plan(product.url.rstrip("/"), {}), "limits": limits}
        run = run_live(tmp_path, values, suites="", environment=REFERENCE.environment)
    assert run.summary.verdict in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    assert [row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"] == []
    assert {name for name, case in run.results.items() if getattr(case, "outcome", "") == "error"} == set()
    assert run.again(tmp_path / "again").same_bytes


def test_the_honest_twin_conforms_and_is_judged_again_to_the_same_bytes(tmp_path: Path) -> None:
    with REFERENCE.start() as product:
        run = run_live(tmp_path, REFERENCE.plan(product.url, product.servers), "", REFERENCE.environment)
    assert run.summary.verdict is Verdict.CONFORMANT
    assert run.again(tmp_path / "again").same_bytes


def test_a_source_that_stands_still_shows_nothing_of_its_twin() -> None:
    with served(observed(), {"level": 3.5, "at": "2026-11-24T08:00:00Z", "unit": "m"}) as product:
        found = product.outcomes()
    assert {found[f"IFC-TWN-{number:03}"] for number in (3, 4, 5, 7)} == {Outcome.INCONCLUSIVE}
    assert of(found, Outcome.PASS) <= {"IFC-TWN-001", "IFC-TWN-002", "IFC-TWN-008", "IFC-TWN-009"}


@pytest.mark.parametrize(
    ("twin", "source"),
    [
        (observed(), Response(status_code=500)),
        (observed(), {"level": None, "at": None}),
        (observed({}, []), []),
        (observed([1], 7), {"level": [], "at": "24.11.2026"}),
        (observed(1e308, "2026-11-24T08:00:00"), {"at": "2026-13-24T08:00:00Z", "level": 1}),
        (Response(b"[" * 100_000), Response(b"\xff")),
        (Response(b'{"value": NaN}', headers={"date": "yesterday"}), {"at": "P1D", "level": 0}),
        ({"value": {}}, {"level": {}}),
    ],
)
def test_odd_answers_are_no_error_of_ours(twin: Any, source: Any) -> None:
    with served(twin, source) as product:
        found = product.outcomes()
    assert of(found, Outcome.ERROR) == set()
    assert of(found, Outcome.PASS) <= {"IFC-TWN-001", "IFC-TWN-002", "IFC-TWN-009"}


@pytest.mark.parametrize(
    "told",
    [{"delay": "soon"}, {"period": 10**9}, {"stale_marks": "{"}, {"simulated_marks": "[]"}, {"stale_marks": "{}"}],
)
def test_what_a_plan_says_wrongly_is_a_matter_of_the_plan(told: dict[str, Any]) -> None:
    with in_process(reference, PLAN) as product:  # type: ignore[arg-type]
        found = product.outcomes(information={**QUICK, **told})
    assert of(found, Outcome.INCONCLUSIVE)
    assert not of(found, Outcome.FAIL) | of(found, Outcome.ERROR)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (3.5, "3.50", True),
        (0.1 + 0.2, 0.3, True),
        (3.5, 3.6, False),
        (True, 1, True),
        (True, False, False),
        ("on", "on", True),
        ("on", "off", False),
        (10**400, 10**400, True),
        (None, 0, False),
    ],
)
def test_values_are_equal_as_far_as_formats_keep_them(one: Any, other: Any, expected: bool) -> None:
    assert equal(one, other) is expected


@pytest.mark.parametrize("date", ["", "yesterday", "24th of November"])
def test_an_answer_without_a_date_says_nothing_of_a_clock(date: str) -> None:
    answer = Answer(200, (("date", date),), b"{}")
    assert Observation(Exchange("a#1", Request("GET", "http://a.example"), answer), {}).answered is None


def test_marks_are_places_with_values() -> None:
    assert marks_of('{"/quality": "stale"}') == {"/quality": "stale"}
    for wrong in ("{", "[]", "{}", '{"quality": "stale"}'):
        with pytest.raises(ValueError):  # noqa: PT011 - the message is the text
            marks_of(wrong)
