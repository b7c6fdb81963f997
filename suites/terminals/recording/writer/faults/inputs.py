"""The faults of input sources, faces and channels."""

from __future__ import annotations

import numpy as np

from conformance_suites.terminals.recording.writer.device import Take
from conformance_suites.terminals.recording.writer.faults.made import AT, EEG, XR, fault, in_header, in_numbers

# Input sources
in_header("TRM-INP-001", "capital_letter", XR, "streams", "left-controller", handedness="Left")
in_header("TRM-INP-002", "laser", XR, "streams", "gaze", targetRayMode="laser")
in_header("TRM-INP-003", "capital_letters", XR, "streams", "gaze", profiles=["Generic-Button"])
in_header("TRM-INP-003", "tells_the_hand", XR, "streams", "gaze", profiles=["acme-wand-left", "generic-button"])
in_header("TRM-INP-004", "inline", XR, "session", mode="inline")
in_header("TRM-INP-005", "unregistered", XR, "streams", "gaze", profiles=["eye-gaze"])
in_header("TRM-INP-006", "vendor_mapping", XR, "streams", "left-controller", mapping="acme")
in_header("TRM-INP-007", "aims_by_screen", XR, "streams", "left-controller", targetRayMode="transient-pointer")
in_header("TRM-INP-007", "no_grip", XR, "streams", "left-controller", poses=["target-ray", "palm"])
in_header("TRM-INP-008", "gaze_with_grip", XR, "streams", "left-controller", targetRayMode="gaze", mapping="")
in_header(
    "TRM-INP-009",
    "placeholder_last",
    XR,
    "streams",
    "left-controller",
    buttons=["trigger", "squeeze", "touchpad", "thumbstick", None, None],
)
_BUTTONS = 14
in_numbers("TRM-INP-010", "null_axis", "left-controller", _BUTTONS + 18, lambda old: np.nan, rows=AT)
in_numbers("TRM-INP-011", "button_of_255", "left-controller", _BUTTONS, lambda old: old * 255)
in_numbers("TRM-INP-012", "half_pressed", "left-controller", _BUTTONS + 1, lambda old: old * 0.5)
in_numbers("TRM-INP-013", "axis_of_1_7", "left-controller", _BUTTONS + 20, lambda old: old * 1.7)
in_numbers("TRM-INP-014", "placeholder_pressed", "left-controller", _BUTTONS + 12, lambda old: old + 0.3, rows=AT)
in_numbers("TRM-INP-015", "axis_stays", "left-controller", _BUTTONS + 18, lambda old: np.where(old == 0, 0.25, old))
in_numbers("TRM-INP-016", "beyond_1", "face", 3, lambda old: old + 1, rows=AT)
in_header("TRM-INP-018", "weight_twice", XR, "streams", "face", set="acme", weights=["jawOpen"] * 52)


@fault("TRM-INP-007", "no_trigger", XR)
def _(made: Take) -> None:
    controller = made.header["streams"]["left-controller"]
    controller["buttons"] = [None, *controller["buttons"][1:]]
    made.values["left-controller"][:, _BUTTONS : _BUTTONS + 3] = 0


@fault("TRM-INP-017", "61_weights", XR)
def _(made: Take) -> None:
    face = made.header["streams"]["face"]
    face["weights"] = [*face["weights"], *(f"angle-{at}" for at in range(9))]
    made.values["face"] = np.concatenate([made.values["face"], made.values["face"][:, :9]], axis=1)


@fault("TRM-INP-019", "no_unit", EEG)
def _(made: Take) -> None:
    del made.header["streams"]["eeg"]["channels"][1]["unit"]


@fault("TRM-INP-019", "blank_label", EEG)
def _(made: Take) -> None:
    made.header["streams"]["eeg"]["channels"][1]["label"] = " "


@fault("TRM-INP-019", "empty_unit", EEG)
def _(made: Take) -> None:
    made.header["streams"]["eeg"]["channels"][1]["unit"] = ""


@fault("TRM-INP-020", "label_twice", EEG)
def _(made: Take) -> None:
    made.header["streams"]["eeg"]["channels"][1]["label"] = "Fz"


in_numbers("TRM-INP-021", "millivolts_as_microvolts", "eeg", 2, lambda old: old * 1000, streams=EEG, rows=AT)


@fault("TRM-INP-023", "no_thumbstick", XR)
def _(made: Take) -> None:
    source = made.header["streams"]["left-controller"]
    source["profiles"] = ["generic-trigger-squeeze-thumbstick"]
    source["axes"] = ["touchpad-x", "touchpad-y", None, None, None, "dial"]
    made.values["left-controller"][:, -4:-2] = 0


in_header("TRM-INP-022", "name_of_the_person", EEG, subject={"name": "Wang Xiaoming", "code": "S-17"})
in_header("TRM-INP-022", "name_as_code", EEG, subject={"code": "王小明"})
in_header("TRM-INP-022", "number_as_code", EEG, subject={"code": "138 0013 8000"})
in_header("TRM-INP-022", "number_as_remark", EEG, subject={"code": "S-17", "remark": "+44 20 7946 0958"})
in_header("TRM-INP-022", "name_further_down", EEG, subject={"code": "S-17", "parent": {"telephone": "ask"}})
in_header("TRM-INP-022", "names_in_a_list", EEG, subject={"code": "S-17", "names": ["Wang Xiaoming"]})
in_header("TRM-INP-022", "person_in_a_list", EEG, subject={"code": "S-17", "team": [{"name": "Wang Xiaoming"}]})
