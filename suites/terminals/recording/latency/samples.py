"""Recordings of a head with the times at which its frames are displayed: faultless, and with one fault each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from conformance_suites.terminals.recording.writer.device import Take, take

STREAM = "predicted-display-time"
PERIOD = 1000 / 90
AHEAD = 2


def displayed(frames: int = 120) -> Take:
    """Two seconds of a head, of which each frame is displayed two periods later."""
    made = take(("head",), frames)
    made.header["session"]["frameRate"] = 90
    channel = {"label": "predictedDisplayTime", "unit": "ms"}
    made.header["streams"][STREAM] = {"kind": "channels", "channels": [channel]}
    made.values[STREAM] = np.round(10 + (np.arange(frames) + AHEAD)[:, None] * PERIOD, 6)
    return made


def good() -> dict[str, bytes]:
    """Frames on a display, in an inline session that has no prediction, and with a few periods left out."""
    inline, skipping, unknown = displayed(), displayed(), displayed()
    inline.header["session"] = {"mode": "inline", "features": []}
    inline.values[STREAM] = np.array(inline.times, dtype=float)[:, None]
    del inline.header["rate"]
    skipping.values[STREAM][60:] += PERIOD
    twentieth = displayed(20)
    twentieth.values[STREAM][10:] += PERIOD
    unknown.header["streams"][STREAM]["channels"][0]["unit"] = "beats"
    return {
        "displayed.jsonl": displayed().data(),
        "inline.jsonl": inline.data(),
        "skipping.jsonl": skipping.data(),
        "twentieth.jsonl": twentieth.data(),
        "unknown_unit.jsonl": unknown.data(),
    }


def bad() -> dict[str, bytes]:
    """The recording with one fault each."""
    made = {}
    for name, change in FAULTS.items():
        recording = displayed()
        change(recording)
        made[f"{name}.jsonl"] = recording.data()
    return made


def _repeated(made: Take) -> None:
    made.values[STREAM][50] = made.values[STREAM][49]


def _at_once(made: Take) -> None:
    made.values[STREAM] -= AHEAD * PERIOD + 1


def _equal(made: Take) -> None:
    """As some emulators do it."""
    made.values[STREAM] = np.array(made.times, dtype=float)[:, None]


def _between(made: Take) -> None:
    made.values[STREAM][70:] += 0.41234 * PERIOD


def _late(made: Take) -> None:
    made.values[STREAM] += 70


def _a_second_late(made: Take) -> None:
    made.values[STREAM] += 1000


def _missed(made: Take) -> None:
    """Every tenth period has no frame, so that the recording promises no rate."""
    del made.header["rate"]
    late = PERIOD * (np.arange(made.frames) // 10)
    made.values[STREAM] += late[:, None]
    made.times = [round(float(time), 3) for time in made.times + late]


FAULTS: dict[str, Callable[[Take], None]] = {
    "TRM-LAT-001_repeated": _repeated,
    "TRM-LAT-002_at_once": _at_once,
    "TRM-LAT-002_equal": _equal,
    "TRM-LAT-003_between": _between,
    "TRM-LAT-004_late": _late,
    "TRM-LAT-004_a_second_late": _a_second_late,
    "TRM-LAT-005_missed": _missed,
}
