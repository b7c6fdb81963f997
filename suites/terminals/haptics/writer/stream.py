"""Writes streams of haptic units, also such as should not be."""

from __future__ import annotations

from conformance_suites.terminals.haptics.reader.stream import (
    DATA,
    EXPERIENCE,
    PACKET_HEADER,
    TIMING,
    TYPES,
    UNIT_HEADER,
)

TICKS = 128


def packet(kind: int, content: bytes, length: int | None = None) -> bytes:
    """A packet, with the length of its content or another."""
    stated = len(content) if length is None else length
    return (kind << 18 | stated << 1).to_bytes(PACKET_HEADER, "big") + content


def unit(kind: str | int, duration: int = 0, content: bytes = b"", length: int | None = None) -> bytes:
    """A unit of a type by name or number; independent ones are marked for synchronisation."""
    number = TYPES.index(kind) if isinstance(kind, str) else kind
    stated = len(content) if length is None else length
    head = number << 66 | 1 << 64 | duration << 36 | stated << 4
    return head.to_bytes(UNIT_HEADER, "big") + content


def beginning() -> bytes:
    """An initialization unit with its timing and what the experience is."""
    return unit("initialization", 0, packet(TIMING, bytes(9)) + packet(EXPERIENCE, b"\x042026\x04main\x02"))


def stream(*units: bytes) -> bytes:
    """A short effect: something for each unit that is not given."""
    felt = unit("temporal", TICKS, packet(DATA, b"\x10\x20\x30"))
    texture = unit("spatial", 0, packet(DATA, b"\x01"))
    return b"".join([beginning(), *(units or (texture, felt, unit("silent", 2 * TICKS), felt))])
