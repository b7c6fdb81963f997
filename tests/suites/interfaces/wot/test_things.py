"""Things that do nothing, or that describe themselves in odd ways: none satisfies what it does not do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from doubles.in_process import Product, in_process
from doubles.live_runs import run_live
from doubles.null_products import null_product
from starlette.responses import Response
from starlette.routing import Route

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome, Verdict
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance.reference.serving import Fault
from conformance_suites.interfaces.wot import reference
from conformance_suites.interfaces.wot.reference.lamp import PATH, description

PLAN = Plan(Selection(suites=("interfaces/wot/thing",)))
PROFILE = Plan(Selection(profile="thing"))
REFERENCE = ReferenceProduct(families_with_products(PROFILE.catalogue, PROFILE.sought), "thing")
KINDS = ["accepts_everything", "always_404", "echo", "nothing", "wants_token"]


class Served:
    """A thing that publishes a description and answers everything else in one way."""

    STATEMENT = reference.STATEMENT
    INFORMATION = reference.INFORMATION
    FAULTS = ()

    def __init__(self, published: bytes, status: int, body: bytes) -> None:
        self.published, self.status, self.body = published, status, body

    def endpoints(self, base: str) -> dict[str, str]:
        return reference.endpoints(base)

    def routes(self, base: str, fault: Fault) -> list[Any]:
        async def described(request: Any) -> Response:
            return Response(self.published.replace(b"http://thing", base.encode()), media_type="application/td+json")

        async def anything(request: Any) -> Response:
            return Response(self.body, self.status, media_type="application/json")

        every = ["GET", "POST", "PUT"]
        return [Route(PATH, described), Route("/{rest:path}", anything, methods=every)]


@contextmanager
def served(status: int, body: bytes = b"", published: bytes | None = None, **changed: Any) -> Iterator[Product]:
    content = published or json.dumps({**description("http://thing"), **changed}).encode()
    with in_process(Served(content, status, body), PLAN) as product:  # type: ignore[arg-type]
        yield product


def outcomes(product: Product, **information: Any) -> dict[str, Outcome]:
    tables = {"information": {**reference.INFORMATION, **information}} if information else {}
    found = product.outcomes(limits={"writing": True}, **tables)
    return {name: each for name, each in found.items() if name.startswith("IFC-WTB")}


def of(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


@pytest.mark.parametrize("kind", KINDS)
def test_a_product_that_does_nothing_is_no_thing(kind: str, tmp_path: Path) -> None:
    limits = {"writing": True, "exchange_seconds": 0.7, "body_bytes": 100_000, "concurrency": 16}
    with null_product(kind) as product:
        values = {**REFERENCE.plan(product.url.rstrip("/"), {}), "limits": limits}
        run = run_live(tmp_path, values, suites="", environment=REFERENCE.environment)
    assert run.summary.verdict in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    assert [row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"] == []
    assert {name for name, case in run.results.items() if getattr(case, "outcome", "") == "error"} == set()
    assert run.again(tmp_path / "again").same_bytes


def test_the_honest_thing_is_judged_again_to_the_same_bytes_and_keeps_its_value(tmp_path: Path) -> None:
    with REFERENCE.start() as product:
        first = run_live(tmp_path, REFERENCE.plan(product.url, product.servers), "", REFERENCE.environment)
        second = run_live(tmp_path / "2", REFERENCE.plan(product.url, product.servers), "", REFERENCE.environment)
    assert first.summary.verdict is second.summary.verdict is Verdict.CONFORMANT
    assert first.again(tmp_path / "again").same_bytes


@pytest.mark.parametrize(
    ("status", "body", "satisfied"),
    [
        (404, b"", {"IFC-WTB-001", "IFC-WTB-013"}),
        (500, b"", {"IFC-WTB-001", "IFC-WTB-013"}),
        (200, b"", {"IFC-WTB-001", "IFC-WTB-002", "IFC-WTB-003", "IFC-WTB-013"}),
        (401, b"", {"IFC-WTB-001"}),
    ],
)
def test_a_thing_that_answers_everything_alike_satisfies_little(status: int, body: bytes, satisfied: set[str]) -> None:
    with served(status, body) as product:
        found = outcomes(product)
    assert of(found, Outcome.PASS) == satisfied
    assert of(found, Outcome.ERROR) == set()


@pytest.mark.parametrize(
    "changed",
    [
        {"base": "http://192.0.2.1/"},
        {"base": "coap://lamp.example/"},
        {"base": "http://[::1"},
        {"properties": {}, "actions": {}, "forms": []},
        {"properties": {"p": {"forms": [{"href": "p{?a}"}]}}, "actions": None, "forms": None},
        {"properties": {"p": {"forms": [{"href": None}, 7, {"href": ":", "op": {}}]}}, "actions": [], "forms": {}},
    ],
)
def test_forms_that_lead_elsewhere_are_not_followed(changed: dict[str, Any]) -> None:
    with served(200, b"1", **changed) as product:
        found = outcomes(product)
    assert of(found, Outcome.FAIL) == of(found, Outcome.ERROR) == set()
    assert of(found, Outcome.PASS) == {"IFC-WTB-001"}


@pytest.mark.parametrize(
    "published",
    [
        b'{"@context": "https://www.w3.org/2022/wot/td/v1.1", "properties": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"@context": "https://www.w3.org/2022/wot/td/v1.1", "@type": "tm:ThingModel"}',
        b'{"@context": "https://www.w3.org/2022/wot/td/v1.1"}',
        b"[]",
        b"\xff",
    ],
)
def test_a_hostile_description_is_no_error_of_ours(published: bytes) -> None:
    with served(200, b"1", published) as product:
        found = outcomes(product)
    assert of(found, Outcome.ERROR) == set()
    assert of(found, Outcome.PASS) <= {"IFC-WTB-001"}


def many(count: int) -> dict[str, Any]:
    return {f"p{at}": {"type": "number", "forms": [{"href": f"p{at}", "op": "readproperty"}]} for at in range(count)}


def test_of_a_thing_with_many_properties_only_some_are_read() -> None:
    with served(200, b"1", properties=many(5000)) as product:
        found = outcomes(product)
    assert {"IFC-WTB-002", "IFC-WTB-004"} <= of(found, Outcome.PASS)


@pytest.mark.parametrize(
    ("information", "row", "outcome"),
    [
        ({"write": "brightness=70"}, "IFC-WTB-006", Outcome.INCONCLUSIVE),  # which it has already
        ({"write": "brightness={"}, "IFC-WTB-006", Outcome.INCONCLUSIVE),
        ({"write": "brightness"}, "IFC-WTB-006", Outcome.INCONCLUSIVE),
        ({"write": "temperature=1"}, "IFC-WTB-006", Outcome.NOT_RUN),
        ({"write": ""}, "IFC-WTB-006", Outcome.NOT_RUN),
        ({"invoke": "explode"}, "IFC-WTB-009", Outcome.NOT_RUN),
        ({"invoke": "fade=["}, "IFC-WTB-009", Outcome.INCONCLUSIVE),
    ],
)
def test_what_the_plan_leaves_open_is_told(information: dict[str, str], row: str, outcome: Outcome) -> None:
    with in_process(reference, PLAN) as product:  # type: ignore[arg-type]
        assert outcomes(product, **information)[row] is outcome


def test_a_value_is_restored_after_each_row() -> None:
    with in_process(reference, PLAN) as product:  # type: ignore[arg-type]
        first, second = outcomes(product), outcomes(product)
    assert set(first.values()) == set(second.values()) == {Outcome.PASS}
