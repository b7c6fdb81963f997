"""Conversations over MQTT: packets in both directions, live and again, and what the wire may do to them."""

from __future__ import annotations

import base64
import ssl
import threading
from pathlib import Path
from typing import Any

import pytest
import trustme
from doubles.mqtt_peer import mqtt_peer
from doubles.sessions import all_of, live_and_again

from conformance.model.finding import Blocked, NotRun
from conformance.transports.limits import Limits
from conformance.transports.message import Message
from conformance.transports.mqtt import MqttTransport
from conformance.transports.mqtt_packets import packet
from conformance.transports.recorder import Recorder
from conformance.transports.redaction import filled
from conformance.transports.registry import Transports
from conformance.transports.secrets import Secrets
from conformance.transports.service import Service
from conformance.transports.session import Session
from conformance.transports.stopping import Stopping
from conformance.transports.tls import Tls
from conformance.transports.transport import Setup, SetupError

CONNACK = packet({"type": "CONNACK", "properties": {"receive_maximum": 20}})
HELLO = packet({"type": "PUBLISH", "topic": "a", "properties": {"user_property": [["k", "2"], ["k", "1"]]}}, b"hello")
LIMITS = Limits(exchange_seconds=20.0, body_bytes=1000)


def heard(session: Session, service: Service) -> list[Any]:
    """What a product says to a CONNECT, and how it ends."""
    found: list[Any] = []
    try:
        with service.open(service.url, type="CONNECT", client_id="c") as talk:
            found += [(dict(each.head), each.body, each.key) for each in talk.listen(0.3)]
            found.append("ended" if talk.ended else "silent")
    except Blocked as reason:
        found.append((reason.key, reason.cause.value, dict(reason.values)))
    return found


def told(folder: Path, *pieces: bytes, **how: Any) -> list[Any]:
    """The same of a peer, which its record says again."""
    with mqtt_peer(*pieces, **how) as peer:
        live, again = live_and_again(folder, f"mqtt://{peer.address}/", heard, body_bytes=1000)
    assert live == again
    return live


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_packets_arrive_whole_however_they_are_cut(size: int, tmp_path: Path) -> None:
    data = CONNACK + HELLO
    connack, hello, end = told(tmp_path, *(data[at : at + size] for at in range(0, len(data), size)))
    assert (connack[0]["type"], connack[0]["properties"]) == ("CONNACK", {"receive_maximum": 20})
    assert hello[0]["properties"] == {"user_property": [["k", "2"], ["k", "1"]]}
    assert hello[1:] == (b"hello", "it:view#1.3")
    assert end == "ended"


def test_a_product_that_stays_is_silent(tmp_path: Path) -> None:
    assert told(tmp_path, CONNACK, stays=True)[1:] == ["silent"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (CONNACK + b"\x30\x10\x00", ("broke_off", "product", {"bytes": 3})),
        (CONNACK + b"\x30\xff\xff\xff\x7f" + b"a" * 9000, ("body_too_large", "product", {"limit": 1000})),
        (CONNACK + b"\x30\xff\xff\xff\xff", ("no_message", "product", {"detail": "Remaining Length"})),
    ],
)
def test_trouble_on_the_wire_is_a_reason(data: bytes, reason: Any, tmp_path: Path) -> None:
    assert told(tmp_path, data, stays=reason[0] == "no_message")[-1] == reason


def test_a_malformed_packet_is_told_as_a_message_and_the_next_one_still_read(tmp_path: Path) -> None:
    _, bad, hello, _ = told(tmp_path, CONNACK + b"\xd1\x00" + HELLO)
    assert bad[0] == {"type": "malformed", "of": "PINGRESP", "problem": "flags"}
    assert hello[1] == b"hello"


def test_bytes_go_out_as_they_are(tmp_path: Path) -> None:
    def raw(session: Session, service: Service) -> bool:
        with service.open(service.url) as talk:
            talk.send(Message({"raw": True}, b"\x00\xff raw"))
            return talk.receive(2.0) is None and talk.ended

    with mqtt_peer() as peer:
        assert live_and_again(tmp_path, f"mqtt://{peer.address}/", raw) == (True, True)
    assert peer.got == b"\x00\xff raw"


def test_sending_to_a_product_that_has_gone_is_no_failure(tmp_path: Path) -> None:
    def late(session: Session, service: Service) -> list[Any]:
        with service.open(service.url, type="CONNECT", client_id="c") as talk:
            found = [each.head["type"] for each in talk.listen(2.0)]
            for _ in range(3):
                talk.send(Message({"type": "PINGREQ"}))
            return [*found, talk.ended]

    with mqtt_peer(CONNACK) as peer:
        assert live_and_again(tmp_path, f"mqtt://{peer.address}/", late) == (["CONNACK", True],) * 2


@pytest.mark.parametrize(
    ("header", "value", "head"),
    [
        ("Authorization", "Basic {secret:BASIC}", {"user_name": "alice", "password": "pass:word-1234"}),
        ("Authorization", "Bearer {secret:TOKEN}", {"password": "token-of-alice"}),
    ],
)
def test_credentials_become_user_name_and_password_and_are_in_no_record(
    header: str, value: str, head: dict[str, str], tmp_path: Path
) -> None:
    secrets = Secrets()
    secrets.add("BASIC", base64.b64encode(b"alice:pass:word-1234").decode())
    secrets.add("TOKEN", "token-of-alice")
    first = Message({"url": "mqtt://x/", "type": "CONNECT", "client_id": "c", "credentials": [[header, value]]})
    with mqtt_peer(CONNACK) as peer:
        message = filled(first, secrets)
        channel = MqttTransport(Setup(LIMITS)).open(
            Message({**message.head, "url": f"mqtt://{peer.address}/"}, message.body)
        )
        assert channel.receive(2.0)
        channel.close()
    assert peer.got == packet({"type": "CONNECT", "client_id": "c", **head})


def test_a_header_that_the_protocol_has_no_place_for_is_said() -> None:
    head = {"url": "mqtt://x/", "type": "CONNECT", "headers": [["X-API-Key", "k"]]}
    with mqtt_peer() as peer, pytest.raises(Blocked, match="no_such_credentials"):
        MqttTransport(Setup(LIMITS)).open(Message({**head, "url": f"mqtt://{peer.address}/"}))


def test_a_password_that_comes_back_is_redacted(tmp_path: Path) -> None:
    secrets = Secrets()
    secrets.add("PASSWORD", "very-secret-password")
    echo = packet({"type": "PUBLISH", "topic": "very-secret-password"}, b"it is very-secret-password")
    with mqtt_peer(CONNACK + echo) as peer:
        first = Message({"url": f"mqtt://{peer.address}/", "type": "CONNECT", "client_id": "c"})
        with (
            Recorder(tmp_path, Transports(Setup(LIMITS)), LIMITS, secrets, {}) as recorder,
            recorder.open("it#1", first) as talk,
        ):
            _, found = list(talk.listen(2.0))
    assert (found.head["topic"], found.body) == ("{secret:PASSWORD}", b"it is {secret:PASSWORD}")
    assert b"very-secret-password" not in all_of(tmp_path)


def test_an_encrypted_connection_needs_a_trusted_certificate(tmp_path: Path) -> None:
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    first = {"type": "CONNECT", "client_id": "c"}
    with mqtt_peer(CONNACK, context=context) as peer:
        message = Message({**first, "url": f"mqtts://{peer.address}/"})
        with pytest.raises(Blocked, match="tls_untrusted"):
            MqttTransport(Setup(LIMITS)).open(message)
        channel = MqttTransport(Setup(LIMITS, Tls(authorities=str(tmp_path / "ca.pem")))).open(message)
        assert (channel.receive(2.0) or Message()).head["type"] == "CONNACK"
        channel.close()


def test_an_encrypted_connection_to_a_product_that_speaks_plainly_fails() -> None:
    with mqtt_peer(b"\x20\x02\x00\x01") as peer, pytest.raises(Blocked, match="tls_failed"):
        MqttTransport(Setup(LIMITS)).open(Message({"url": f"mqtts://{peer.address}/"}))


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("mqtt://nobody.invalid/", "unknown_host"),
        ("mqtt://127.0.0.1:9/", "connection_refused"),
    ],
)
def test_a_product_that_cannot_be_reached_is_the_environments_matter(url: str, key: str) -> None:
    with pytest.raises(Blocked, match=key) as found:
        MqttTransport(Setup(LIMITS)).open(Message({"url": url}))
    assert found.value.cause.value == "environment"


def test_a_product_that_answered_before_has_died() -> None:
    transport = MqttTransport(Setup(LIMITS))
    with mqtt_peer(CONNACK) as peer:
        first = Message({"url": f"mqtt://{peer.address}/", "type": "CONNECT", "client_id": "c"})
        transport.open(first).close()
    with pytest.raises(Blocked, match="target_died") as found:
        transport.open(first)
    assert found.value.values["last"] == f"CONNECT mqtt://{peer.address}/"


@pytest.mark.parametrize(
    ("setup", "place"),
    [
        (Setup(LIMITS, proxy="http://127.0.0.1:9/"), "proxy"),
        (Setup(LIMITS, Tls(authorities="no_such_file.pem")), "tls"),
    ],
)
def test_a_plan_that_cannot_be_followed_is_a_mistake_with_its_place(setup: Setup, place: str) -> None:
    with pytest.raises(SetupError) as found:
        MqttTransport(setup)
    assert found.value.place == place


def test_a_stopped_run_waits_no_longer(tmp_path: Path) -> None:
    def stopped(session: Session, service: Service) -> bool:
        with service.open(service.url, type="CONNECT", client_id="c") as talk:
            timer = threading.Timer(0.2, session.stopping.stop)
            timer.start()
            with pytest.raises(NotRun, match="stopped"):
                list(talk.listen(600.0))
        return True

    with mqtt_peer(CONNACK, stays=True) as peer:
        stopping, url = Stopping(), f"mqtt://{peer.address}/"
        limits = Limits(hosts=frozenset({peer.address}))
        facts = {"now": "2026-01-01T00:00:00+00:00", "seed": "0"}
        with Recorder(tmp_path, Transports(Setup(limits)), limits, Secrets(), facts, stopping) as recorder:
            session = Session(recorder, {"it": url}, {}, {}, limits)
            assert stopped(session, Service(session, "it"))
