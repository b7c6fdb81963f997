"""Haptic streams by their first unit, whose bytes other formats may begin with."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.terminals.haptics.reader.stream import read_stream


def recognises(source: Source) -> bool:
    """Whether the name says so, or the first unit is whole and consists of packets."""
    if source.name.lower().endswith(".hmpg"):
        return True
    try:
        units = source.once(read_stream).units
    except Blocked:
        return False
    return bool(units and units[0].whole and units[0].packets and all(each.whole for each in units[0].packets))
