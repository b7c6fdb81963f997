"""The messages of a datagram of Open Sound Control, in their order.

Bundles are taken apart here: python-osc reads one with a negative size for ever, and one that is deep by recursion.
"""

from __future__ import annotations

import re
import struct
from typing import Any, NamedTuple

BUNDLE = b"#bundle\0"
HEAD = len(BUNDLE) + 8  # with the time tag
SIZE = struct.Struct(">i")
TAGS = re.compile(rb"/[^\0]*\0+,([^\0]*)\0")
KNOWN = frozenset(b"ifhdsbrmtTFN[]")
"""The type tags that the library knows; it writes a warning for each other one."""


class OscMessage(NamedTuple):
    """An address, and arguments as Python values: a float is one of OSC, an int is not."""

    address: str
    arguments: list[Any]


class NotOsc(Exception):
    """The datagram is not a packet of OSC, or is cut."""


def messages_of(datagram: bytes) -> list[OscMessage]:
    """The messages of a packet, in order. Raises NotOsc."""
    found: list[OscMessage] = []
    left = [datagram]
    while left:
        packet = left.pop()
        if packet.startswith(BUNDLE):
            left.extend(reversed(_elements(packet)))
        else:
            found.append(_message(packet))
    return found


def _elements(bundle: bytes) -> list[bytes]:
    if len(bundle) < HEAD:
        raise NotOsc
    found, at = [], HEAD
    while at < len(bundle):
        if at + SIZE.size > len(bundle):
            raise NotOsc
        (size,) = SIZE.unpack_from(bundle, at)
        at += SIZE.size
        if size <= 0 or at + size > len(bundle):
            raise NotOsc
        found.append(bundle[at : at + size])
        at += size
    return found


def _message(packet: bytes) -> OscMessage:
    from pythonosc import osc_message

    tags = TAGS.match(packet)
    if not packet.startswith(b"/") or (tags and not KNOWN.issuperset(tags[1])):
        raise NotOsc
    try:
        read = osc_message.OscMessage(packet)
    except (osc_message.ParseError, ValueError, IndexError, struct.error, OverflowError):
        raise NotOsc from None
    return OscMessage(read.address, list(read.params))
