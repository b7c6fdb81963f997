"""The faults of hands."""

from __future__ import annotations

import numpy as np

from conformance_suites.terminals.recording.reader.hands import WEBXR
from conformance_suites.terminals.recording.writer.device import Take
from conformance_suites.terminals.recording.writer.faults.made import (
    AT,
    HANDS,
    JOINT,
    TIP,
    fault,
    in_header,
    in_numbers,
)

# Hands
in_header("TRM-HND-001", "no_set", HANDS, "streams", "left-hand", set=...)
in_header("TRM-HND-002", "both", HANDS, "streams", "left-hand", handedness="none")
in_header("TRM-HND-003", "mediapipe", HANDS, "streams", "left-hand", set="mediapipe-21")
in_header(
    "TRM-HND-004", "short_names", HANDS, "streams", "left-hand", poses=[name.replace("-finger", "") for name in WEBXR]
)
in_header("TRM-HND-005", "no_generic_profile", HANDS, "streams", "left-hand", profiles=["generic-hand"])
in_header("TRM-HND-006", "not_granted", HANDS, "session", features=["local-floor"])


@fault("TRM-HND-004", "24_joints", ("head", "left-hand"))
def _(made: Take) -> None:
    declared = made.header["streams"]["left-hand"]
    declared["poses"] = declared["poses"][:-1]
    made.values["left-hand"] = made.values["left-hand"][:, :-JOINT]


_RADIUS = slice(7, None, JOINT)
in_numbers("TRM-HND-007", "three_joints_null", "left-hand", slice(8, 8 + 3 * JOINT), lambda old: old * np.nan, rows=AT)


@fault("TRM-HND-007", "no_radius", ("head", "left-hand"))
def _(made: Take) -> None:
    made.header["streams"]["left-hand"]["fields"] = ["position", "orientation"]
    values = made.values["left-hand"]
    made.values["left-hand"] = values.reshape(len(values), -1, JOINT)[..., :7].reshape(len(values), -1)


in_numbers("TRM-HND-008", "zero_radius", "left-hand", TIP * JOINT + 7, lambda old: old * 0, rows=AT)
in_numbers("TRM-HND-009", "millimetres", "left-hand", _RADIUS, lambda old: old * 1000)
in_numbers(
    "TRM-HND-010", "tip_at_the_origin", "left-hand", slice(TIP * JOINT, TIP * JOINT + 3), lambda old: old * 0, rows=AT
)
in_numbers("TRM-HND-015", "one_radius", "left-hand", _RADIUS, lambda old: old * 0 + 0.01)


@fault("TRM-HND-011", "axes_backwards")
def _(made: Take) -> None:
    hand = made.values["left-hand"].reshape(made.frames, -1, JOINT)
    x, y, z, w = (hand[:, 1:, at].copy() for at in (3, 4, 5, 6))
    hand[:, 1:, 3:7] = np.stack([-z, w, x, -y], axis=-1)  # half a turn about the y axis of the joint


@fault("TRM-HND-012", "jump")
def _(made: Take) -> None:
    hand = made.values["left-hand"].reshape(made.frames, -1, JOINT)
    hand[AT:, :, 2] -= 1


@fault("TRM-HND-013", "rubber_bones")
def _(made: Take) -> None:
    hand = made.values["left-hand"].reshape(made.frames, -1, JOINT)
    stretch = 1 + 0.4 * np.sin(np.arange(made.frames) / 5)[:, None, None]
    hand[:, :, :3] = hand[:, :1, :3] + (hand[:, :, :3] - hand[:, :1, :3]) * stretch


@fault("TRM-HND-014", "hands_exchanged")
def _(made: Take) -> None:
    made.values["left-hand"], made.values["right-hand"] = made.values["right-hand"], made.values["left-hand"]


@fault("TRM-HND-016", "one_hand_twice")
def _(made: Take) -> None:
    other = made.header["streams"]["right-hand"]
    made.header["streams"]["right-hand"] = other | {"handedness": "left"}
    made.values["right-hand"] = made.values["left-hand"]


@fault("TRM-HND-016", "one_hand_twice_and_lost_at_times")
def _(made: Take) -> None:
    other = made.header["streams"]["right-hand"]
    made.header["streams"]["right-hand"] = other | {"handedness": "left"}
    made.values["right-hand"] = made.values["left-hand"]
    made.lost["right-hand"] = set(range(20, 60))
