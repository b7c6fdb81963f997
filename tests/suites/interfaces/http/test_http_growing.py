"""A resource to which something is added while it is judged: what differs is not found against it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from doubles.canned import CannedEvidence

from conformance.engine.judges.services import judge_service
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.transports.exchange import Answer, Request
from conformance.transports.limits import Limits
from conformance.transports.session import Session

PLAN = Plan(Selection(suites=("http/conditions", "http/semantics")))


@dataclass
class Growing(CannedEvidence):
    """A product whose resource has one more item from the first HEAD request on, or whose HEAD alone says so."""

    stays: bool
    facts: dict[str, Any] = field(default_factory=lambda: {"now": "2026-01-01T00:00:00+00:00", "seed": "0"})
    items: int = 1

    def answer(self, request: Request) -> Answer:
        if request.url.endswith("none"):
            return Answer(404, (), b"")
        if request.method == "HEAD":
            self.items = 2
        content = b"an item, " * self.items
        if self.stays:
            self.items = 1
        return Answer(200, (("content-length", str(len(content))),), b"" if request.method == "HEAD" else content)


@pytest.mark.parametrize(("stays", "outcome"), [(True, Outcome.FAIL), (False, Outcome.NOT_APPLICABLE)])
def test_a_length_is_compared_with_what_was_there_before_and_after(stays: bool, outcome: Outcome) -> None:
    session = Session(
        evidence=Growing(stays),  # type: ignore[arg-type]  # a double of it
        endpoints={"api": "http://127.0.0.1:9/"},
        statement={"problem_details": False},
        information={"resource": "things", "unknown_resource": "none"},
        limits=Limits(hosts=frozenset({"127.0.0.1:9"}), concurrency=1),
    )
    rows = judge_service(session, "api", PLAN.suites_for("http_api"), lambda _: True).verdicts
    found = {
        row.id: BY_LETTER[each]
        for loaded, letters, _ in rows
        for row, each in zip(loaded.suite.requirements, letters, strict=True)
    }
    assert found["IFC-HTP-004"] is outcome
