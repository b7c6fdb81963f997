"""Receivers that take or refuse everything, or part: none conforms, none is blamed for what others do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from doubles.live_runs import run_live
from doubles.null_products import null_product

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome, Verdict
from conformance_suites.interfaces.events.receiver.delivery import encode

PLAN = Plan(Selection(suites=("interfaces/events/receiver",)))
EVENT = {"source": "urn:example:conformance", "type": "com.example.conformance.tested", "data": {}}
ACCEPTANCE = {f"IFC-WHK-{number:03}" for number in range(1, 10)}
REFUSAL = {f"IFC-WHK-{number:03}" for number in (10, 11, 12, 13, 14, 15)}


def values(url: str, **tables: Any) -> dict[str, Any]:
    return {
        "product": {"name": "Receiver", "version": "1"},
        "profile": "event-receiver",
        "level": "mutual_recognition",
        "endpoints": {"events": url},
        "statement": {"batches": True, "webhook": False},
        "information": {"event": json.dumps(EVENT)},
        "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
        "limits": {"writing": True, "exchange_seconds": 0.7, "body_bytes": 1_000_000},
        **tables,
    }


Headers = dict[str, str]
Behaviour = Callable[[Headers, bytes], int]


@contextmanager
def receiver(behaviour: Behaviour) -> Iterator[str]:
    """A receiver that answers a delivery, by its headers and body, with a status."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            self.send_response(behaviour({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def outcomes(behaviour: Behaviour, **tables: Any) -> dict[str, Outcome]:
    with receiver(behaviour) as url:
        return judged_once(PLAN, values(url, **tables))


def named(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


@pytest.mark.parametrize("kind", ["nothing", "empty_object", "accepts_everything", "echo", "html_error"])
def test_who_accepts_everything_accepts_nothing(kind: str, tmp_path: Path) -> None:
    with null_product(kind) as product:
        statement, limits = {"batches": True, "webhook": True}, {"writing": True, "body_bytes": 1_000_000}
        run = run_live(tmp_path, values(product.url, statement=statement, limits=limits), suites="")
    assert run.summary.verdict is Verdict.NONCONFORMANT
    found = {row.record.id: row.conclusion for row in run.summary.requirements.values()}
    satisfied = {name for name, each in found.items() if each == "satisfied"}
    assert satisfied <= {"IFC-WHK-018"}  # it does not redirect
    assert {name for name, each in found.items() if each == "violated"} >= REFUSAL
    assert run.again(tmp_path / "again").same_bytes


SILENT = [
    "closes",
    "closes_mid_body",
    "endless_body",
    "endless_head",
    "gzip_bomb",
    "lying_length",
    "not_http",
    "slow_drip",
]
REFUSING = ["always_400", "always_404", "always_500", "redirect_loop", "redirect_off", "too_many", "wants_token"]


@pytest.mark.parametrize("kind", [*REFUSING, *SILENT])
def test_who_refuses_everything_refuses_nothing(kind: str, tmp_path: Path) -> None:
    with null_product(kind) as product:
        run = run_live(tmp_path, values(product.url), suites="")
    assert run.summary.verdict in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    found = {row.record.id: row.conclusion for row in run.summary.requirements.values()}
    assert {name for name, each in found.items() if each == "satisfied"} == set()
    assert {name for name, each in found.items() if each == "violated"} <= {"IFC-WHK-001", "IFC-WHK-018"}


def test_a_gateway_that_is_not_there_is_nobodys_failure() -> None:
    found = outcomes(lambda headers, body: 502)
    assert named(found, Outcome.FAIL) == set()
    assert found["IFC-WHK-001"] is Outcome.INCONCLUSIVE


@pytest.mark.parametrize("status", [401, 429])
def test_a_receiver_of_signed_events_alone_is_not_blamed_for_the_secret_of_the_plan(status: int) -> None:
    """Then all endpoints of the plan are one."""
    with receiver(lambda headers, body: status) as url:
        endpoints = dict.fromkeys(("events", "limited_events", "signed_events"), url)
        information = {"event": json.dumps(EVENT), "signing_secret": {"env": "SECRET"}}
        found = judged_once(PLAN, values(url, endpoints=endpoints, information=information), {"SECRET": "c2VjcmV0"})
    assert named(found, Outcome.FAIL) == set()
    assert found["IFC-WHK-001"] is Outcome.INCONCLUSIVE


def in_binary_alone(headers: Headers, body: bytes) -> int:
    whole = {"ce-id", "ce-source", "ce-type", "ce-specversion"} <= headers.keys()
    return 204 if whole and "%FF" not in headers.get("ce-subject", "") + "%FF" * ("%C0" in str(headers)) else 400


def test_one_mode_is_enough_and_the_rows_of_the_other_do_not_apply() -> None:
    found = outcomes(in_binary_alone, statement={"batches": False, "webhook": False})
    assert named(found, Outcome.FAIL) == {"IFC-WHK-003"}  # recommended
    structured = {"IFC-WHK-006", "IFC-WHK-011", "IFC-WHK-013", "IFC-WHK-014", "IFC-WHK-015", "IFC-WHK-016"}
    assert structured <= named(found, Outcome.NOT_APPLICABLE)


@pytest.mark.parametrize("event", ["", "[]", '{"source"', '"text"'])
def test_an_event_in_the_plan_that_is_none_is_a_mistake_of_the_plan(event: str) -> None:
    found = outcomes(lambda headers, body: 204, information={"event": event})
    assert named(found, Outcome.FAIL) == set()
    assert found["IFC-WHK-001"] in (Outcome.INCONCLUSIVE, Outcome.NOT_RUN)


def test_without_permission_nothing_is_delivered() -> None:
    delivered = []
    for limits in ({"writing": False}, {}):
        outcomes(lambda headers, body: delivered.append(body) or 204, limits=limits)
    assert delivered == []


def test_text_is_encoded_as_the_binding_says() -> None:
    """The example of the HTTP binding, 3.1.3.2."""
    assert encode("Euro € \U0001f600") == "Euro%20%E2%82%AC%20%F0%9F%98%80"
    assert encode('100% "a"!~') == "100%25%20%22a%22!~"
