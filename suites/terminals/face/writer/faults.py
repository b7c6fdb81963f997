"""The faults that the tracker can have: each is wrong in one way and violates one requirement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np

from conformance_suites.terminals.face.reader.shapes import SETS, pairs
from conformance_suites.terminals.face.writer.tracker import FACE_CHANNELS, FB2, GAZE_CHANNELS, POSE, tracker
from conformance_suites.terminals.recording.writer.device import Take

Spoil = Callable[[Take], None]
FAULTS: dict[str, tuple[str, Spoil]] = {}
"""By name, which starts with the requirement: the set of the face, and what spoils the take."""
AT = 60
SHAPES = len(SETS[FB2])
IS_VALID, FOLLOWS, LOWER, UPPER, FACE_TIME = (SHAPES + at for at in range(len(FACE_CHANNELS)))
LOCATED, CONFIDENT, GAZE_TIME = (2 * POSE + at for at in range(len(GAZE_CHANNELS)))
LOOK = [at for at, name in enumerate(SETS[FB2]) if name.startswith("EYES_LOOK")]


def fault(name: str, chosen: str = FB2) -> Callable[[Spoil], Spoil]:
    """Register a function that spoils a take."""

    def register(spoil: Spoil) -> Spoil:
        FAULTS[name] = (chosen, spoil)
        return spoil

    return register


def declared(name: str, stream: str, chosen: str = FB2, **members: Any) -> None:
    """A fault in the declaration of a stream."""

    @fault(name, chosen)
    def spoil(made: Take) -> None:
        made.header["streams"][stream] |= members


def numbers(name: str, stream: str, columns: Any, change: Callable[[Any], Any], rows: Any = AT) -> None:
    """A fault in the numbers of a stream."""

    @fault(name)
    def spoil(made: Take) -> None:
        made.values[stream][rows, columns] = change(made.values[stream][rows, columns])


def _renamed(chosen: str, old: str, new: str) -> list[str]:
    return [new if name == old else name for name in SETS[chosen]]


swapped = [SETS[FB2][1], SETS[FB2][0], *SETS[FB2][2:]]
declared("TRM-FAC-001_swapped", "face", weights=swapped)
declared("TRM-FAC-001_of_another_set", "face", weights=_renamed(FB2, "TONGUE_OUT", "TONGUE_LEFT"))
declared("TRM-FAC-002_neutral", "face", "arkit", weights=_renamed("arkit", "tongueOut", "_neutral"))
declared("TRM-FAC-002_misspelt", "face", "arkit", weights=_renamed("arkit", "jawOpen", "jaw_open"))
declared(
    "TRM-FAC-002_of_unified", "face", "unified-expressions", weights=_renamed("unified-expressions", "JawOpen", "?")
)
declared("TRM-FAC-003_yaw", "face", "arkit", weights=_renamed("arkit", "tongueOut", "headYaw"))
declared("TRM-FAC-004_camera", "face", dataSource="camera")
numbers("TRM-FAC-006_255", "face", IS_VALID, lambda old: old * 255)
numbers("TRM-FAC-007_percent", "face", LOWER, lambda old: old * 100)
numbers("TRM-FAC-006_half", "face", IS_VALID, lambda old: old / 2)
numbers("TRM-FAC-007_negative", "face", LOWER, lambda old: -old)
numbers("TRM-FAC-007_above", "face", LOWER, lambda old: old + 0.6)
numbers("TRM-FAC-008_lost", "face", IS_VALID, lambda old: old * 0, rows=slice(AT, AT + 20))
numbers("TRM-FAC-009_denied", "face", FOLLOWS, lambda old: old * 0, rows=slice(AT, AT + 20))
numbers("TRM-FAC-010_back", "face", FACE_TIME, lambda old: old - 40)
numbers("TRM-GAZ-001_position_only", "gaze", LOCATED, lambda old: 11)
numbers("TRM-GAZ-001_orientation_only", "gaze", LOCATED, lambda old: 7)
numbers("TRM-GAZ-001_flag_of_a_later_version", "gaze", LOCATED, lambda old: 27)
numbers("TRM-GAZ-002_not_valid", "gaze", LOCATED, lambda old: 0)
numbers("TRM-GAZ-002_position_alone", "gaze", LOCATED, lambda old: 2)
numbers("TRM-GAZ-005_negative", "gaze", CONFIDENT, lambda old: -old)
numbers("TRM-GAZ-005_above", "gaze", CONFIDENT, lambda old: old + 0.6)
numbers("TRM-GAZ-005_percent", "gaze", CONFIDENT, lambda old: old * 100)
numbers("TRM-GAZ-006_another_clock", "gaze", GAZE_TIME, lambda old: old + 5000, rows=slice(None))


@fault("TRM-FAC-005_three")
def _(made: Take) -> None:
    made.header["streams"]["face"]["channels"].append({"label": "confidenceTongue", "unit": "1"})
    made.values["face"] = np.concatenate([made.values["face"], np.full((made.frames, 1), 0.5)], axis=1)


@fault("TRM-FAC-008_one_weight")
def _(made: Take) -> None:
    made.values["face"][AT, : SHAPES + 1] = 0
    made.values["face"][AT, 0] = 0.5


@fault("TRM-FAC-011_mirrored_for_thirty_frames")
def _(made: Take) -> None:
    for left, right in pairs(SETS[FB2]):
        made.values["face"][:, right] = made.values["face"][:, left]
    made.values["face"][31:, :SHAPES] = made.values["face"][30, :SHAPES]


@fault("TRM-FAC-012_still")
def _(made: Take) -> None:
    made.values["face"][:, :SHAPES] = 0.2


@fault("TRM-FAC-011_mirrored")
def _(made: Take) -> None:
    for left, right in pairs(SETS[FB2]):
        made.values["face"][:, right] = made.values["face"][:, left]


@fault("TRM-FAC-012_jaw_only")
def _(made: Take) -> None:
    jaw = SETS[FB2].index("JAW_DROP")
    made.values["face"][:, [at for at in range(SHAPES) if at != jaw]] = 0.2


@fault("TRM-FAC-013_shuffled")
def _(made: Take) -> None:
    order = np.random.default_rng(7).permutation(made.frames)
    made.values["face"][:, :SHAPES] = made.values["face"][order, :SHAPES]


@fault("TRM-GAZ-003_forward_is_plus_z")
def _(made: Take) -> None:
    for eye in (3, POSE + 3):
        x, y, z, w = made.values["gaze"][:, eye : eye + 4].T
        made.values["gaze"][:, eye : eye + 4] = np.stack([-z, w, x, -y], axis=1)  # half a turn about its own y axis


@fault("TRM-GAZ-004_directions_swapped")
def _(made: Take) -> None:
    left, right = made.values["gaze"][:, 3:POSE].copy(), made.values["gaze"][:, POSE + 3 : 2 * POSE].copy()
    away = np.array([0.0, 0.03, 0.0, 0.0])
    made.values["gaze"][:, 3:POSE] = _unit(right + away)
    made.values["gaze"][:, POSE + 3 : 2 * POSE] = _unit(left - away)


def _unit(quaternions: Any) -> Any:
    return quaternions / np.linalg.norm(quaternions, axis=1, keepdims=True)


@fault("TRM-GAZ-007_shuffled")
def _(made: Take) -> None:
    near = np.random.default_rng(7).uniform(-0.06, 0.06, made.frames)
    for eye in (3, POSE + 3):
        made.values["gaze"][:, eye + 1] += near
        made.values["gaze"][:, eye : eye + 4] = _unit(made.values["gaze"][:, eye : eye + 4])


@fault("TRM-GAZ-007_flickering")
def _(made: Take) -> None:
    for eye in (3, POSE + 3):
        made.values["gaze"][::2, eye + 1] += 0.25
        made.values["gaze"][1::2, eye + 1] -= 0.25
        made.values["gaze"][:, eye : eye + 4] = _unit(made.values["gaze"][:, eye : eye + 4])


@fault("TRM-PRV-001_refused")
def _(made: Take) -> None:
    made.header["session"]["consent"] = False


@fault("TRM-PRV-001_of_a_brain")
def _(made: Take) -> None:
    made.header["session"]["consent"] = False
    made.lost = {name: set(range(made.frames)) for name in ("face", "gaze")}
    channels = [{"label": "Fz", "unit": "uV", "type": "EEG"}, {"label": "arm", "unit": "degC", "type": "temperature"}]
    made.header["streams"]["brain"] = {"kind": "channels", "channels": channels}
    made.values["brain"] = np.stack([np.sin(np.arange(made.frames)), np.full(made.frames, 36.5)], axis=1)


def _consent(name: str, consent: Any) -> None:
    @fault(name)
    def spoil(made: Take) -> None:
        made.header["subject"] = {"code": "S-17", "consent": consent}


_consent("TRM-PRV-002_no_purpose", {"given": "2026-11-24"})
_consent("TRM-PRV-002_blank_date", {"purpose": "research on expressions", "given": " "})
_consent("TRM-PRV-002_no_date", {"purpose": "research on expressions", "given": "last Tuesday"})
_consent("TRM-PRV-002_no_leap_year", {"purpose": "research on expressions", "given": "2026-02-29"})
_consent("TRM-PRV-002_year_zero", {"purpose": "research on expressions", "given": "0000-11-24"})
_consent("TRM-PRV-002_only_yes", True)


@cache
def faulty(prefix: str) -> Mapping[str, bytes]:
    """Faulty recordings for the requirements whose ids start with the prefix, by file name."""
    made = {}
    for name, (chosen, spoil) in FAULTS.items():
        if name.startswith(prefix):
            recording = tracker(chosen=chosen)
            spoil(recording)
            made[f"{name}.jsonl"] = recording.data()
    return MappingProxyType(made)
