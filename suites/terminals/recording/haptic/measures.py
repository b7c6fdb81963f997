"""Measurements over all effects of a device: how late they begin, how many are lost, and how strength is played."""

from __future__ import annotations

from typing import Any

import numpy as np

from conformance.recordings import Block, Measure
from conformance.recordings.measures import histogram
from conformance_suites.terminals.recording.reader.effects import BEGUN, effects

LATEST = 1.0
"""Seconds."""
BINS = 1000
STRENGTHS = 10
STRONGEST = 1e6
"""In any unit: what is more has no meaning, and its square no place."""


def delays(block: Block) -> dict[str, Any]:
    """By stream, how long after its command each effect begins, in seconds."""
    return {
        each.stream.id: histogram(each.columns["effectTime"] - each.columns["commandTime"], 0.0, LATEST, BINS)
        for each in effects(block, "commandTime", "effectTime")
    }


def losses(block: Block) -> dict[str, Any]:
    """By stream, the effects that were commanded, and those that never began."""
    found = {}
    for each in effects(block, BEGUN):
        begun = each.columns[BEGUN]
        found[each.stream.id] = np.array([np.count_nonzero(~np.isnan(begun)), np.count_nonzero(begun == 0)])
    return found


def strengths(block: Block) -> dict[str, Any]:
    """By stream, sums over the effects of what correlates the commanded amplitude with the played one."""
    found = {}
    for each in effects(block, "amplitude", "playedAmplitude"):
        x, y = each.columns["amplitude"], each.columns["playedAmplitude"]
        there = (x >= 0) & (x <= 1) & (np.abs(y) <= STRONGEST)
        x, y = x[there], y[there]
        found[each.stream.id] = np.array([len(x), x.sum(), y.sum(), (x * x).sum(), (y * y).sum(), (x * y).sum()])
    return found


def levels(block: Block) -> dict[str, Any]:
    """By stream, how often an effect of which strength was commanded that began."""
    return {
        each.stream.id: histogram(
            np.where(np.isnan(each.columns["effectTime"]), np.nan, each.columns["amplitude"]), 0.0, 1.0, STRENGTHS
        )
        for each in effects(block, "amplitude", "effectTime")
    }


MEASURES = {
    "effect_delays": Measure(delays),
    "effect_losses": Measure(losses),
    "effect_strengths": Measure(strengths),
    "effect_levels": Measure(levels),
}
