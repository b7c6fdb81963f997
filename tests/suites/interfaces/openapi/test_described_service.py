"""Services that do not keep their description, or have none: none of them satisfies what it asks."""

from __future__ import annotations

import copy
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
from conformance.readers.source import Source
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance.reference.serving import Fault
from conformance_suites.interfaces.openapi import reference
from conformance_suites.interfaces.openapi.reader.document import view
from conformance_suites.interfaces.openapi.reader.schemas import Schemas
from conformance_suites.interfaces.openapi.reference.rooms import DESCRIPTION, PATH

PLAN = Plan(Selection(suites=("interfaces/openapi/behaviour",)))
REFERENCE = ReferenceProduct(
    families_with_products(Plan(Selection(profile="described-service")).catalogue, {"described_service"}),
    "described-service",
)


class Served:
    """A service that publishes a description and answers everything else in one way."""

    STATEMENT = reference.STATEMENT
    INFORMATION = reference.INFORMATION
    FAULTS = ()

    def __init__(self, description: Any, status: int, body: bytes, media_type: str) -> None:
        self.description, self.status, self.body, self.media_type = description, status, body, media_type

    def endpoints(self, base: str) -> dict[str, str]:
        return reference.endpoints(base)

    def routes(self, base: str, fault: Fault) -> list[Any]:
        async def description(request: Any) -> Response:
            return Response(json.dumps(self.description), media_type="application/json")

        async def anything(request: Any) -> Response:
            return Response(self.body, self.status, media_type=self.media_type)

        every = ["GET", "POST", "PUT", "PATCH", "DELETE"]
        return [Route(f"{PATH}/openapi.json", description), Route("/{rest:path}", anything, methods=every)]


@contextmanager
def served(status: int, body: bytes = b"", media_type: str = "application/json", **changed: Any) -> Iterator[Product]:
    description = {**copy.deepcopy(dict(DESCRIPTION)), **changed}
    with in_process(Served(description, status, body, media_type), PLAN) as product:  # type: ignore[arg-type]
        yield product


def outcomes(product: Product) -> dict[str, Outcome]:
    limits = {"writing": True, "stimuli": 3}
    return {name: each for name, each in product.outcomes(limits=limits).items() if name.startswith("IFC-OAB")}


def passed(found: dict[str, Outcome]) -> set[str]:
    return {name for name, each in found.items() if each is Outcome.PASS}


@pytest.mark.parametrize(
    ("status", "body", "satisfied"),
    [
        (404, b"{}", {"IFC-OAB-001", "IFC-OAB-006", "IFC-OAB-008"}),
        (400, b"", {"IFC-OAB-001", "IFC-OAB-006", "IFC-OAB-008"}),
        (500, b"{}", {"IFC-OAB-001"}),
        (200, b"", {"IFC-OAB-001", "IFC-OAB-002", "IFC-OAB-003", "IFC-OAB-006", "IFC-OAB-008"}),
        (200, b"null", {"IFC-OAB-001", "IFC-OAB-002", "IFC-OAB-003", "IFC-OAB-006", "IFC-OAB-008"}),
        (401, b"", {"IFC-OAB-001"}),
        (503, b"", {"IFC-OAB-001"}),
    ],
)
def test_a_service_that_answers_everything_alike_satisfies_what_that_answer_is(
    status: int, body: bytes, satisfied: set[str]
) -> None:
    with served(status, body) as product:
        found = outcomes(product)
    assert passed(found) <= satisfied
    assert Outcome.ERROR not in found.values()


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"$ref": "#/components/schemas/Room"}, "ring"),
        ({"allOf": [{"$ref": "#/components/schemas/Room"}]}, "ring through allOf"),
        ({"$ref": "https://elsewhere.example/room.json"}, "another host"),
        ({"type": "string", "pattern": "("}, "impossible pattern"),
    ],
)
def test_a_schema_that_cannot_be_used_is_no_fault_of_the_content(schema: Any, reason: str) -> None:
    with served(200, b'[{"name": "a"}]', components={"schemas": {"Room": schema}}) as product:
        found = outcomes(product)
    assert found["IFC-OAB-004"] is Outcome.INCONCLUSIVE
    assert Outcome.ERROR not in found.values()


def reading(responses: Any) -> dict[str, Any]:
    """The paths of a description with one operation that reads."""
    return {"/rooms": {"get": {"responses": responses}}}


@pytest.mark.parametrize(
    "described",
    [
        {"$ref": "https://elsewhere.example/responses.json#/Rooms"},
        {"description": "Rooms", "headers": {"Content-Type": {"required": True, "schema": {"type": "string"}}}},
    ],
)
def test_what_a_description_leaves_to_others_is_not_found_missing(described: Any) -> None:
    """A response in another document is described there, and a header Content-Type is ignored (OpenAPI, Response)."""
    with served(200, media_type="", paths=reading({"200": described})) as product:
        found = outcomes(product)
    assert found["IFC-OAB-002"] is Outcome.PASS
    assert Outcome.FAIL not in {found["IFC-OAB-003"], found["IFC-OAB-004"], found["IFC-OAB-005"]}


def test_a_description_that_promises_nothing_is_not_kept() -> None:
    with served(200, b"{}", paths=reading({"200": {"description": "Rooms"}})) as product:
        found = outcomes(product)
    assert {found[f"IFC-OAB-00{number}"] for number in (3, 4, 5)} == {Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("keyword", ["readOnly", "writeOnly"])
def test_members_that_go_one_way_are_required_on_it(keyword: str) -> None:
    room = {"required": ["id"], "properties": {"id": {keyword: True}}}
    document = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"Room": room}}}
    api = view(Source("openapi.json", json.dumps(document).encode()))
    place = "/components/schemas/Room"
    assert (Schemas(api, "readOnly").violation(place, {}) is None) == (keyword == "readOnly")
    assert (Schemas(api).violation(place, {}) is None) == (keyword == "writeOnly")


@pytest.mark.parametrize("kind", ["nothing", "always_404", "html_error", "accepts_everything", "redirect_off"])
def test_a_product_without_a_description_is_not_conformant(kind: str, tmp_path: Path) -> None:
    limits = {"writing": True, "stimuli": 2, "exchange_seconds": 0.7}
    with null_product(kind) as product:
        run = run_live(tmp_path, {**REFERENCE.plan(product.url.rstrip("/"), {}), "limits": limits}, suites="")
    assert run.summary.verdict in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    satisfied = {row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"}
    assert not {name for name in satisfied if name.startswith("IFC-OA")}
    assert run.again(tmp_path / "again").same_bytes
