"""Measurements of hands over all blocks, for the rows about whole recordings."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from conformance.recordings import Block, Measure

from .bones import bone_lengths

SAMPLE = 8  # numbers of two hands that are compared first


def lengths(block: Block) -> dict[str, Any]:
    """By hand, for each bone: count of its plausible lengths, their sum and the sum of their squares."""
    found = {}
    for stream in block.having("position", kinds=("hand",)):
        length = stream.once(bone_lengths)
        there = (length >= block.parameters["min_bone"]) & (length <= block.parameters["max_bone"])
        if not there.all():
            length = np.where(there, length, 0.0)
        found[stream.id] = np.stack([there.sum(axis=0), length.sum(axis=0), np.einsum("fb,fb->b", length, length)])
    return found


def thumbs(block: Block) -> dict[str, Any]:
    """By hand, the offset of the thumb along +X of the wrist: count and sum in metres."""
    found = {}
    for stream in block.having("position", "orientation", kinds=("hand",)):
        items = stream.part("position").items
        if not {"wrist", "thumb-tip"} <= set(items):
            continue
        now, wrist = stream.now("position"), items.index("wrist")
        qx, qy, qz, qw = stream.now("orientation")[:, wrist].T
        x, y, z = (now[:, items.index("thumb-tip")] - now[:, wrist]).T
        offset = x * (1 - 2 * (qy * qy + qz * qz)) + 2 * y * (qx * qy + qz * qw) + 2 * z * (qx * qz - qy * qw)
        kept = offset[np.abs(offset) < 1.0]
        found[stream.id] = np.array([len(kept), kept.sum()])
    return found


def radii(block: Block) -> dict[str, Any]:
    """By hand, the minimum (negated) and the maximum radius of its joints."""
    found = {}
    for stream in block.having("radius", kinds=("hand",)):
        now = stream.now("radius")
        if not stream.complete:
            now = now[~np.isnan(now)]
        if now.size:
            found[stream.id] = np.array([-now.min(), now.max()])
    return found


def pairs(block: Block) -> dict[str, Any]:
    """By pair of hands: count of frames in which both are tracked, and in which their numbers are identical."""
    found = {}
    for one, other in combinations(block.having("position", kinds=("hand",)), 2):
        both = one.tracked[1:] & other.tracked[1:]
        if one.values.shape == other.values.shape:
            same = (one.values[1:, :SAMPLE] == other.values[1:, :SAMPLE]).all(axis=1) & both
            if same.any():
                same[same] = (one.values[1:][same] == other.values[1:][same]).all(axis=1)
            found[f"{one.id} {other.id}"] = np.array([np.count_nonzero(both), np.count_nonzero(same)])
    return found


MEASURES = {
    "bone_lengths": Measure(lengths),
    "thumbs": Measure(thumbs),
    "radii": Measure(radii, np.maximum),
    "pairs": Measure(pairs),
}
