"""Servers that bring nobody together, that relay everything to everybody, and plans that describe others."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from doubles.live_runs import LiveRun, run_live
from doubles.null_products import null_product

from conformance.model.outcome import Verdict
from conformance.reference.servers import servers
from conformance.reference.serving import Fault
from conformance.transports.frames import PING, PONG, TEXT, Frame, FrameReader, encoded
from conformance_suites.interfaces.presence.reference.connection import Connection
from conformance_suites.interfaces.presence.reference.server import INFORMATION

PERMISSION = {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"}
LIMITS = {"exchange_seconds": 20.0, "body_bytes": 100_000, "messages": 100}
Serve = Callable[[socket.socket], None]


def accepting(then: Serve) -> Serve:
    """Accepts a handshake and does this."""

    def serve(connection: socket.socket) -> None:
        connection.settimeout(10)
        if Connection(connection).accept():
            then(connection)

    return serve


def silence(connection: socket.socket) -> None:
    while connection.recv(1 << 16):
        pass


def echo(connection: socket.socket) -> None:
    """Sends every text back to the client that sent it, and answers a Ping."""
    reader = FrameReader(1 << 20)
    while data := connection.recv(1 << 16):
        reader.feed(data)
        while frame := reader.next():
            opcode = PONG if frame.opcode == PING else frame.opcode
            connection.sendall(encoded(Frame(opcode, frame.payload), b""))


def flood(connection: socket.socket) -> None:
    text = b'{"type": "said", "user": "nobody", "text": "nothing"}'
    while True:
        connection.sendall(encoded(Frame(TEXT, text), b"") * 20)


def deep(connection: socket.socket) -> None:
    connection.sendall(encoded(Frame(TEXT, b"[" * 90_000), b""))
    connection.sendall(encoded(Frame(TEXT, b'{"type": "said", "text": "\xff\xfe"}'), b""))
    silence(connection)


def endless(connection: socket.socket) -> None:
    while True:
        connection.sendall(encoded(Frame(TEXT, b"x" * 1000, fin=False), b""))


def closes(connection: socket.socket) -> None:
    """Closes every connection that it has accepted."""


NULL: dict[str, Serve] = {
    "silence": silence,
    "echo": echo,
    "flood": flood,
    "deep": deep,
    "endless": endless,
    "closes": closes,
}


@contextmanager
def running(serve: Serve) -> Iterator[str]:
    def make(fault: Fault) -> Serve:
        return serve

    with servers([SimpleNamespace(SERVERS={"room": ("ws://{address}/", make)})], Fault()) as urls:
        yield urls["room"]


def judged(folder: Path, url: str, information: Mapping[str, Any], **limits: int) -> LiveRun:
    values = {
        "profile": "room-server",
        "level": "mutual_recognition",
        "product": {"name": "Other", "version": "1"},
        "endpoints": {"room": url},
        "statement": {},
        "information": {**information, "reaction": 1.0, "departure": 0.3},
        "authorisation": PERMISSION,
        "limits": {**LIMITS, **limits},
    }
    return run_live(folder, values, suites="")


def satisfied(run: LiveRun) -> set[str]:
    return {row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"}


def errors(run: LiveRun) -> list[str]:
    return [name for name, case in run.results.items() if getattr(case, "outcome", "") == "error"]


@pytest.mark.parametrize("kind", NULL)
def test_a_server_that_brings_nobody_together_satisfies_nothing(kind: str, tmp_path: Path) -> None:
    with running(accepting(NULL[kind])) as url:
        run = judged(tmp_path, url, INFORMATION)
    assert run.summary.verdict is Verdict.UNPROVEN
    assert (satisfied(run), errors(run)) == (set(), [])
    assert run.again(tmp_path / "again").same_bytes


def test_a_product_that_speaks_no_websocket_satisfies_nothing(tmp_path: Path) -> None:
    with null_product("html_error") as product:
        run = judged(tmp_path, product.url.replace("http:", "ws:"), INFORMATION)
    assert run.summary.verdict is Verdict.UNPROVEN
    assert (satisfied(run), errors(run)) == (set(), [])


def relay() -> Serve:
    """Sends every text of a client to all other clients, whatever it is."""
    clients: list[Connection] = []
    lock = threading.Lock()

    def serve(connection: socket.socket) -> None:
        made = Connection(connection)
        if not made.accept():
            return
        with lock:
            clients.append(made)
        with suppress(OSError):
            for message in made.messages():
                with lock:
                    for each in clients:
                        if each is not made and message is not None:
                            each.say(message)
        with lock:
            clients.remove(made)

    return serve


def test_of_a_relay_is_said_that_it_keeps_nothing_apart(tmp_path: Path) -> None:
    """What it does is right for who was sent it, and for nobody else."""
    says = '{"type": "say", "room": "{room}", "user": "{user}", "text": "{content}"}'
    with running(relay()) as url:
        run = judged(tmp_path, url, {**INFORMATION, "act": says, "received": says}, concurrency=4, messages=5000)
    assert run.summary.verdict is Verdict.NONCONFORMANT
    violated = {row.record.id for row in run.summary.requirements.values() if row.conclusion == "violated"}
    assert {f"IFC-PRE-0{number}" for number in ("09", "10", "11", "12", "13", "19", "20")} <= violated
    assert {f"IFC-PRE-00{number}" for number in range(1, 7)} <= satisfied(run)
    assert errors(run) == []


def test_what_the_plan_leaves_out_is_not_judged(tmp_path: Path) -> None:
    """A single room, joined by connecting, whose messages name nobody."""
    said = '{"text": "{content}"}'
    with running(relay()) as url:
        run = judged(tmp_path, url, {"act": said, "received": said}, concurrency=4, messages=5000)
    assert errors(run) == []
    rows = {row.record.id: row.conclusion for row in run.summary.requirements.values()}
    assert {rows[f"IFC-PRE-00{number}"] for number in range(1, 7)} == {"satisfied"}
    assert {rows[f"IFC-PRE-0{number:02}"] for number in (8, 10, 11, 12)} == {"not_applicable"}
    assert {rows[f"IFC-PRE-0{number:02}"] for number in (13, 14, 16, 17)} == {"unproven"}


def test_a_message_of_the_plan_that_is_no_json_is_the_mistake_of_the_plan(tmp_path: Path) -> None:
    with running(relay()) as url:
        run = judged(tmp_path, url, {**INFORMATION, "act": "say {content}"})
    assert satisfied(run) == set()
    assert run.outcome("IFC-PRE-001") == ("inconclusive", "bad_template")
