"""A message with a change is read from what would arrive: bytes that no connection carries are no mutant."""

from __future__ import annotations

import pytest

from conformance.transports.message import Message
from conformance.transports.registry import carried_by

ACKNOWLEDGED = {"type": "PUBACK", "id": 1, "reason": 0, "properties": {}}
PONG = {"opcode": 10, "fin": True, "rsv": 0, "masked": False}
ALERT = {"type": 21, "version": "0303"}
REFUSAL = {"status": 405, "headers": [["Content-Length", "0"], ["Allow", "GET"]]}
HONEST = [("mqtt", ACKNOWLEDGED), ("ws", PONG), ("ws", REFUSAL), ("https", REFUSAL), ("tls", ALERT), ("adapter", {})]


@pytest.mark.parametrize(("scheme", "head"), HONEST)
def test_what_a_product_sends_arrives_as_it_is(scheme: str, head: dict[str, object]) -> None:
    found = carried_by(scheme)(Message(head))
    assert found is not None
    assert found.head == head


@pytest.mark.parametrize(
    ("scheme", "head"),
    [
        ("mqtt", {**ACKNOWLEDGED, "reason": 256}),
        ("mqtt", {**ACKNOWLEDGED, "id": -1}),
        ("mqtt", {**ACKNOWLEDGED, "type": "puback"}),
        ("mqtt", {**ACKNOWLEDGED, "properties": 7}),
        ("ws", {**PONG, "opcode": "pong"}),
        ("ws", {**REFUSAL, "status": 99}),
        ("https", {**REFUSAL, "status": 2**31}),
        ("https", {**REFUSAL, "headers": [["A B", "x"]]}),
        ("tls", {**ALERT, "type": 99}),
        ("tls", {**ALERT, "version": "303"}),
    ],
)
def test_what_no_bytes_say_does_not_arrive(scheme: str, head: dict[str, object]) -> None:
    assert carried_by(scheme)(Message(head)) is None


def test_what_follows_from_bytes_changes_with_them() -> None:
    """A Close frame has a code (RFC 6455, 5.5.1), a topic that is not UTF-8 is no packet (MQTT 5.0, 1.5.4)."""
    closed = carried_by("ws")(Message({**PONG, "opcode": 8}, b"\x03\xe8"))
    assert closed is not None
    assert closed.head["code"] == 1000
    named = {"type": "PUBLISH", "topic": "\ud800", "qos": 0, "retain": False, "dup": False, "properties": {}}
    spoilt = carried_by("mqtt")(Message(named))
    assert spoilt is not None
    assert spoilt.head["type"] == "malformed"
