"""The demos: ten seconds of a head and two hands, and of a device that vibrates; each faultless and faulty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def sessions(_: Iterable[Any]) -> dict[str, bytes]:
    """The recordings by file name; the faulty one has a gap, quaternions that are not unit length and a lost hand."""
    from conformance_suites.terminals.recording.writer.device import take

    made = take(frames=900)
    faultless = made.data()
    made.times[420:] = [round(time + 400, 3) for time in made.times[420:]]
    made.values["head"][300:330, 3:7] *= 1.1
    made.values["head"][610:625, 3:7] *= 0.8
    made.lost["left-hand"] = set(range(500, 560))
    return {"session.jsonl": faultless, "session-faulty.jsonl": made.data()}


def effects(_: Iterable[Any]) -> dict[str, bytes]:
    """The recordings by file name; the faulty device is late and drops effects, and one command is too strong."""
    from conformance_suites.terminals.recording.writer.haptic import COLUMN, EVERY, FAULTS, STREAM, touching

    made = touching(frames=1200)
    faultless = made.data()
    FAULTS["TRM-HPD-005_late"](made)
    FAULTS["TRM-HPD-006_half_of_them"](made)
    made.values[STREAM][51 * EVERY, COLUMN["amplitude"]] = 1.5
    return {"effects.jsonl": faultless, "effects-faulty.jsonl": made.data()}


DEMOS = {"haptic-device": effects, "xr-headset": sessions}
