"""Servers of health data that do nothing, or answer with what no client expects."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from doubles.in_process import Product
from doubles.served import NULL_KINDS, conforms, of, reference_of, satisfies_nothing, serving
from starlette.responses import JSONResponse, Response

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance_suites.interfaces.fhir import reference

PLAN = Plan(Selection(suites=("interfaces/fhir/server",)))
REFERENCE = reference_of("health-server")
READING = [{"code": "read"}, {"code": "search-type"}]


def served(answer: Any) -> AbstractContextManager[Product]:
    return serving(reference, PLAN, answer)


@pytest.mark.parametrize("kind", NULL_KINDS)
def test_a_product_that_does_nothing_is_no_health_server(kind: str, tmp_path: Path) -> None:
    satisfies_nothing(REFERENCE, kind, tmp_path)


def test_the_honest_server_conforms_and_is_judged_again_to_the_same_bytes(tmp_path: Path) -> None:
    conforms(REFERENCE, tmp_path)


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


def narrow(request: Any) -> Response:
    """The answer of a server that refuses to list all patients."""
    rest = request.path_params["rest"]
    if rest.endswith("metadata"):
        return JSONResponse(stated({"type": "Patient", "interaction": READING}))
    return JSONResponse({}, 404 if "/" in rest.partition("Patient")[2] else 400)


def test_a_search_that_has_to_be_narrower_proves_nothing() -> None:
    with served(narrow) as product:
        found = product.outcomes()
    assert {found[f"IFC-FHS-{number:03}"] for number in (3, 4, 5)} == {Outcome.NOT_APPLICABLE}
