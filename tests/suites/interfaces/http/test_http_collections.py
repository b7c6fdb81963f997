"""Collections that conform, each in another way: what nobody asks of them is not found against them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from doubles.canned import CannedEvidence

from conformance.engine.judges.services import judge_service
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.transports.exchange import Answer, Request
from conformance.transports.limits import Limits
from conformance.transports.session import Session

PLAN = Plan(Selection(suites=("http/resources",)))
EXAMPLE = {"name": "lamp"}
CREATED = ("IFC-RES-002", "IFC-RES-003", "IFC-RES-004", "IFC-RES-006", "IFC-RES-010")


@dataclass
class Shelf(CannedEvidence):
    """A product with a collection whose pages `listed` writes, and which creates with one status."""

    listed: str
    status: int = 201
    facts: dict[str, Any] = field(default_factory=lambda: {"now": "2026-01-01T00:00:00+00:00", "seed": "0"})
    made: int = 0

    def answer(self, request: Request) -> Answer:
        url = urlsplit(request.url)
        if request.method == "POST":
            self.made += 1
            return Answer(self.status, (("location", f"/things/{self.made}"),), b"")
        if url.path != "/things":
            return Answer(
                404 if url.path.endswith("none") else 200, (), json.dumps({**EXAMPLE, "at": url.path}).encode()
            )
        at = int(parse_qs(url.query).get("at", ["1"])[0])
        last = at >= (250 if self.listed == "many" else self.made)
        headers = (("content-type", "application/json"), ("link", f'</things?at={at + 1}>; rel="next"'))
        item = {**EXAMPLE, "id": at} if self.listed in ("many", "identified") else EXAMPLE
        page = {"items": [item]} if self.listed == "wrapped" else [item]
        return Answer(200, headers[:1] if last else headers, json.dumps(page).encode())


def outcomes(product: Shelf) -> dict[str, Outcome]:
    session = Session(
        evidence=product,  # type: ignore[arg-type]  # a double of it
        endpoints={"api": "http://127.0.0.1:9/"},
        statement={},
        information={
            "resource": "things/1",
            "unknown_resource": "things/none",
            "collection": "things",
            "example_body": json.dumps(EXAMPLE),
        },
        limits=Limits(hosts=frozenset({"127.0.0.1:9"}), concurrency=1, writing=True, requests=5000),
    )
    rows = judge_service(session, "api", PLAN.suites_for("http_api"), lambda _: True).verdicts
    return {
        row.id: BY_LETTER[each]
        for loaded, letters, _ in rows
        for row, each in zip(loaded.suite.requirements, letters, strict=True)
    }


@pytest.mark.parametrize(
    ("listed", "outcome"),
    [
        ("identified", Outcome.PASS),
        ("equal items", Outcome.NOT_APPLICABLE),
        ("wrapped", Outcome.NOT_APPLICABLE),
    ],
)
def test_only_items_that_say_which_they_are_can_be_repeated(listed: str, outcome: Outcome) -> None:
    found = outcomes(Shelf(listed))
    assert (found["IFC-RES-020"], found["IFC-RES-021"]) == (Outcome.PASS, outcome)


def test_a_large_collection_is_not_an_endless_one() -> None:
    assert outcomes(Shelf("many"))["IFC-RES-020"] is Outcome.INCONCLUSIVE


def test_what_is_accepted_for_later_is_not_created_yet() -> None:
    found = outcomes(Shelf("identified", 202))
    assert {found[name] for name in CREATED} == {Outcome.NOT_APPLICABLE}
