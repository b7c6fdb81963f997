"""Checks of the packets themselves: what each has to hold, or must not, whatever is exchanged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.transports.message import Message
from conformance_suites.interfaces.mqtt.reader.client import GRACE, Client

from .view import Bench, Broker

_PUBLICATION = {0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99}
CODES = {
    "PUBACK": _PUBLICATION,
    "PUBREC": _PUBLICATION,
    "PUBREL": {0x00, 0x92},
    "PUBCOMP": {0x00, 0x92},
    "SUBACK": {0x00, 0x01, 0x02, 0x80, 0x83, 0x87, 0x8F, 0x91, 0x97, 0x9E, 0xA1, 0xA2},
    "UNSUBACK": {0x00, 0x11, 0x80, 0x83, 0x87, 0x8F, 0x91},
}
"""The Reason Codes of each packet that acknowledges (3.4.2.1, 3.5.2.1, 3.6.2.1, 3.7.2.1, 3.9.3, 3.11.3)."""
ALIAS = 1
SEVERAL = 3


class Exchanged(NamedTuple):
    """Messages of each QoS to a topic: what was sent and arrived, in the same order, and all packets of the broker."""

    topic: str
    sent: list[str]
    arrived: list[Message]
    packets: list[Message]


def exchanged(broker: Broker, bench: Bench) -> Exchanged:
    """Let two clients exchange messages that want no more than they have to. Raises Blocked if one does not arrive."""
    topic, plain = bench.topic(), {"request_problem_information": 0}
    client, author = bench.connect(properties=plain), bench.connect(properties=plain)
    client.subscribe(topic, 2)
    sent = [f"payload {qos}" for qos in range(broker.highest + 1)]
    for qos, payload in enumerate(sent):
        author.publish(topic, payload, qos)
        following(client, qos)
    number = client.next_id()
    client.send("UNSUBSCRIBE", id=number, filters=[topic])
    client.answer("UNSUBACK", identifier=number)
    packets = [each for one in (client, author) for each in (one.connack, *one.heard)]
    return Exchanged(topic, sent, client.published, packets)


def following(client: Client, before: int) -> Message:
    """The next message after so many. Raises Blocked if it does not arrive."""
    if len(client.published) <= before:
        client.until(lambda each: each.head["type"] == "PUBLISH", GRACE)
    if len(client.published) <= before:
        raise Blocked("not_delivered", exchange=client.talk.key)
    return client.published[before]


def having(broker: Broker, property_names: tuple[str, ...], wrong: Callable[[str], bool]) -> Findings:
    """A finding for each property with one of these names in a packet whose type makes it wrong."""
    with broker.bench() as bench:
        for message in exchanged(broker, bench).packets:
            for name in message.head.get("properties", {}):
                if name in property_names and wrong(message.head["type"]):
                    yield Finding(message.where(), packet=message.head["type"], property=name)


@check("IFC-MQP-001")
def reason_codes_are_those_of_the_packet(broker: Broker) -> Findings:
    with broker.bench() as bench:
        for message in exchanged(broker, bench).packets:
            name, head = message.head["type"], message.head
            for code in head.get("reasons", [head.get("reason", 0)]) if name in CODES else ():
                if code not in CODES[name]:
                    yield Finding(message.where(), packet=name, received=f"0x{code:02X}")


@check("IFC-MQP-002")
def the_topic_is_forwarded(broker: Broker) -> Findings:
    with broker.bench() as bench:
        found = exchanged(broker, bench)
        for message in found.arrived:
            if message.head["topic"] != found.topic:
                yield Finding(message.where())


@check("IFC-MQP-003")
def the_payload_is_forwarded(broker: Broker) -> Findings:
    with broker.bench() as bench:
        found = exchanged(broker, bench)
        for payload, message in zip(found.sent, found.arrived, strict=False):
            if message.body != payload.encode():
                yield Finding(message.where(), received=message.body.decode("utf-8", "replace"), expected=payload)


@check("IFC-MQP-004")
def a_first_delivery_is_no_repetition(broker: Broker) -> Findings:
    with broker.bench() as bench:
        for message in exchanged(broker, bench).arrived:
            if message.head["dup"]:
                yield Finding(message.where(), qos=message.head["qos"])


@check("IFC-MQP-005")
def packet_identifiers_are_unused(broker: Broker) -> Findings:
    with broker.bench("acknowledging") as bench:
        topic, author, client = bench.topic(), bench.connect(), bench.connect(silent=True)
        client.subscribe(topic)
        used: list[int] = []
        for number in range(SEVERAL):
            author.publish(topic, f"numbered {number}")
            message = following(client, number)
            if not message.head["qos"]:
                raise Blocked("no_identifier", exchange=message.key)
            identifier = message.head["id"]
            if not identifier:
                yield Finding(message.where(), "zero")
            elif identifier in used:
                yield Finding(message.where(), "used", received=identifier)
            used.append(identifier)


@check("IFC-MQP-006")
def no_topic_alias_is_used_without_permission(broker: Broker) -> Findings:
    return having(broker, ("topic_alias",), lambda name: name == "PUBLISH")


@check("IFC-MQP-007")
def no_problem_information_is_sent_if_unwanted(broker: Broker) -> Findings:
    unwanted = ("reason_string", "user_property")
    return having(broker, unwanted, lambda name: name not in ("PUBLISH", "CONNACK", "DISCONNECT"))


@check("IFC-MQP-008")
def no_response_information_is_sent_unasked(broker: Broker) -> Findings:
    return having(broker, ("response_information",), lambda name: name == "CONNACK")


@check("IFC-MQP-009")
def no_authentication_is_begun_by_the_broker(broker: Broker) -> Findings:
    return having(broker, ("authentication_method",), lambda name: True)


@check("IFC-MQP-010")
def there_is_one_connack(broker: Broker) -> Findings:
    with broker.bench() as bench:
        _ = exchanged(broker, bench)
        for client in bench.clients:
            for message in client.heard:
                if message.head["type"] == "CONNACK":
                    yield Finding(message.where())


@check("IFC-MQP-011")
def a_publication_is_acknowledged_under_its_identifier(broker: Broker) -> Findings:
    with broker.bench("acknowledging") as bench:
        author, topic = bench.connect(), bench.topic()
        steps: list[tuple[str, dict[str, Any], str]] = [("PUBLISH", {"qos": 1, "topic": topic}, "PUBACK")]
        if broker.exactly_once:
            steps += [("PUBLISH", {"qos": 2, "topic": topic}, "PUBREC"), ("PUBREL", {}, "PUBCOMP")]
        for (name, members, answer), number in zip(steps, (4711, 4712, 4712), strict=False):
            author.send(name, id=number, **members)
            found = author.answer(answer)
            if found.head["id"] != number:
                yield Finding(found.where(), packet=answer, received=found.head["id"], expected=number)


@check("IFC-MQP-012")
def reason_codes_keep_the_order_of_the_filters(broker: Broker) -> Findings:
    with broker.bench() as bench:
        client, there, unknown = bench.connect(), bench.topic(), bench.topic()
        client.subscribe(there)
        client.send("UNSUBSCRIBE", id=900, filters=[there, unknown])
        found = client.answer("UNSUBACK", identifier=900)
        if found.head["reasons"] == [0x11, 0x00]:
            yield Finding(found.where())
        elif found.head["reasons"] != [0x00, 0x11]:
            raise NotApplicable("no_order", exchange=found.key)


@check("IFC-MQP-013")
def topic_aliases_are_understood(broker: Broker) -> Findings:
    with broker.bench("aliasing") as bench:
        topic, author = bench.topic(), bench.connect()
        client = bench.connect()
        client.subscribe(topic, broker.qos)
        author.publish(topic, "with its name", broker.qos, properties={"topic_alias": ALIAS})
        client.delivered("with its name")
        members = {"id": 900} if broker.qos else {}
        author.send("PUBLISH", b"by its alias", topic="", qos=broker.qos, properties={"topic_alias": ALIAS}, **members)
        if client.arrived("by its alias", GRACE):
            return
        bench.connect().publish(topic, "marker", broker.qos)
        client.delivered("marker")
        yield Finding(author.where)
