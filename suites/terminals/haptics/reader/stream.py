"""MPEG-I haptic streams (MIHS), as files with the name .hmpg: units, and the packets in them.

RFC 9993 4.2 says which units there are and how long they last; the layout of bits is that of MPEG's reference software:
6 bits type, 2 bits synchronisation, 4 bits layer, 24 bits duration, 32 bits length in bytes, 4 bits reserved; and of a
packet 6 bits type, 17 bits length in bytes, 1 bit reserved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.terminals.haptics.reader.bounds import PACKETS, UNITS

UNIT_HEADER = 9
PACKET_HEADER = 3
TYPES = ("initialization", "temporal", "spatial", "silent")
PACKET_TYPES = 11
"""Timing, experience, perception, channel, band, data, effect library and four checksums."""
TIMING, EXPERIENCE, DATA = 0, 1, 5


class Packet(NamedTuple):
    """A packet: its type, its byte, the bytes of its content that it states, and whether all of them are there."""

    type: int
    byte: int
    length: int
    whole: bool


class Unit(NamedTuple):
    """A unit: its number from 1, its type, its byte, its duration in ticks, its length, and its packets.

    `left` are the bytes behind its last packet that are too few for a header of another; `whole` says whether the file
    holds all of it.
    """

    number: int
    type: int
    byte: int
    duration: int
    length: int
    whole: bool
    packets: tuple[Packet, ...]
    left: int

    @property
    def name(self) -> str | None:
        """What kind of unit it is; None for a type that is not known."""
        return TYPES[self.type] if self.type < len(TYPES) else None


@dataclass(frozen=True)
class Stream:
    """A file: its units, and the byte and number of bytes behind them that are too few for another unit's header."""

    size: int
    units: tuple[Unit, ...]
    left: tuple[int, int]


def read_stream(source: Source) -> Stream:
    """The units as far as they follow each other. Raises Blocked beyond the limits of the test system."""
    data = bytes(source.data)
    units: list[Unit] = []
    at, packets = 0, 0
    while len(data) - at >= UNIT_HEADER:
        unit = _unit(data, at, len(units) + 1)
        units.append(unit)
        packets += len(unit.packets)
        if len(units) > UNITS or packets > PACKETS:
            raise Blocked("haptic_bound", units=UNITS, packets=PACKETS)
        at = min(len(data), at + UNIT_HEADER + unit.length)
    return Stream(len(data), tuple(units), (at, len(data) - at))


def _unit(data: bytes, at: int, number: int) -> Unit:
    head = int.from_bytes(data[at : at + UNIT_HEADER], "big")
    length, duration, kind = (head >> 4) & 0xFFFFFFFF, (head >> 36) & 0xFFFFFF, head >> 66
    start = at + UNIT_HEADER
    end = min(len(data), start + length)
    packets, left = _packets(data, start, end)
    return Unit(number, kind, at, duration, length, start + length <= len(data), packets, left)


def _packets(data: bytes, at: int, end: int) -> tuple[tuple[Packet, ...], int]:
    """The packets from a byte to another, and the bytes left over."""
    found: list[Packet] = []
    while end - at >= PACKET_HEADER:
        head = int.from_bytes(data[at : at + PACKET_HEADER], "big")
        length = (head >> 1) & 0x1FFFF
        whole = at + PACKET_HEADER + length <= end
        found.append(Packet(head >> 18, at, length, whole))
        at = min(end, at + PACKET_HEADER + length)
    return tuple(found), end - at
