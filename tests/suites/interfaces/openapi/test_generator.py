"""What makes requests may hang, end, or never finish a line: that ends it, and its operations are not satisfied."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from doubles.live_runs import LiveRun, run_live

from conformance.engine.plan import Plan, Selection
from conformance.model.finding import Blocked, NotRun
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance_suites.interfaces.openapi.reader import generator
from conformance_suites.interfaces.openapi.reader.generator import OVER_LIMITS, Wanted, alone, requests

REFERENCE = ReferenceProduct(
    families_with_products(Plan(Selection(profile="described-service")).catalogue, {"described_service"}),
    "described-service",
)
GENERATED = ("IFC-OAB-006", "IFC-OAB-007", "IFC-OAB-008", "IFC-OAB-009", "IFC-OAB-010", "IFC-OAB-011", "IFC-OAB-012")
WORKER = """
import json, sys, time
asked = json.loads(sys.stdin.readline())
for path, method in asked["operations"]:
    if path == "/rooms/{room}" or path.startswith("/bad"):
        {trouble}
    given = {"path": {}, "query": {"limit": "0" if asked["impossible"] else 20000}, "header": {}}
    body = [] if asked["impossible"] else {"name": "a"}
    made = [given, "application/json", body] if method == "post" else [given, None, None]
    print(json.dumps({"made": [made], "within_limits": True, "refused": None}), flush=True)
"""
TROUBLE = {
    "hangs": "time.sleep(3600)",
    "hangs within a line": "sys.stdout.write('{'); sys.stdout.flush(); time.sleep(3600)",
    "ends": "sys.exit(1)",
    "endless line": "sys.stdout.write('a' * 100_000); sys.stdout.flush(); time.sleep(3600)",
}


@pytest.fixture(params=TROUBLE)
def trouble(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    works(monkeypatch, TROUBLE[request.param])
    return str(request.param)


def works(monkeypatch: pytest.MonkeyPatch, trouble: str) -> None:
    """Let requests be made by a process that has this trouble with the second operation."""
    monkeypatch.setattr(generator, "find_spec", lambda name: name)
    monkeypatch.setattr(generator, "COMMAND", (sys.executable, "-c", WORKER.replace("{trouble}", trouble)))
    monkeypatch.setattr(generator, "OPERATION_SECONDS", 0.3)
    monkeypatch.setattr(generator, "GENERATED_BYTES", 50_000)


def run(folder: Path, fault: str = "") -> LiveRun:
    with REFERENCE.start() as product:
        if fault:
            product.switch(fault)
        plan = REFERENCE.plan(product.url, product.servers)
        return run_live(folder, {**plan, "limits": {"writing": True, "stimuli": 4}}, suites="")


def wanted(*paths: str) -> Wanted:
    return Wanted([(path, "get") for path in paths], impossible=False, most=1, seed="")


def test_operations_after_a_bad_one_get_their_requests(trouble: str) -> None:
    made = requests({}, wanted("/a", "/bad", "/b"), lambda: 3600.0)
    assert [each.within_limits for each in made] == [True, False, True]


def test_the_time_of_the_run_bounds_all_operations_together(monkeypatch: pytest.MonkeyPatch) -> None:
    works(monkeypatch, "time.sleep(3600)")
    left = iter([60.0] * 8)
    made = requests({}, wanted(*(f"/bad{number}" for number in range(1000))), lambda: next(left, 0.0))
    assert made == [OVER_LIMITS] * 1000


def test_what_was_not_made_is_unproven_and_never_violated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    works(monkeypatch, TROUBLE["ends"])
    found = run(tmp_path)
    assert found.outcome("IFC-OAB-006") == found.outcome("IFC-OAB-007") == ("inconclusive", "not_generated")
    assert found.again(tmp_path / "again").same_bytes


def test_a_violation_by_what_was_made_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    works(monkeypatch, TROUBLE["ends"])
    found = run(tmp_path, "IFC-OAB-006_large_limits")
    assert found.outcome("IFC-OAB-006") == ("fail", None)
    assert found.again(tmp_path / "again").same_bytes


def test_a_replay_says_why_nothing_was_generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It makes nothing that would say so, and no stimuli are not a pass."""

    def refuses(description: Any) -> Any:
        raise Blocked("refers_elsewhere", pointer="/a", received="b")

    monkeypatch.setattr(generator, "alone", refuses)
    found = run(tmp_path)
    assert {found.outcome(name)[0] for name in GENERATED} <= {"inconclusive", "not_run"}
    assert found.again(tmp_path / "again").same_bytes


@pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef", "$id", "operationRef"])
@pytest.mark.parametrize("target", ["https://elsewhere.example/a.json", "file:///etc/a.json", "../a.json", "/a.json"])
def test_nothing_is_loaded_that_a_description_refers_to(keyword: str, target: str) -> None:
    """Requests would tell the product what a file holds, and reach hosts that the plan does not allow."""
    with pytest.raises(Blocked, match="refers_elsewhere"):
        alone({"paths": {"/a": {"get": {"parameters": [{"schema": {keyword: target}}]}}}})


def test_names_of_dialects_are_left_out_and_references_within_stay() -> None:
    url = "https://elsewhere.example/"
    given = {
        "jsonSchemaDialect": url,
        "a": [{"$schema": url, "$ref": "#/b"}],
        "examples": {"e": {"externalValue": url}},
    }
    assert alone(given) == {"a": [{"$ref": "#/b"}], "examples": {"e": {}}}


def nested(depth: int) -> dict[str, Any]:
    """A schema that only a value of many gigabytes conforms to."""
    schema: dict[str, Any] = {"type": "integer"}
    for _ in range(depth):
        schema = {"type": "array", "items": schema, "minItems": 2}
    return schema


@pytest.mark.parametrize(
    ("schema", "within"),
    [({"type": "integer"}, True), ({"type": "array", "minItems": 10**9}, False), (nested(40), False)],
)
def test_the_library_makes_what_can_be_made(schema: Any, within: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("schemathesis")
    monkeypatch.setattr(generator, "OPERATION_SECONDS", 3.0)
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    operation = {"requestBody": body, "responses": {"200": {"description": ""}}}
    described = {"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": {"/a": {"post": operation}}}
    [made] = requests(described, Wanted([("/a", "post")], impossible=False, most=3, seed="0"), lambda: 3600.0)
    assert made.within_limits is within
    assert bool(made.requests) is within


def test_without_the_library_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generator, "find_spec", lambda name: None)
    with pytest.raises(NotRun, match="extra_missing"):
        requests({}, wanted("/a"), lambda: 3600.0)
