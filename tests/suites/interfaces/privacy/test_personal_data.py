"""Platforms that are like others, or not like the reference product: who is blamed for what, and who is not."""

from __future__ import annotations

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
from conformance_suites.interfaces.privacy import reference
from conformance_suites.interfaces.privacy.reader.markers import marked
from conformance_suites.interfaces.privacy.reader.operations import basic, shows

PLAN = Plan(Selection(suites=("interfaces/privacy/personal_data",)))
LIMITS = {"writing": True, "concurrency": 16}
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


def outcomes(change: Change = lambda _, answer: answer, **information: Any) -> dict[str, Outcome]:
    with changed(change) as product:
        told = {**reference.INFORMATION, **information}
        values = product.values(limits=LIMITS, information={name: each for name, each in told.items() if each != ""})
        return judged_once(PLAN, values)


def named(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name.removeprefix("IFC-PRV-") for name, each in found.items() if each is outcome}


def test_what_the_plan_does_not_name_is_not_run() -> None:
    found = outcomes(export="", erasure="", correction="", public_data="", optional_members="")
    assert named(found, Outcome.PASS) == {"001", "002", "003"}
    assert named(found, Outcome.NOT_RUN) == {f"{number:03}" for number in range(4, 26)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"account_example": "[]"},
        {"account_example": '{"name": "Li"}'},
        {"account_example": "{"},
        {"account_token": "/nowhere"},
        {"account_token": "/id"},
        {"account_id": "/session"},
        {"accounts": "POST elsewhere"},
        {"accounts": "GET accounts"},
        {"own_data": ["accounts/{number}"]},
        {"own_data": ["nowhere"]},
        {"credential_header": "X-Other: {token}"},
        {"account_password": "/nowhere"},
        {"account_password": "/email"},  # with which nobody is let in here
        {"contribution": "POST nowhere", "contribution_example": '{"page": "{public}"}'},
        {"contribution": "PATCH accounts/{id}", "contribution_example": "7"},
    ],
)
def test_a_mistake_of_the_plan_is_nobodys_failure(wrong: dict[str, Any]) -> None:
    found = outcomes(**wrong)
    assert named(found, Outcome.FAIL) | named(found, Outcome.ERROR) == set()
    assert named(found, Outcome.PASS) <= {"009"}  # which needs an account alone


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_product_that_is_busy_is_not_blamed(status: int) -> None:
    found = outcomes(lambda request, answer: Response(status_code=status))
    assert named(found, Outcome.INCONCLUSIVE) == {f"{number:03}" for number in range(1, 26)}


def test_an_export_at_once_has_no_place_and_no_time() -> None:
    def at_once(request: Request, answer: Response) -> Response:
        if request.url.path.endswith("/export") and answer.status_code == 202:
            return Response(kept[request.path_params["number"]], media_type="application/json")
        if request.url.path.endswith("/accounts") and answer.status_code == 201:
            kept[str(json.loads(answer.body)["id"])] = request._body  # read by the product before
        return answer

    kept: dict[str, bytes] = {}
    found = outcomes(at_once)
    assert named(found, Outcome.FAIL) == set()
    assert named(found, Outcome.NOT_APPLICABLE) == {"011", "018"}


@pytest.mark.parametrize("kind", ["application/zip", "application/x-tar", "application/octet-stream"])
def test_a_packed_export_is_not_judged(kind: str) -> None:
    def packed(request: Request, answer: Response) -> Response:
        if "/exports/" in request.url.path and not request.url.path.endswith("status") and answer.status_code == 200:
            return Response(b"PK", media_type=kind)
        return answer

    found = outcomes(packed)
    assert named(found, Outcome.FAIL) == set()
    assert named(found, Outcome.INCONCLUSIVE) == {"012", "013", "014", "015", "016", "017", "018", "022"}


def test_what_people_contribute_is_theirs_as_well() -> None:
    contributed = {"contribution": "PATCH accounts/{id}", "contribution_example": '{"page": "{public}"}'}
    assert named(outcomes(**contributed), Outcome.PASS) == {f"{number:03}" for number in range(1, 26)}

    def forgotten(request: Request, answer: Response) -> Response:
        if "/exports/" not in request.url.path or b"page" not in answer.body:
            return answer
        return JSONResponse({name: each for name, each in json.loads(answer.body).items() if name != "page"})

    assert named(outcomes(forgotten, **contributed), Outcome.FAIL) == {"013"}


def test_a_correction_that_replaces_nothing_leaves_nothing_to_look_for() -> None:
    found = outcomes(correction_example='{"page": "{public}"}')
    assert named(found, Outcome.INCONCLUSIVE) == {"005"}
    assert named(found, Outcome.FAIL) == set()


def test_an_erasure_whose_content_may_show_who_asks_is_not_sent_for_others() -> None:
    found = outcomes(erasure_example='{"confirm": "{id}"}')
    assert named(found, Outcome.NOT_APPLICABLE) == {"025"}
    assert named(found, Outcome.FAIL) == set()


def test_a_password_is_shown_with_the_id() -> None:
    assert basic("李", "a:b") == "5p2OOmE6Yg=="
    assert basic("7", 7) == ""


def test_urls_that_name_nobody_are_not_tried_for_others() -> None:
    found = outcomes(own_data=["accounts/1"], export="POST export", erasure="DELETE me", correction="PATCH me")
    assert {"003", "006", "017", "025"} <= named(found, Outcome.NOT_APPLICABLE)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"id": {}}', "\ufffe", '{"session": {"token": ""}, "id": 1}', "7"])
def test_an_answer_that_is_no_account_makes_none(text: str) -> None:
    def hostile(request: Request, answer: Response) -> Response:
        return Response(text, 201) if request.method == "POST" else answer

    found = outcomes(hostile)
    assert named(found, Outcome.INCONCLUSIVE) == {f"{number:03}" for number in range(1, 26)}


def test_an_export_that_leads_in_a_circle_or_elsewhere_ends() -> None:
    def circle(request: Request, answer: Response) -> Response:
        if request.url.path.endswith("status"):
            return Response(status_code=303, headers={"Location": request.url.path})
        return answer

    def elsewhere(request: Request, answer: Response) -> Response:
        if request.url.path.endswith("status"):
            return JSONResponse({"url": "https://192.0.2.1/export"})
        return answer

    assert named(outcomes(circle, seconds_until_done=0.5), Outcome.FAIL) == {"011"}
    assert named(outcomes(elsewhere), Outcome.FAIL) == set()


def test_copies_may_follow_within_the_time_of_the_plan() -> None:
    """A search may still have what was corrected or erased a moment ago."""
    before: dict[str, list[bytes]] = {}

    def lagging(request: Request, answer: Response) -> Response:
        if request.method != "GET" or "/people" not in request.url.path:
            return answer
        seen = before.setdefault(f"{request.url}{request.headers.get('authorization')}", [])
        seen.append(bytes(answer.body))
        return Response(seen[max(0, len(seen) - 2)], 200, media_type="application/json")

    assert named(outcomes(lagging), Outcome.FAIL) == set()


def test_an_erased_account_may_redirect_to_the_sign_in() -> None:
    def signed_out(request: Request, answer: Response) -> Response:
        if answer.status_code == 401:
            return Response(status_code=302, headers={"Location": "/sign-in"})
        return answer

    assert named(outcomes(signed_out), Outcome.FAIL) == set()


def test_markers_differ_and_are_found_in_any_case_and_encoding() -> None:
    document, markers = marked({"a": ["{public} {private}"], "b~/": "{public}", "n": 7}, "cf0123")
    assert document == {"a": ["cf012300 cf012301"], "b~/": "cf012302", "n": 7}
    assert [(each.pointer, each.private) for each in markers] == [("/a/0", False), ("/a/0", True), ("/b~0~1", False)]
    for body in (b'{"A": "CF012302"}', "cf012302".encode("utf-16"), b"<p>cf012302</p>"):
        assert shows(SimpleNamespace(body=body), "cf012302")  # type: ignore[arg-type]
