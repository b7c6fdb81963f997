"""How much is measured of a device."""

from __future__ import annotations

from conformance.readers.source import Source
from conformance_suites.terminals.laboratory.reader.record import measured_facts


def facts(source: Source) -> dict[str, float]:
    """The results with a value, and the quantities that differ."""
    return measured_facts(source)
