"""The view of a haptic stream: each property holds the places that one kind of row judges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from conformance.readers.source import Source
from conformance_suites.terminals.haptics.reader.stream import Packet, Stream, Unit, read_stream


@dataclass(frozen=True)
class Units:
    """A stream as far as its units follow each other."""

    read: Stream

    @property
    def stream(self) -> list[Stream]:
        return [self.read]

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.read.units

    @cached_property
    def whole_units(self) -> list[Unit]:
        """The units of a known type of which the file holds all."""
        return [unit for unit in self.read.units if unit.whole and unit.name]

    @cached_property
    def packets(self) -> list[tuple[Unit, Packet]]:
        """The packets of these units, each with its unit."""
        return [(unit, packet) for unit in self.whole_units for packet in unit.packets]


def view(source: Source) -> Units:
    """The units. Raises Blocked beyond the limits of the test system."""
    return Units(source.once(read_stream))
