"""What the tests put into a broker is removed again, or said to be left in it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from conformance.authoring import Blocked
from conformance_suites.interfaces.mqtt.reader.broker import Bench


class Clients(Bench):
    """Connects with one client, whose messages are refused, or which is refused itself."""

    def __init__(self, refused: str) -> None:
        self.refused, self.sent, self.dropped = refused, [], 0
        self.broker: Any = SimpleNamespace(qos=1)

    def connect(self, *args: Any, **members: Any) -> Any:
        if self.refused == "connect":
            raise Blocked("no_answer")
        return SimpleNamespace(publish=self.publish, drop=self.drop)

    def publish(self, *told: Any, retain: bool) -> None:
        self.sent.append((*told, retain))
        if self.refused == "publish":
            raise Blocked("no_answer")

    def drop(self) -> None:
        self.dropped += 1


@pytest.mark.parametrize(("refused", "sent", "cleared"), [("", 1, True), ("publish", 1, False), ("connect", 0, False)])
def test_a_retained_message_is_cleared_unless_the_broker_refuses(refused: str, sent: int, cleared: bool) -> None:
    bench = Clients(refused)
    assert bench.clear("a/b") is cleared
    assert bench.sent == [("a/b", "", 1, True)] * sent  # an empty retained message removes the one that is there
    assert bench.dropped == sent
