"""Where a gaze points as the head sees it, in a few moments of a block: what the map of a gaze shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from conformance.recordings.block import Block
from conformance.recordings.poses import axis

FORWARD = 2  # poses look along the negative of this axis


def gaze_directions(block: Block, rows: Sequence[int]) -> dict[str, list[list[float]]]:
    """By gaze, [degrees to the right, degrees upward] of its first pose from the -Z axis of the head, in these rows.

    Rows in which either has no orientation are left out, and so is everything without a head.
    """
    head = next(block.having("orientation", kinds=("head",)), None)
    found: dict[str, list[list[float]]] = {}
    if head is None:
        return found
    at = list(rows)
    with np.errstate(divide="ignore", invalid="ignore"):
        axes = [axis(head.now("orientation")[at, 0], which) for which in range(3)]
        for stream in block.having("orientation", kinds=("gaze",)):
            looks = -axis(stream.now("orientation")[at, 0], FORWARD)
            right, up, back = (np.einsum("fk,fk->f", looks, each) for each in axes)
            angles = np.degrees([np.arctan2(right, -back), np.arcsin(np.clip(up, -1.0, 1.0))]).T
            found[stream.id] = np.round(angles[np.isfinite(angles).all(axis=1)], 1).tolist()
    return found
