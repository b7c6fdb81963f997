"""The faults the reference device can have: each is wrong in one way and violates one requirement.

`FAULTS` holds, by requirement, what goes wrong in a word or two and what makes a faulty recording.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from conformance_suites.terminals.recording.reader.hands import WEBXR
from conformance_suites.terminals.recording.writer.device import Take, take

Fault = Callable[[], bytes]
FAULTS: dict[str, dict[str, Fault]] = {}

XR = ("viewer", "left-controller", "right-controller", "gaze", "face")
HANDS = ("head", "left-hand", "right-hand")
AT = 60  # the frame that is wrong, where one is
TIP = WEBXR.index("index-finger-tip")
JOINT = 8  # numbers of a joint


def _fault(requirement: str, why: str, streams: tuple[str, ...] = HANDS, **options: Any) -> Callable[..., Any]:
    """Register what spoils a perfect take: a function of the take, which may return the bytes to use instead."""

    def register(spoil: Callable[[Take], bytes | None]) -> Callable[[Take], bytes | None]:
        def make() -> bytes:
            made = take(streams, **options)
            spoiled = spoil(made)
            return made.data() if spoiled is None else spoiled

        FAULTS.setdefault(requirement, {})[why] = make
        return spoil

    return register


def _header(requirement: str, why: str, recorded: tuple[str, ...], /, *path: str, **change: Any) -> None:
    """A fault in the header: at the end of the path, members get other values; a value of ... is taken away."""

    @_fault(requirement, why, recorded)
    def spoil(made: Take) -> None:
        place = made.header
        for step in path:
            place = place[step]
        for name, value in change.items():
            if value is ...:
                del place[name]
            else:
                place[name] = value


def _line(requirement: str, why: str, edit: Callable[[bytes], bytes], at: int = AT) -> None:
    """A fault in the text of one line."""

    @_fault(requirement, why)
    def spoil(made: Take) -> None:
        made.edits[at] = edit(list(made.lines())[at + 1])


def _without_end(data: bytes) -> bytes:
    return data[:-40]


# Text
_line("TRM-STR-001", "truncated_line", _without_end)
_line("TRM-STR-001", "nan", lambda line: line.replace(b"[", b"[NaN,", 1))
_line("TRM-STR-001", "blank_line", lambda line: b"")
_line("TRM-STR-001", "two_frames_on_a_line", lambda line: line + line)
_line("TRM-STR-002", "byte_order_mark", lambda line: b"\xef\xbb\xbf" + line, at=-1)
_line("TRM-STR-002", "latin_1", lambda line: line.replace(b"}", b',"note":"caf\xe9"}'))
_line("TRM-STR-003", "member_twice", lambda line: line.replace(b'"head":', b'"head":null,"head":'))
_line("TRM-STR-004", "overflow", lambda line: line.replace(b'"head":[', b'"head":[1e999,').replace(b",1.6", b"", 1))

# Header
_header("TRM-STR-005", "rate_is_text", HANDS, rate="90 Hz")
_header("TRM-STR-006", "no_device", HANDS, device=...)
_header("TRM-STR-006", "no_streams", HANDS, streams=...)
_header("TRM-STR-007", "unit_of_minutes", HANDS, "clock", unit="min")
_header("TRM-STR-008", "unknown_kind", HANDS, "streams", "head", kind="helmet")
_header("TRM-STR-009", "negative_rate", HANDS, rate=-90)
_header("TRM-STR-010", "unknown_field", HANDS, "streams", "head", fields=["position", "rotation"])
_header("TRM-STR-021", "one_frame_too_many", HANDS, frames=121)


@_fault("TRM-STR-006", "frame_first")
def _(made: Take) -> bytes:
    return b"\n".join([*list(made.lines())[1:], b""])


@_fault("TRM-STR-010", "name_of_a_member")
def _(made: Take) -> None:
    made.header["streams"]["events"] = made.header["streams"]["head"]


# Frames
def _members(line: bytes, **change: Any) -> bytes:
    frame = json.loads(line) | change
    return json.dumps({name: value for name, value in frame.items() if value is not ...}).encode()


def _nested(line: bytes) -> bytes:
    head = json.loads(line)["head"]
    return _members(line, head=[head[0], [head[1]], *head[2:]])


def _shorter(line: bytes) -> bytes:
    return _members(line, head=json.loads(line)["head"][:-1])


_line("TRM-STR-011", "stream_missing", lambda line: _members(line, head=...))
_line("TRM-STR-011", "time_missing", lambda line: _members(line, t=...))
_line("TRM-STR-011", "number_missing", lambda line: _members(line, n=...))
_line("TRM-STR-012", "nested_array", _nested)
_line("TRM-STR-012", "text_for_time", lambda line: _members(line, t="soon"))
_line("TRM-STR-012", "not_an_object", lambda line: b"[1,2,3]")
_line("TRM-STR-013", "one_number_short", _shorter)


@_fault("TRM-STR-014", "null_position")
def _(made: Take) -> None:
    made.values["head"][AT, 1] = np.nan


@_fault("TRM-STR-015", "backwards")
def _(made: Take) -> None:
    made.times[AT] = made.times[AT - 1] - 1


@_fault("TRM-STR-015", "clock_reset_without_a_mark", frames=400)
def _(made: Take) -> None:
    made.times[200:] = [round(time - made.times[199], 3) for time in made.times[200:]]


@_fault("TRM-STR-016", "negative")
def _(made: Take) -> None:
    made.times = [round(time - 5000, 3) for time in made.times]


@_fault("TRM-STR-017", "lost_frames")
def _(made: Take) -> None:
    made.numbers[AT:] = [number + 3 for number in made.numbers[AT:]]


@_fault("TRM-STR-017", "wrong_modulus")
def _(made: Take) -> None:
    made.numbers = [number % 50 for number in made.numbers]


@_fault("TRM-STR-018", "nanoseconds_as_doubles")
def _(made: Take) -> None:
    made.times = [time + 9e12 + 0.5 for time in made.times]


@_fault("TRM-STR-019", "never_tracked")
def _(made: Take) -> None:
    made.lost["left-hand"] = set(range(made.frames))


@_fault("TRM-STR-020", "frozen", ("head",))
def _(made: Take) -> None:
    made.values["head"][:] = made.values["head"][0]


@_fault("TRM-STR-025", "frozen_head", frames=950)
def _(made: Take) -> None:
    made.values["head"][:] = made.values["head"][0]


@_fault("TRM-STR-022", "slower_than_declared")
def _(made: Take) -> None:
    made.header["rate"] = 100.0


@_fault("TRM-STR-023", "gap", frames=600)
def _(made: Take) -> None:
    made.times[AT:] = [round(time + 150, 3) for time in made.times[AT:]]


@_fault("TRM-STR-024", "jitter")
def _(made: Take) -> None:
    made.times = [round(time + (7 if at % 2 else 0), 3) for at, time in enumerate(made.times)]


# Poses
_header("TRM-POS-001", "space_world", HANDS, space="world")
_header("TRM-POS-002", "no_space", HANDS, space=...)
_header("TRM-POS-003", "centimetres", HANDS, "conventions", length="cm")
_header("TRM-POS-003", "w_first", HANDS, "conventions", orientation="wxyz")
_header("TRM-POS-017", "no_consent", XR, "session", consent=...)


def _numbers(
    requirement: str, why: str, stream: str, columns: Any, change: Callable[[Any], Any], **options: Any
) -> None:
    """A fault in numbers of one stream: in all frames, or in the frames of `rows`."""
    rows = options.pop("rows", slice(None))
    streams = options.pop("streams", HANDS if stream in HANDS else XR)

    @_fault(requirement, why, streams, **options)
    def spoil(made: Take) -> None:
        made.values[stream][rows, columns] = change(made.values[stream][rows, columns])


_numbers("TRM-POS-004", "zero_quaternion", "head", slice(3, 7), lambda old: old * 0, rows=AT)
_numbers("TRM-POS-004", "twice_as_long", "head", slice(3, 7), lambda old: old * 2, rows=AT)
_numbers("TRM-POS-005", "rounded", "head", slice(3, 7), lambda old: np.round(old * 1.002, 6))
_numbers("TRM-POS-006", "eye_level_origin", "head", 1, lambda old: old - 1.6)
_numbers("TRM-POS-007", "w_first", "head", slice(3, 7), lambda old: old[:, [3, 0, 1, 2]])
_numbers("TRM-POS-008", "far_away", "head", 0, lambda old: old + 40)
_numbers("TRM-POS-010", "emulated_2", "viewer", 7, lambda old: old + 2, rows=AT)
_numbers("TRM-POS-011", "emulated_with_velocity", "viewer", 7, lambda old: old + 1)
_numbers("TRM-POS-013", "turned_around", "head", slice(3, 7), lambda old: old[[1, 0, 3, 2]] * [1, 1, -1, -1], rows=AT)
_numbers("TRM-POS-014", "degrees", "viewer", [11, 12, 13], np.degrees)


@_fault("TRM-POS-006", "centimetres", ("head",))
def _(made: Take) -> None:
    made.header["space"] = "bounded-floor"
    made.values["head"][:, :3] *= 100
    made.values["head"][:, [0, 2]] /= 100


@_fault("TRM-POS-009", "kilometres_off")
def _(made: Take) -> None:
    made.header["space"] = "unbounded"
    made.values["head"][:, 2] += 5000


@_fault("TRM-POS-012", "jump")
def _(made: Take) -> None:
    made.values["head"][AT:, 0] += 2


@_fault("TRM-POS-015", "eyes_exchanged", XR)
def _(made: Take) -> None:
    viewer = made.values["viewer"]
    viewer[:, 14:17], viewer[:, 28:31] = viewer[:, 28:31].copy(), viewer[:, 14:17].copy()
    made.header["streams"]["viewer"]["fields"] = ["position", "orientation"]
    made.values["viewer"] = np.concatenate([viewer[:, at : at + 7] for at in (0, 14, 28)], axis=1)


@_fault("TRM-POS-016", "eyes_too_far_apart", XR)
def _(made: Take) -> None:
    viewer = made.values["viewer"]
    middle = viewer[:, 0:3]
    for at in (14, 28):
        viewer[:, at : at + 3] = middle + 1.5 * (viewer[:, at : at + 3] - middle)


# Hands
_header("TRM-HND-001", "no_set", HANDS, "streams", "left-hand", set=...)
_header("TRM-HND-002", "both", HANDS, "streams", "left-hand", handedness="none")
_header("TRM-HND-003", "mediapipe", HANDS, "streams", "left-hand", set="mediapipe-21")
_header(
    "TRM-HND-004", "short_names", HANDS, "streams", "left-hand", poses=[name.replace("-finger", "") for name in WEBXR]
)
_header("TRM-HND-005", "no_generic_profile", HANDS, "streams", "left-hand", profiles=["generic-hand"])
_header("TRM-HND-006", "not_granted", HANDS, "session", features=["local-floor"])


@_fault("TRM-HND-004", "24_joints", ("head", "left-hand"))
def _(made: Take) -> None:
    declared = made.header["streams"]["left-hand"]
    declared["poses"] = declared["poses"][:-1]
    made.values["left-hand"] = made.values["left-hand"][:, :-JOINT]


_RADIUS = slice(7, None, JOINT)
_numbers("TRM-HND-007", "three_joints_null", "left-hand", slice(8, 8 + 3 * JOINT), lambda old: old * np.nan, rows=AT)
_numbers("TRM-HND-008", "zero_radius", "left-hand", TIP * JOINT + 7, lambda old: old * 0, rows=AT)
_numbers("TRM-HND-009", "millimetres", "left-hand", _RADIUS, lambda old: old * 1000)
_numbers(
    "TRM-HND-010", "tip_at_the_origin", "left-hand", slice(TIP * JOINT, TIP * JOINT + 3), lambda old: old * 0, rows=AT
)
_numbers("TRM-HND-015", "one_radius", "left-hand", _RADIUS, lambda old: old * 0 + 0.01)


@_fault("TRM-HND-011", "axes_backwards")
def _(made: Take) -> None:
    hand = made.values["left-hand"].reshape(made.frames, -1, JOINT)
    x, y, z, w = (hand[:, 1:, at].copy() for at in (3, 4, 5, 6))
    hand[:, 1:, 3:7] = np.stack([-z, w, x, -y], axis=-1)  # half a turn about the joint's own y axis


@_fault("TRM-HND-012", "jump")
def _(made: Take) -> None:
    hand = made.values["left-hand"].reshape(made.frames, -1, JOINT)
    hand[AT:, :, 2] -= 1


@_fault("TRM-HND-013", "rubber_bones")
def _(made: Take) -> None:
    hand = made.values["left-hand"].reshape(made.frames, -1, JOINT)
    stretch = 1 + 0.4 * np.sin(np.arange(made.frames) / 5)[:, None, None]
    hand[:, :, :3] = hand[:, :1, :3] + (hand[:, :, :3] - hand[:, :1, :3]) * stretch


@_fault("TRM-HND-014", "hands_exchanged")
def _(made: Take) -> None:
    made.values["left-hand"], made.values["right-hand"] = made.values["right-hand"], made.values["left-hand"]


@_fault("TRM-HND-016", "one_hand_twice")
def _(made: Take) -> None:
    other = made.header["streams"]["right-hand"]
    made.header["streams"]["right-hand"] = other | {"handedness": "left"}
    made.values["right-hand"] = made.values["left-hand"]


# Input sources
_header("TRM-INP-001", "capital_letter", XR, "streams", "left-controller", handedness="Left")
_header("TRM-INP-002", "laser", XR, "streams", "gaze", targetRayMode="laser")
_header("TRM-INP-003", "capital_letters", XR, "streams", "gaze", profiles=["Generic-Button"])
_header("TRM-INP-003", "tells_the_hand", XR, "streams", "gaze", profiles=["acme-wand-left", "generic-button"])
_header("TRM-INP-004", "inline", XR, "session", mode="inline")
_header("TRM-INP-005", "unregistered", XR, "streams", "gaze", profiles=["eye-gaze"])
_header("TRM-INP-006", "vendor_mapping", XR, "streams", "left-controller", mapping="acme")
_header("TRM-INP-007", "aims_by_screen", XR, "streams", "left-controller", targetRayMode="transient-pointer")
_header("TRM-INP-008", "gaze_with_grip", XR, "streams", "left-controller", targetRayMode="gaze", mapping="")
_header(
    "TRM-INP-009",
    "placeholder_last",
    XR,
    "streams",
    "left-controller",
    buttons=["trigger", "squeeze", "touchpad", "thumbstick", None, None],
)
_BUTTONS = 14
_numbers("TRM-INP-010", "null_axis", "left-controller", _BUTTONS + 18, lambda old: np.nan, rows=AT)
_numbers("TRM-INP-011", "button_of_255", "left-controller", _BUTTONS, lambda old: old * 255)
_numbers("TRM-INP-012", "half_pressed", "left-controller", _BUTTONS + 1, lambda old: old * 0.5)
_numbers("TRM-INP-013", "axis_of_1_7", "left-controller", _BUTTONS + 20, lambda old: old * 1.7)
_numbers("TRM-INP-014", "placeholder_pressed", "left-controller", _BUTTONS + 12, lambda old: old + 0.3, rows=AT)
_numbers("TRM-INP-015", "axis_stays", "left-controller", _BUTTONS + 18, lambda old: np.where(old == 0, 0.25, old))
_numbers("TRM-INP-016", "beyond_1", "face", 3, lambda old: old + 1, rows=AT)
_header("TRM-INP-018", "weight_twice", XR, "streams", "face", set="acme", weights=["jawOpen"] * 52)


@_fault("TRM-INP-017", "61_weights", XR)
def _(made: Take) -> None:
    face = made.header["streams"]["face"]
    face["weights"] = [*face["weights"], *(f"angle-{at}" for at in range(9))]
    made.values["face"] = np.concatenate([made.values["face"], made.values["face"][:, :9]], axis=1)


_EEG = ("eeg",)


@_fault("TRM-INP-019", "no_unit", _EEG)
def _(made: Take) -> None:
    del made.header["streams"]["eeg"]["channels"][1]["unit"]


@_fault("TRM-INP-020", "label_twice", _EEG)
def _(made: Take) -> None:
    made.header["streams"]["eeg"]["channels"][1]["label"] = "Fz"


_numbers("TRM-INP-021", "millivolts_as_microvolts", "eeg", 2, lambda old: old * 1000, streams=_EEG, rows=AT)
_header("TRM-INP-022", "name_of_the_person", _EEG, subject={"name": "Wang Xiaoming", "code": "S-17"})


def faulty(prefix: str) -> dict[str, bytes]:
    """Faulty recordings for the requirements whose ids begin so, by file name."""
    return {
        f"{requirement}_{why}.jsonl": make()
        for requirement, faults in FAULTS.items()
        if requirement.startswith(prefix)
        for why, make in faults.items()
    }


def faultless() -> dict[str, bytes]:
    """Perfect recordings of all kinds of streams, and one with losses and resets that are marked as such."""
    lossy = take(HANDS, frames=300)
    lossy.lost["left-hand"] = set(range(100, 160))
    lossy.times[200:] = [round(time - lossy.times[199] + 20, 3) for time in lossy.times[200:]]
    lossy.events[200] = ["clock-reset"]
    inline = take(("head",))
    inline.header["session"] = {"mode": "inline"}
    inline.header["streams"]["head"]["profiles"] = []
    return {
        "hands.jsonl": take(HANDS, frames=950).data(),
        "headset.jsonl": take(XR).data(),
        "tracker.jsonl": replace(take(("left-tracker", "right-tracker", "body")), end=b"\r\n").data(),
        "biosignals.jsonl": _with_subject(take(_EEG)).data(),
        "losses.jsonl": lossy.data(),
        "inline.jsonl": inline.data(),
    }


def _with_subject(made: Take) -> Take:
    made.header["subject"] = {"code": "S-17", "name": "X"}
    return made
