"""Platforms that limit minors and sell in ways other than the reference product: who is blamed, and who is not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from doubles.in_process import in_process
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.finding import NotRun
from conformance.model.outcome import Outcome
from conformance_suites.interfaces.governance import reference
from conformance_suites.interfaces.governance.conduct.checks import amount, same_value
from conformance_suites.interfaces.governance.reader.conduct import Conduct
from conformance_suites.interfaces.governance.reader.times import seconds_of, seconds_of_date

PLAN = Plan(Selection(suites=("interfaces/governance/conduct",)))
SALES = {f"IFC-GOV-{number:03}" for number in range(14, 26)}


def outcomes(
    fault: str = "", *, product_of: Any = reference, without: tuple[str, ...] = (), **tables: Any
) -> dict[str, Outcome]:
    with in_process(product_of, PLAN) as product:
        told = {name: each for name, each in reference.INFORMATION.items() if name not in without}
        usual: dict[str, Any] = {"information": told, "limits": {"writing": True, "concurrency": 16}}
        return judged_once(PLAN, product.values(fault, **{**usual, **tables}), product.environment)


def named(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


def test_a_platform_that_sells_nothing_has_no_receipts_to_show() -> None:
    found = outcomes(statement={**reference.STATEMENT, "sells": False, "idempotent_purchases": False})
    assert named(found, Outcome.NOT_APPLICABLE) == {*SALES, "IFC-GOV-013"}
    assert named(found, Outcome.FAIL) == set()


@pytest.mark.parametrize(
    ("name", "one", "other", "same"),
    [
        ("time", "2026-03-01T12:30:00+08:00", "2026-03-01T04:30:00Z", True),
        ("time", "2026-03-01T12:30:00+08:00", "2026-03-01T12:30:00Z", False),
        ("amount", "18.50", "18.5", True),
        ("amount", "18.50", "18.05", False),
        ("currency", "CNY", "CNY", True),
        ("id", 7, "7", False),
    ],
)
def test_a_value_may_be_written_in_another_form(name: str, one: Any, other: Any, same: bool) -> None:
    assert same_value(name, one, other) is same


@pytest.mark.parametrize(("written", "read"), [(12, "12"), ("12+", "12+"), (None, None), (True, True)])
def test_a_class_may_be_a_number(written: Any, read: Any) -> None:
    class Plan:
        def information(self, name: str) -> str:
            raise NotRun("no_information", name=name)

    found = Conduct(Plan()).class_on_page({"contentRating": written})  # type: ignore[arg-type]  # all it is asked
    assert found == read


def test_a_limit_that_cannot_be_shown_is_not_satisfied() -> None:
    found = outcomes(without=("exhausted_token", "minor_token", "purchase_beyond_limit"))
    assert named(found, Outcome.NOT_RUN) == {
        *(f"IFC-GOV-{number:03}" for number in (4, 5, 8, 9, 10, 11, 12, 13)),
    }
    assert named(found, Outcome.FAIL) == set()


def test_whoever_lets_nobody_in_limits_nobody() -> None:
    found = outcomes(information={**reference.INFORMATION, "session": "POST elsewhere", "purchase": "POST elsewhere"})
    assert found["IFC-GOV-008"] is found["IFC-GOV-013"] is found["IFC-GOV-025"] is Outcome.INCONCLUSIVE
    assert named(found, Outcome.FAIL) == set()


def test_whoever_declines_with_a_success_grants_nothing() -> None:
    """The limits are kept; that the refusal of a session has status 200 is another row's matter."""

    def routes(base: str, fault: Any) -> list[Route]:
        def declining(route: Route) -> Route:
            async def endpoint(request: Request) -> Response:
                answer: Response = await route.endpoint(request)
                refused = answer.status_code in (401, 403) and request.method == "POST"
                return JSONResponse({"declined": True}) if refused else answer

            return Route(route.path, endpoint, methods=list(route.methods or ()))

        return [declining(each) for each in reference.routes(base, fault)]

    found = outcomes(product_of=SimpleNamespace(**{**vars(reference), "routes": routes}))
    assert named(found, Outcome.FAIL) == {"IFC-GOV-009", "IFC-GOV-010"}
    assert {"IFC-GOV-008", "IFC-GOV-013", "IFC-GOV-025"} <= named(found, Outcome.PASS)


def test_content_that_minors_may_all_have_gives_nothing_to_refuse() -> None:
    found = outcomes(information={**reference.INFORMATION, "minor_classes": ["all", "12+", "18+"]})
    assert named(found, Outcome.NOT_APPLICABLE) == {"IFC-GOV-004", "IFC-GOV-005", "IFC-GOV-006"}


def test_content_for_adults_alone_may_be_listed_for_no_minor() -> None:
    found = outcomes(information={**reference.INFORMATION, "minor_classes": ["none"], "catalogue": "content?of=adults"})
    assert found["IFC-GOV-004"] is Outcome.PASS


@pytest.mark.parametrize("body", ["[]", "{", "7"])
def test_a_body_in_the_plan_that_is_no_object_is_a_mistake_of_the_plan(body: str) -> None:
    found = outcomes(information={**reference.INFORMATION, "purchase_body": body, "purchase_beyond_limit": body})
    assert named(found, Outcome.FAIL) | named(found, Outcome.ERROR) == set()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01t08:00:00.25+08:00", 0),
        ("1969-12-31T18:30:00-05:30", 0),
        ("2016-12-31T23:59:60Z", 1483228800),
        ("2024-02-29T00:00:00z", 1709164800),
    ],
)
def test_times_of_the_standard_are_times(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("Thu, 01 Jan 1970 00:01:00 GMT", 60), ("", None), (None, None), ("now", None), ("Thu, 99 Foo", None)],
)
def test_dates_of_answers_are_times(text: str | None, seconds: int | None) -> None:
    assert seconds_of_date(text) == seconds


@pytest.mark.parametrize(
    "value",
    [
        *("2026-03-01", "2026-03-01 12:30:00Z", "2026-13-01T12:30:00Z", "2026-02-29T12:30:00Z", "0000-01-01T00:00:00Z"),
        *("2026-03-01T24:00:00Z", "2026-03-01T12:60:00Z", "2026-03-01T12:30:61Z", "2026-03-01T12:30:00+24:00"),
        *("2026-03-01T12:30:00", "2026-03-01T12:30:00.Z", "", 7, None, "now"),
    ],
)
def test_other_values_are_no_times(value: object) -> None:
    assert seconds_of(value) is None


@pytest.mark.parametrize(("value", "exact"), [("18.50", True), (0, True), (18.5, False), ("-1", False), ("", False)])
def test_amounts_are_digits_or_integers(value: object, exact: bool) -> None:
    assert (amount(value) is not None) is exact
    assert amount(True) is None
