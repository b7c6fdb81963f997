"""Doors at which products call: what is answered, what is recorded, and what a hostile caller can do."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from conformance.model.finding import Blocked
from conformance.reference.servers import loopback
from conformance.transports.limits import Limits
from conformance.transports.listen import CALLERS, DoorTransport
from conformance.transports.message import Message
from conformance.transports.transport import Channel, Setup

ANSWERS = [
    {"method": "GET", "path": "/a", "status": 200, "headers": [["content-type", "text/plain"]], "body": "hello"},
    {"method": "POST", "path": "/b", "status": 201, "headers": [], "body": "{}"},
]


@pytest.fixture
def base() -> str:
    with loopback() as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
def doors() -> Iterator[DoorTransport]:
    made = DoorTransport(Setup(Limits(body_bytes=1000, exchange_seconds=1.0)))
    yield made
    made.close()


def opened(doors: DoorTransport, base: str, **head: Any) -> Channel:
    return doors.open(Message({"url": f"listen+{base}/", "answers": ANSWERS, **head}))


def test_calls_are_answered_as_said_and_become_messages(doors: DoorTransport, base: str) -> None:
    door = opened(doors, base)
    first = httpx.get(f"{base}/a?x=1")
    assert (first.status_code, first.text, first.headers["content-type"]) == (200, "hello", "text/plain")
    assert httpx.post(f"{base}/b", content=b"c=d").status_code == 201
    got, posted = door.receive(1.0), door.receive(1.0)
    assert got is not None
    assert posted is not None
    assert (got.head["method"], got.head["path"], got.body) == ("GET", "/a", b"")
    assert (posted.head["method"], posted.body) == ("POST", b"c=d")
    assert ["host", base.removeprefix("http://")] in [[name.lower(), value] for name, value in got.head["headers"]]
    with pytest.raises(TimeoutError):
        door.receive(0.01)
    with pytest.raises(ValueError, match="door"):
        door.send(Message())


@pytest.mark.parametrize(("method", "path"), [("GET", "/b"), ("POST", "/a"), ("GET", "/other"), ("GET", "/a/")])
def test_other_paths_are_not_there(doors: DoorTransport, base: str, method: str, path: str) -> None:
    door = opened(doors, base)
    assert httpx.request(method, base + path).status_code == 404
    with pytest.raises(TimeoutError):
        door.receive(0.01)


def test_a_closed_door_answers_nobody_and_several_are_told_apart(doors: DoorTransport, base: str) -> None:
    first = opened(doors, base)
    second = opened(doors, base, answers=[{**ANSWERS[0], "path": "/c"}])
    assert httpx.get(f"{base}/c").text == "hello"
    with pytest.raises(TimeoutError):
        first.receive(0.01)
    assert second.receive(1.0) is not None
    first.close()
    assert httpx.get(f"{base}/a").status_code == 404


def test_people_see_the_links_of_open_doors(doors: DoorTransport, base: str) -> None:
    pytest.importorskip("segno")
    door = opened(doors, base, show='openid4vp://?client_id="><script>')
    page = httpx.get(f"{base}/").text
    assert 'href="openid4vp://?client_id=&quot;&gt;&lt;script&gt;"' in page
    assert "<svg" in page
    assert "<script>" not in page
    door.close()
    assert "openid4vp" not in httpx.get(f"{base}/").text


def test_a_link_that_no_code_can_hold_is_shown_as_a_link(doors: DoorTransport, base: str) -> None:
    opened(doors, base, show="x:" + "a" * 10_000)
    page = httpx.get(f"{base}/").text
    assert "a" * 10_000 in page
    assert "<svg" not in page


def test_a_place_in_use_is_trouble_of_the_environment(doors: DoorTransport) -> None:
    with loopback() as taken, pytest.raises(Blocked) as caught:
        opened(doors, f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert (caught.value.key, caught.value.cause) == ("cannot_listen", "environment")


@pytest.mark.parametrize("length", ["1001", "-1", "1e3", "٣", "9" * 30])
def test_content_beyond_the_limit_is_not_read(doors: DoorTransport, base: str, length: str) -> None:
    door = opened(doors, base)
    host, port = base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as caller:
        caller.sendall(f"POST /b HTTP/1.1\r\nContent-Length: {length}\r\n\r\n".encode())
        assert caller.recv(100).split()[1] in (b"413", b"400")
    with pytest.raises(TimeoutError):
        door.receive(0.01)


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 999, b"GET", b"GET /a\r\n", b"POST /b HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc", b"A" * 70_000],
)
def test_callers_that_break_off_or_wait_hold_up_nobody(doors: DoorTransport, base: str, data: bytes) -> None:
    opened(doors, base)
    host, port = base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as caller:
        caller.sendall(data)
        assert httpx.get(f"{base}/a").status_code == 200
    assert httpx.get(f"{base}/a").status_code == 200


def test_silent_callers_are_sent_away_in_time(doors: DoorTransport, base: str) -> None:
    opened(doors, base)
    host, port = base.removeprefix("http://").split(":")
    callers = [socket.create_connection((host, int(port))) for _ in range(CALLERS)]
    try:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                if httpx.get(f"{base}/a").status_code == 200:
                    break
            except httpx.HTTPError:
                time.sleep(0.2)
        else:
            pytest.fail("silent callers hold the door")
    finally:
        for caller in callers:
            caller.close()
