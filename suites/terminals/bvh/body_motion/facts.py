"""How much moves in a BVH file."""

from __future__ import annotations

import math

import numpy as np

from conformance.readers.source import Source
from conformance_suites.terminals.bvh.reader.bvh import read_bvh

MOVES = 0.5
"""The least change that counts, in degrees or in hundredths of the longest bone."""


def facts(source: Source) -> dict[str, float]:
    """The joints apart from their parents, the joints and channels that move, the distinct frames and the seconds."""
    bvh = source.once(read_bvh)
    bones = [math.hypot(*each.offset) for each in bvh.joints if each.offset and each.parent is not None]
    found: dict[str, float] = {"joints": 1 + sum(bone > 0 for bone in bones), "moving_joints": 0, "moving_channels": 0}
    found |= {"distinct_frames": 0, "seconds": 0}
    if bvh.motion is None or not bvh.motion.size:
        return found
    motion = bvh.motion[np.isfinite(bvh.motion).all(axis=1)]
    if len(motion):
        turns = np.array([name.endswith("rotation") for _, name in bvh.channels])
        size = max(bones, default=0.0) or 1.0
        turned = np.radians(np.mod(motion, 360))  # a full turn moves nothing
        parts = [np.degrees(each) for each in (np.cos(turned), np.sin(turned))]
        parts = [np.where(turns, each, motion / size * 100) for each in parts]
        moving = np.max([np.ptp(each, axis=0) for each in parts], axis=0) > MOVES
        found["moving_channels"] = int(moving.sum())
        found["moving_joints"] = len({at for (at, _), moves in zip(bvh.channels, moving, strict=True) if moves})
        found["distinct_frames"] = len(np.unique(np.round(np.hstack(parts) / MOVES, 1), axis=0))
        found["seconds"] = round((len(motion) - 1) * (bvh.frame_time or 0), 6)
    return found
