"""How much moves in a BVH file."""

from __future__ import annotations

import numpy as np

from conformance.readers.source import Source
from conformance_suites.terminals.bvh.reader.bvh import read_bvh

MOVES = 1e-3
"""The least change that counts, in degrees or in the unit of the file."""


def facts(source: Source) -> dict[str, float]:
    """The joints, the channels that move, the distinct frames and the seconds from the first to the last."""
    bvh = source.once(read_bvh)
    found: dict[str, float] = {"joints": len(bvh.joints), "moving_channels": 0, "distinct_frames": 0, "seconds": 0}
    if bvh.motion is None or not bvh.motion.size:
        return found
    motion = bvh.motion[np.isfinite(bvh.motion).all(axis=1)]
    if len(motion):
        found["moving_channels"] = int((np.ptp(motion, axis=0) > MOVES).sum())
        found["distinct_frames"] = len(np.unique(np.round(motion, 4), axis=0))
        found["seconds"] = round((len(motion) - 1) * (bvh.frame_time or 0), 6)
    return found
