"""Faults planted at random in faces and gazes are found at their lines alone; streams of nobody satisfy nothing."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest
from doubles.recording_lines import judged_lines

from conformance.model.outcome import Outcome
from conformance_suites.terminals.face.reader.shapes import SETS, pairs, plain
from conformance_suites.terminals.face.writer.faults import (
    CONFIDENT,
    FACE_TIME,
    FOLLOWS,
    GAZE_TIME,
    IS_VALID,
    LOCATED,
    LOOK,
    LOWER,
    SHAPES,
)
from conformance_suites.terminals.face.writer.tracker import FB2, tracker
from conformance_suites.terminals.recording.writer.device import Take

HEADER_LINES = 1
OURS = ("TRM-FAC", "TRM-GAZ", "TRM-PRV")
Values = np.ndarray


def judged(made: Take) -> tuple[dict[str, Outcome], dict[str, set[int]]]:
    """The outcomes of our rows and, of those that failed, the lines."""
    return judged_lines(made.data(), *OURS)


def _add(column: int, value: float) -> Callable[[Values, int], None]:
    def plant(values: Values, frame: int) -> None:
        values[frame, column] += value

    return plant


def _look(values: Values, frame: int) -> None:
    values[frame, FOLLOWS], values[frame, LOOK] = 0, 0.25


def _invalid(values: Values, frame: int) -> None:
    values[frame, IS_VALID], values[frame, LOOK] = 0, 0.25


def _turned(values: Values, frame: int) -> None:
    for eye in (3, 10):
        x, y, z, w = values[frame, eye : eye + 4]
        values[frame, eye : eye + 4] = -z, w, x, -y


PLANTED: list[tuple[str, str, Callable[[Values, int], None]]] = [
    ("TRM-FAC-006", "face", _add(IS_VALID, 1)),
    ("TRM-FAC-007", "face", _add(LOWER, -1)),
    ("TRM-FAC-008", "face", _invalid),
    ("TRM-FAC-009", "face", _look),
    ("TRM-FAC-010", "face", _add(FACE_TIME, -30)),
    ("TRM-GAZ-001", "gaze", _add(LOCATED, -4)),
    ("TRM-GAZ-002", "gaze", _add(LOCATED, -15)),
    ("TRM-GAZ-003", "gaze", _turned),
    ("TRM-GAZ-005", "gaze", _add(CONFIDENT, 0.2)),
    ("TRM-GAZ-006", "gaze", _add(GAZE_TIME, 700)),
]


@pytest.mark.parametrize("seed", range(3))
def test_faults_planted_at_random_are_found_at_their_lines_alone(seed: int) -> None:
    dice, made = random.Random(seed), tracker(seed=seed + 1)
    expected: dict[str, set[int]] = {}
    frames = dice.sample(range(2, made.frames, 2), 4 * len(PLANTED))  # apart, so that no fault hides another
    for at, frame in enumerate(frames):
        row, stream, plant = PLANTED[at % len(PLANTED)]
        plant(made.values[stream], frame)
        expected.setdefault(row, set()).add(frame + 1 + HEADER_LINES)
    assert judged(made)[1] == expected, f"seed {seed}"


def _shuffled(values: Values) -> None:
    values[:] = values[np.random.default_rng(3).permutation(len(values))]


def _noise(values: Values) -> None:
    values[:] = np.random.default_rng(3).uniform(0, 1, values.shape)


def _mirrored(values: Values) -> None:
    for left, right in pairs(SETS[FB2]):
        values[:, right] = values[:, left]


@pytest.mark.parametrize(
    ("spoil", "rows"),
    [
        (lambda values: values.__setitem__(slice(None), values[0].copy()), {"TRM-FAC-012"}),
        (lambda values: values.fill(0), {"TRM-FAC-012"}),
        (_shuffled, {"TRM-FAC-013"}),
        (_noise, {"TRM-FAC-013"}),
        (_mirrored, {"TRM-FAC-011"}),
    ],
    ids=["frozen", "zero", "shuffled", "random", "mirrored"],
)
def test_a_face_that_is_none_violates_what_tells_it(spoil: Callable[[Values], None], rows: set[str]) -> None:
    made = tracker()
    spoil(made.values["face"][:, :SHAPES])
    assert set(judged(made)[1]) == rows


def test_a_random_gaze_points_out_of_the_head_by_chance_alone() -> None:
    made = tracker()
    turns = np.random.default_rng(3).normal(size=(made.frames, 4))
    made.values["gaze"][:, 3:7] = turns / np.linalg.norm(turns, axis=1, keepdims=True)
    assert set(judged(made)[1]) == {"TRM-GAZ-003", "TRM-GAZ-004", "TRM-GAZ-007"}


def test_streams_that_are_never_tracked_satisfy_nothing() -> None:
    made = tracker()
    made.lost = {name: set(range(made.frames)) for name in ("face", "gaze")}
    outcomes, _ = judged(made)
    passed = {row for row, outcome in outcomes.items() if outcome is Outcome.PASS}
    assert passed == {"TRM-FAC-001", "TRM-FAC-003", "TRM-FAC-004", "TRM-FAC-005"}, "what the header says alone"


def test_a_face_from_audio_may_be_the_same_on_both_sides() -> None:
    made = tracker()
    _mirrored(made.values["face"])
    made.header["streams"]["face"]["dataSource"] = "audio"
    assert judged(made)[0]["TRM-FAC-011"] is Outcome.NOT_APPLICABLE


def test_ten_frames_a_second_are_too_few_to_tell_whether_a_face_moves_steadily() -> None:
    assert judged(tracker(rate=10))[0]["TRM-FAC-013"] is Outcome.NOT_APPLICABLE


def test_names_are_compared_without_prefix_vendor_and_case() -> None:
    made = tracker()
    face = made.header["streams"]["face"]
    face["weights"] = [f"XR_FACE_EXPRESSION2_{name}_FB" for name in SETS[FB2]]
    assert judged(made)[0]["TRM-FAC-001"] is Outcome.PASS
    assert plain("XR_LIP_EXPRESSION_JAW_OPEN_HTC") == plain("jawOpen") == "jawopen"


def test_each_shape_of_a_side_has_its_counterpart() -> None:
    names = SETS["arkit"]
    found = {(names[left], names[right]) for left, right in pairs(names)}
    assert ("eyeBlinkLeft", "eyeBlinkRight") in found
    assert ("jawLeft", "jawRight") not in found, "the jaw goes to one side"
    names = SETS[FB2]
    found = {(names[left], names[right]) for left, right in pairs(names)}
    assert ("EYES_LOOK_LEFT_L", "EYES_LOOK_LEFT_R") in found
    assert ("EYES_LOOK_LEFT_L", "EYES_LOOK_RIGHT_L") not in found, "an eye that looks left has no other side there"
    assert [len(pairs(names)) for names in SETS.values()] == [18, 29, 27, 27, 27, 7, 3]


def test_only_the_extension_that_says_so_writes_zeros_for_an_invalid_face() -> None:
    made = tracker()
    made.values["face"][:, [IS_VALID, FOLLOWS]] = 0
    made.header["streams"]["face"]["set"] = "XR_FB_face_tracking"
    outcomes, _ = judged(made)
    assert {outcomes[row] for row in ("TRM-FAC-008", "TRM-FAC-009")} == {Outcome.NOT_APPLICABLE}
