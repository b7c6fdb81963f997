"""MQTT 5 control packets as messages: what is in a packet is in its head, the payload of a PUBLISH is the body.

`type` names the packet. The other members of a head, as far as the packet has them: `id`, `reason`, `reasons`,
`properties` (see mqtt_fields.py), `session_present`; of a PUBLISH `topic`, `qos`, `retain`, `dup`; of a SUBSCRIBE
`filters`, objects with `filter`, `qos`, `no_local`, `retain_as_published`, `retain_handling`; of an UNSUBSCRIBE
`filters`, texts; of a CONNECT `client_id`, `clean_start`, `keep_alive`, `user_name`, `password`, `will` (an object with
`topic`, `payload`, `qos`, `retain`, `properties`). What is left out is zero or empty. A CONNACK in the form of MQTT
3.1.1 has `properties` null.

`packet` writes what it is given, right or wrong, since a product is to refuse wrong packets: `flags` replaces the low
half of the first byte. `message` accepts only what is well-formed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from conformance.transports.message import Message
from conformance.transports.mqtt_fields import TYPES, WILL, Malformed, Reader, number, properties, text, variable

MALFORMED = "malformed"
"""The `type` of bytes that are not a packet: `of` names what they claim to be, `problem` what is wrong with them."""
_FLAGS = {"PUBREL": 2, "SUBSCRIBE": 2, "UNSUBSCRIBE": 2}
_ACKNOWLEDGE = ("PUBACK", "PUBREC", "PUBREL", "PUBCOMP")
_WITHOUT_ID = ("DISCONNECT", "AUTH")


def packet(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """A control packet. Raises KeyError, ValueError or OverflowError for a head that is none."""
    name = head["type"]
    rest = _WRITE[name](head) if name in _WRITE else b""
    if name == "PUBLISH":
        rest += body
    flags = head.get("flags", _publish_flags(head) if name == "PUBLISH" else _FLAGS.get(name, 0))
    return bytes([TYPES.index(name) << 4 | flags]) + variable(len(rest)) + rest


def message(first: int, rest: bytes) -> Message:
    """The message of a control packet, or one that says it is none: its first byte, and what follows its length."""
    name, flags, data = TYPES[first >> 4], first & 15, Reader(rest)
    head: dict[str, Any] = {"type": name}
    try:
        if name == "reserved":
            raise Malformed("MQTT Control Packet type")
        if name == "PUBLISH":
            return Message(head | _read_publish(flags, data), data.take(data.left))
        if flags != _FLAGS.get(name, 0):
            raise Malformed("flags")
        if name in _READ:
            head |= _READ[name](data)
        elif name in _ACKNOWLEDGE or name in _WITHOUT_ID:
            head |= _read_reason(name, data)
        if data.left:
            raise Malformed("bytes behind the end")
    except Malformed as problem:
        return Message({"type": MALFORMED, "of": name, "problem": str(problem)}, rest)
    return Message(head)


def length(data: bytes | bytearray) -> tuple[int, int] | None:
    """The Remaining Length of the packet that begins here, and where the rest begins; None if it is not there yet.

    Raises Malformed.
    """
    for at in range(1, min(len(data), 5)):
        if data[at] < 0x80:
            return Reader(bytes(data[1 : at + 1])).variable(), at + 1
    if len(data) >= 5:
        raise Malformed("Remaining Length")
    return None


def _publish_flags(head: Mapping[str, Any]) -> int:
    return int(head.get("dup", 0)) << 3 | int(head.get("qos", 0)) << 1 | int(head.get("retain", 0))


def _write_connect(head: Mapping[str, Any]) -> bytes:
    will, user, password = head.get("will"), head.get("user_name"), head.get("password")
    flags = (user is not None) << 7 | (password is not None) << 6 | bool(head.get("clean_start")) << 1
    payload = text(head.get("client_id", ""))
    if will:
        flags |= bool(will.get("retain")) << 5 | will.get("qos", 0) << 3 | 4
        payload += properties(will.get("properties", {})) + text(will["topic"]) + text(will.get("payload", ""))
    payload += b"".join(text(each) for each in (user, password) if each is not None)
    version = head.get("version", 5)
    start = text("MQTT") + bytes([version, flags]) + number(head.get("keep_alive", 0), 2)
    return start + (properties(head.get("properties", {})) if version == 5 else b"") + payload


def _read_connect(data: Reader) -> dict[str, Any]:
    protocol, version, flags = data.text(), data.number(1), data.number(1)
    if (protocol, version) != ("MQTT", 5):
        data.take(data.left)
        return {"version": version}
    if flags & 1:
        raise Malformed("Connect Flags")
    head: dict[str, Any] = {"clean_start": bool(flags & 2), "keep_alive": data.number(2)}
    head |= {"properties": data.properties("CONNECT"), "client_id": data.text()}
    if flags & 4:
        will: dict[str, Any] = {"properties": data.properties(WILL), "topic": data.text()}
        will |= {"payload": data.binary().decode("utf-8", "replace"), "qos": flags >> 3 & 3, "retain": bool(flags & 32)}
        head["will"] = will
    if flags & 128:
        head["user_name"] = data.text()
    if flags & 64:
        head["password"] = data.binary().decode("utf-8", "replace")
    return head


def _write_connack(head: Mapping[str, Any]) -> bytes:
    start = bytes([bool(head.get("session_present")), head.get("reason", 0)])
    return start if head.get("properties", {}) is None else start + properties(head.get("properties", {}))


def _read_connack(data: Reader) -> dict[str, Any]:
    flags, reason = data.number(1), data.number(1)
    if flags > 1:
        raise Malformed("Connect Acknowledge Flags")
    found = data.properties("CONNACK") if data.left else None
    return {"session_present": bool(flags), "reason": reason, "properties": found}


def _write_publish(head: Mapping[str, Any]) -> bytes:
    identifier = number(head["id"], 2) if head.get("qos") else b""
    return text(head["topic"]) + identifier + properties(head.get("properties", {}))


def _read_publish(flags: int, data: Reader) -> dict[str, Any]:
    qos = flags >> 1 & 3
    if qos == 3:
        raise Malformed("QoS")
    head: dict[str, Any] = {"topic": data.text(), "qos": qos, "retain": bool(flags & 1), "dup": bool(flags & 8)}
    if qos:
        head["id"] = data.number(2)
    return head | {"properties": data.properties("PUBLISH")}


def _write_reason(head: Mapping[str, Any]) -> bytes:
    """What acknowledges or ends; a Reason Code of 0 and no properties are left out."""
    start = b"" if head["type"] in _WITHOUT_ID else number(head["id"], 2)
    if not head.get("properties"):
        return start + (bytes([head["reason"]]) if head.get("reason") else b"")
    return start + bytes([head.get("reason", 0)]) + properties(head["properties"])


def _read_reason(name: str, data: Reader) -> dict[str, Any]:
    head = {} if name in _WITHOUT_ID else {"id": data.number(2)}
    reason = data.number(1) if data.left else 0
    return head | {"reason": reason, "properties": data.properties(name) if data.left else {}}


def _options(each: Mapping[str, Any]) -> bytes:
    flags = each.get("qos", 0) | bool(each.get("no_local")) << 2 | bool(each.get("retain_as_published")) << 3
    return text(each["filter"]) + bytes([flags | each.get("retain_handling", 0) << 4])


def _read_options(data: Reader) -> dict[str, Any]:
    name, flags = data.text(), data.number(1)
    if flags & 3 == 3 or flags >> 4 & 3 == 3 or flags >> 6:
        raise Malformed("Subscription Options")
    found = {"filter": name, "qos": flags & 3, "no_local": bool(flags & 4), "retain_as_published": bool(flags & 8)}
    return found | {"retain_handling": flags >> 4 & 3}


def _write_list(each: Callable[[Any], bytes], member: str) -> Callable[[Mapping[str, Any]], bytes]:
    """A packet of an identifier, properties, and a list."""

    def write(head: Mapping[str, Any]) -> bytes:
        return number(head["id"], 2) + properties(head.get("properties", {})) + b"".join(map(each, head[member]))

    return write


def _read_list(name: str, each: Callable[[Reader], Any], member: str) -> Callable[[Reader], dict[str, Any]]:
    def read(data: Reader) -> dict[str, Any]:
        head: dict[str, Any] = {"id": data.number(2), "properties": data.properties(name), member: []}
        while data.left:
            head[member].append(each(data))
        if not head[member]:
            raise Malformed("Payload")
        return head

    return read


def _reason(data: Reader) -> int:
    return data.number(1)


def _one(code: int) -> bytes:
    return bytes([code])


_WRITE: Mapping[str, Callable[[Mapping[str, Any]], bytes]] = {
    "CONNECT": _write_connect,
    "CONNACK": _write_connack,
    "PUBLISH": _write_publish,
    "SUBSCRIBE": _write_list(_options, "filters"),
    "UNSUBSCRIBE": _write_list(text, "filters"),
    "SUBACK": _write_list(_one, "reasons"),
    "UNSUBACK": _write_list(_one, "reasons"),
    **dict.fromkeys((*_ACKNOWLEDGE, *_WITHOUT_ID), _write_reason),
}
_READ: Mapping[str, Callable[[Reader], dict[str, Any]]] = {
    "CONNECT": _read_connect,
    "CONNACK": _read_connack,
    "SUBSCRIBE": _read_list("SUBSCRIBE", _read_options, "filters"),
    "UNSUBSCRIBE": _read_list("UNSUBSCRIBE", Reader.text, "filters"),
    "SUBACK": _read_list("SUBACK", _reason, "reasons"),
    "UNSUBACK": _read_list("UNSUBACK", _reason, "reasons"),
}
