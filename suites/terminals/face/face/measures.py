"""Measurements of faces over all blocks: how the weights vary, and whether the two sides of a face differ."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from conformance.recordings import Block, Measure, StreamBlock
from conformance_suites.terminals.face.reader.distinct import FEW_ROWS, distinct, together
from conformance_suites.terminals.face.reader.shapes import pairs

MOVED = 1e-4
EQUAL = 1e-6
STEP = 1e-3  # weights that differ by less are one face


def variation(block: Block) -> dict[str, Any]:
    """By face (6, shapes): frames, sum and sum of squares of each weight, then steps, their squares and seconds."""
    found = {}
    for stream in block.having("weights", kinds=("face",)):
        limited = np.clip(stream.array("weights")[..., 0], 0.0, 1.0)  # TRM-INP-016 reports what is beyond
        now, before = limited[1:], limited[:-1]
        there = stream.tracked[1:] & ~np.isnan(now).any(axis=1)
        steady = stream.follows & there & ~np.isnan(before).any(axis=1)
        weights = now if there.all() else now[there]
        change = now - before if steady.all() else now[steady] - before[steady]
        shapes = now.shape[1]
        found[stream.id] = np.stack(
            [
                np.full(shapes, float(len(weights))),
                weights.sum(axis=0),
                np.einsum("fi,fi->i", weights, weights),
                np.full(shapes, float(len(change))),
                np.einsum("fi,fi->i", change, change),
                np.full(shapes, float(np.nansum(block.steps[steady]))),
            ]
        )
    return found


class Variety(NamedTuple):
    """How the weights of a face vary: over so many frames, and so many steps from one to the next in so many seconds.

    `deviations` are standard deviations (shapes) and `deviation` that of all together; `roughness` is the mean square
    of the steps relative to twice their variance, NaN where nothing varies.
    """

    frames: float
    deviations: np.ndarray
    deviation: float
    steps: float
    seconds: float
    roughness: float


def variety(found: np.ndarray) -> Variety:
    """What `variation` measured, over all blocks."""
    frames, steps, seconds = (float(found[row, 0]) for row in (0, 3, 5))
    with np.errstate(divide="ignore", invalid="ignore"):
        variances = np.nan_to_num(np.maximum(found[2] / frames - np.square(found[1] / frames), 0.0))
        roughness = np.float64(found[4].sum()) / steps / (2 * variances.sum())
    deviation = float(np.sqrt(variances.sum()))
    return Variety(frames, np.sqrt(variances), deviation, steps, seconds, float(roughness))


def sides(block: Block) -> dict[str, Any]:
    """By face: frames in which a shape of a pair moved, and frames of these in which the shapes of some pair differ.

    Where enough of the first frames of a block differ they stand for all.
    """
    found = {}
    for stream in block.having("weights", kinds=("face",)):
        if both := pairs(stream.part("weights").items):
            few = _differing(stream, both, slice(0, FEW_ROWS))
            enough = few[1] and few[0] >= block.parameters["mirrored_frames"]
            found[stream.id] = few if enough else _differing(stream, both, slice(None))
    return found


def _differing(stream: StreamBlock, both: list[tuple[int, int]], rows: slice) -> np.ndarray:
    left, right = (list(side) for side in zip(*both, strict=True))
    now, before = stream.now("weights")[rows, :, 0], stream.before("weights")[rows, :, 0]
    moved = (np.abs(now - before)[:, left + right] > MOVED).any(axis=1) & stream.follows[rows]
    differ = (np.abs(now[:, left] - now[:, right]) > EQUAL).any(axis=1) & moved
    return np.array([np.count_nonzero(moved), np.count_nonzero(differ)])


def faces(block: Block) -> dict[str, Any]:
    """By stream, distinct faces, up to a limit."""
    return {
        stream.id: distinct(np.round(stream.now("weights")[..., 0] / STEP))
        for stream in block.having("weights", kinds=("face",))
    }


MEASURES = {
    "face_variation": Measure(variation),
    "face_sides": Measure(sides),
    "faces": Measure(faces, together),
}
