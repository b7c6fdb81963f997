"""Writes EDF, EDF+, BDF and BDF+ from samples, with any field as it is wished: also as it should not be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from conformance_suites.terminals.bci.reader.edf import BDF_VERSION
from conformance_suites.terminals.bci.reader.fields import HEADER, OF_A_SIGNAL, OF_THE_FILE

KEEPS_TIME = b"+%s\x14\x14\x00"


@dataclass
class Channel:
    """A signal to write: digitised samples, as many in each record, or annotations, the bytes of each record."""

    label: str
    samples: NDArray[np.int32] | None = None
    lists: list[bytes] | None = None
    room: int = 0
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Take:
    """A file to write. `fields` and those of channels say what is written in place of what would be right."""

    channels: list[Channel]
    records: int
    duration: float = 1.0
    wide: bool = False
    plus: str = "EDF+C"
    fields: dict[str, str] = field(default_factory=dict)

    def data(self) -> bytes:
        """The bytes of the file."""
        return self._header() + b"".join(self._record(at) for at in range(self.records))

    def _header(self) -> bytes:
        count = len(self.channels)
        right = {
            "version": BDF_VERSION.decode("latin-1") if self.wide else "0",
            "patient": "X X X X",
            "recording": "Startdate 24-NOV-2026 X X Cap_8",
            "startdate": "24.11.26",
            "starttime": "09.30.00",
            "header_bytes": str(HEADER * (1 + count)),
            "reserved": self.plus,
            "records": str(self.records),
            "duration": f"{self.duration:g}",
            "signals": str(count),
        } | self.fields
        head = [_field(right[name], width) for name, width in OF_THE_FILE]
        told = [self._signal(channel) for channel in self.channels]
        return b"".join([*head, *(_field(each[name], width) for name, width in OF_A_SIGNAL for each in told)])

    def _signal(self, channel: Channel) -> dict[str, str]:
        low, high = (-8388608, 8388607) if self.wide else (-32768, 32767)
        right = dict.fromkeys(("transducer", "dimension", "prefiltering", "reserved"), "") | {
            "label": channel.label,
            "physical_minimum": "-1",
            "physical_maximum": "1",
            "digital_minimum": str(low),
            "digital_maximum": str(high),
            "samples": str(self._room(channel)),
        }
        if channel.samples is not None:
            right |= {"transducer": "AgAgCl electrode", "dimension": "uV", "prefiltering": "HP:0.1Hz LP:75Hz"}
            right |= {"physical_minimum": "-500", "physical_maximum": "500"}
        return right | channel.fields

    def _room(self, channel: Channel) -> int:
        if channel.samples is None:
            return channel.room
        return len(channel.samples) // max(1, self.records)

    def _record(self, at: int) -> bytes:
        return b"".join(self._part(channel, at) for channel in self.channels)

    def _part(self, channel: Channel, at: int) -> bytes:
        room = self._room(channel)
        if channel.samples is None:
            return (channel.lists or [b""])[at].ljust(room * (3 if self.wide else 2), b"\x00")
        mine = channel.samples[at * room : (at + 1) * room].astype("<i4")
        return mine.view(np.uint8).reshape(-1, 4)[:, : 3 if self.wide else 2].tobytes()


def _field(text: str, width: int) -> bytes:
    return text.encode("latin-1").ljust(width)[:width]


def times(records: int, duration: float = 1.0, also: Sequence[tuple[int, bytes]] = ()) -> list[bytes]:
    """The lists of each record: its start, then further ones, by the record that they are in."""
    found = [KEEPS_TIME % f"{at * duration:g}".encode() for at in range(records)]
    for at, text in also:
        found[at] += text
    return found
