"""The view of an EDF or BDF file: each property holds the places that one kind of row judges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from conformance.readers.source import Source
from conformance_suites.terminals.bci.reader.edf import Edf, Signal, read_edf
from conformance_suites.terminals.bci.reader.fields import NUMBERS, Field


@dataclass(frozen=True)
class Signals:
    """A file as far as it can be read."""

    edf: Edf

    @property
    def file(self) -> list[Edf]:
        return [self.edf]

    @property
    def version(self) -> list[Field]:
        return [self.edf.fields["version"]] if self.edf.fields else []

    @cached_property
    def fields(self) -> list[Field]:
        """The fields after the version."""
        own = [field for name, field in self.edf.fields.items() if name != "version"]
        return own + [field for signal in self.edf.signals for field in signal.fields.values()]

    @cached_property
    def numbers(self) -> list[Field]:
        """The fields for numbers; the number of signals belongs to the header as a whole."""
        return [field for field in self.fields if field.name in NUMBERS and field.name != "signals"]

    @property
    def sizes(self) -> list[Field]:
        return self._numeric("header_bytes") if self.edf.signals else []

    @property
    def dates(self) -> list[Field]:
        return [self.edf.fields[name] for name in ("startdate", "starttime")] if self.edf.fields else []

    @cached_property
    def digital_ranges(self) -> list[tuple[Signal, int, int]]:
        """The signals with a digital minimum and a maximum, and these."""
        return [(signal, *signal.digital) for signal in self.edf.signals if signal.digital]

    @cached_property
    def physical_ranges(self) -> list[Signal]:
        """The signals with a physical minimum and a maximum; plain EDF does not say that these differ."""
        return self._with("physical_minimum", "physical_maximum") if self.edf.plus else []

    @cached_property
    def counts(self) -> list[Signal]:
        return self._with("samples")

    @property
    def durations(self) -> list[Signal]:
        """The signals with more than 1 sample in a data record, if its duration is a number."""
        known = self._numeric("duration")
        return [signal for signal in self.counts if signal.count > 1 and not signal.annotates] if known else []

    @property
    def data(self) -> list[Edf]:
        """The file, if it is known how large a data record is and how many there are."""
        return [self.edf] if self.edf.record_size and self._numeric("records") else []

    @property
    def sampled(self) -> list[tuple[Signal, int, int]]:
        """The signals of which samples are there, with the digital range in which they should lie."""
        ranges = self.digital_ranges if self.edf.records else []
        return [each for each in ranges if each[1] < each[2] and not each[0].annotates]

    def _numeric(self, name: str) -> list[Field]:
        field = self.edf.fields.get(name)
        return [field] if field and field.number is not None else []

    def _with(self, *names: str) -> list[Signal]:
        """The signals that have a number in each of these fields."""
        return [each for each in self.edf.signals if all(each.number(name) is not None for name in names)]


def view(source: Source) -> Signals:
    """The file as far as it can be read."""
    return Signals(source.once(read_edf))
