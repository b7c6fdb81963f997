"""Servers of TLS that do something else: none is found protected, none holds the run up, and replays need no server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from doubles.live_runs import LiveRun, run_live
from hypothesis import given
from hypothesis import strategies as st

from conformance.engine.plan import Plan, Selection
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance_suites.interfaces.transport.reader.hello import ALERT, HANDSHAKE, TLS13, ClientHello, read

PLAN = Plan(Selection(profile="tls-server"))
REFERENCE = ReferenceProduct(families_with_products(PLAN.catalogue, PLAN.sought), "tls-server")
HELLO = b"\x16\x03\x03\x00\x04\x02\x00\x00\x00"


def closes(connection: socket.socket) -> None:
    connection.recv(4096)


def echoes(connection: socket.socket) -> None:
    connection.sendall(connection.recv(4096))


def speaks_http(connection: socket.socket) -> None:
    connection.recv(4096)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


def refuses(connection: socket.socket) -> None:
    connection.recv(4096)
    connection.sendall(b"\x15\x03\x03\x00\x02\x02\x28")


def breaks_off(connection: socket.socket) -> None:
    connection.recv(4096)
    connection.sendall(b"\x16\x03\x03\x40\x00\x02")


def short_hello(connection: socket.socket) -> None:
    connection.recv(4096)
    connection.sendall(HELLO)


def endless(connection: socket.socket) -> None:
    connection.recv(4096)
    while True:
        connection.sendall(b"\x17\x03\x03\x40\x00" + bytes(1 << 14))


def accepts_everything(connection: socket.socket) -> None:
    data = connection.recv(4096)
    suite = data[46:48] if len(data) > 48 else b"\0\1"
    body = b"\x03\x03" + bytes(32) + b"\0" + suite + b"\0"
    message = b"\x02" + len(body).to_bytes(3) + body + b"\x0e\0\0\0"
    connection.sendall(b"\x16\x03\x03" + len(message).to_bytes(2) + message)


def speaks_tlcp(connection: socket.socket) -> None:
    """A server of TLCP alone, which refuses TLS by an alert in a record of that version."""
    data = connection.recv(4096)
    if data[9:11] != b"\x01\x01":
        connection.sendall(b"\x15\x01\x01\x00\x02\x02\x46")
        return
    body = b"\x01\x01" + bytes(32) + b"\0\xe0\x53\0"
    message = b"\x02" + len(body).to_bytes(3) + body + b"\x0e\0\0\0"
    connection.sendall(b"\x16\x01\x01" + len(message).to_bytes(2) + message)


@contextmanager
def server(
    serve: Callable[[socket.socket], None], *, life: int = 1000, breaks: frozenset[int] = frozenset()
) -> Iterator[str]:
    """A server on loopback, at the URL that is given. It breaks some connections, and dies at one."""

    def accept(listener: socket.socket) -> None:
        with suppress(OSError):
            for number in range(life):
                connection, _ = listener.accept()
                handler = closes if number in breaks else serve
                threading.Thread(target=answer, args=(connection, handler), daemon=True).start()
            connection, _ = listener.accept()
            listener.close()
            connection.close()

    def answer(connection: socket.socket, handler: Callable[[socket.socket], None]) -> None:
        with connection, suppress(OSError):
            handler(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, args=(listener,), daemon=True).start()
        yield f"tls://127.0.0.1:{listener.getsockname()[1]}"
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def run(folder: Path, url: str) -> LiveRun:
    """What is said of it. One row at a time, so that the same connections break in each run."""
    limits = {"messages": 50, "exchange_seconds": 1, "concurrency": 1}
    return run_live(folder, {**plan(url), "limits": limits}, suites="")


def plan(url: str) -> dict[str, Any]:
    """The plan of the reference product, with the server at this URL alone."""
    return {**REFERENCE.plan("http://127.0.0.1:9", {}), "endpoints": {"tls": url}}


@pytest.mark.parametrize("serve", [closes, echoes, speaks_http, refuses, breaks_off, short_hello, endless])
def test_what_negotiates_nothing_satisfies_nothing(serve: Callable[[socket.socket], None], tmp_path: Path) -> None:
    with server(serve) as url:
        found = run(tmp_path, url)
    assert found.summary.verdict in ("nonconformant", "unproven")
    satisfied = {row.record.id for row in found.summary.requirements.values() if row.conclusion == "satisfied"}
    assert satisfied == set()
    assert [name for name, case in found.results.items() if getattr(case, "outcome", "") == "error"] == []
    assert found.again(tmp_path / "again").same_bytes


def test_a_server_of_tlcp_alone_is_recognised_and_not_judged(tmp_path: Path) -> None:
    with server(speaks_tlcp) as url:
        found = run(tmp_path, url)
    judged = {name: found.outcome(name) for name in found.results if name.startswith("IFC-TLS")}
    assert judged == dict.fromkeys(judged, ("inconclusive", "speaks_tlcp"))
    assert len(judged) == 23
    assert found.summary.verdict == "unproven"
    assert found.again(tmp_path / "again").same_bytes


def test_what_goes_along_with_everything_is_not_conformant(tmp_path: Path) -> None:
    with server(accepts_everything) as url:
        found = run(tmp_path, url)
    assert found.summary.verdict == "nonconformant"
    assert found.outcome("IFC-TLS-007") == ("fail", None)
    assert found.again(tmp_path / "again").same_bytes


def test_a_server_that_dies_within_a_handshake_refuses_nothing(tmp_path: Path) -> None:
    """What it would have said to that client is not known, and to the next ones neither."""
    with server(accepts_everything, life=4) as url:
        found = run(tmp_path, url)
    assert "target_died" in {found.outcome(f"IFC-TLS-{number:03}")[1] for number in range(1, 24)}
    assert found.outcome("IFC-TLS-005")[0] == "inconclusive"
    assert found.again(tmp_path / "again").same_bytes


def test_one_connection_that_breaks_is_not_a_refusal(tmp_path: Path) -> None:
    with server(accepts_everything, breaks=frozenset(range(1, 99, 4))) as url:
        found = run(tmp_path, url)
    assert found.outcome("IFC-TLS-001") == ("pass", None)
    assert found.outcome("IFC-TLS-007") == ("fail", None)


def test_a_server_that_is_not_there_is_not_blamed(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    found = run(tmp_path, f"tls://127.0.0.1:{port}")
    assert found.outcome("IFC-TLS-001") == ("inconclusive", "connection_refused")
    assert found.summary.verdict == "unproven"


def test_the_reference_product_is_conformant_and_its_record_says_so_again(tmp_path: Path) -> None:
    with REFERENCE.start() as product:
        found = run_live(tmp_path, plan(product.servers["tls"]), suites="")
    assert found.summary.verdict == "conformant"
    assert found.again(tmp_path / "again").same_bytes


def test_a_warning_before_the_hello_refuses_nothing() -> None:
    """Servers warn of a name that they do not recognise, and go on (RFC 6066 3)."""
    hello = b"\x02\x00\x00\x26\x03\x03" + bytes(33) + b"\x13\x01\x00"
    assert (
        read("key", [(ALERT, b"\x01\x70"), (HANDSHAKE, hello)]).alert,
        read("key", [(ALERT, b"\x02\x70")]).alert,
    ) == (
        None,
        0x70,
    )


def test_a_name_is_sent_and_an_address_is_not() -> None:
    assert b"www.example.org" in ClientHello((0x1301,), name="www.example.org").record
    assert b"127.0.0.1" not in ClientHello((0x1301,), name="127.0.0.1").record


def test_a_hello_has_the_lengths_that_it_says() -> None:
    record = ClientHello((0x1301, 0xC02F), versions=(TLS13,), name="example.org", unknown=True).record
    assert int.from_bytes(record[3:5]) == len(record) - 5
    assert int.from_bytes(record[6:9]) == len(record) - 9


@given(st.lists(st.tuples(st.sampled_from([ALERT, HANDSHAKE, 23]), st.binary(max_size=90))))
def test_bytes_of_any_kind_are_read_or_refused(records: list[tuple[int, bytes]]) -> None:
    with suppress(ValueError):
        read("key", records)


@given(st.binary(min_size=34, max_size=80))
def test_a_server_hello_of_any_content_is_read_or_refused(body: bytes) -> None:
    with suppress(ValueError):
        found = read("key", [(HANDSHAKE, b"\x02" + len(body).to_bytes(3) + body)])
        assert found.version is not None
