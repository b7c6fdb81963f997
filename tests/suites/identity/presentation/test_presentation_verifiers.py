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

pytest.importorskip("cryptography")
pytest.importorskip("joserfc")
pytest.importorskip("multiformats")
from doubles.in_process import in_process
from doubles.live_runs import asked_of, run_live
from doubles.null_products import PRODUCTS, null_product
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.authoring import Blocked
from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance.transports.exchange import Answer, Exchange
from conformance.transports.exchange import Request as HttpRequest
from conformance_suites.identity.presentation import reference
from conformance_suites.identity.presentation.reader.links import link_in
from conformance_suites.identity.presentation.reader.query import Found
from conformance_suites.identity.presentation.reader.wanted import chosen, claims_of, values_for

pytestmark = pytest.mark.needs("identity/presentation")
SUITES = ("identity/presentation/verifier", "identity/presentation/transaction")
PLAN = Plan(Selection(suites=SUITES))
ROLE = Plan(Selection(profile="presentation-verifier"))
REFERENCE = ReferenceProduct(families_with_products(PLAN.catalogue, {"presentation_verifier"}), "presentation-verifier")
MUTANTS = {f"VPV-{number:03}" for number in range(1, 24)}
ONCE, SERVER_ERROR = {"VPV-024"}, {"VPV-025"}
TRANSACTIONS = {f"VPT-{number:03}" for number in range(1, 10)}
ROWS = MUTANTS | ONCE | SERVER_ERROR | TRANSACTIONS
OF_SD_JWT = {f"VPV-{number:03}" for number in (1, 2, 3, 4, 17, 18, 19)}
Change = Callable[[Request, Response], Response]
RESULT = {"result_at": "/result", "accepted_if": "/status=accepted"}


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


def outcomes(change: Change = lambda _, answer: answer, fault: str = "", **information: Any) -> dict[str, Outcome]:
    with changed(change) as product:
        values = product.values(fault)
        values["information"] = {**values["information"], **information}
        found = judged_once(PLAN, values)
    return {name.removeprefix("ID-"): each for name, each in found.items() if name.startswith(("ID-VPV", "ID-VPT"))}


def named(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


def responses(good: Response | None, bad: Response | None) -> Change:
    """The honest product, with other answers to responses of wallets."""

    def change(request: Request, answer: Response) -> Response:
        if "/responses/" not in request.url.path:
            return answer
        return (good if answer.status_code == 200 else bad) or answer

    return change


def test_the_honest_product_satisfies_every_row() -> None:
    assert named(outcomes(), Outcome.PASS) == ROWS


def test_signed_presentations_of_credentials_in_tokens_are_judged_as_well() -> None:
    found = outcomes(start_example='{"format": "jwt_vc_json"}')
    assert named(found, Outcome.NOT_APPLICABLE) == OF_SD_JWT
    assert named(found, Outcome.PASS) == ROWS - OF_SD_JWT


@pytest.mark.parametrize(
    "fault",
    [
        *(
            "ID-VPV-005_changed",
            "ID-VPV-006_any_key",
            "ID-VPV-007_unsigned",
            "ID-VPV-008_secret",
            "ID-VPV-009_any_type",
        ),
        *("ID-VPV-010_fewer", "ID-VPV-011_expired", "ID-VPV-012_early", "ID-VPV-013_unbound", "ID-VPV-014_any_holder"),
        *("ID-VPV-015_any_audience", "ID-VPV-016_any_nonce", "ID-VPV-023_any_transaction"),
    ],
)
def test_a_fault_shows_with_credentials_in_tokens(fault: str) -> None:
    found = outcomes(fault=fault, start_example='{"format": "jwt_vc_json"}')
    assert named(found, Outcome.FAIL) == {fault[3:10]}


@pytest.mark.parametrize(
    "bad",
    [JSONResponse({"error": "invalid_request"}), Response(b"no", 422), JSONResponse({}, 403), Response(b"", 404)],
)
def test_a_refusal_has_several_shapes(bad: Response) -> None:
    assert named(outcomes(responses(None, bad)), Outcome.PASS) == ROWS


def test_what_answers_nonsense_as_it_answers_presentations_proves_nothing() -> None:
    found = outcomes(responses(None, JSONResponse({})))
    assert not named(found, Outcome.FAIL)
    assert named(found, Outcome.PASS) <= TRANSACTIONS


def test_the_result_says_what_the_status_hides() -> None:
    assert named(outcomes(responses(None, JSONResponse({})), **RESULT), Outcome.FAIL) == set()
    found = outcomes(responses(None, JSONResponse({})), "ID-VPV-011_expired", **RESULT)
    assert named(found, Outcome.FAIL) == {"VPV-011"}


@pytest.mark.parametrize("status", [200, 400, 404, 500, 503])
def test_a_product_that_refuses_everything_satisfies_nothing(status: int) -> None:
    answer = JSONResponse({"error": "invalid_request"}, status)
    found = outcomes(responses(answer, answer))
    assert named(found, Outcome.PASS) | named(found, Outcome.FAIL) == set()


def test_a_product_that_accepts_only_at_first_proves_nothing() -> None:
    numbers = itertools.count(1)

    def change(request: Request, answer: Response) -> Response:
        late = "/responses/" in request.url.path and next(numbers) > 2
        return JSONResponse({"error": "invalid_request"}, 400) if late else answer

    found = outcomes(change)
    assert not named(found, Outcome.PASS) & MUTANTS
    assert not named(found, Outcome.FAIL) & (MUTANTS | ONCE | SERVER_ERROR)


def test_an_error_of_the_server_is_not_a_refusal() -> None:
    found = outcomes(responses(None, JSONResponse({}, 500)))
    assert not named(found, Outcome.PASS) & MUTANTS
    assert not named(found, Outcome.FAIL) & MUTANTS


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[" * 100_000,
        b'{"request": 7}',
        b'{"request": "openid4vp://"}',
        b'{"request": "openid4vp://?client_id=a"}',
        b'{"request": "openid4vp://?client_id=a&request_uri=%00"}',
        b'{"request": "openid4vp://?client_id=a&request=a.b.c"}',
        b"\xff\xfe\xff",
        b"openid4vp://" + b"a" * 500_000,
    ],
)
def test_a_start_without_a_usable_request_is_open_not_green(body: bytes) -> None:
    def change(request: Request, answer: Response) -> Response:
        started = request.url.path.endswith("/transactions")
        return Response(body, media_type="application/json") if started else answer

    found = outcomes(change)
    assert named(found, Outcome.PASS) | named(found, Outcome.FAIL) | named(found, Outcome.ERROR) == set()


@pytest.mark.parametrize("body", [b"", b"a.b.c", b"e30.e30.", b"." * 100_000, b"\xff" * 100, b"{" * 100_000])
def test_a_request_object_that_cannot_be_read_is_open_not_green(body: bytes) -> None:
    def change(request: Request, answer: Response) -> Response:
        return Response(body) if "/requests/" in request.url.path else answer

    found = outcomes(change)
    assert named(found, Outcome.PASS) | named(found, Outcome.FAIL) | named(found, Outcome.ERROR) == set()


@pytest.mark.parametrize("kind", sorted({*PRODUCTS} - {"slow_drip", "slow_body"}))
def test_a_service_that_is_not_a_verifier_satisfies_nothing(kind: str, tmp_path: Path) -> None:
    limits = {"exchange_seconds": 0.7, "body_bytes": 1_000_000}
    with null_product(kind) as product:
        plan = {**asked_of(ROLE, REFERENCE.plan(product.url.rstrip("/"), {})), "limits": limits}
        run = run_live(tmp_path, plan, suites="")
    found = {row.record.id for row in run.summary.requirements.values() if row.conclusion in ("satisfied", "failed")}
    assert found == set()


def answer_with(body: bytes, *headers: tuple[str, str], status: int = 200) -> Exchange:
    return Exchange("a#1", HttpRequest("GET", "http://127.0.0.1/"), Answer(status, headers, body))


@pytest.mark.parametrize(
    "exchange",
    [
        answer_with(b"", ("location", "openid4vp://authorize?client_id=a%3Ab&nonce=n"), status=302),
        answer_with(b'{"a": [{"b": "openid4vp://authorize?client_id=a%3Ab\\u0026nonce=n"}]}'),
        answer_with(b'<a href="openid4vp://authorize?client_id=a%3Ab&amp;nonce=n">Open the wallet</a>'),
        answer_with(b"https://wallet.example/?client_id=a%3Ab&nonce=n"),
    ],
)
def test_the_link_is_found_wherever_it_is(exchange: Exchange) -> None:
    assert link_in(exchange).parameters == {"client_id": "a:b", "nonce": "n"}


def test_the_plan_may_say_which_link_it_is() -> None:
    found = answer_with(b'{"a": "x://?client_id=1", "b": "x://?client_id=2"}')
    assert [link_in(found, place).parameters["client_id"] for place in ("", "/b")] == ["1", "2"]
    with pytest.raises(Blocked):
        link_in(found, "/c")


QUERY = {
    "credentials": [
        {
            "id": "a",
            "format": "dc+sd-jwt",
            "claims": [
                {"id": "x", "path": ["address", "city"]},
                {"id": "y", "path": ["degrees", None, "type"], "values": ["BSc"]},
                {"id": "z", "path": ["age_over_18"]},
                {"id": "d", "path": ["levels", 2]},
            ],
        },
        {"id": "b", "format": "jwt_vc_json"},
    ]
}


def test_credentials_have_what_the_query_asks_for() -> None:
    first, _ = chosen(QUERY)
    assert values_for(claims_of(first)) == {
        "address": {"city": "Example of city"},
        "degrees": [{"type": "BSc"}],
        "age_over_18": True,
        "levels": ["-", "-", "Example of levels"],
    }
    alternatives = Found("", {**first.value, "claim_sets": [["z"], ["x"]]})
    assert values_for(claims_of(alternatives)) == {"age_over_18": True}
    assert [each.name for each in chosen({**QUERY, "credential_sets": [{"options": [["b"], ["a"]]}]})] == ["b"]


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ({}, "query_unfit"),
        ({"credentials": [{"id": str(at), "format": "dc+sd-jwt"} for at in range(1000)]}, "query_unfit"),
        ({"credentials": [{"id": "a", "format": "mso_mdoc"}]}, "format_unfit"),
    ],
)
def test_queries_that_the_wallet_cannot_answer_are_named(query: dict[str, Any], key: str) -> None:
    with pytest.raises(Blocked) as caught:
        chosen(query)
    assert caught.value.key == key


@pytest.mark.parametrize("path", [["a"] * 5000, ["a", 10**9], [None], [0], [True], []])
def test_paths_are_followed_within_bounds(path: list[Any]) -> None:
    assert len(json.dumps(values_for([Found("", {"path": path})]))) < 1000


def test_the_evidence_is_judged_again_to_the_same_bytes(tmp_path: Path) -> None:
    with REFERENCE.start() as process:
        run = run_live(tmp_path / "live", asked_of(ROLE, REFERENCE.plan(process.url, process.servers)), suites="")
        assert run.summary.verdict.value == "conformant"
        assert run.again(tmp_path / "again").same_bytes
