"""What the performer and the tracker record without a fault, and what is rare but right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np

from conformance_suites.terminals.body.reader.sets_of_joints import OPENXR
from conformance_suites.terminals.body.writer.performer import BONES, POSE, bone, performer, tracker
from conformance_suites.terminals.recording.writer.device import Take


@cache
def faultless() -> Mapping[str, bytes]:
    """A recording of each set of joints, and some that end, begin again, lie down or say less."""
    made = {f"{name.casefold()}.jsonl": tracker(name) for name in OPENXR}
    made |= {"performer.jsonl": performer(), "lost.jsonl": _lost(), "upper-body.jsonl": _upper_body()}
    made |= {"own-names.jsonl": _own_names(), "restarted.jsonl": _restarted(), "lifted.jsonl": _lifted()}
    made |= {"turned.jsonl": _turned(), "briefly.jsonl": _briefly(), "one-arm.jsonl": _one_arm()}
    made |= {"no-feet.jsonl": _no_feet(), "rotations.jsonl": _rotations(), "without-arms.jsonl": _without_arms()}
    return MappingProxyType({name: each.data() for name, each in made.items()})


def _lost() -> Take:
    """A finger and then the whole body are lost for a while; the time is not sent in each frame."""
    made = performer()
    made.values["body"][20:40, bone("LeftIndexDistal")] = np.nan
    made.values["vmc-ext-t"][10:13] = made.values["vmc-ext-t"][10]
    made.lost = {"body": set(range(60, 80)), "vmc-ext-t": set(range(1, 100, 2)), "vmc-ext-ok": set(range(5, 100))}
    return made


def _upper_body() -> Take:
    """A body without feet, in a space without a floor."""
    made = tracker("XR_FB_body_tracking", frames=60)
    made.header["space"] = "local"
    made.lost = {"body": {5, 6}}
    return made


def _own_names() -> Take:
    """Joints with other names, of which some are not there at all times."""
    made = performer(frames=40)
    made.header["streams"] = {"body": {"kind": "body", "poses": ["middle", "above"]}}
    made.values = {"body": made.values["body"][:, : 2 * POSE]}
    made.values["body"][10:12, :POSE] = np.nan
    return made


def _restarted() -> Take:
    """The performer starts again: its time goes back where a reset is marked, and the body is elsewhere."""
    made = performer()
    made.values["vmc-ext-t"][50:] -= made.values["vmc-ext-t"][50] - 0.01
    made.values["body"][50:, 2] += 5
    made.events[50] = ["clock-reset"]
    made.values["vmc-ext-ok"][:20] = 0, 0, 2, 0
    made.values["vmc-ext-ok"][20:40] = 1, 1, 1, 1
    return made


def _lifted() -> Take:
    """A body on a stage, with the last bone that some senders add, and limbs at the end of what is allowed."""
    made = performer()
    made.values["body"][:, 1] += 0.1
    made.values["body"][:, bone("LeftLowerArm")] *= np.array([1.05, 1, 1, 1, 1, 1, 1])
    streams = made.header["streams"]["body"]
    streams["poses"] = ["LastBone" if name == "Jaw" else name for name in BONES]
    return made


def _turned() -> Take:
    """Half of the frames are a mirror image: it is open which half is right."""
    made = performer()
    body = made.values["body"].reshape(made.frames, -1, POSE)
    body[: made.frames // 2] *= np.array([1, 1, -1, -1, -1, 1, 1])
    made.events[made.frames // 2] = ["space-reset"]
    return made


def _briefly() -> Take:
    """A mirror image with an arm that grows, too short to be judged."""
    made = performer(frames=20)
    made.values["body"].reshape(20, -1, POSE)[:] *= np.array([1, 1, -1, -1, -1, 1, 1])
    made.values["body"][:, bone("LeftLowerArm").start] *= np.linspace(0.5, 1.5, 20)
    return made


def _one_arm() -> Take:
    """One arm alone, whose hand is taken for its elbow, and channels that say nothing of a body."""
    made = performer(frames=40)
    made.values = {"body": made.values["body"][:, : 4 * POSE], "heart": np.full((40, 1), 70.0)}
    arm = ["left-upper-arm", "left-elbow", "left-wrist", "left-thumb"]
    made.values["body"][:, 2 * POSE : 3 * POSE] = made.values["body"][:, POSE : 2 * POSE]
    made.header["streams"] = {"body": {"kind": "body", "poses": arm}}
    made.header["streams"]["heart"] = {"kind": "channels", "channels": [{"label": "pulse", "unit": "1/min"}]}
    made.values["heart"][:, 0] += np.arange(40) % 3
    return made


def _no_feet() -> Take:
    """Joints of the feet that are never found."""
    made = performer(frames=40)
    for name in ("LeftFoot", "RightFoot", "LeftToes", "RightToes"):
        made.values["body"][:, bone(name)] = np.nan
    return made


def _rotations() -> Take:
    """Positions of the hips alone, as programs send that see a person through one camera."""
    made = performer(frames=40)
    body = made.values["body"].reshape(40, -1, POSE)
    body[:, BONES.index("Hips") + 1 :, :3] = 0
    return made


def _without_arms() -> Take:
    """The set of PICO without arms."""
    made = tracker("XR_BD_body_tracking", frames=40)
    made.header["streams"]["body"]["poses"] = made.header["streams"]["body"]["poses"][:16]
    made.values["body"] = made.values["body"][:, : 16 * POSE]
    return made
