"""The view of what EDF+ and BDF+ add to a file: each property holds the places that one kind of row judges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.terminals.bci.reader.annotations import (
    Annotation,
    Start,
    Timed,
    Trouble,
    follow,
    read_annotations,
    read_starts,
)
from conformance_suites.terminals.bci.reader.dates import dated, written
from conformance_suites.terminals.bci.reader.edf import Edf, Signal, read_edf
from conformance_suites.terminals.bci.reader.fields import Field

SUBFIELDS = {"patient": 4, "recording": 5}
"""How many subfields an identification begins with."""


@dataclass(frozen=True)
class Annotated:
    """A file as far as it can be read."""

    edf: Edf

    @cached_property
    def annotated(self) -> list[Signal]:
        """The signals that hold annotations."""
        return [signal for signal in self.edf.signals if signal.annotates]

    @property
    def plus(self) -> list[Edf]:
        return [self.edf] if self.edf.plus and self.edf.signals else []

    @cached_property
    def starts(self) -> list[Start]:
        """The start of each data record. Raises Blocked if it is not known where records are."""
        return list(read_starts(self.edf)) if self._readable else []

    @property
    def timed(self) -> list[tuple[Timed, float]]:
        """Starts with the end of the record before, if records have a duration. Raises Blocked if one is not known."""
        if any(start.seconds is None for start in self.starts):
            raise Blocked("blocked_by", ids=["TRM-EDP-003"])
        return list(follow(self.starts, self.edf.duration)) if self.edf.duration else []

    @cached_property
    def lists(self) -> list[Annotation | Trouble]:
        return list(read_annotations(self.edf)) if self._readable else []

    @property
    def annotations(self) -> list[Annotation]:
        return [each for each in self.lists if isinstance(each, Annotation)]

    @property
    def patients(self) -> list[Field]:
        return [self.edf.fields["patient"]] if self.edf.plus else []

    @property
    def within(self) -> list[tuple[Annotation, float]]:
        """The annotations, each with the end of the recording, if its records have a duration."""
        if not self.edf.duration or not self.starts:
            return []
        if any(start.seconds is None for start in self.starts):
            raise Blocked("blocked_by", ids=["TRM-EDP-003"])
        end = round(max(start.seconds or 0.0 for start in self.starts) + self.edf.duration, 9)
        return [(each, end) for each in self.annotations]

    @property
    def identified(self) -> list[Field]:
        """The patient identification, if it has its subfields."""
        return [field for field in self.patients if len(field.text.split()) >= SUBFIELDS["patient"]]

    @property
    def recordings(self) -> list[Field]:
        return [self.edf.fields["recording"]] if self.edf.plus else []

    @property
    def both_dates(self) -> list[tuple[str, Field]]:
        """The date in the recording identification, as the header writes it, if both are there."""
        return [(date, field) for field in self.recordings for date in self._date(field)]

    @property
    def _readable(self) -> bool:
        if not (self.edf.plus and self.annotated):
            return False
        if not self.edf.record_size:
            raise Blocked("blocked_by", ids=["TRM-EDF-004", "TRM-EDF-011"])
        return True

    def _date(self, recording: Field) -> Iterator[str]:
        parts = recording.text.split()
        said = written(parts[1]) if len(parts) > 1 else None
        if said and dated(self.edf.fields["startdate"].text):
            yield said


def view(source: Source) -> Annotated:
    """The file as far as it can be read."""
    return Annotated(source.once(read_edf))
