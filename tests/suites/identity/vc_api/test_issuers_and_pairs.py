"""Issuers over the VC API, and pairs of products: who is blamed for what, and who is not."""

from __future__ import annotations

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
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.cli.main import main
from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance_suites.identity.vc_api import reference

pytestmark = pytest.mark.needs("identity/vc_api")
PLAN = Plan(Selection(suites=("identity/vc_api/issuer", "identity/vc_api/pair")))
ROLE = Plan(Selection(profile="credential-exchange"))
REFERENCE = ReferenceProduct(families_with_products(ROLE.catalogue, ROLE.sought), "credential-exchange")
ISSUING = {f"VAI-{at:03}" for at in range(1, 12)}
PAIR = {f"VAP-{at:03}" for at in range(1, 7)}
Change = Callable[[Request, Response], Response]


@contextmanager
def changed(change: Change) -> Iterator[Any]:
    """The honest products, with each of their answers changed."""

    def routes(base: str, fault: Any) -> list[Route]:
        def wrapped(route: Route) -> Route:
            async def endpoint(request: Request) -> Response:
                return change(request, await route.endpoint(request))

            return Route(route.path, endpoint, methods=list(route.methods or ()))

        return [wrapped(each) for each in reference.routes(base, fault)]

    with in_process(SimpleNamespace(**{**vars(reference), "routes": routes}), PLAN) as product:
        yield product


def outcomes(change: Change = lambda _, answer: answer, fault: str = "") -> dict[str, Outcome]:
    with changed(change) as product:
        found = judged_once(PLAN, product.values(fault))
    return {name.removeprefix("ID-"): each for name, each in found.items()}


def named(found: dict[str, Outcome], *wanted: Outcome) -> set[str]:
    return {name for name, each in found.items() if each in wanted}


def at(path: str, answer: Response) -> Change:
    return lambda request, given: answer if request.url.path.startswith(path) else given


def test_the_honest_products_satisfy_every_row() -> None:
    assert named(outcomes(), Outcome.PASS) == ISSUING | PAIR


@pytest.mark.parametrize(
    ("fault", "failed", "open_"),
    [
        ("ID-VAP-001_refused", {"VAP-001"}, {"VAP-003"}),
        ("ID-VAP-002_refused", {"VAP-002"}, {"VAP-004"}),
        ("ID-VAP-003_accepted", {"VAP-003"}, set()),
        ("ID-VAP-004_accepted", {"VAP-004"}, set()),
    ],
)
def test_a_fault_on_either_side_is_found_in_its_direction(fault: str, failed: set[str], open_: set[str]) -> None:
    found = outcomes(fault=fault)
    assert named(found, Outcome.FAIL) == failed
    assert named(found, Outcome.INCONCLUSIVE) == open_
    assert named(found, Outcome.PASS) >= PAIR - failed - open_


def test_a_product_that_answers_with_the_credential_alone_is_blamed_for_nothing_else() -> None:
    def alone(request: Request, answer: Response) -> Response:
        told = json.loads(bytes(answer.body))
        return JSONResponse(told.get("verifiableCredential", told), answer.status_code)

    assert named(outcomes(alone), Outcome.PASS) >= ISSUING | PAIR


@pytest.mark.parametrize(
    "answer",
    [
        Response(b"", 201),
        Response(b"[" * 100_000, 201, media_type="application/json"),
        Response(b"\xff\xfe\x00", 201, media_type="application/json"),
        JSONResponse({"verifiableCredential": {"proof": 7}}, 201),
        JSONResponse({"verifiableCredential": {"proof": {}, "credentialSubject": [7], "issuer": []}}, 201),
        JSONResponse({"verifiableCredential": {"proof": [{"type": "DataIntegrityProof", "proofValue": 7}] * 500}}, 201),
        JSONResponse({"verifiableCredential": "eyJ"}, 201),
        JSONResponse({}, 500),
        Response(b"", 302, {"location": "https://elsewhere.example/"}),
    ],
)
@pytest.mark.parametrize("path", ["/credentials/issue", "/first", "/second"])
def test_answers_of_any_content_end_in_an_outcome(path: str, answer: Response) -> None:
    found = outcomes(at(path, answer))
    assert not named(found, Outcome.ERROR)
    assert len(named(found, Outcome.PASS)) < len(ISSUING | PAIR)


@pytest.mark.parametrize("kind", sorted({*PRODUCTS} - {"slow_drip", "slow_body"}))
def test_services_that_exchange_nothing_satisfy_nothing(kind: str, tmp_path: Path) -> None:
    limits = {"exchange_seconds": 0.7, "body_bytes": 1_000_000}
    with null_product(kind) as product:
        values = asked_of(ROLE, REFERENCE.plan(product.url.rstrip("/"), {}))
        run = run_live(tmp_path, {**values, "limits": limits}, suites="")
    found = {row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"}
    assert found == set()


@pytest.mark.parametrize("profile", ["credential-exchange", "credential-issuer"])
def test_the_roles_have_reference_products(
    profile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    fault = {"credential-exchange": "ID-VAP-003_accepted", "credential-issuer": "ID-VAI-004_forged"}[profile]
    assert main(["demo", "--profile", profile]) == 0
    assert capsys.readouterr().out.startswith("CONFORMANT")
    main(["demo", "--profile", profile, "--fault", fault])
    assert capsys.readouterr().out.startswith("NOT CONFORMANT")
