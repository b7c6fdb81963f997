"""Pictures of recordings for reports: a strip of the EEG signals, those with findings marked."""

from __future__ import annotations

from collections.abc import Callable

from conformance.readers.source import Source
from conformance_suites.terminals.bci.pictures.marks import Mark, marks_of
from conformance_suites.terminals.bci.reader.edf import read_edf

EXTRA, LIBRARY = "pictures", "PIL"
WORKER = f"{__name__}.worker"


def marks(source: Source) -> Callable[[str], list[Mark]]:
    """A function from a JSON pointer to the signal that it leads to."""
    return marks_of(source.once(read_edf))
