"""WebSocket conversations live and from their record, and what is said of products that do not speak it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import trustme
from doubles.null_products import null_product
from doubles.sessions import all_of, live_and_again

from conformance.model.finding import Blocked
from conformance.reference.servers import servers
from conformance.reference.serving import Fault
from conformance.transports.frames import CLOSE, PONG, TEXT, Frame, FrameReader, encoded
from conformance.transports.limits import Limits
from conformance.transports.message import Message
from conformance.transports.recorder import Recorder
from conformance.transports.registry import Transports
from conformance.transports.secrets import Secrets
from conformance.transports.service import Service
from conformance.transports.session import Session
from conformance.transports.stopping import Stopping
from conformance.transports.tls import Tls
from conformance.transports.transport import Setup, SetupError
from conformance.transports.websocket import WebSocketTransport

pytestmark = pytest.mark.versions

Serving = Callable[[socket.socket, bytes], None]
ACCEPTED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
LIMITS = Limits(exchange_seconds=20.0, body_bytes=100_000)
BRIEF = replace(LIMITS, exchange_seconds=1.0)
"""Only for what never comes to an end: a busy machine may take a second for anything else."""


@contextmanager
def server(what: Serving) -> Iterator[str]:
    """A product that does this on every connection, with the head of the request."""

    def make(fault: Fault) -> Callable[[socket.socket], None]:
        def serve(connection: socket.socket) -> None:
            head = b""
            while b"\r\n\r\n" not in head and (data := connection.recv(1 << 16)):
                head += data
            what(connection, head)

        return serve

    with servers([SimpleNamespace(SERVERS={"it": ("ws://{address}/room?a=b", make)})], Fault()) as urls:
        yield urls["it"]


def says(data: bytes) -> Serving:
    """Answers every request with these bytes and closes the connection."""
    return lambda connection, head: connection.sendall(data)


def echo(connection: socket.socket, head: bytes) -> None:
    """Accepts, says hello together with its answer, and echoes."""
    connection.sendall(ACCEPTED + encoded(Frame(TEXT, b"hello"), b""))
    reader = FrameReader(1 << 20)
    while data := connection.recv(1 << 16):
        reader.feed(data)
        while frame := reader.next():
            connection.sendall(encoded(frame._replace(masked=False), b""))


def test_a_conversation_is_the_same_from_its_record(tmp_path: Path) -> None:
    def talk(session: Session, service: Service) -> list[Any]:
        with service.open(service.url) as open_, session.case("case"):
            answer, hello = open_.receive(0.0), open_.receive(5.0)
            open_.send(Message({"opcode": TEXT}, b"a text"))
            open_.send(Message({"opcode": PONG, "rsv": 2, "masked": False}, b"a pong"))
            open_.send(Message({"raw": True}, encoded(Frame(CLOSE, b"\x03\xe8"), b"")))
            rest = open_.receive_until(lambda each: each.head["opcode"] == CLOSE, 5.0)
        assert answer
        assert hello
        return [answer.head["status"], *[(each.head, each.body, each.key) for each in (hello, *rest)]]

    with server(echo) as url:
        live, again = live_and_again(tmp_path / "e", url, talk)
    assert live == again
    status, hello, text, pong, close = live
    plain = {"fin": True, "rsv": 0, "masked": False}
    assert status == 101
    assert hello == ({"opcode": TEXT, **plain}, b"hello", "it:view#1.3")
    assert text == ({"opcode": TEXT, **plain}, b"a text", "it:view#1.7")
    assert pong == ({"opcode": PONG, **plain, "rsv": 2}, b"a pong", "it:view#1.8")
    assert close == ({"opcode": CLOSE, **plain, "code": 1000}, b"\x03\xe8", "it:view#1.9")


def test_the_handshake_is_as_it_was_asked_for() -> None:
    heads: list[bytes] = []

    def keep(connection: socket.socket, head: bytes) -> None:
        heads.append(head)
        connection.sendall(b"HTTP/1.1 400 No\r\nContent-Length: 4\r\n\r\nnope")

    asked = {"version": "1.0", "method": "POST", "without": ["sec-websocket-key", "host"]}
    with server(keep) as url:
        for more in ({}, {"headers": [["X-Own", "1"], ["sec-websocket-version", "99"]], **asked}):
            channel = WebSocketTransport(Setup(LIMITS)).open(Message({"url": url, "headers": [], **more}))
            answer = channel.receive(0.0)
            assert answer
            assert (answer.head["status"], answer.body) == (400, b"nope")
            assert channel.receive(0.0) is None
            channel.close()
    usual, odd = (head.decode().split("\r\n") for head in heads)
    assert usual[0] == "GET /room?a=b HTTP/1.1"
    names = [line.partition(":")[0] for line in usual[1:-2]]
    assert names == ["Host", "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "User-Agent"]
    assert odd[0] == "POST /room?a=b HTTP/1.0"
    assert [line for line in odd if line.lower().startswith(("host", "sec-", "x-"))] == [
        "X-Own: 1",
        "sec-websocket-version: 99",
    ]


@pytest.mark.parametrize(
    "head",
    [
        {"headers": [["a\r\nb", "1"]]},
        {"headers": [["a", "1\r\nX: 2"]]},
        {"method": "GE T"},
        {"headers": [["a", "虚"]]},
    ],
)
def test_a_request_that_is_not_http_is_not_sent(head: dict[str, Any]) -> None:
    with pytest.raises(Blocked) as found:
        WebSocketTransport(Setup(LIMITS)).open(Message({"url": "ws://127.0.0.1:9/", "headers": [], **head}))
    assert (found.value.key, found.value.cause.value) == ("no_request", "configuration")


def reason(url: str, limits: Limits = LIMITS, tls: Tls | None = None) -> Blocked:
    with pytest.raises(Blocked) as found:
        WebSocketTransport(Setup(limits, tls or Tls())).open(Message({"url": url, "headers": []}))
    return found.value


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("slow_drip", "too_slow"),
        ("slow_body", "too_slow"),
        ("endless_body", "body_too_large"),
        ("endless_head", "no_http"),
        ("closes_mid_body", "broke_off"),
        ("not_http", "no_http"),
    ],
)
def test_what_a_product_answers_to_a_handshake_has_a_reason(kind: str, key: str) -> None:
    with null_product(kind) as product:
        found = reason(product.url.replace("http:", "ws:"), BRIEF if key == "too_slow" else LIMITS)
    assert (found.key, found.cause.value) == (key, "product")


def after_handshake(url: str, seconds: float = 5.0, *send: Message) -> Message | None:
    """The first message after the handshake."""
    channel = WebSocketTransport(Setup(LIMITS)).open(Message({"url": url, "headers": []}))
    try:
        assert channel.receive(0.0)
        for message in send:
            channel.send(message)
        return channel.receive(seconds)
    finally:
        channel.close()


def test_a_product_that_just_closes_has_ended_the_conversation() -> None:
    with server(says(b"")) as url:
        channel = WebSocketTransport(Setup(LIMITS)).open(Message({"url": url, "headers": []}))
        assert channel.receive(0.0) is None
        channel.close()
    with server(says(ACCEPTED)) as url:
        assert after_handshake(url) is None


def test_a_connection_that_is_reset_has_ended() -> None:
    def reset(connection: socket.socket, head: bytes) -> None:
        connection.sendall(ACCEPTED)
        connection.recv(1 << 16)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    with server(reset) as url:
        assert after_handshake(url, 5.0, Message({}, b"x")) is None


@pytest.mark.parametrize(
    ("data", "key"), [(b"\x81\x05hal", "broke_off"), (b"\x82\x7f" + (1 << 40).to_bytes(8), "body_too_large")]
)
def test_frames_that_are_not_whole_or_too_long_have_a_reason(data: bytes, key: str) -> None:
    with server(says(ACCEPTED + data)) as url, pytest.raises(Blocked) as found:
        after_handshake(url)
    assert found.value.key == key


def test_silence_is_told_from_the_end() -> None:
    done = threading.Event()

    def wait(connection: socket.socket, head: bytes) -> None:
        connection.sendall(ACCEPTED + b"\x81\x05hal")
        done.wait(10)

    with server(wait) as url, pytest.raises(TimeoutError):
        after_handshake(url, 0.1)
    done.set()


def test_a_flood_ends_with_the_bound_of_a_conversation(tmp_path: Path) -> None:
    def flood(connection: socket.socket, head: bytes) -> None:
        connection.sendall(ACCEPTED)
        while True:
            connection.sendall(encoded(Frame(TEXT, b"more", fin=False), b"") * 1000)

    def listen(session: Session, service: Service) -> tuple[str, int]:
        found: list[Message] = []
        with service.open(service.url) as open_, pytest.raises(Blocked) as reason:
            found += open_.listen(60.0)
        return reason.value.key, len(found)

    with server(flood) as url:
        live, again = live_and_again(tmp_path / "e", url, listen, messages=50)
    assert live == again == ("too_many_messages", 49)


def test_a_run_that_is_stopped_waits_no_longer() -> None:
    stopping, done = Stopping(), threading.Event()

    with server(lambda connection, head: done.wait(60) and None) as url:
        threading.Timer(0.2, stopping.stop).start()
        with pytest.raises(Blocked) as found:
            WebSocketTransport(Setup(LIMITS, stopping=stopping)).open(Message({"url": url, "headers": []}))
        assert found.value.key == "no_answer"  # not "too_slow"
    done.set()


def test_a_product_that_is_gone_has_died() -> None:
    with server(says(ACCEPTED)) as url:
        transport = WebSocketTransport(Setup(LIMITS))
        transport.open(Message({"url": url, "headers": []})).close()
    with pytest.raises(Blocked) as found:
        transport.open(Message({"url": url, "headers": []}))
    assert (found.value.key, found.value.cause.value) == ("target_died", "product")
    assert found.value.values["last"] == f"GET {url}"
    assert reason(url).key == "connection_refused"


def test_a_proxy_is_refused_with_its_place_in_the_plan() -> None:
    with pytest.raises(SetupError) as found:
        WebSocketTransport(Setup(LIMITS, proxy="http://127.0.0.1:1"))
    assert found.value.place == "proxy"


def test_encrypted_connections_trust_the_authorities_of_the_plan(tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")

    def make(fault: Fault) -> Callable[[socket.socket], None]:
        def serve(connection: socket.socket) -> None:
            with context.wrap_socket(connection, server_side=True) as inner:
                inner.recv(1 << 16)
                inner.sendall(ACCEPTED + encoded(Frame(TEXT, b"hello"), b""))

        return serve

    with servers([SimpleNamespace(SERVERS={"it": ("wss://{address}/", make)})], Fault()) as urls:
        channel = WebSocketTransport(Setup(LIMITS, Tls(str(tmp_path / "ca.pem")))).open(
            Message({"url": urls["it"], "headers": []})
        )
        answer, hello = channel.receive(0.0), channel.receive(5.0)
        channel.close()
        assert (found := reason(urls["it"])).key == "tls_untrusted"
    assert answer
    assert hello
    assert (answer.head["status"], hello.body, found.cause.value) == (101, b"hello", "configuration")


def test_a_secret_that_comes_back_in_a_frame_is_in_no_record(tmp_path: Path) -> None:
    secret, secrets = "a-key-that-nobody-sees", Secrets()
    secrets.add("KEY", secret)

    def tell(connection: socket.socket, head: bytes) -> None:
        token = head.partition(b"authorization: ")[2].partition(b"\r\n")[0]
        connection.sendall(ACCEPTED + encoded(Frame(TEXT, b"you are " + token), b""))

    first = {"headers": [], "credentials": [["authorization", "{secret:KEY}"]]}
    with (
        server(tell) as url,
        Recorder(tmp_path / "e", Transports(Setup(LIMITS)), LIMITS, secrets, {}) as recorder,
        recorder.open("it#1", Message({"url": url, **first})) as open_,
    ):
        answer, told = open_.receive(0.0), open_.receive(5.0)
    assert answer
    assert told
    assert told.body == b"you are {secret:KEY}"
    assert secret.encode() not in all_of(tmp_path)
