"""Measurements of poses over all blocks, for the rows about whole recordings."""

from __future__ import annotations

from typing import Any

import numpy as np

from conformance.recordings import Block, Measure, StreamBlock
from conformance.recordings.measures import histogram
from conformance.recordings.poses import axis, conjugate, product

HEIGHTS = (-10.0, 10.0, 2000)
UPWARD = (-1.0, 1.0001, 200)
VELOCITIES = {"linearVelocity": "position", "angularVelocity": "orientation"}


def heights(block: Block) -> dict[str, Any]:
    """By head, the height above the origin."""
    return {stream.id: histogram(stream.now("position")[:, 0, 1], *HEIGHTS) for stream in _heads(block, "position")}


def upward(block: Block) -> dict[str, Any]:
    """By head, the vertical component of its up axis: 1 upright, -1 upside down."""
    return {
        stream.id: histogram(axis(stream.now("orientation")[:, 0], 1)[:, 1], *UPWARD)
        for stream in _heads(block, "orientation")
    }


def _heads(block: Block, part: str) -> list[StreamBlock]:
    return list(block.having(part, kinds=("head",)))


def velocities(block: Block) -> dict[str, Any]:
    """By stream and velocity: sum of squares of its deviation from the motion, that of the motion, and the count."""
    found = {}
    for which, moved in VELOCITIES.items():
        for stream in block.having(which, moved):
            reported = (stream.now(which) + stream.before(which)) / 2
            seen = _motion(stream, moved) / block.steps[:, None, None]
            fits = stream.follows & (block.steps > 0)
            both = ~np.isnan(reported).any(axis=2) & ~np.isnan(seen).any(axis=2) & fits[:, None]
            off, there = (reported - seen)[both], seen[both]
            found[f"{stream.id} {which}"] = np.array([np.square(off).sum(), np.square(there).sum(), len(there)])
    return found


def _motion(stream: StreamBlock, part: str) -> Any:
    """(frames, items, 3): the displacement, or the rotation vector, since the previous frame."""
    now, before = stream.now(part), stream.before(part)
    if part == "position":
        return now - before
    turn = product(now, conjugate(before))
    turn = np.where(turn[..., 3:] < 0, -turn, turn)
    length = np.sqrt(np.square(turn[..., :3]).sum(axis=-1, keepdims=True))
    angle = 2 * np.arctan2(length, turn[..., 3:])
    return turn[..., :3] * np.where(length > 0, angle / np.where(length > 0, length, 1.0), 2.0)


MEASURES = {"heights": Measure(heights), "upward": Measure(upward), "velocities": Measure(velocities)}
