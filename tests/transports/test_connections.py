"""A connection for one request at a time is in all else the one within it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import httpcore
import pytest

from conformance.transports.connections import _OneAtATime

ORIGIN = httpcore.Origin(b"http", b"a.example", 80)
SAID = {"info": (), "can_handle_request": (ORIGIN,), "has_expired": (), "is_idle": (), "is_closed": (), "close": ()}


@pytest.mark.parametrize("name", SAID)
def test_the_pool_is_told_what_the_connection_within_says(name: str) -> None:
    told: list[Any] = []

    def say(*given: Any) -> str:
        told.append(given)
        return f"it says {name}"

    inner: Any = SimpleNamespace(**{name: say})
    assert getattr(_OneAtATime(inner), name)(*SAID[name]) == (None if name == "close" else f"it says {name}")
    assert told == [SAID[name]]


def test_a_connection_is_available_and_used_again_while_it_is_idle_alone() -> None:
    idle, sent = [True], []
    inner: Any = SimpleNamespace(
        is_idle=lambda: idle[0], handle_request=lambda request: sent.append(request) or "answer"
    )
    connection = _OneAtATime(inner)
    assert connection.handle_request("first") == "answer"  # type: ignore[arg-type, comparison-overlap]
    idle[0] = False
    assert not connection.is_available()
    with pytest.raises(httpcore.ConnectionNotAvailable):
        connection.handle_request("second")  # type: ignore[arg-type]
    idle[0] = True
    assert connection.is_available()
    connection.handle_request("third")  # type: ignore[arg-type]
    assert sent == ["first", "third"]
