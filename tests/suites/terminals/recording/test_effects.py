"""Effects of a haptic device: faults planted at random are found at their lines, and a dull device is recognised."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.terminals.recording.writer.haptic import COLUMN, EVERY, STREAM, touching

SEED = 2611
FRAMES = 40 * EVERY
Judged = tuple[dict[str, Outcome], dict[str, list[int | None]]]


def judged(data: bytes) -> Judged:
    """The outcomes of the rows about effects, and the lines of their findings."""
    for loaded, letters, cases in PLAN.judge(Source("a.jsonl", data), "recording").verdicts:
        if loaded.suite.prefix == "TRM-HPD":
            rows = [row.id for row in loaded.suite.requirements]
            lines = {case.requirement.id: [each.where.line for each in case.findings] for case in cases}
            return {row: BY_LETTER[letter] for row, letter in zip(rows, letters, strict=True)}, lines
    raise AssertionError("no suite about effects")


@pytest.mark.parametrize(
    ("row", "label", "value"),
    [
        ("TRM-HPD-002", "amplitude", -0.01),
        ("TRM-HPD-002", "amplitude", 1e300),
        ("TRM-HPD-003", "duration", -0.5),
        ("TRM-HPD-004", "effectTime", 1.0),
        ("TRM-HPD-008", "playedDuration", 500.0),
    ],
)
def test_a_planted_fault_is_found_at_its_line_alone(row: str, label: str, value: float) -> None:
    made, drawn = touching(FRAMES), random.Random(SEED)
    effects = sorted(drawn.sample(range(FRAMES // EVERY), 3))
    for effect in effects:
        made.values[STREAM][effect * EVERY, COLUMN[label]] = value
    outcomes, lines = judged(made.data())
    assert [name for name, outcome in outcomes.items() if outcome is Outcome.FAIL] == [row]
    assert lines[row] == [2 + effect * EVERY for effect in effects]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda felt: felt * 0, id="all zero"),
        pytest.param(lambda felt: felt[::-1], id="mirrored"),
        pytest.param(lambda felt: np.random.default_rng(SEED).permutation(felt), id="shuffled"),
    ],
)
def test_strengths_that_are_not_those_commanded_are_told(change: Callable[[np.ndarray], np.ndarray]) -> None:
    made = touching(FRAMES)
    column = COLUMN["playedAmplitude"]
    made.values[STREAM][::EVERY, column] = change(made.values[STREAM][::EVERY, column])
    assert judged(made.data())[0]["TRM-HPD-007"] is Outcome.FAIL


def test_a_stream_without_effects_satisfies_nothing_about_them() -> None:
    made = touching(FRAMES)
    made.lost[STREAM] = set(range(FRAMES))
    outcomes, _ = judged(made.data())
    assert outcomes["TRM-HPD-007"] is Outcome.NOT_APPLICABLE
    assert Outcome.FAIL not in outcomes.values()


@pytest.mark.parametrize("label", [["amplitude"], {"a": 1}, None, 5])
def test_a_label_that_is_no_text_is_no_channel(label: object) -> None:
    made = touching(FRAMES)
    made.header["streams"][STREAM]["channels"][COLUMN["amplitude"]]["label"] = label
    outcomes, _ = judged(made.data())
    assert outcomes["TRM-HPD-001"] in (Outcome.FAIL, Outcome.INCONCLUSIVE)
    assert Outcome.ERROR not in outcomes.values()
