"""A device that publishes its recording through an MQTT broker: each message holds one line of it, or several."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import unquote, urlsplit

from conformance.listening.desk import Desk
from conformance.listening.session import VANISHED, Session, Why
from conformance.model.finding import Blocked
from conformance.model.outcome import Cause
from conformance.readers.bounds import EXCHANGE_SECONDS, RECORDING_LINE_BYTES
from conformance.transports.address import host_of
from conformance.transports.limits import Limits
from conformance.transports.message import Message
from conformance.transports.mqtt import MqttTransport
from conformance.transports.transport import Channel, Setup

KEEP_ALIVE = 30
FAILED = 128
LOOK_SECONDS = 0.2


@contextmanager
def subscribed(url: str, begin: Callable[[], Session], desk: Desk) -> Iterator[None]:
    """Hear what is published under the topic that is the path of the URL, within the block. Raises Blocked."""
    limits = Limits(hosts=frozenset({host_of(url)}), body_bytes=RECORDING_LINE_BYTES)
    transport = MqttTransport(Setup(limits))
    head = {"url": url, "type": "CONNECT", "client_id": f"conformance-{secrets.token_hex(4)}", "clean_start": True}
    channel = transport.open(Message({**head, "keep_alive": KEEP_ALIVE, "headers": ()}))
    try:
        _expect(channel, "CONNACK", "reason")
        topic = unquote(urlsplit(url).path.lstrip("/"))
        channel.send(Message({"type": "SUBSCRIBE", "id": 1, "filters": [{"filter": topic, "qos": 1}]}))
        _expect(channel, "SUBACK", "reasons")
        thread = threading.Thread(target=_hear, args=(channel, begin, desk), daemon=True)
        thread.start()
        yield
        desk.over = desk.over or VANISHED
        thread.join(5.0)
    finally:
        with suppress(Blocked, OSError):
            channel.send(Message({"type": "DISCONNECT"}))
        channel.close()
        transport.close()


def _expect(channel: Channel, kind: str, member: str) -> None:
    """Wait for the answer of the broker. Raises Blocked where it refuses."""
    try:
        answer = channel.receive(EXCHANGE_SECONDS)
    except TimeoutError:
        raise Blocked("too_slow", cause=Cause.ENVIRONMENT, seconds=EXCHANGE_SECONDS) from None
    head: Any = answer.head if answer else {}
    reasons = head.get(member, FAILED)
    worst = max(reasons, default=FAILED) if isinstance(reasons, list | tuple) else reasons
    if head.get("type") != kind or worst >= FAILED:
        raise Blocked("broker_refused", cause=Cause.ENVIRONMENT, packet=kind, reason=f"0x{worst:02X}")


def _hear(channel: Channel, begin: Callable[[], Session], desk: Desk) -> None:
    """Give the messages to one session until it or the command ends, or the broker has gone."""
    session: Session | None = None
    spoken = time.monotonic()
    while not desk.over and not (session and session.ended):
        if time.monotonic() - spoken > KEEP_ALIVE / 2:
            channel.send(Message({"type": "PINGREQ"}))
            spoken = time.monotonic()
        try:
            message = channel.receive(LOOK_SECONDS)
        except TimeoutError:
            continue
        except Blocked as reason:
            session = session or begin()
            session.end(Why(VANISHED, reason.key, reason.values, reason.cause))
            return
        if message is None:
            session = session or begin()
            session.end(Why(VANISHED))
        elif message.head.get("type") == "PUBLISH":
            session = session or begin()
            session.hear(message.body)
            if message.head.get("qos") == 1:
                channel.send(Message({"type": "PUBACK", "id": message.head["id"]}))
                spoken = time.monotonic()
