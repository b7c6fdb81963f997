"""Pages in a browser: who can do something about what keeps them from being judged."""

from __future__ import annotations

import shutil
import socket

import pytest

from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.transports import page
from conformance.transports.address import host_of
from conformance.transports.limits import Limits
from conformance.transports.message import Message
from conformance.transports.transport import Setup

pytest.importorskip("playwright")


def reason(url: str, seconds: float = 30) -> Blocked:
    limits = Limits(exchange_seconds=seconds, hosts=frozenset({host_of(url)}))
    with pytest.raises(Blocked) as found:
        page.PageTransport(Setup(limits)).open(Message({"url": f"{page.PAGE}{url}"}))
    return found.value


def test_a_browser_that_does_not_start_in_time_is_no_fault_of_the_product(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "START_SECONDS", -29.9)
    found = reason("http://127.0.0.1:9/")
    assert (found.key, found.cause) == ("too_slow", Cause.ENVIRONMENT)


@pytest.mark.skipif(not any(map(shutil.which, page.BROWSERS)), reason="no browser is installed")
def test_a_page_that_nobody_serves_is_said_to_be_so() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = reason(f"http://127.0.0.1:{port}/")
    assert (found.key, found.cause) == ("connection_refused", Cause.ENVIRONMENT)
