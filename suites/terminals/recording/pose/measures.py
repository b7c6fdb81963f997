"""What rows about whole recordings need of the poses in all blocks."""

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
    """By head, how high it is above the origin."""
    return {stream.id: histogram(stream.now("position")[:, 0, 1], *HEIGHTS) for stream in _heads(block, "position")}


def upward(block: Block) -> dict[str, Any]:
    """By head, how far its up axis points up: 1 upright, -1 upside down."""
    return {
        stream.id: histogram(axis(stream.now("orientation")[:, 0], 1)[:, 1], *UPWARD)
        for stream in _heads(block, "orientation")
    }


def _heads(block: Block, part: str) -> list[StreamBlock]:
    return list(block.having(part, kinds=("head",)))


def velocities(block: Block) -> dict[str, Any]:
    """By stream and velocity, the squares of its deviation from the motion and of the motion itself, summed."""
    found = {}
    for which, moved in VELOCITIES.items():
        for stream in block.having(which, moved):
            told = (stream.now(which) + stream.before(which)) / 2
            seen = _motion(stream, moved) / block.steps[:, None, None]
            fits = stream.follows & (block.steps > 0)
            both = ~np.isnan(told).any(axis=2) & ~np.isnan(seen).any(axis=2) & fits[:, None]
            off, there = (told - seen)[both], seen[both]
            found[f"{stream.id} {which}"] = np.array([np.square(off).sum(), np.square(there).sum(), len(there)])
    return found


def _motion(stream: StreamBlock, part: str) -> Any:
    """(frames, items, 3): the way moved, or the rotation vector, since the frame before."""
    now, before = stream.now(part), stream.before(part)
    if part == "position":
        return now - before
    turn = product(now, conjugate(before))
    turn = np.where(turn[..., 3:] < 0, -turn, turn)
    length = np.sqrt(np.square(turn[..., :3]).sum(axis=-1, keepdims=True))
    angle = 2 * np.arctan2(length, turn[..., 3:])
    return turn[..., :3] * np.where(length > 0, angle / np.where(length > 0, length, 1.0), 2.0)


MEASURES = {"heights": Measure(heights), "upward": Measure(upward), "velocities": Measure(velocities)}
