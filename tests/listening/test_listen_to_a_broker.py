"""A device that publishes its recording through a broker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from doubles.listens import FRAMES, LINES, PROFILE, command
from doubles.mqtt_peer import mqtt_peer

from conformance.cli.main import main
from conformance.reference.fault import Fault
from conformance.reference.servers import servers
from conformance.transports.limits import Limits
from conformance.transports.message import Message
from conformance.transports.mqtt import MqttTransport
from conformance.transports.mqtt_packets import packet
from conformance.transports.transport import Setup

pytestmark = pytest.mark.needs("terminals/recording", "interfaces/mqtt")
OPTIONS = ("--profile", PROFILE, "--protocol", "mqtt")


@pytest.fixture
def broker() -> Iterator[str]:
    """The URL of a running broker."""
    from conformance_suites.interfaces.mqtt import reference

    with servers([reference], Fault()) as urls:
        yield next(iter(urls.values())).rstrip("/")


def publish(url: str, messages: list[bytes]) -> None:
    """Publish the messages in order, each acknowledged by the broker."""
    transport = MqttTransport(Setup(Limits()))
    head = {"url": url, "type": "CONNECT", "client_id": "device", "clean_start": True, "keep_alive": 60}
    channel = transport.open(Message({**head, "headers": ()}))
    channel.receive(10)
    for number, body in enumerate(messages, 1):
        channel.send(Message({"type": "PUBLISH", "topic": "lab/headset", "qos": 1, "id": number}, body))
        channel.receive(10)
    channel.close()


def test_what_is_published_is_recorded_and_judged(broker: str, tmp_path: Path) -> None:
    url = f"{broker}/lab/headset"
    with command(*OPTIONS, "--broker", url, "--duration", "1.5", folder=tmp_path) as listening:
        publish(broker, [LINES[0], *LINES[1:50], b"\n".join(LINES[50:])])
        status, output, said = listening.end()
    assert status == 0, output + said
    assert url in "".join(said)
    assert "adb" not in said
    assert f"{FRAMES} frames are recorded" in said
    assert (tmp_path / "session.jsonl").read_bytes() == b"\n".join([*LINES, b""])


def test_a_broker_that_refuses_is_named_before_anybody_is_waited_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with mqtt_peer(packet({"type": "CONNACK", "reason": 0x87})) as peer:
        url = f"mqtt://{peer.address}/lab"
        assert main(["listen", *OPTIONS, "--broker", url, "--folder", str(tmp_path)]) == 2
    assert "the broker has refused: CONNACK with reason 0x87" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--protocol", "mqtt"], ["--protocol", "websocket", "--broker", "mqtt://h/t"]])
def test_the_protocol_and_the_broker_belong_together(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["listen", *options, "--folder", str(tmp_path)]) == 2
    assert "belong together" in capsys.readouterr().err
