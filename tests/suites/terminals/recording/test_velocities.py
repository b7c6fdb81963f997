"""Velocities are compared with the motion only where something moves, for long enough to tell."""

from __future__ import annotations

import numpy as np
import pytest
from doubles.ours import PLAN

from conformance.model.outcome import Outcome
from conformance.readers.source import Source
from conformance_suites.terminals.recording.writer.device import take

RATE = 90.0
POSE = 14
"""Numbers of a pose: position, orientation, whether it is emulated, linear and angular velocity."""


@pytest.mark.parametrize(
    ("speed", "frames", "outcome"),
    [
        (0.045, 60, Outcome.NOT_APPLICABLE),
        (0.055, 60, Outcome.FAIL),
        (1.0, 4, Outcome.NOT_APPLICABLE),
        (1.0, 5, Outcome.FAIL),
    ],
)
def test_wrong_velocities_of_what_hardly_moves_violate_nothing(speed: float, frames: int, outcome: Outcome) -> None:
    """Each step of each of the three poses is one motion to compare a velocity with."""
    made = take(("viewer",), frames=frames, rate=RATE)
    made.times = [1000 * frame / RATE for frame in range(frames)]
    poses = made.values["viewer"].reshape(frames, -1, POSE)
    poses[:] = 0
    poses[:, :, 6] = 1
    poses[:, :, 1] = 1.6
    poses[:, :, 0] = np.arange(frames)[:, None] * speed / RATE
    poses[:, :, 8] = 10 * speed
    found = PLAN.judge(Source("a.jsonl", made.data()), "recording").outcomes
    assert found["TRM-POS-014"] is outcome
