"""The bones of a hand in the arrays of a stream, one array per component: the most expensive loops of all suites."""

from __future__ import annotations

from functools import cache

import numpy as np

from conformance.recordings import StreamBlock
from conformance_suites.terminals.recording.reader.hands import parents

Joints = tuple[str, ...]


@cache
def bones(items: Joints) -> tuple[list[int], list[int]]:
    """Indices of the joints at which the bones end, and at which they begin."""
    pairs = parents(items)
    return [joint for joint, _ in pairs], [parent for _, parent in pairs]


@cache
def directions(items: Joints) -> tuple[list[int], list[int]]:
    """The joints that have a direction, and the bone each points along: the one it begins, for a tip the last."""
    ends, starts = bones(items)
    begun = {start: bone for bone, start in enumerate(starts) if items[start] != "wrist"}
    return ends, [begun.get(joint, bone) for bone, joint in enumerate(ends)]


def bone_ways(stream: StreamBlock) -> np.ndarray:
    """(3, frames, bones): the vector from each parent to its joint, in metres."""
    ends, starts = bones(stream.part("position").items)
    now = stream.now("position")
    found = np.empty((3, now.shape[0], len(ends)))
    for component in range(3):
        along = now[..., component]
        if ends and ends == list(range(ends[0], ends[0] + len(ends))):  # as in both sets: bones are consecutive
            np.subtract(along[:, ends[0] :], along[:, ends[0] - 1 : -1], out=found[component])
            others = [bone for bone, (end, start) in enumerate(zip(ends, starts, strict=True)) if start != end - 1]
        else:
            others = list(range(len(ends)))
        for bone in others:
            found[component, :, bone] = along[:, ends[bone]] - along[:, starts[bone]]
    return found


def bone_lengths(stream: StreamBlock) -> np.ndarray:
    """(frames, bones): the lengths in metres."""
    x, y, z = stream.once(bone_ways)
    found: np.ndarray = np.sqrt(x * x + y * y + z * z)
    return found


def alignment(stream: StreamBlock) -> np.ndarray:
    """(frames, joints that have a direction): the cosine of the angle between -Z of the joint and its bone."""
    looking, bone = directions(stream.part("position").items)
    x, y, z, w = (stream.now("orientation")[:, looking, at] for at in range(4))
    across, up, along = (way[:, bone] for way in stream.once(bone_ways))
    # Rotated by a quaternion of any length, the z axis has the square of that length.
    ahead = -2 * ((x * z + y * w) * across + (y * z - x * w) * up) - (z * z + w * w - x * x - y * y) * along
    found: np.ndarray = ahead / ((x * x + y * y + z * z + w * w) * stream.once(bone_lengths)[:, bone])
    return found
