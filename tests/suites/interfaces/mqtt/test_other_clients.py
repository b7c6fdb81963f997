"""What we write and read is MQTT 5 for others as well: a client that nobody here wrote, with the reference broker."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from conformance.reference.fault import Fault
from conformance.reference.servers import servers
from conformance_suites.interfaces.mqtt import reference

SECONDS = 20


class Other:
    """The other client, with what it was sent."""

    def __init__(self, url: str, client_id: str, will: tuple[str, bytes] | None = None) -> None:
        self.told: queue.Queue[Any] = queue.Queue()
        self.messages: queue.Queue[MQTTMessage] = queue.Queue()
        self.client = Client(CallbackAPIVersion.VERSION2, client_id, protocol=MQTTProtocolVersion.MQTTv5)
        self.client.on_connect = lambda _c, _u, flags, code, properties: self.told.put((flags, code, properties))
        self.client.on_subscribe = lambda _c, _u, _id, codes, _p: self.told.put(codes)
        self.client.on_unsubscribe = lambda _c, _u, _id, codes, _p: self.told.put(codes)
        self.client.on_publish = lambda _c, _u, _id, code, _p: self.told.put(code)
        self.client.on_disconnect = lambda _c, _u, _flags, code, _p: self.told.put(code)
        self.client.on_message = lambda _c, _u, message: self.messages.put(message)
        if will:
            self.client.will_set(*will, qos=1)
        properties = Properties(PacketTypes.CONNECT)
        properties.SessionExpiryInterval, properties.ReceiveMaximum = 10, 7
        properties.UserProperty = [("who", "测试"), ("who", "again")]
        address = urlsplit(url)
        self.client.connect(address.hostname or "", address.port or 0, clean_start=True, properties=properties)
        self.client.loop_start()
        self.connected = self.next()

    def next(self) -> Any:
        return self.told.get(timeout=SECONDS)

    def message(self) -> MQTTMessage:
        return self.messages.get(timeout=SECONDS)

    def end(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


@pytest.fixture
def url() -> Iterator[str]:
    with servers([reference], Fault()) as urls:
        yield urls["broker"]


@pytest.fixture
def other(url: str) -> Iterator[Other]:
    made = Other(url, "other")
    yield made
    made.end()


def test_it_is_accepted_and_told_what_it_was_assigned(url: str) -> None:
    made = Other(url, "")
    flags, code, properties = made.connected
    made.end()
    assert (flags.session_present, code) == (False, ReasonCode(PacketTypes.CONNACK, "Success"))
    assert properties.AssignedClientIdentifier == "assigned1"


@pytest.mark.parametrize("qos", [0, 1, 2])
def test_a_message_goes_both_ways_with_all_that_belongs_to_it(qos: int, other: Other) -> None:
    asked = Properties(PacketTypes.SUBSCRIBE)
    asked.SubscriptionIdentifier = 4711
    options = SubscribeOptions(qos=2, retainAsPublished=True)
    other.client.subscribe("a/b/+", options=options, properties=asked)
    assert [each.value for each in other.next()] == [2]
    properties = Properties(PacketTypes.PUBLISH)
    properties.ContentType, properties.ResponseTopic = "text/plain", "answers/here"
    properties.CorrelationData, properties.MessageExpiryInterval = b"\x00\xff", 100
    properties.UserProperty = [("k", "2"), ("k", "1"), ("名称", "上海")]
    other.client.publish("a/b/c", b"\x00payload" * 30, qos=qos, retain=True, properties=properties)
    found = other.message()
    assert (found.topic, found.payload, found.qos, found.retain) == ("a/b/c", b"\x00payload" * 30, qos, True)
    assert found.properties.UserProperty == [("k", "2"), ("k", "1"), ("名称", "上海")]
    assert found.properties.SubscriptionIdentifier == [4711]
    assert (found.properties.ContentType, found.properties.ResponseTopic) == ("text/plain", "answers/here")
    assert (found.properties.CorrelationData, found.properties.MessageExpiryInterval) == (b"\x00\xff", 100)
    assert other.next() == ReasonCode(PacketTypes.PUBACK, "Success")  # what it sent is acknowledged


def test_what_is_wrong_is_told(other: Other) -> None:
    other.client.unsubscribe("never/subscribed")
    assert [each.value for each in other.next()] == [0x11]
    other.client.subscribe([("a", SubscribeOptions(qos=0)), ("b", SubscribeOptions(qos=1))])
    assert [each.value for each in other.next()] == [0, 1]
    Other(other_url(other), "other").end()
    assert other.next().value == 0x8E


def other_url(other: Other) -> str:
    return f"mqtt://{other.client.host}:{other.client.port}"


def test_a_will_arrives_when_a_connection_fails(url: str, other: Other) -> None:
    other.client.subscribe("wills/#", qos=1)
    other.next()
    failing = Other(url, "failing", ("wills/failing", b"gone"))
    socket = failing.client.socket()
    failing.client.loop_stop()
    assert socket
    socket.close()
    found = other.message()
    assert (found.topic, found.payload) == ("wills/failing", b"gone")
