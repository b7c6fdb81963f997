"""Mutants of what does not speak HTTP are made in the record of an honest run: nothing is sent again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.drafting.mutation.result import whole
from conformance.drafting.mutation.services.recorded import HEAD, Messages, _with_names, is_recorded
from conformance.model.outcome import Outcome
from conformance.model.sample import Sample

pytestmark = pytest.mark.needs("interfaces/websocket")
SUITE = "interfaces/websocket/protocol"


@pytest.fixture(scope="module")
def messages() -> Messages:
    plan = whole(PLAN)
    return Messages(plan, plan.catalogue.suites[SUITE])


@pytest.fixture(scope="module")
def handshake(messages: Messages) -> Sample:
    return next(each for each in messages.samples if json.loads(each.data)[HEAD].get("status") == 101)


def test_only_what_does_not_speak_http_is_recorded() -> None:
    plan = PLAN
    recorded = {name for name, suite in plan.catalogue.suites.items() if suite.kind in ("websocket_server", "http_api")}
    assert {name for name in recorded if is_recorded(plan, plan.catalogue.suites[name])} == {
        SUITE,
        "interfaces/websocket/resilience",
    }


def test_a_changed_message_violates_a_row(messages: Messages, handshake: Sample) -> None:
    """The constant of RFC 6455, 4.2.2, does not give this value for any key that was sent."""
    told = json.loads(handshake.data)
    told[HEAD]["headers"]["Sec-WebSocket-Accept"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAA="
    outcomes = messages.outcomes(handshake, json.dumps(told).encode())
    assert outcomes is not None
    assert Outcome.FAIL in outcomes.values()
    assert Outcome.ERROR not in outcomes.values()


def test_the_honest_message_violates_none(messages: Messages, handshake: Sample) -> None:
    outcomes = messages.outcomes(handshake, handshake.data)
    assert outcomes is not None
    assert Outcome.FAIL not in outcomes.values()


@pytest.mark.parametrize("head", [{}, {"status": "101", "headers": []}, {"status": 101, "headers": [["a"]]}, [], None])
def test_a_head_that_no_transport_makes_is_no_mutant(messages: Messages, handshake: Sample, head: object) -> None:
    assert messages.outcomes(handshake, json.dumps({**json.loads(handshake.data), HEAD: head}).encode()) is None


@pytest.mark.parametrize("data", [b"", b"[]", b'{"head": {}}', b"\xff"])
def test_other_bytes_are_no_mutant(messages: Messages, handshake: Sample, data: bytes) -> None:
    assert messages.outcomes(handshake, data) is None


@pytest.mark.parametrize(
    ("headers", "named"),
    [
        ([["a", "1"], ["b", "2"]], {"a": "1", "b": "2"}),
        ([["a", "1"], ["a", "2"]], [["a", "1"], ["a", "2"]]),
        ([], []),
    ],
)
def test_headers_have_their_names_unless_one_is_there_twice(headers: list[list[str]], named: Any) -> None:
    assert _with_names({"status": 200, "headers": headers}) == {"status": 200, "headers": named}
