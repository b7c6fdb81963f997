"""The faults that a performer or a tracker can have: each is wrong in one way and violates one requirement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np

from conformance_suites.terminals.body.reader.sets_of_joints import HUMANOID, SETS
from conformance_suites.terminals.body.writer.performer import BONES, POSE, bone, performer, tracker
from conformance_suites.terminals.recording.writer.device import Take

Spoil = Callable[[Take], None]
FAULTS: dict[str, tuple[str, Spoil]] = {}
"""By name, which starts with the requirement: the set of joints, and what spoils the take."""
FB, BD = "XR_FB_body_tracking", "XR_BD_body_tracking"
AT = 40


def fault(name: str, chosen: str = HUMANOID) -> Callable[[Spoil], Spoil]:
    """Register a function that spoils a take."""

    def register(spoil: Spoil) -> Spoil:
        FAULTS[name] = (chosen, spoil)
        return spoil

    return register


def renamed(name: str, chosen: str, old: str, new: str) -> None:
    """A fault in the name of one joint."""

    @fault(name, chosen)
    def spoil(made: Take) -> None:
        declared = made.header["streams"]["body"]
        declared["poses"] = [new if each == old else each for each in declared["poses"]]


def numbers(name: str, stream: str, columns: Any, change: Callable[[Any], Any], rows: Any = AT) -> None:
    """A fault in the numbers of a stream."""

    @fault(name)
    def spoil(made: Take) -> None:
        made.values[stream][rows, columns] = change(made.values[stream][rows, columns])


renamed("TRM-BDY-001_of_another_set", FB, "HIPS", "PELVIS")
renamed("TRM-BDY-002_lower_case", HUMANOID, "LeftIndexDistal", "leftindexdistal")
renamed("TRM-BDY-002_of_another_program", HUMANOID, "LeftEye", "J_Bip_L_FaceEye")


@fault("TRM-BDY-001_swapped", BD)
def _(made: Take) -> None:
    joints = list(SETS[BD])
    joints[1], joints[2] = joints[2], joints[1]
    made.header["streams"]["body"]["poses"] = joints
    body = made.values["body"].reshape(made.frames, -1, POSE)
    body[:, [1, 2]] = body[:, [2, 1]]


@fault("TRM-BDY-001_one_short", FB)
def _(made: Take) -> None:
    made.header["streams"]["body"]["poses"] = list(SETS[FB][:-1])
    made.values["body"] = made.values["body"][:, :-POSE]


def _without(made: Take, *names: str) -> None:
    kept = [name for name in BONES if name not in names]
    made.header["streams"]["body"]["poses"] = kept
    made.values["body"] = np.concatenate([made.values["body"][:, bone(name)] for name in kept], axis=1)


@fault("TRM-BDY-003_no_hands")
def _(made: Take) -> None:
    fingers = [name for name in BONES if name.endswith(("Proximal", "Intermediate", "Distal"))]
    _without(made, "LeftHand", "RightHand", *fingers)


@fault("TRM-BDY-004_one_joint_lost", FB)
def _(made: Take) -> None:
    made.values["body"][AT, -POSE:] = np.nan


@fault("TRM-BDY-004_three_joints_lost", FB)
def _(made: Take) -> None:
    made.values["body"][AT : AT + 10, -3 * POSE :] = np.nan


numbers("TRM-BDY-005_growing", "body", bone("LeftLowerArm"), lambda old: old * _grown(len(old)), rows=slice(None))
numbers("TRM-BDY-006_long_arm", "body", bone("LeftHand"), lambda old: old * _longer(1.3137), rows=slice(None))
numbers("TRM-BDY-007_floating", "body", 1, lambda old: old + 0.6, rows=slice(None))
numbers("TRM-BDY-007_sunk", "body", 1, lambda old: old - 0.6, rows=slice(None))
numbers("TRM-BDY-009_jump", "body", bone("Head"), lambda old: old + _moved(0.4) * [1, 1, 1, 0, 0, 0, 0])
numbers("TRM-BDY-010_no_hips", "body", bone("Hips"), lambda old: old * np.nan)
numbers("TRM-BDY-011_integers", "mistyped", 0, lambda old: old + 1)
numbers("TRM-BDY-012_back", "vmc-ext-t", 0, lambda old: old - 0.5)
numbers("TRM-BDY-013_calibration_state", "vmc-ext-ok", 1, lambda old: old + 1)
numbers("TRM-BDY-013_half_loaded", "vmc-ext-ok", 0, lambda old: old / 2)
numbers("TRM-BDY-013_tracking_status", "vmc-ext-ok", 3, lambda old: old + 1)
numbers("TRM-BDY-013_mode", "vmc-ext-ok", 2, lambda old: old - 1)


def _grown(frames: int) -> Any:
    found = np.ones((frames, POSE))
    found[:, 0] = np.linspace(0.8, 1.2, frames)
    return found


def _longer(part: float) -> Any:
    return np.array([part, 1, 1, 1, 1, 1, 1])


def _moved(by: float) -> Any:
    return np.full(POSE, by)


@fault("TRM-BDY-008_left_handed")
def _(made: Take) -> None:
    body = made.values["body"].reshape(made.frames, -1, POSE)
    body *= np.array([1, 1, -1, -1, -1, 1, 1])


def _first(made: Take, frames: int) -> None:
    made.times, made.numbers, made.header["frames"] = made.times[:frames], made.numbers[:frames], frames
    made.values = {name: values[:frames] for name, values in made.values.items()}


@fault("TRM-BDY-008_for_thirty_frames")
def _(made: Take) -> None:
    _first(made, 30)
    made.values["body"].reshape(30, -1, POSE)[:] *= np.array([1, 1, -1, -1, -1, 1, 1])


@fault("TRM-BDY-005_for_thirty_frames")
def _(made: Take) -> None:
    _first(made, 30)
    made.values["body"][:, bone("LeftLowerArm")] *= _grown(30)


@fault("TRM-BDY-014_parents_of_another_set", BD)
def _(made: Take) -> None:
    made.header["streams"]["body"]["relativeTo"] = "parent"


@fault("TRM-BDY-014_relative_to_hips")
def _(made: Take) -> None:
    made.header["streams"]["body"]["relativeTo"] = "hips"
    del made.header["streams"]["body"]["set"]
    made.header["streams"]["body"]["poses"] = [f"p{at}" for at in range(len(BONES))]


@cache
def faulty(prefix: str) -> Mapping[str, bytes]:
    """Faulty recordings for the requirements whose ids start with the prefix, by file name."""
    made = {}
    for name, (chosen, spoil) in FAULTS.items():
        if name.startswith(prefix):
            recording = performer() if chosen == HUMANOID else tracker(chosen)
            spoil(recording)
            made[f"{name}.jsonl"] = recording.data()
    return MappingProxyType(made)
