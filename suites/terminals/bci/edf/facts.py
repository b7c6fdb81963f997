"""How much there is in a recording of signals."""

from __future__ import annotations

from conformance.readers.source import Source
from conformance_suites.terminals.bci.reader.edf import read_edf
from conformance_suites.terminals.bci.reader.measures import measured


def facts(source: Source) -> dict[str, float]:
    """The EEG signals that vary, each counted once however often it is there, and the seconds that all of them last."""
    edf = source.once(read_edf)
    varying = {each.digest for each in source.once(measured) if each.volts and each.varies}
    return {"eeg_signals": len(varying), "seconds": round(edf.records * edf.duration, 3)}
