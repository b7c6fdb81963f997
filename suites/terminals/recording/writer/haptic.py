"""A controller that vibrates, with a sensor on it: it plays every command until a fault is planted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from conformance_suites.terminals.recording.writer.device import Take, take

STREAM = "right-haptic"
TIMES = ("commandTime", "effectTime", "duration", "playedDuration")
PLAYED = ("playedAmplitude", "playedDuration")
LABELS = ("commandTime", "effectTime", "begun", "amplitude", "duration", *PLAYED)
COLUMN = {label: at for at, label in enumerate(LABELS)}
EVERY = 6  # frames from one effect to the next


def touching(frames: int = 180) -> Take:
    """A head, and every few frames an effect that begins 12 ms after its command and is as strong and long as told."""
    made = take(("head",), frames)
    channels = [{"label": label, "unit": "ms" if label in TIMES else "1"} for label in LABELS]
    made.header["streams"][STREAM] = {"kind": "haptic", "channels": channels}
    frame = np.arange(frames)
    commanded = np.array(made.times, dtype=float) - 2
    amplitude = 0.1 + 0.9 * (frame % 97) / 97
    duration = 20.0 + 20 * (frame % 4)
    late = commanded + 12 + frame % 3
    made.values[STREAM] = np.stack(
        [commanded, late, frame * 0 + 1, amplitude, duration, 0.05 + 1.8 * amplitude, duration + 5], axis=1
    )
    made.lost[STREAM] = {int(at) for at in frame if at % EVERY}
    return made


def _all(label: str, change: Callable[[Any], Any]) -> Callable[[Take], None]:
    def spoil(made: Take) -> None:
        made.values[STREAM][:, COLUMN[label]] = change(made.values[STREAM][:, COLUMN[label]])

    return spoil


def _one(label: str, value: float) -> Callable[[Take], None]:
    def spoil(made: Take) -> None:
        made.values[STREAM][EVERY * 5, COLUMN[label]] = value

    return spoil


def _unit(label: str, unit: str) -> Callable[[Take], None]:
    def spoil(made: Take) -> None:
        made.header["streams"][STREAM]["channels"][COLUMN[label]]["unit"] = unit

    return spoil


def _renamed(made: Take) -> None:
    made.header["streams"][STREAM]["channels"][COLUMN["duration"]]["label"] = "length"


def _half_lost(made: Take) -> None:
    made.values[STREAM][:: 2 * EVERY, [COLUMN[label] for label in ("effectTime", "begun", *PLAYED)]] = 0


def _ten_on_or_off(made: Take) -> None:
    made.values[STREAM][:, COLUMN["playedAmplitude"]] = 1.2
    made.lost[STREAM] |= set(range(10 * EVERY, made.frames))


FAULTS: dict[str, Callable[[Take], None]] = {
    "TRM-HPD-001_no_duration": _renamed,
    "TRM-HPD-001_time_in_beats": _unit("effectTime", "beats"),
    "TRM-HPD-002_percent": _all("amplitude", lambda old: old * 100),
    "TRM-HPD-002_negative": _one("amplitude", -0.2),
    "TRM-HPD-002_above": _one("amplitude", 1.2),
    "TRM-HPD-003_endless": _one("duration", -1.0),
    "TRM-HPD-004_another_clock": _one("effectTime", 3.0),
    "TRM-HPD-005_late": _all("effectTime", lambda old: old + 60),
    "TRM-HPD-005_seconds_late": _all("effectTime", lambda old: old + 2000),
    "TRM-HPD-006_half_of_them": _half_lost,
    "TRM-HPD-007_on_or_off": _all("playedAmplitude", lambda old: old * 0 + 1.2),
    "TRM-HPD-007_ten_on_or_off": _ten_on_or_off,
    "TRM-HPD-007_random": _all("playedAmplitude", lambda old: np.random.default_rng(7).uniform(0, 2, len(old))),
    "TRM-HPD-008_too_long": _one("playedDuration", 300.0),
    "TRM-HPD-008_cut_off": _one("playedDuration", 5.0),
}
"""By name, which starts with the requirement: what spoils the take."""
