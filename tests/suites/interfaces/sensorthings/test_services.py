"""Services that do nothing, or that page in odd ways: none satisfies what it does not do."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from doubles.in_process import BASE, Product
from doubles.served import conforms, of, reference_of, satisfies_nothing, serving
from starlette.responses import Response

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance_suites.interfaces.sensorthings import reference
from conformance_suites.interfaces.sensorthings.reference.station import PATH
from conformance_suites.interfaces.sensorthings.service import walk as walking

PLAN = Plan(Selection(suites=("interfaces/sensorthings/service",)))
REFERENCE = reference_of("sensor-service")
KINDS = ["accepts_everything", "always_404", "echo", "nothing", "wants_token"]
SETS = ("Things", "Locations", "Datastreams", "Sensors", "Observations", "ObservedProperties", "FeaturesOfInterest")


def served(answer: Any, root: bytes | None = None) -> AbstractContextManager[Product]:
    """A service whose root lists all entity sets, and which answers everything else in one way."""
    listed = [{"name": name, "url": f"{BASE}{PATH}/{name}"} for name in SETS]
    described: Any = {"value": listed, "serverSettings": {"conformance": []}}
    if root is not None:
        described = Response(root, media_type="application/json")
    return serving(reference, PLAN, answer, fixed={PATH: described})


def outcomes(product: Product) -> dict[str, Outcome]:
    return {name: each for name, each in product.outcomes().items() if name.startswith("IFC-SSV")}


@pytest.mark.parametrize("kind", KINDS)
def test_a_product_that_does_nothing_is_no_sensor_service(kind: str, tmp_path: Path) -> None:
    satisfies_nothing(REFERENCE, kind, tmp_path)


def test_the_honest_service_conforms_and_is_judged_again_to_the_same_bytes(tmp_path: Path) -> None:
    conforms(REFERENCE, tmp_path)


@pytest.mark.parametrize(
    "answer", [{"value": []}, {"value": [{}]}, {"value": [7, None]}, Response(status_code=500), []]
)
def test_a_service_that_answers_everything_alike_satisfies_little(answer: Any) -> None:
    with served(answer) as product:
        found = outcomes(product)
    assert of(found, Outcome.PASS) <= {"IFC-SSV-001", "IFC-SSV-002", "IFC-SSV-003", "IFC-SSV-004"}
    assert of(found, Outcome.ERROR) == set()


@pytest.mark.parametrize(
    "root",
    [
        b'{"value": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"value": {}}',
        b'{"value": [{"name": "Things", "url": "http://[::1"}]}',
        b'{"value": [{"name": "Things", "url": "coap://a"}, {"name": [], "url": {}}]}',
        b'{"value": [{"name": "Things", "url": "http://192.0.2.1/Things"}]}',
        b"[]",
        b"\xff",
    ],
)
def test_a_hostile_root_is_no_error_of_ours(root: bytes) -> None:
    with served({"value": []}, root) as product:
        found = outcomes(product)
    assert of(found, Outcome.ERROR) == set()
    assert of(found, Outcome.PASS) <= {"IFC-SSV-001"}


def page(number: int, request: Any, new: bool) -> dict[str, Any]:
    """A page of observations that has a next one, whose address is new."""
    url = str(request.url).partition("?")[0]
    entity = {"@iot.id": number if new else 1, "@iot.selfLink": f"{url}(1)"}
    return {"value": [entity], "@iot.nextLink": f"{url}?page={number + 1}"}


@pytest.mark.parametrize(
    ("new", "rows"),
    [
        (True, {"IFC-SSV-021": Outcome.INCONCLUSIVE, "IFC-SSV-022": Outcome.INCONCLUSIVE}),
        (False, {"IFC-SSV-021": Outcome.FAIL}),
    ],
)
def test_pages_without_end_are_bounded(new: bool, rows: dict[str, Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "PAGES", 20)
    with served(lambda request: page(int(request.query_params.get("page", "1")), request, new)) as product:
        found = outcomes(product)
    assert {name: found[name] for name in rows} == rows
    assert of(found, Outcome.ERROR) == set()


def test_what_a_service_does_not_claim_is_not_asked_of_it() -> None:
    """Version 1.1 says what it implements; all that is refused here is what it does not claim."""

    def answer(request: Any) -> Any:
        name = request.url.path.rpartition("/")[2]
        if any(each.startswith("$") for each in request.query_params):
            return Response(status_code=501)
        url = str(request.url)
        return {"value": [{"@iot.id": at, "@iot.selfLink": f"{url}({at})", "name": f"{name} {at}"} for at in (1, 2)]}

    with served(answer) as product:
        found = outcomes(product)
    queries = {f"IFC-SSV-{number:03}" for number in (10, 11, 12, 13, 15, 18)}
    assert queries <= of(found, Outcome.NOT_APPLICABLE)
    assert {"IFC-SSV-019", "IFC-SSV-020"} <= of(found, Outcome.PASS)
    with served(answer, json.dumps({"value": [{"name": "Things", "url": "Things"}]}).encode()) as product:
        assert queries <= of(outcomes(product), Outcome.NOT_APPLICABLE)
