"""Faults planted at random in bodies are found at their lines alone; noise is not taken for a body."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest
from doubles.recording_lines import judged_lines

from conformance.model.outcome import Outcome
from conformance_suites.terminals.body.reader.sets_of_joints import SETS, parents, plain, roles
from conformance_suites.terminals.body.writer.performer import BONES, POSE, bone, performer, tracker
from conformance_suites.terminals.recording.writer.device import Take

HEADER_LINES = 1
Values = np.ndarray
FB = "XR_FB_body_tracking"


def judged(made: Take) -> tuple[dict[str, Outcome], dict[str, set[int]]]:
    """The outcomes of our rows and, of those that failed, the lines."""
    return judged_lines(made.data(), "TRM-BDY")


def _add(column: int, value: float) -> Callable[[Values, int], None]:
    def plant(values: Values, frame: int) -> None:
        values[frame, column] += value

    return plant


def _no_hips(values: Values, frame: int) -> None:
    values[frame, bone("Hips")] = np.nan


PLANTED: list[tuple[str, str, Callable[[Values, int], None]]] = [
    ("TRM-BDY-010", "body", _no_hips),
    ("TRM-BDY-011", "mistyped", _add(0, 2)),
    ("TRM-BDY-012", "vmc-ext-t", _add(0, -1)),
    ("TRM-BDY-013", "vmc-ext-ok", _add(2, 3)),
]


@pytest.mark.parametrize("seed", range(3))
def test_faults_planted_at_random_are_found_at_their_lines_alone(seed: int) -> None:
    dice, made = random.Random(seed), performer()
    expected: dict[str, set[int]] = {}
    for at, frame in enumerate(dice.sample(range(2, made.frames, 2), 4 * len(PLANTED))):
        row, stream, plant = PLANTED[at % len(PLANTED)]
        plant(made.values[stream], frame)
        expected.setdefault(row, set()).add(frame + 1 + HEADER_LINES)
    assert judged(made)[1] == expected, f"seed {seed}"


@pytest.mark.parametrize("seed", range(3))
def test_a_joint_that_jumps_or_is_lost_is_found_at_its_frames(seed: int) -> None:
    dice, made = random.Random(seed), tracker(FB)
    lost, jumps = dice.sample(range(2, made.frames - 1, 4), 2)
    joint = dice.randrange(30, 60)
    made.values["body"][lost, POSE * joint : POSE * (joint + 1)] = np.nan
    made.values["body"][jumps, POSE * joint] += 1
    found = judged(made)[1]
    assert found == {"TRM-BDY-004": {lost + 2}, "TRM-BDY-009": {jumps + 2, jumps + 3}}, f"seed {seed}"


def _shuffled(values: Values) -> None:
    values[:] = values[np.random.default_rng(3).permutation(len(values))]


def _random(values: Values) -> None:
    values[:] = np.random.default_rng(3).uniform(-1, 1, values.shape)


def _mirrored(values: Values) -> None:
    values.reshape(len(values), -1, POSE)[:] *= np.array([1, 1, -1, -1, -1, 1, 1])


def _zero(values: Values) -> None:
    values[:] = 0


@pytest.mark.parametrize(
    ("spoil", "rows"),
    [
        (_mirrored, {"TRM-BDY-008"}),
        (_random, {"TRM-BDY-005", "TRM-BDY-006", "TRM-BDY-007", "TRM-BDY-009"}),
    ],
)
def test_a_body_that_is_none_violates_what_tells_it(spoil: Callable[[Values], None], rows: set[str]) -> None:
    made = performer()
    spoil(made.values["body"])
    found = judged(made)[1].keys()
    assert rows - {"TRM-BDY-006"} <= found <= rows | {"TRM-BDY-008"}


def test_a_shuffled_body_jumps() -> None:
    made = tracker("XR_BD_body_tracking")
    made.values["body"][:, ::POSE] += 0.1 * np.arange(made.frames)[:, None]  # somebody who runs
    assert judged(made)[1] == {}
    _shuffled(made.values["body"])
    assert judged(made)[1].keys() == {"TRM-BDY-009"}


@pytest.mark.parametrize("made", [performer(), tracker(FB)], ids=["performer", "tracker"])
def test_streams_that_are_never_tracked_satisfy_what_the_header_says_alone(made: Take) -> None:
    made.lost = {name: set(range(made.frames)) for name in made.values}
    passed = {row for row, outcome in judged(made)[0].items() if outcome is Outcome.PASS}
    assert passed <= {"TRM-BDY-001", "TRM-BDY-002", "TRM-BDY-003", "TRM-BDY-014"}


def test_all_zero_poses_are_no_body_for_any_row_about_its_size() -> None:
    made = performer()
    _zero(made.values["body"])
    outcomes, _ = judged(made)
    sized = {row: outcomes[row] for row in ("TRM-BDY-005", "TRM-BDY-006", "TRM-BDY-007", "TRM-BDY-008")}
    assert set(sized.values()) == {Outcome.NOT_APPLICABLE}, sized


def test_the_same_body_is_the_same_as_bones_of_parents_and_in_one_space() -> None:
    measured = {}
    for chosen, made in (("local", performer()), ("META", tracker("XR_META_body_tracking_full_body"))):
        outcomes, _ = judged(made)
        measured[chosen] = {outcomes[row] for row in ("TRM-BDY-005", "TRM-BDY-006", "TRM-BDY-007", "TRM-BDY-008")}
    assert measured == {"local": {Outcome.PASS}, "META": {Outcome.PASS}}


def test_names_are_compared_without_prefix_vendor_and_case() -> None:
    assert plain("XR_BODY_JOINT_LEFT_ARM_UPPER_FB") == plain("left-arm-upper") == "leftarmupper"
    assert plain("XR_FULL_BODY_JOINT_LEFT_FOOT_BALL_META") == "leftfootball"
    assert [len(each) for each in SETS.values()] == [55, 70, 84, 24, 26]


def test_every_whole_body_has_all_roles() -> None:
    for name in ("humanoid", "XR_META_body_tracking_full_body", "XR_BD_body_tracking", "XR_HTC_body_tracking"):
        found = roles(SETS[name])
        assert len(found) == 16, (name, sorted(found))
        assert len(set(found.values())) == 16, name


def test_a_bone_hangs_on_the_nearest_bone_that_is_there() -> None:
    names = ["root", "Hips", "Head", "LeftHand"]
    assert parents(names) == [-1, 0, 1, 1]
    assert parents(BONES)[BONES.index("LeftHand")] == BONES.index("LeftLowerArm")
