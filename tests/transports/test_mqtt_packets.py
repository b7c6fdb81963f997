"""MQTT 5 control packets: what is written is read again as it was, and what is not a packet says so."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conformance.transports.message import Message
from conformance.transports.mqtt_fields import FIELDS, TYPES, Malformed, variable
from conformance.transports.mqtt_packets import MALFORMED, length, message, packet

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
BYTES, TWO, FOUR = (st.integers(0, 256**size - 1) for size in (1, 2, 4))
FLAGS, QOS = st.booleans(), st.integers(0, 2)
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "byte": BYTES,
    "two": TWO,
    "four": FOUR,
    "variable": st.integers(0, 268_435_455),
    "text": TEXTS,
    "binary": st.binary(max_size=9).map(bytes.hex),
    "pair": st.tuples(TEXTS, TEXTS).map(list),
}


def properties(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Properties that a packet may have."""
    there = {
        field.name: st.lists(KINDS[field.kind], min_size=1, max_size=3) if field.repeated else KINDS[field.kind]
        for field in FIELDS
        if name in field.packets
    }
    return st.fixed_dictionaries({}, optional=there)


def heads() -> st.SearchStrategy[dict[str, Any]]:
    """Heads of all sorts, complete as they are read."""

    def of(name: str, **members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
        return st.fixed_dictionaries({"type": st.just(name), **members})

    will = st.fixed_dictionaries(
        {"properties": properties("will"), "topic": TEXTS, "payload": TEXTS, "qos": QOS, "retain": FLAGS}
    )
    connect = st.fixed_dictionaries(
        {"type": st.just("CONNECT"), "clean_start": FLAGS, "keep_alive": TWO, "client_id": TEXTS}
        | {"properties": properties("CONNECT")},
        optional={"will": will, "user_name": TEXTS, "password": TEXTS},
    )
    options = st.fixed_dictionaries(
        {"filter": TEXTS, "qos": QOS, "no_local": FLAGS, "retain_as_published": FLAGS, "retain_handling": QOS}
    )
    common = {"topic": TEXTS, "retain": FLAGS, "dup": FLAGS, "properties": properties("PUBLISH")}
    return st.one_of(
        connect,
        of("CONNACK", session_present=FLAGS, reason=BYTES, properties=st.none() | properties("CONNACK")),
        of("PUBLISH", qos=st.just(0), **common),
        of("PUBLISH", qos=st.integers(1, 2), id=TWO, **common),
        *(of(name, id=TWO, reason=BYTES, properties=properties(name)) for name in TYPES[4:8]),
        of("SUBSCRIBE", id=TWO, properties=properties("SUBSCRIBE"), filters=st.lists(options, min_size=1, max_size=3)),
        of("UNSUBSCRIBE", id=TWO, properties=properties("UNSUBSCRIBE"), filters=st.lists(TEXTS, min_size=1)),
        *(
            of(name, id=TWO, properties=properties(name), reasons=st.lists(BYTES, min_size=1))
            for name in ("SUBACK", "UNSUBACK")
        ),
        of("PINGREQ"),
        of("PINGRESP"),
        *(of(name, reason=BYTES, properties=properties(name)) for name in ("DISCONNECT", "AUTH")),
    )


def read(data: bytes) -> Message:
    """The message of one whole packet."""
    found = length(data)
    assert found is not None
    size, start = found
    assert len(data) == start + size
    return message(data[0], data[start:])


@given(heads(), st.binary(max_size=40))
@settings(max_examples=150, deadline=None)
def test_a_packet_is_read_as_it_was_written(head: dict[str, Any], payload: bytes) -> None:
    body = payload if head["type"] == "PUBLISH" else b""
    assert read(packet(head, body)) == Message(head, body)


@given(heads().filter(lambda head: head["type"] not in ("PINGREQ", "PINGRESP")), st.data())
@settings(max_examples=150, deadline=None)
def test_a_packet_that_is_cut_off_is_none_or_a_shorter_one(head: dict[str, Any], data: st.DataObject) -> None:
    whole = packet(head)
    size, start = length(whole) or (0, 0)
    assume(size)
    found = message(whole[0], whole[start : start + data.draw(st.integers(0, size - 1))])
    assert found.head["type"] in (MALFORMED, head["type"])
    assert found.head != head


@given(st.integers(0, 255), st.binary(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_packet_or_say_that_they_are_none(first: int, rest: bytes) -> None:
    found = message(first, rest)
    if found.head["type"] == MALFORMED:
        assert found.head.keys() == {"type", "of", "problem"}
    elif "version" not in found.head:  # a CONNECT of another version is not read any further
        assert read(packet(found.head, found.body)) == found


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("0000", "MQTT Control Packet type"),
        ("d100", "flags"),
        ("3603000161", "QoS"),
        ("2003020000", "Connect Acknowledge Flags"),
        ("d00100", "bytes behind the end"),
        ("20030000ff", "truncated"),
        ("2004000002 22", "truncated"),
        ("2006000003 210001 00", "bytes behind the end"),
        ("2006000003 230001", "Property Identifier"),
        ("2008000005 24002400", "truncated"),
        ("2007000004 24002401", "repeated property"),
        ("20050000827f", "truncated"),
        ("2005000080 0000", "Variable Byte Integer"),
        ("3005000180 0000", "UTF-8"),
        ("3007 0003eda080 0000", "UTF-8"),
        ("3004 00010000", "U+0000"),
        ("9003000100", "Payload"),
        ("4001 01", "truncated"),
        ("100d 00044d51545405 01 0000 00 0000", "Connect Flags"),
        ("8207 0001 00 000161 03", "Subscription Options"),
        ("8207 0001 00 000161 30", "Subscription Options"),
        ("8207 0001 00 000161 40", "Subscription Options"),
        ("8207 0001 00 000161 80", "Subscription Options"),
    ],
)
def test_what_is_wrong_with_bytes_is_named(data: str, problem: str) -> None:
    whole = bytes.fromhex(data)
    found = message(whole[0], whole[2:])
    assert found.head["problem"] == problem


def test_a_connection_is_read_with_its_will_and_credentials() -> None:
    will = {"topic": "w", "payload": "p", "qos": 2, "retain": True, "properties": {}}
    head = {"type": "CONNECT", "client_id": "c", "will": will, "user_name": "u", "password": "s", "keep_alive": 9}
    found = read(packet({**head, "clean_start": True})).head
    assert found == {**head, "clean_start": True, "properties": {}}
    assert read(packet({"type": "CONNECT", "version": 4, "clean_start": True})).head == {
        "type": "CONNECT",
        "version": 4,
    }


@pytest.mark.parametrize("value", [0, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, 268_435_455])
def test_a_length_is_found_as_soon_as_it_is_complete(value: int) -> None:
    data = b"\x30" + variable(value)
    assert length(data) == (value, len(data))
    assert all(length(data[:size]) is None for size in range(len(data)))


@pytest.mark.parametrize("data", ["30ffffffff", "30808000", "308000"])
def test_a_length_that_is_none(data: str) -> None:
    with pytest.raises(Malformed):
        length(bytes.fromhex(data))


def test_what_a_product_is_to_refuse_can_be_written() -> None:
    assert packet({"type": "PUBLISH", "topic": "a\0", "qos": 3, "id": 1}).hex() == "36 07 0002 6100 0001 00".replace(
        " ", ""
    )
    assert packet({"type": "SUBSCRIBE", "id": 1, "filters": [{"filter": "a"}], "flags": 0})[0] == 0x80
    assert packet({"type": "PUBLISH", "topic": "\ud800"}).hex() == "30060003eda08000"
    assert packet(
        {"type": "CONNECT", "version": 4, "clean_start": True}
    ).hex() == "100c00044d5154540402000000 00".replace(" ", "")
