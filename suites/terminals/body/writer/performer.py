"""A performer that sends a body as the VMC protocol does, and a tracker that gives the same body as OpenXR does."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from conformance.recordings.poses import product, rotated
from conformance_suites.terminals.body.reader.sets_of_joints import HUMANOID, ROOT, SETS, parents, roles
from conformance_suites.terminals.recording.writer.device import Take, take

Floats = NDArray[np.float64]
POSE = 7
BONES = (ROOT, *SETS[HUMANOID])
VMC = ("vmc-ext-t", "vmc-ext-ok", "mistyped")
"""What is recorded of the protocol beside the bones."""
_TRUNK = {
    "Hips": (0.0, 0.95, 0.0),
    "Spine": (0.0, 0.1, 0.0),
    "Chest": (0.0, 0.12, 0.0),
    "UpperChest": (0.0, 0.12, 0.0),
    "Neck": (0.0, 0.14, 0.0),
    "Head": (0.0, 0.1, 0.0),
    "Jaw": (0.0, -0.02, -0.04),
}
_OF_THE_RIGHT = {
    "UpperLeg": (0.09, -0.05, 0.0),
    "LowerLeg": (0.0, -0.42, 0.0),
    "Foot": (0.0, -0.41, 0.0),
    "Toes": (0.0, -0.06, -0.13),
    "Eye": (0.03, 0.06, -0.08),
    "Shoulder": (0.06, 0.1, 0.0),
    "UpperArm": (0.1, 0.0, 0.0),
    "LowerArm": (0.27, 0.0, 0.0),
    "Hand": (0.2513, 0.0, 0.0),
}
_FINGERS = ("Thumb", "Index", "Middle", "Ring", "Little")


def performer(frames: int = 100, rate: float = 60.0) -> Take:
    """A take of all bones as transforms of their parents, and of what the protocol says beside them."""
    made = take(("head",), frames=frames, rate=rate)
    streams = made.header["streams"] = {"body": _bones()}
    made.header["session"]["features"] = ["local-floor"]
    streams |= {"vmc-ext-t": _channels("/VMC/Ext/T", 1), "vmc-ext-ok": _channels("/VMC/Ext/OK", 4)}
    streams["mistyped"] = {"kind": "channels", "channels": [{"label": "mistyped", "unit": "1"}]}
    times = np.array(made.times, float)
    said = {"vmc-ext-t": (times / 1000)[:, None], "vmc-ext-ok": np.tile([1.0, 3.0, 0.0, 1.0], (frames, 1))}
    made.values = {"body": moving(times), **said, "mistyped": np.zeros((frames, 1))}
    made.values = {name: values.round(6) for name, values in made.values.items()}
    return made


def tracker(chosen: str, frames: int = 64) -> Take:
    """A take of the body with the joints of a set of OpenXR in one space."""
    made = take(("head",), frames=frames)
    local = moving(np.array(made.times, float)).reshape(frames, len(BONES), POSE)
    place, facing = _in_space(local)
    bones, joints = roles(BONES), SETS[chosen]
    source = [BONES.index("Spine")] * len(joints)
    for role, at in roles(joints).items():
        source[at] = bones[role]
    aside = np.array([[0.0, 0.0, 0.002 * at] for at in range(len(joints))])
    found = np.concatenate([place[:, source] + aside, facing[:, source]], axis=2).reshape(frames, -1)
    made.header["streams"]["body"] = {"kind": "body", "set": chosen, "poses": list(joints)}
    made.values["body"] = found.round(6)
    return made


def bone(name: str) -> slice:
    """The columns of a bone of the performer."""
    at = POSE * BONES.index(name)
    return slice(at, at + POSE)


def moving(times: Floats) -> Floats:
    """(frames, bones * 7): every bone swings about its parent; times are in milliseconds."""
    seconds = times[:, None] / 1000
    phases = np.arange(len(BONES))
    angle = 0.12 * np.sin(2.5 * seconds + phases)
    angle[:, 0] = 0
    turn = np.zeros((len(times), len(BONES), 4))
    turn[..., 0], turn[..., 3] = np.sin(angle / 2), np.cos(angle / 2)
    position = np.tile(np.array([_offset(name) for name in BONES]), (len(times), 1, 1))
    position[:, 0] = np.concatenate([0.1 * np.sin(seconds), 0 * seconds, 0.1 * np.cos(seconds)], axis=1)
    return np.concatenate([position, turn], axis=2).reshape(len(times), -1)


def _offset(name: str) -> tuple[float, float, float]:
    """Where a bone is at rest, in metres from its parent: -Z is ahead, +X right."""
    side = -1.0 if name.startswith("Left") else 1.0
    part = name.removeprefix("Left").removeprefix("Right")
    if part in _OF_THE_RIGHT:
        x, y, z = _OF_THE_RIGHT[part]
        return side * x, y, z
    for at, finger in enumerate(_FINGERS):
        if part.startswith(finger):
            first = part.endswith("Proximal")
            return side * (0.09 if first else 0.03), 0.0, 0.02 * (at - 2) if first else 0.0
    return _TRUNK.get(name, (0.0, 0.0, 0.0))


def _in_space(local: Floats) -> tuple[Floats, Floats]:
    place, facing = local[..., :3].copy(), local[..., 3:].copy()
    above = parents(BONES)
    for at in sorted(range(len(BONES)), key=lambda at: _depth(at, above)):
        if above[at] >= 0:
            place[:, at] = place[:, above[at]] + rotated(facing[:, above[at]], local[:, at, :3])
            facing[:, at] = product(facing[:, above[at]], local[:, at, 3:])
    return place, facing


def _depth(at: int, above: list[int]) -> int:
    return 0 if above[at] < 0 else 1 + _depth(above[at], above)


def _bones() -> dict[str, Any]:
    return {"kind": "body", "set": HUMANOID, "relativeTo": "parent", "poses": list(BONES)}


def _channels(address: str, count: int) -> dict[str, Any]:
    channels = [{"label": f"{address} {at + 1}", "unit": "unstated"} for at in range(count)]
    return {"kind": "channels", "channels": channels}
