"""Where the joints of a body are: its positions as they are, or added up along the bones where they are of the parent.

What is declared as `"relativeTo": "parent"` is a transform in the frame of the parent bone, as motion capture sends it.
"""

from __future__ import annotations

import numpy as np

from conformance.recordings import StreamBlock
from conformance.recordings.block import Floats
from conformance.recordings.poses import product, rotated
from conformance_suites.terminals.body.reader.sets_of_joints import parents

PARENT = "parent"


def is_relative(stream: StreamBlock) -> bool:
    """Whether the poses of a body are those of each joint in the frame of its parent."""
    return stream.stream.declaration.get("relativeTo") == PARENT


def places(stream: StreamBlock) -> Floats:
    """(1 + frames, joints, 3): the positions of all joints in one space, the first row of the frame before."""
    position = stream.array("position")
    if not is_relative(stream) or not stream.has("orientation"):
        return position
    turn = stream.array("orientation")
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        turn = turn / np.linalg.norm(turn, axis=2, keepdims=True)
        return _along(position, turn, parents(stream.part("position").items))


def _along(position: Floats, turn: Floats, above: list[int]) -> Floats:
    """Positions and rotations of the parents before, one generation of all branches after another."""
    place, facing = position.copy(), turn.copy()
    for generation in _generations(above):
        up = [above[at] for at in generation]
        place[:, generation] = place[:, up] + rotated(facing[:, up], position[:, generation])
        facing[:, generation] = product(facing[:, up], turn[:, generation])
    return place


def _generations(above: list[int]) -> list[list[int]]:
    """The joints with a parent, children behind their parents: those of one depth together."""
    depths = []
    for at in range(len(above)):
        depth, up = 0, above[at]
        while up >= 0:
            depth, up = depth + 1, above[up]
        depths.append(depth)
    return [[at for at, found in enumerate(depths) if found == depth] for depth in range(1, max(depths, default=0) + 1)]
