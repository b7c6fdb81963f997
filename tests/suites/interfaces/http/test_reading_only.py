"""Nobody who has not allowed it gets a request that looks for faults: one of these ended a real product (Prism)."""

from __future__ import annotations

from typing import Any

import pytest
from doubles import in_process as doubles

from conformance.engine.plan import Plan, Selection
from conformance_suites.interfaces.http import reference
from conformance_suites.interfaces.http.reader.api import HOSTILE_HEADERS, HOSTILE_PATHS

SUITES = ("semantics", "conditions", "problems", "cors", "resources")
PLAN = Plan(Selection(suites=tuple(f"http/{name}" for name in SUITES)))


@pytest.mark.parametrize("allowed", [False, True])
def test_hostile_requests_are_sent_only_where_the_plan_allows_them(
    allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    answer_of = doubles.answer_of

    def noted(application: Any, request: Any) -> Any:
        sent.append(request)
        return answer_of(application, request)

    monkeypatch.setattr(doubles, "answer_of", noted)
    with doubles.in_process(reference, PLAN) as product:
        product.outcomes(**({} if allowed else {"authorisation": None}))
    hostile = [each for each in sent if is_hostile(each)]
    assert bool(hostile) is allowed
    assert len(sent) > 10


def is_hostile(request: Any) -> bool:
    return request.url.endswith(HOSTILE_PATHS) or any(each in request.headers for each in HOSTILE_HEADERS)
