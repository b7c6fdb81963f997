"""Measurements of bodies over all blocks: lengths of limbs, the height of the lowest foot, where left is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from conformance.recordings import Block, Measure, StreamBlock
from conformance.recordings.block import Floats
from conformance_suites.terminals.body.reader.places import places
from conformance_suites.terminals.body.reader.sets_of_joints import LIMBS, SIDES, roles

FAR = 1e4  # metres: TRM-POS-009 reports what is beyond
FEET = ("left ankle", "right ankle", "left toes", "right toes")
FACING = ("left upper leg", "right upper leg", "left ankle", "left toes", "hips", "head")


def _bodies(block: Block) -> Iterator[tuple[StreamBlock, dict[str, int], Floats]]:
    """Bodies, the joints by role, and (frames, joints, 3) where they are."""
    for stream in block.having("position", kinds=("body",)):
        yield stream, roles(stream.part("position").items), stream.once(places)[1:]


def limbs(block: Block) -> dict[str, Any]:
    """By body and limb: frames in which it is there, the sum of its lengths and of their squares."""
    found = {}
    for stream, joints, place in _bodies(block):
        for side in SIDES:
            for upper, lower in LIMBS:
                one, other = joints.get(f"{side} {upper}"), joints.get(f"{side} {lower}")
                if one is None or other is None:
                    continue
                with np.errstate(over="ignore", invalid="ignore"):
                    length = np.linalg.norm(place[:, one] - place[:, other], axis=1)
                length = length[length < FAR]
                found[f"{stream.id} {side} {upper}"] = np.array([len(length), length.sum(), np.square(length).sum()])
    return found


def feet(block: Block) -> dict[str, Any]:
    """By body, the height of the lowest joint of a foot over all frames; infinite if there is none.

    A sender of rotations alone has all joints in one place: they are none.
    """
    found = {}
    for stream, joints, place in _bodies(block):
        if at := [joints[role] for role in FEET if role in joints]:
            heights = place[:, at, 1]
            if (hips := joints.get("hips")) is not None:
                heights = heights[(place[:, at] != place[:, [hips]]).any(axis=2)]
            heights = heights[np.isfinite(heights)]
            found[stream.id] = np.array(heights.min(initial=np.inf))
    return found


def facing(block: Block) -> dict[str, Any]:
    """By body: frames in which left, up and the toes are known, and those of them that are a mirror image."""
    found = {}
    for stream, joints, place in _bodies(block):
        if not all(role in joints for role in FACING):
            continue
        left_leg, right_leg, ankle, toes, hips, head = (place[:, joints[role]] for role in FACING)
        with np.errstate(over="ignore", invalid="ignore"):
            ahead = np.cross(left_leg - right_leg, head - hips)
            side = np.einsum("fk,fk->f", ahead, toes - ankle)
        found[stream.id] = np.array([np.count_nonzero(np.isfinite(side) & (side != 0)), np.count_nonzero(side < 0)])
    return found


def tracked(block: Block) -> dict[str, Any]:
    """By body: the most joints that are there at once, and the frames in which any is."""
    found = {}
    for stream in block.having("position", kinds=("body",)):
        count = np.count_nonzero(~np.isnan(stream.now("position")).any(axis=2), axis=1)
        found[stream.id] = np.array([count.max(initial=0), np.count_nonzero(count)])
    return found


def _most_and_sum(one: Any, other: Any) -> Any:
    return np.array([max(one[0], other[0]), one[1] + other[1]])


MEASURES = {
    "body_limbs": Measure(limbs),
    "body_feet": Measure(feet, np.minimum),
    "body_facing": Measure(facing),
    "body_joints": Measure(tracked, _most_and_sum),
}
