"""Samples of haptic streams, and what may be wrong with them."""

from __future__ import annotations

from conformance_suites.terminals.haptics.reader.stream import DATA, EXPERIENCE, TIMING
from conformance_suites.terminals.haptics.writer.stream import TICKS, beginning, packet, stream, unit


def good() -> dict[str, bytes]:
    """File name -> bytes of streams that satisfy every row."""
    checksum = unit("temporal", TICKS, packet(10, bytes(4)) + packet(DATA, b""))
    return {"touch.hmpg": stream(), "checksum.hmpg": stream(checksum), "begun.hmpg": beginning()}


def bad() -> dict[str, bytes]:
    """File name -> bytes of streams, each of which violates one row."""
    data = packet(DATA, b"\x10\x20\x30")
    felt = unit("temporal", TICKS, data)
    return {
        "TRM-HMP-001_temporal.hmpg": felt + beginning(),
        "TRM-HMP-001_nothing.hmpg": b"\x01\x00\x00\x00\x00\x00\x00\x00",
        "TRM-HMP-002_type_4.hmpg": stream(unit(4, 0, data)),
        "TRM-HMP-003_cut_off.hmpg": stream(felt)[:-1],
        "TRM-HMP-003_cut_in_a_header.hmpg": stream(felt) + felt[:8],
        "TRM-HMP-004_too_long.hmpg": stream(unit("temporal", TICKS, packet(DATA, b"\x10", 2))),
        "TRM-HMP-004_left.hmpg": stream(unit("temporal", TICKS, data + b"\x00\x00")),
        "TRM-HMP-005_type_11.hmpg": stream(unit("temporal", TICKS, data + packet(11, b""))),
        "TRM-HMP-006_spatial.hmpg": stream(unit("spatial", 1, data)),
        "TRM-HMP-006_temporal.hmpg": stream(unit("temporal", 0, data)),
        "TRM-HMP-006_silent.hmpg": stream(unit("silent", 0)),
        "TRM-HMP-007_temporal.hmpg": stream(unit("temporal", TICKS)),
        "TRM-HMP-008_none.hmpg": stream(unit("initialization", 0, packet(EXPERIENCE, b"")), felt),
        "TRM-HMP-008_two.hmpg": stream(unit("initialization", 0, packet(TIMING, b"") * 2), felt),
        "TRM-HMP-007_spatial.hmpg": stream(unit("spatial")),
    }
