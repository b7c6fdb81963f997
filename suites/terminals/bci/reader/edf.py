"""European Data Format with 16 bits a sample (EDF, EDF+) and BioSemi's with 24 (BDF, BDF+), read as far as possible.

Libraries refuse what is legal (EDF+D) and accept what is not (more data than declared, dates that do not exist), so the
header and the layout are read here; the samples are read as they lie in the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from conformance.readers.source import Source
from conformance_suites.terminals.bci.reader.fields import HEADER, Field, fields_of_signals, fields_of_the_file

if TYPE_CHECKING:
    from mmap import mmap

    from numpy import int32
    from numpy.typing import NDArray

BDF_VERSION = b"\xffBIOSEMI"
KINDS = {"EDF+C": "C", "EDF+D": "D", "BDF+C": "C", "BDF+D": "D"}


@dataclass(frozen=True)
class Signal:
    """A signal: its number, from 0, its fields, and where its bytes begin in a data record."""

    index: int
    fields: dict[str, Field]
    offset: int

    @property
    def label(self) -> str:
        return self.fields["label"].text

    @property
    def annotates(self) -> bool:
        """Whether it holds annotations in place of samples."""
        return self.label in ("EDF Annotations", "BDF Annotations")

    @property
    def count(self) -> int:
        """Its samples in a data record; 0 where that is not known."""
        return max(0, self.fields["samples"].whole)

    @property
    def name(self) -> str:
        """What it is called: its label, or its number from 1."""
        return self.label or f"#{self.index + 1}"

    @property
    def digital(self) -> tuple[int, int] | None:
        """Its digital minimum and maximum; None if there are not two such numbers."""
        least, most = self.number("digital_minimum"), self.number("digital_maximum")
        return None if least is None or most is None else (int(least), int(most))

    def number(self, name: str) -> float | None:
        """The number in one of its fields."""
        return self.fields[name].number


@dataclass(frozen=True)
class Edf:
    """A file. `signals` is empty where the header does not say how many there are, or is cut off."""

    data: bytes | mmap
    size: int
    fields: dict[str, Field]
    signals: tuple[Signal, ...]

    @property
    def width(self) -> int:
        """Bytes of a sample: 2, in BDF 3."""
        return 3 if bytes(self.data[:8]) == BDF_VERSION else 2

    @cached_property
    def declared_signals(self) -> int | None:
        """How many signals there should be; None without a number of at least 1."""
        number = self.fields["signals"].number if self.fields else None
        return int(number) if number and number >= 1 else None

    @property
    def header_size(self) -> int:
        """Bytes of the header, which follow from the number of signals."""
        return HEADER * (1 + (self.declared_signals or 0))

    @property
    def plus(self) -> str | None:
        """`C` for a continuous EDF+ or BDF+, `D` for an interrupted one; None for plain EDF or BDF."""
        return KINDS.get(self.fields["reserved"].text[:5]) if self.fields else None

    @cached_property
    def record_size(self) -> int | None:
        """Bytes of a data record; None if it is not known of each signal."""
        counts = [signal.number("samples") for signal in self.signals]
        if not counts or any(count is None or count < 1 for count in counts):
            return None
        return sum(int(count or 0) for count in counts) * self.width

    @property
    def end(self) -> int:
        """Where the file ends by its header: after all data records that are declared, or that are there if unknown."""
        declared, size = self.fields["records"].whole, self.record_size or 1
        unknown = -(-max(0, self.size - self.header_size) // size)
        return self.header_size + size * (unknown if declared < 0 else declared)

    @property
    def duration(self) -> float:
        """Seconds of a data record; 0 where there is no such number."""
        field = self.fields.get("duration")
        return max(0.0, (field and field.number) or 0.0)

    @cached_property
    def records(self) -> int:
        """The data records that are there in whole, at most as many as declared."""
        if not self.record_size:
            return 0
        there = max(0, self.size - self.header_size) // self.record_size
        declared = self.fields["records"].number
        return there if declared is None or declared < 0 else min(there, int(declared))

    @property
    def sample_seconds(self) -> float:
        """Seconds of a sample of the fastest signal, of a whole data record if there is none."""
        return self.duration / max(
            (signal.count for signal in self.signals if signal.count and not signal.annotates), default=1
        )

    def rate(self, signal: Signal) -> float:
        """Samples a second; 0 where a record has no duration."""
        return signal.count / self.duration if self.duration else 0.0

    def place(self, record: int, signal: Signal, sample: int = 0) -> int:
        """The byte where a sample begins."""
        return self.header_size + record * (self.record_size or 0) + signal.offset + sample * self.width

    def bytes_of(self, record: int, signal: Signal) -> bytes:
        """The bytes of a signal in a data record."""
        start = self.place(record, signal)
        return bytes(self.data[start : start + signal.count * self.width])

    def samples(self, signal: Signal) -> NDArray[int32]:
        """All samples of a signal, as they were digitised: int32 of shape (records * count,)."""
        import numpy as np

        size = self.record_size or 0
        if not self.records:
            return np.zeros(0, np.int32)
        raw = np.frombuffer(self.data, np.uint8, self.records * size, self.header_size).reshape(self.records, size)
        mine = raw[:, signal.offset : signal.offset + signal.count * self.width]
        if self.width == 2:
            return np.ascontiguousarray(mine).view("<i2").ravel().astype(np.int32)
        wide = np.zeros((self.records, signal.count, 4), np.uint8)
        wide[..., 1:] = mine.reshape(self.records, signal.count, 3)
        shifted: NDArray[int32] = wide.view("<i4").ravel() >> 8
        return shifted


def read_edf(source: Source) -> Edf:
    """The header and the layout. Never raises: what is missing is empty."""
    head = bytes(source.data[:HEADER])
    if len(head) < HEADER:
        return Edf(source.data, source.size, {}, ())
    edf = Edf(source.data, source.size, fields_of_the_file(head), ())
    if edf.declared_signals is None or source.size < edf.header_size:
        return edf
    signals, offset = [], 0
    for index, fields in enumerate(fields_of_signals(bytes(source.data[: edf.header_size]), edf.declared_signals)):
        signals.append(Signal(index, fields, offset))
        offset += signals[-1].count * edf.width
    return Edf(source.data, source.size, edf.fields, tuple(signals))
