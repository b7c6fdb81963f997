"""The fields of MQTT 5 control packets: numbers, texts and properties (MQTT 5.0, 1.5 and 2.2.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

TYPES = (
    "reserved",
    "CONNECT",
    "CONNACK",
    "PUBLISH",
    "PUBACK",
    "PUBREC",
    "PUBREL",
    "PUBCOMP",
    "SUBSCRIBE",
    "SUBACK",
    "UNSUBSCRIBE",
    "UNSUBACK",
    "PINGREQ",
    "PINGRESP",
    "DISCONNECT",
    "AUTH",
)
WILL = "will"
"""The will in a CONNECT has its own properties."""
_ALL = frozenset({*TYPES, WILL} - {"reserved", "PINGREQ", "PINGRESP"})


class Malformed(Exception):
    """Bytes that are not a control packet; the argument names what is wrong, in the words of the standard."""


class Reader:
    """The bytes of a packet, taken field by field. Every method raises Malformed."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    @property
    def left(self) -> int:
        return len(self._data) - self._at

    def take(self, size: int) -> bytes:
        if size > self.left:
            raise Malformed("truncated")
        self._at += size
        return self._data[self._at - size : self._at]

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big")

    def variable(self) -> int:
        """A Variable Byte Integer in the shortest form."""
        found = 0
        for place in range(4):
            byte = self.number(1)
            found |= (byte & 0x7F) << 7 * place
            if byte < 0x80:
                if place and not byte:
                    break
                return found
        raise Malformed("Variable Byte Integer")

    def binary(self) -> bytes:
        return self.take(self.number(2))

    def text(self) -> str:
        try:
            found = self.binary().decode("utf-8")
        except UnicodeDecodeError:
            raise Malformed("UTF-8") from None
        if "\0" in found:
            raise Malformed("U+0000")
        return found

    def properties(self, packet: str) -> dict[str, Any]:
        """The properties by name; repeatable ones are lists, binary data is hexadecimal."""
        inner, found = Reader(self.take(self.variable())), dict[str, Any]()
        while inner.left:
            field = _BY_NUMBER.get(inner.variable())
            if field is None or packet not in field.packets:
                raise Malformed("Property Identifier")
            value = field.read(inner)
            if field.repeated:
                found.setdefault(field.name, []).append(value)
            elif field.name in found:
                raise Malformed("repeated property")
            else:
                found[field.name] = value
        return found


def number(value: int, size: int) -> bytes:
    return value.to_bytes(size, "big")


def variable(value: int) -> bytes:
    """A Variable Byte Integer."""
    found = bytearray()
    while value >= 0x80:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def binary(value: bytes) -> bytes:
    return number(len(value), 2) + value


def text(value: str) -> bytes:
    """A text, also one that no packet may hold: a product is to refuse it."""
    return binary(value.encode("utf-8", "surrogatepass"))


def properties(given: Mapping[str, Any]) -> bytes:
    """Properties by name, with their length. Raises KeyError for an unknown name."""
    parts = []
    for name, value in given.items():
        field = _BY_NAME[name]
        parts += [variable(field.number) + field.write(each) for each in (value if field.repeated else [value])]
    whole = b"".join(parts)
    return variable(len(whole)) + whole


class Field(NamedTuple):
    """A property: `packets` are those that may have it, `kind` is a key of _KINDS."""

    number: int
    name: str
    kind: str
    packets: frozenset[str]
    repeated: bool

    def read(self, data: Reader) -> Any:
        return _KINDS[self.kind][0](data)

    def write(self, value: Any) -> bytes:
        return _KINDS[self.kind][1](value)


_KINDS: Mapping[str, tuple[Callable[[Reader], Any], Callable[[Any], bytes]]] = {
    "byte": (lambda data: data.number(1), lambda value: number(value, 1)),
    "two": (lambda data: data.number(2), lambda value: number(value, 2)),
    "four": (lambda data: data.number(4), lambda value: number(value, 4)),
    "variable": (Reader.variable, variable),
    "text": (Reader.text, text),
    "binary": (lambda data: data.binary().hex(), lambda value: binary(bytes.fromhex(value))),
    "pair": (lambda data: [data.text(), data.text()], lambda value: text(value[0]) + text(value[1])),
}
_TABLE = """
 1 payload_format_indicator          byte     PUBLISH will
 2 message_expiry_interval           four     PUBLISH will
 3 content_type                      text     PUBLISH will
 8 response_topic                    text     PUBLISH will
 9 correlation_data                  binary   PUBLISH will
11 subscription_identifier           variable PUBLISH SUBSCRIBE
17 session_expiry_interval           four     CONNECT CONNACK DISCONNECT
18 assigned_client_identifier        text     CONNACK
19 server_keep_alive                 two      CONNACK
21 authentication_method             text     CONNECT CONNACK AUTH
22 authentication_data               binary   CONNECT CONNACK AUTH
23 request_problem_information       byte     CONNECT
24 will_delay_interval               four     will
25 request_response_information      byte     CONNECT
26 response_information              text     CONNACK
28 server_reference                  text     CONNACK DISCONNECT
31 reason_string                     text     CONNACK PUBACK PUBREC PUBREL PUBCOMP SUBACK UNSUBACK DISCONNECT AUTH
33 receive_maximum                   two      CONNECT CONNACK
34 topic_alias_maximum               two      CONNECT CONNACK
35 topic_alias                       two      PUBLISH
36 maximum_qos                       byte     CONNACK
37 retain_available                  byte     CONNACK
38 user_property                     pair
39 maximum_packet_size               four     CONNECT CONNACK
40 wildcard_subscription_available   byte     CONNACK
41 subscription_identifier_available byte     CONNACK
42 shared_subscription_available     byte     CONNACK
"""
_REPEATED = ("subscription_identifier", "user_property")


def _field(line: str) -> Field:
    number, name, kind, *packets = line.split()
    return Field(int(number), name, kind, frozenset(packets) or _ALL, name in _REPEATED)


FIELDS = tuple(_field(line) for line in _TABLE.strip().splitlines())
_BY_NUMBER = {field.number: field for field in FIELDS}
_BY_NAME = {field.name: field for field in FIELDS}
