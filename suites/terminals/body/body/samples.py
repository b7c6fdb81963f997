"""Recordings of the reference tracker: faultless ones, and one per fault that violates a row of this suite."""

from __future__ import annotations

from conformance_suites.terminals.body.writer.faultless import faultless
from conformance_suites.terminals.body.writer.faults import faulty


def good() -> dict[str, bytes]:
    """Perfect recordings by file name."""
    return dict(faultless())


def bad() -> dict[str, bytes]:
    """Recordings with one fault each; their file names start with the row they violate."""
    return dict(faulty("TRM-BDY"))
