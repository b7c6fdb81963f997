"""Measurements over all blocks for the timing rows: intervals and changes."""

from __future__ import annotations

from typing import Any

import numpy as np

from conformance.recordings import Block, Measure, StreamBlock
from conformance.recordings.measures import histogram

JITTER_BINS = 400
SAMPLE = 8  # numbers of a stream that are compared first
JITTER_TOP = 4.0  # periods
GAP = 0.2  # seconds between frames beyond which nothing was seen
STEPS = np.array([1e-4] * 3 + [1e-3] * 4)  # metres and parts of a quaternion: poses that differ by less are one
JOINTS_OF_A_BODY = 10  # that are compared
MOST_POSES = 50  # distinct poses that are kept
ANGLES_OF_A_BODY = 30  # those of ten joints; fewer are a hand, an arm or a device
FEW_ROWS = 256  # frames that are compared first


def intervals(block: Block) -> dict[str, Any]:
    """The count of intervals, their sum in seconds, with and without gaps, and their deviation from the period."""
    steps = block.steps[block.follows]
    steps = steps[np.isfinite(steps) & (steps > 0)]
    found = {"count": np.array(len(steps)), "seconds": np.array(steps.sum())}
    found["seen"] = np.array(np.minimum(steps, GAP).sum())
    if block.header.rate:
        found["jitter"] = histogram(np.abs(steps * block.header.rate - 1), 0.0, JITTER_TOP, JITTER_BINS)
    return found


def changes(block: Block) -> dict[str, Any]:
    """By stream, the count of frames whose numbers differ from the previous frame."""
    found = {}
    for stream in block.streams:
        both = stream.tracked[1:] & stream.tracked[:-1]
        differ = _differ(stream.values[1:, :SAMPLE], stream.values[:-1, :SAMPLE]) & both
        if not differ.any():  # the first numbers are constant: compare all of them
            differ = _differ(stream.values[1:][both], stream.values[:-1][both])
        found[stream.id] = np.array(np.count_nonzero(differ))
    return found


def _differ(now: np.ndarray, before: np.ndarray) -> np.ndarray:
    """(frames): whether any number differs from that of the previous frame; two nulls do not."""
    differ: np.ndarray = ((now != before) & ~(np.isnan(now) & np.isnan(before))).any(axis=1)
    return differ


def numbered(block: Block) -> dict[str, Any]:
    """By stream, the count of frames in which it is tracked and not all of its numbers are null."""
    return {stream.id: np.array(np.count_nonzero(_numbered(stream))) for stream in block.streams}


def _numbered(stream: StreamBlock) -> np.ndarray:
    tracked = stream.tracked[1:]
    return tracked if stream.complete else tracked & ~np.isnan(stream.values[1:]).all(axis=1)


def poses(block: Block) -> dict[str, Any]:
    """By kind and stream, distinct poses of its first item, or of the first joints of a body, up to a limit."""
    found = {
        f"{stream.stream.kind} {stream.id}": _distinct(_pose(stream))
        for stream in block.having("position", kinds=("head", "hand", "body"))
    }
    for stream in block.having("channels"):
        angles = _angles(stream)
        if len(angles) >= ANGLES_OF_A_BODY:
            found[f"body {stream.id}"] = _distinct(stream.now("channels")[:, angles[:ANGLES_OF_A_BODY], 0])
    return found


def _pose(stream: StreamBlock) -> np.ndarray:
    """(frames, items * 7): position and orientation, in steps; a head may turn without moving, a root rest.

    A joint of a body that is missing while others are there is told from all that are not.
    """
    items = slice(JOINTS_OF_A_BODY if stream.stream.kind == "body" else 1)
    place = stream.now("position")[:, items]
    turn = stream.now("orientation")[:, items] if stream.has("orientation") else np.zeros((*place.shape[:2], 4))
    turn = np.where(turn[..., 3:] < 0, -turn, turn)  # both signs are the same orientation
    rows: np.ndarray = np.round(np.concatenate([place, turn], axis=2) / STEPS).reshape(len(place), -1)
    lost = np.isnan(rows)
    return np.where(lost & ~lost.all(axis=1, keepdims=True), np.inf, rows) if items.stop > 1 else rows


def _angles(stream: StreamBlock) -> list[int]:
    """The channels that are angles, as body motion is exported."""
    channels = stream.stream.declaration["channels"]
    return [at for at, channel in enumerate(channels) if channel.get("unit") in ("deg", "rad")]


def _distinct(rows: np.ndarray) -> np.ndarray:
    """The distinct rows without missing numbers, the smallest ones up to the limit."""
    rows = rows[~np.isnan(rows).any(axis=1)]
    few = np.unique(rows[:FEW_ROWS], axis=0)
    return (few if len(few) >= MOST_POSES else np.unique(rows, axis=0))[:MOST_POSES]


def together(one: Any, other: Any) -> Any:
    """The distinct rows of both, up to the limit."""
    return one if len(one) >= MOST_POSES else np.unique(np.concatenate([one, other]), axis=0)[:MOST_POSES]


MEASURES = {
    "intervals": Measure(intervals),
    "changes": Measure(changes),
    "numbered": Measure(numbered),
    "poses": Measure(poses, together),
}
