"""Catalogues of interfaces of any shape get findings and reasons, and products that publish none satisfy nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from doubles.canned import CannedEvidence
from doubles.live_runs import run_live
from doubles.null_products import null_product
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.engine.judges.services import judge_service
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance.transports.exchange import Answer, Request
from conformance.transports.limits import Limits
from conformance.transports.session import Session

PLAN = Plan(Selection(profile="api-catalog"))
REFERENCE = ReferenceProduct(families_with_products(PLAN.catalogue, PLAN.sought), "api-catalog")
BASE = "http://127.0.0.1:9"
ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 1) | st.sampled_from(["", "http://a:b/", "http://[::1", f"{BASE}/x"]),
    lambda each: (
        st.lists(each, max_size=3) | st.dictionaries(st.sampled_from(["anchor", "item", "href", "title*"]), each)
    ),
    max_leaves=8,
)


@dataclass
class Canned(CannedEvidence):
    """Evidence that holds one catalogue, whatever is asked for."""

    body: bytes
    facts: dict[str, Any] = field(default_factory=lambda: {"now": "2026-01-01T00:00:00+00:00", "seed": "0"})

    def answer(self, request: Request) -> Answer:
        return Answer(200, (("content-type", "application/linkset+json"), ("link", "<" * 50)), self.body)


def judged(body: bytes) -> dict[str, Outcome]:
    session = Session(
        evidence=Canned(body),  # type: ignore[arg-type]  # it answers what is asked here
        endpoints={"catalog": BASE},
        statement={},
        information={},
        limits=Limits(hosts=frozenset({"127.0.0.1:9"}), concurrency=1),
    )
    found = judge_service(session, "catalog", PLAN.suites_for("api_catalog"), lambda _: True).verdicts
    return {
        row.id: BY_LETTER[letter]
        for loaded, letters, _ in found
        for row, letter in zip(loaded.suite.requirements, letters, strict=True)
    }


def outcomes(body: bytes) -> set[Outcome]:
    return set(judged(body).values())


@given(ODD)
@settings(max_examples=60, deadline=None)
def test_catalogues_of_any_shape_are_judged(linkset: Any) -> None:
    assert Outcome.ERROR not in outcomes(json.dumps({"linkset": linkset}).encode())


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"linkset": "\xff"}', b"<html>", b"", b'{"linkset":[{"item":1e999}]}']
)
def test_text_that_is_no_catalogue_is_judged(body: bytes) -> None:
    assert Outcome.ERROR not in outcomes(body)


def test_a_catalogue_may_link_other_catalogues_alone() -> None:
    """As in the example of RFC 9727, A.4."""
    nested = {"anchor": f"{BASE}/.well-known/api-catalog", "api-catalog": [{"href": f"{BASE}/rooms/api-catalog"}]}
    found = judged(json.dumps({"linkset": [nested]}).encode())
    assert (found["IFC-CAT-005"], found["IFC-CAT-006"]) == (Outcome.PASS, Outcome.NOT_APPLICABLE)


def test_a_link_without_a_readable_host_is_judged() -> None:
    """Not as a link without TLS: that it is malformed is found in the set of links."""
    links = [{"href": "http://[127.0.0.1:9/rooms"}, {"href": f"{BASE}/rooms\u200b"}]
    found = judged(json.dumps({"linkset": [{"item": links}]}).encode())
    assert (found["IFC-CAT-008"], found["IFC-CAT-009"]) == (Outcome.PASS, Outcome.PASS)


# All that these rows ask is what the product does, by chance.
TRULY_SATISFIED = {kind: {"IFC-CAT-001"} for kind in ("nothing", "empty_object", "echo", "html_error")}
TRULY_SATISFIED["accepts_everything"] = {"IFC-CAT-001"}
KINDS = ("nothing", "empty_object", "always_400", "always_404", "always_500", "echo", "html_error", "redirect_off")


@pytest.mark.parametrize("kind", [*KINDS, "accepts_everything", "wants_token", "too_many", "closes_mid_body"])
def test_a_product_that_does_nothing_publishes_nothing(kind: str, tmp_path: Path) -> None:
    limits = {"exchange_seconds": 0.7, "body_bytes": 100_000}
    with null_product(kind) as product:
        values = {**REFERENCE.plan(product.url.rstrip("/"), {}), "limits": limits}
        run = run_live(tmp_path, values, suites="")
    assert run.summary.verdict in ("nonconformant", "unproven")
    assert [name for name, case in run.results.items() if getattr(case, "outcome", "") == "error"] == []
    satisfied = {row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"}
    assert satisfied == TRULY_SATISFIED.get(kind, set())
    assert run.again(tmp_path / "again").same_bytes
