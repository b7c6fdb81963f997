"""Servers that do nothing of what a WebSocket server should, and hostile ones: none conforms, none holds the run up."""

from __future__ import annotations

import base64
import hashlib
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from doubles.live_runs import LiveRun, run_live
from doubles.null_products import null_product

from conformance.model.outcome import Verdict
from conformance.reference.servers import servers
from conformance.reference.serving import Fault
from conformance.transports.frames import CLOSE, CONTINUATION, PING, PONG, TEXT, Frame, FrameReader, encoded

LIMITS = {"exchange_seconds": 20.0, "body_bytes": 100_000, "messages": 50, "concurrency": 16}
PERMISSION = {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"}
HANDSHAKE = {f"IFC-WSK-00{number}" for number in range(1, 5)}
OWN_FRAMES = {"IFC-WSK-010", "IFC-WSK-011"}
GOES_ON_SERVING = {"IFC-WSR-008", "IFC-WSR-009", "IFC-WSR-010"}


def accepted(head: bytes) -> bytes:
    """A right answer to a handshake."""
    key = re.search(rb"(?i)sec-websocket-key: *(\S+)", head)
    digest = hashlib.sha1((key[1] if key else b"") + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()  # noqa: S324
    accept = b"Sec-WebSocket-Accept: " + base64.b64encode(digest)
    return b"HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + accept + b"\r\n\r\n"


def says(data: bytes, over_and_over: bool = False) -> Callable[[socket.socket], None]:
    """Sends this after the handshake, once or without end."""

    def serve(connection: socket.socket) -> None:
        connection.sendall(data)
        while over_and_over:
            connection.sendall(data)

    return serve


def fragments_without_end(connection: socket.socket) -> None:
    """A message that is begun and never ended."""
    connection.sendall(encoded(Frame(TEXT, b"more", fin=False), b""))
    while True:
        connection.sendall(encoded(Frame(CONTINUATION, b"more", fin=False), b"") * 100)


def silence(connection: socket.socket) -> None:
    while connection.recv(1 << 16):
        pass


def echo_of_bytes(connection: socket.socket) -> None:
    while data := connection.recv(1 << 16):
        connection.sendall(data)


def close_after_anything(connection: socket.socket) -> None:
    connection.recv(1 << 16)
    connection.sendall(encoded(Frame(CLOSE, b"\x03\xea"), b""))


def drip(connection: socket.socket) -> None:
    while connection.recv(1):
        connection.sendall(b"\x81")
        time.sleep(0.05)


def pong_to_anything(connection: socket.socket) -> None:
    """Answers every frame, whatever it is, with a Pong that has its data."""
    reader = FrameReader(1 << 62)
    while data := connection.recv(1 << 16):
        reader.feed(data)
        while frame := reader.next():
            connection.sendall(encoded(Frame(PONG, frame.payload), b""))


# What it does after the handshake, and the rows that it satisfies by what they ask.
NULL: dict[str, tuple[Callable[[socket.socket], None], set[str]]] = {
    "silence": (silence, HANDSHAKE),
    "closes": (says(b""), HANDSHAKE),
    "closes_after_anything": (close_after_anything, HANDSHAKE),
    "echo_of_bytes": (echo_of_bytes, HANDSHAKE),
    "pong_to_anything": (pong_to_anything, HANDSHAKE | OWN_FRAMES | GOES_ON_SERVING | {"IFC-WSK-019", "IFC-WSK-020"}),
    "drip": (drip, HANDSHAKE),
    "flood": (says(encoded(Frame(TEXT, b"more"), b"") * 100, over_and_over=True), HANDSHAKE),
    "flood_of_pings": (says(encoded(Frame(PING, b"more"), b"") * 100, over_and_over=True), HANDSHAKE),
    "endless_message": (says(encoded(Frame(CONTINUATION, b"more", fin=False), b""), over_and_over=True), HANDSHAKE),
    "fragments_without_end": (fragments_without_end, HANDSHAKE),
    "endless_frame": (says(b"\x82\x7f" + (1 << 60).to_bytes(8) + b"x" * 1000), HANDSHAKE),
    "half_a_frame": (says(b"\x81\x10half"), HANDSHAKE),
    "noise": (says(bytes(range(256)) * 20), HANDSHAKE),
}


@contextmanager
def accepting(then: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that accepts every handshake, right or wrong, and then does this."""

    def make(fault: Fault) -> Callable[[socket.socket], None]:
        def serve(connection: socket.socket) -> None:
            connection.settimeout(20)
            head = b""
            while b"\r\n\r\n" not in head and (data := connection.recv(1 << 16)):
                head += data
            connection.sendall(accepted(head))
            then(connection)

        return serve

    with servers([SimpleNamespace(SERVERS={"websocket": ("ws://{address}/", make)})], Fault()) as urls:
        yield urls["websocket"]


def judged(folder: Path, url: str, **limits: Any) -> LiveRun:
    values = {
        "profile": "websocket-server",
        "product": {"name": "Null", "version": "1"},
        "endpoints": {"websocket": url},
        "statement": {"echo": True, "text": True},
        "information": {"reaction": 0.3},
        "authorisation": PERMISSION,
        "limits": {**LIMITS, **limits},
    }
    return run_live(folder, values, suites="")


def satisfied(run: LiveRun) -> set[str]:
    return {row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"}


def does_not_conform(run: LiveRun, folder: Path) -> None:
    assert run.summary.verdict in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    assert [name for name, case in run.results.items() if getattr(case, "outcome", "") == "error"] == []
    assert run.again(folder / "again").same_bytes


@pytest.mark.parametrize("kind", NULL)
def test_a_server_that_accepts_and_does_nothing_right_does_not_conform(kind: str, tmp_path: Path) -> None:
    then, right = NULL[kind]
    with accepting(then) as url:
        run = judged(tmp_path, url)
    does_not_conform(run, tmp_path)
    assert satisfied(run) <= right


@pytest.mark.parametrize("kind", ["nothing", "always_404", "html_error", "closes", "not_http", "accepts_everything"])
def test_a_product_that_speaks_no_websocket_satisfies_nothing(kind: str, tmp_path: Path) -> None:
    with null_product(kind) as product:
        run = judged(tmp_path, product.url.replace("http:", "ws:"))
    does_not_conform(run, tmp_path)
    assert satisfied(run) == set()


def test_of_a_server_that_dies_halfway_nothing_more_is_said(tmp_path: Path) -> None:
    left = [6]

    def make(fault: Fault) -> Callable[[socket.socket], None]:
        def serve(connection: socket.socket) -> None:
            left[0] -= 1
            if left[0] < 0:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            else:
                connection.sendall(accepted(connection.recv(1 << 16)))
                pong_to_anything(connection)

        return serve

    with servers([SimpleNamespace(SERVERS={"websocket": ("ws://{address}/", make)})], Fault()) as urls:
        run = judged(tmp_path, urls["websocket"], concurrency=1)
    does_not_conform(run, tmp_path)
    assert run.outcome("IFC-WSK-022") in {("inconclusive", "no_answer"), ("inconclusive", "target_died")}
