"""Measurements over all blocks for the rows on display times: leads, and periods without a frame."""

from __future__ import annotations

from typing import Any

import numpy as np

from conformance.recordings import Block, Measure
from conformance.recordings.measures import histogram

from .display_times import display_period, displays, frame_times

LEAD_TOP = 0.5
"""Seconds."""
LEAD_BINS = 500


def leads(block: Block) -> dict[str, Any]:
    """By stream, how long before its display each frame was made, in seconds."""
    times = frame_times(block)
    return {each.stream.id: histogram(each.now - times, 0.0, LEAD_TOP, LEAD_BINS) for each in displays(block)}


def periods(block: Block) -> dict[str, Any]:
    """By stream, the periods of the display from each frame to the next, and those without a frame."""
    period = display_period(block.header)
    found = {}
    for each in displays(block) if period else ():
        steps = np.round((each.now - each.before) / (period or 1.0))
        steps = steps[np.isfinite(steps) & (steps > 0)]
        found[each.stream.id] = np.array([steps.sum(), (steps - 1).sum()])
    return found


MEASURES = {"leads": Measure(leads), "periods": Measure(periods)}
