"""Servers that agree on events and send none, or something else."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from doubles.live_runs import LiveRun, run_live

from conformance.model.outcome import Verdict
from conformance.reference.servers import servers
from conformance.reference.serving import Fault
from conformance.transports.frames import CONTINUATION, PING, TEXT, Frame, encoded
from conformance_suites.interfaces.events.reference import stream

PERMISSION = {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"}
AGREEMENT = {"IFC-CEW-001", "IFC-CEW-002", "IFC-CEW-003"}
MESSAGES: dict[str, bytes] = {
    "nothing": b"",
    "pings": encoded(Frame(PING), b"") * 40,
    "half_a_message": encoded(Frame(TEXT, b'{"specversion": "1.0"', fin=False), b""),
    "the_end_of_a_message": encoded(Frame(CONTINUATION, b"}"), b""),
}
WRONG: dict[str, bytes] = {
    "deep": encoded(Frame(TEXT, b"[" * 60_000), b""),
    "not_utf_8": encoded(Frame(TEXT, b'{"id": "\xff\xfe"}'), b""),
    "an_empty_object": encoded(Frame(TEXT, b"{}"), b""),
}


def judged(folder: Path, data: bytes) -> LiveRun:
    def make(fault: Fault) -> Callable[[socket.socket], None]:
        def serve(connection: socket.socket) -> None:
            head = b""
            while b"\r\n\r\n" not in head and (more := connection.recv(1 << 16)):
                head += more
            connection.sendall(stream._answer(head.decode("latin-1"), fault) + data)
            while connection.recv(1 << 16):
                pass

        return serve

    values = {
        "profile": "event-stream",
        "level": "mutual_recognition",
        "product": {"name": "Null", "version": "1"},
        "statement": {},
        "information": {"event_within": 0.5},
        "authorisation": PERMISSION,
        "limits": {"exchange_seconds": 20.0, "body_bytes": 100_000, "messages": 100},
    }
    with servers([SimpleNamespace(SERVERS={"event_stream": ("ws://{address}/", make)})], Fault()) as urls:
        return run_live(folder, {**values, "endpoints": urls}, suites="")


def concluded(run: LiveRun, conclusion: str) -> set[str]:
    return {row.record.id for row in run.summary.requirements.values() if row.conclusion == conclusion}


@pytest.mark.parametrize("kind", MESSAGES)
def test_a_server_that_sends_no_event_is_not_judged_by_events(kind: str, tmp_path: Path) -> None:
    run = judged(tmp_path, MESSAGES[kind])
    assert run.summary.verdict is Verdict.UNPROVEN
    assert concluded(run, "satisfied") == AGREEMENT
    assert run.again(tmp_path / "again").same_bytes


@pytest.mark.parametrize("kind", WRONG)
def test_a_server_that_sends_something_else_does_not_conform(kind: str, tmp_path: Path) -> None:
    run = judged(tmp_path, WRONG[kind])
    assert run.summary.verdict is Verdict.NONCONFORMANT
    assert concluded(run, "violated") == ({"IFC-CEV-004"} if kind == "an_empty_object" else {"IFC-CEW-005"})
