"""Recordings of the device: faultless ones, and one per fault that violates a row of this suite."""

from __future__ import annotations

import numpy as np

from conformance_suites.terminals.recording.writer.haptic import COLUMN, EVERY, FAULTS, PLAYED, STREAM, touching


def good() -> dict[str, bytes]:
    """Effects that a sensor measured, effects of which only the beginning is known, and what is at the edges."""
    unmeasured, edges, alike = touching(), touching(50 * EVERY), touching()
    kept = [at for label, at in COLUMN.items() if label not in ("begun", *PLAYED)]
    declared = unmeasured.header["streams"][STREAM]
    declared["channels"] = [declared["channels"][at] for at in kept]
    unmeasured.values[STREAM] = unmeasured.values[STREAM][:, kept]
    values = edges.values[STREAM]
    values[0, COLUMN["amplitude"]], values[EVERY, COLUMN["amplitude"]] = 0, 1
    values[0, COLUMN["playedAmplitude"]] = 0
    values[EVERY, COLUMN["duration"]] = 0  # as short as it can be
    values[3 * EVERY, [COLUMN[label] for label in ("effectTime", "begun", *PLAYED)]] = 0  # it never began
    values[2 * EVERY, COLUMN["effectTime"]] = values[2 * EVERY, COLUMN["commandTime"]]
    alike.values[STREAM][:, COLUMN["amplitude"]] = 0.5
    alike.values[STREAM][:, COLUMN["playedAmplitude"]] = 1 + 0.01 * (np.arange(alike.frames) % 3)
    few = touching(9 * EVERY)
    few.values[STREAM][:, COLUMN["playedAmplitude"]] = 1
    return {
        "touching.jsonl": touching().data(),
        "unmeasured.jsonl": unmeasured.data(),
        "edges.jsonl": edges.data(),
        "alike.jsonl": alike.data(),
        "few.jsonl": few.data(),
    }


def bad() -> dict[str, bytes]:
    """Recordings with one fault each; their file names start with the row they violate."""
    made = {}
    for name, spoil in FAULTS.items():
        recording = touching()
        spoil(recording)
        made[f"{name}.jsonl"] = recording.data()
    return made
