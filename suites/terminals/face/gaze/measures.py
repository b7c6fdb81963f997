"""Measurements of gazes over all blocks: how fast they turn, and how many directions there are."""

from __future__ import annotations

from typing import Any

import numpy as np

from conformance.recordings import Block, Measure
from conformance.recordings.measures import histogram
from conformance.recordings.poses import axis, turns
from conformance_suites.terminals.face.reader.distinct import distinct, together

TOP = 40.0  # rad/s
BINS = 400
STEP = 1e-3


def speeds(block: Block) -> dict[str, Any]:
    """By gaze, how often its first pose turns how fast from one frame to the next, in rad/s."""
    found = {}
    for stream in block.having("orientation", kinds=("gaze",)):
        with np.errstate(divide="ignore", invalid="ignore"):
            speed = np.where(stream.follows & (block.steps > 0), stream.once(turns)[:, 0] / block.steps, np.nan)
        found[stream.id] = histogram(speed, 0.0, TOP, BINS)
    return found


def directions(block: Block) -> dict[str, Any]:
    """By gaze, its distinct directions, up to a limit."""
    found = {}
    for stream in block.having("orientation", kinds=("gaze",)):
        with np.errstate(divide="ignore", invalid="ignore"):
            rows = np.round(axis(stream.now("orientation")[:, 0], 2) / STEP)
        found[stream.id] = distinct(rows)
    return found


def seen(block: Block) -> dict[str, Any]:
    """By gaze, the frames in which its first pose has an orientation."""
    return {
        stream.id: np.array(np.count_nonzero(~np.isnan(stream.now("orientation")[:, 0]).any(axis=1)))
        for stream in block.having("orientation", kinds=("gaze",))
    }


MEASURES = {
    "gaze_speeds": Measure(speeds),
    "gaze_directions": Measure(directions, together),
    "gaze_frames": Measure(seen),
}
