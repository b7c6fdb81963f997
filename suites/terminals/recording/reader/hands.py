"""The joints of a hand, in the order of the WebXR Hand Input Module and of XR_EXT_hand_tracking."""

from __future__ import annotations

from collections.abc import Sequence

FINGERS = ("index-finger", "middle-finger", "ring-finger", "pinky-finger")
WEBXR = (
    "wrist",
    "thumb-metacarpal",
    "thumb-phalanx-proximal",
    "thumb-phalanx-distal",
    "thumb-tip",
    *(
        f"{finger}-{joint}"
        for finger in FINGERS
        for joint in ("metacarpal", "phalanx-proximal", "phalanx-intermediate", "phalanx-distal", "tip")
    ),
)
OPENXR = (
    "palm",
    "wrist",
    *("thumb-metacarpal", "thumb-proximal", "thumb-distal", "thumb-tip"),
    *(
        f"{finger}-{joint}"
        for finger in ("index", "middle", "ring", "little")
        for joint in ("metacarpal", "proximal", "intermediate", "distal", "tip")
    ),
)
JOINTS = {"webxr-25": WEBXR, "openxr-26": OPENXR}
"""The joints of each set, in order."""


def parents(joints: Sequence[str]) -> list[tuple[int, int]]:
    """(joint, its parent) for every bone: along each finger, and from the wrist to the first joint of each finger.

    Empty for joints that are not a known set, whose parents are unknown.
    """
    if tuple(joints) not in JOINTS.values():
        return []
    wrist = joints.index("wrist")
    chained = [at for at, name in enumerate(joints) if name not in ("wrist", "palm")]
    return [(at, wrist if joints[at].endswith("-metacarpal") else at - 1) for at in chained]
