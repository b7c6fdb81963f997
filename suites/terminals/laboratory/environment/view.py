"""The record, as the family reads it."""

from __future__ import annotations

from conformance.readers.source import Source
from conformance_suites.terminals.laboratory.reader.record import Record, read_record


def view(source: Source) -> Record:
    """The record in the source. Raises Blocked where it is beyond the limits of the harness."""
    return source.once(read_record)
