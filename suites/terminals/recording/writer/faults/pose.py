"""The faults of poses."""

from __future__ import annotations

import numpy as np

from conformance_suites.terminals.recording.writer.device import Take
from conformance_suites.terminals.recording.writer.faults.made import AT, HANDS, XR, fault, in_header, in_numbers

# Poses
in_header("TRM-POS-001", "space_world", HANDS, space="world")
in_header("TRM-POS-002", "no_space", HANDS, space=...)
in_header("TRM-POS-003", "centimetres", HANDS, "conventions", length="cm")
in_header("TRM-POS-003", "w_first", HANDS, "conventions", orientation="wxyz")
in_header("TRM-POS-017", "no_consent", XR, "session", consent=...)
in_numbers("TRM-POS-004", "zero_quaternion", "head", slice(3, 7), lambda old: old * 0, rows=AT)
in_numbers("TRM-POS-004", "twice_as_long", "head", slice(3, 7), lambda old: old * 2, rows=AT)
in_numbers("TRM-POS-005", "rounded", "head", slice(3, 7), lambda old: np.round(old * 1.002, 6))
in_numbers("TRM-POS-006", "eye_level_origin", "head", 1, lambda old: old - 1.6)
in_numbers("TRM-POS-007", "w_first", "head", slice(3, 7), lambda old: old[:, [3, 0, 1, 2]])
in_numbers("TRM-POS-008", "far_away", "head", 0, lambda old: old + 40)
in_numbers("TRM-POS-010", "emulated_2", "viewer", 7, lambda old: old + 2, rows=AT)
in_numbers("TRM-POS-011", "emulated_with_velocity", "viewer", 7, lambda old: old + 1)
in_numbers("TRM-POS-013", "turned_around", "head", slice(3, 7), lambda old: old[[1, 0, 3, 2]] * [1, 1, -1, -1], rows=AT)
in_numbers("TRM-POS-014", "degrees", "viewer", [11, 12, 13], np.degrees)


@fault("TRM-POS-006", "centimetres", ("head",))
def _(made: Take) -> None:
    made.header["space"] = "bounded-floor"
    made.values["head"][:, :3] *= 100
    made.values["head"][:, [0, 2]] /= 100


@fault("TRM-POS-009", "kilometres_off")
def _(made: Take) -> None:
    made.header["space"] = "unbounded"
    made.values["head"][:, 2] += 5000


@fault("TRM-POS-012", "jump")
def _(made: Take) -> None:
    made.values["head"][AT:, 0] += 2


@fault("TRM-POS-015", "eyes_exchanged", XR)
def _(made: Take) -> None:
    viewer = made.values["viewer"]
    viewer[:, 14:17], viewer[:, 28:31] = viewer[:, 28:31].copy(), viewer[:, 14:17].copy()
    made.header["streams"]["viewer"]["fields"] = ["position", "orientation"]
    made.values["viewer"] = np.concatenate([viewer[:, at : at + 7] for at in (0, 14, 28)], axis=1)


@fault("TRM-POS-016", "eyes_too_far_apart", XR)
def _(made: Take) -> None:
    viewer = made.values["viewer"]
    middle = viewer[:, 0:3]
    for at in (14, 28):
        viewer[:, at : at + 3] = middle + 1.5 * (viewer[:, at : at + 3] - middle)
