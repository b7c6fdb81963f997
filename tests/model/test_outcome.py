"""The algebra of outcomes, and the verdict of a run."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.model.outcome import (
    BY_LETTER,
    EARL,
    Conclusion,
    Outcome,
    Verdict,
    conclude,
    roll_up,
    verdict,
    worse,
)

pytestmark = pytest.mark.versions

OUTCOMES = st.sampled_from(Outcome)
COLLECTIONS = st.lists(OUTCOMES, min_size=1)
FROM_WORST = ["fail", "error", "inconclusive", "not_run", "pass", "not_applicable"]


def rank(outcome: Outcome) -> int:
    return -FROM_WORST.index(outcome.value)


def test_the_order_of_outcomes_is_the_frozen_one() -> None:
    assert sorted(Outcome, key=rank, reverse=True) == list(reversed(Outcome))
    assert {each.value for each in Outcome} == set(FROM_WORST)


@given(OUTCOMES, OUTCOMES)
def test_the_worse_of_two_is_one_of_them_and_does_not_depend_on_their_order(one: Outcome, other: Outcome) -> None:
    assert worse(one, other) is worse(other, one)
    assert worse(one, other) in (one, other)
    assert rank(worse(one, other)) == max(rank(one), rank(other))


@given(OUTCOMES, OUTCOMES, OUTCOMES)
def test_worse_is_associative(one: Outcome, other: Outcome, third: Outcome) -> None:
    assert worse(one, worse(other, third)) is worse(worse(one, other), third)


@given(OUTCOMES)
def test_worse_is_idempotent_and_not_applicable_changes_nothing(outcome: Outcome) -> None:
    assert worse(outcome, outcome) is outcome
    assert worse(outcome, Outcome.NOT_APPLICABLE) is outcome


@given(COLLECTIONS, st.randoms())
def test_roll_up_does_not_depend_on_the_order(outcomes: list[Outcome], random) -> None:
    shuffled = list(outcomes)
    random.shuffle(shuffled)
    assert roll_up(shuffled) is roll_up(outcomes)


@given(COLLECTIONS, COLLECTIONS)
def test_roll_up_of_parts_is_roll_up_of_the_whole(some: list[Outcome], others: list[Outcome]) -> None:
    assert worse(roll_up(some), roll_up(others)) is roll_up(some + others)


@given(COLLECTIONS)
def test_doubling_every_case_changes_nothing(outcomes: list[Outcome]) -> None:
    assert roll_up(outcomes * 2) is roll_up(outcomes)


@given(COLLECTIONS, OUTCOMES)
def test_one_more_case_never_makes_it_milder(outcomes: list[Outcome], more: Outcome) -> None:
    assert rank(roll_up([*outcomes, more])) >= rank(roll_up(outcomes))


@given(COLLECTIONS)
def test_one_fail_decides(outcomes: list[Outcome]) -> None:
    assert roll_up([*outcomes, Outcome.FAIL]) is Outcome.FAIL


@given(COLLECTIONS)
def test_satisfied_means_a_pass_and_nothing_worse(outcomes: list[Outcome]) -> None:
    satisfied = conclude(roll_up(outcomes)) is Conclusion.SATISFIED
    assert satisfied == (Outcome.PASS in outcomes and set(outcomes) <= {Outcome.PASS, Outcome.NOT_APPLICABLE})


def test_nothing_rolls_up_to_not_run_never_to_pass() -> None:
    assert roll_up([]) is Outcome.NOT_RUN
    assert roll_up(iter(())) is Outcome.NOT_RUN


@pytest.mark.parametrize(
    ("outcome", "conclusion"),
    [
        ("pass", "satisfied"),
        ("fail", "violated"),
        ("inconclusive", "unproven"),
        ("error", "unproven"),
        ("not_run", "unproven"),
        ("not_applicable", "not_applicable"),
    ],
)
def test_what_an_outcome_concludes(outcome: str, conclusion: str) -> None:
    assert conclude(Outcome(outcome)).value == conclusion


def expected_verdict(
    violated: int, unproven: int, satisfied: int, errors: bool, unjudged: bool, claimed: bool
) -> Verdict:
    if violated:
        return Verdict.NONCONFORMANT
    if errors:
        return Verdict.ERROR
    if unjudged or unproven or not satisfied:
        return Verdict.UNPROVEN
    return Verdict.CONFORMANT if claimed else Verdict.NO_VIOLATION


def test_every_combination_of_the_precedence() -> None:
    seen = set()
    for violated, unproven, satisfied, errors, unjudged, claimed in product(*[(0, 2)] * 3, *[(False, True)] * 3):
        deciding = {Conclusion.VIOLATED: violated, Conclusion.UNPROVEN: unproven, Conclusion.SATISFIED: satisfied}
        found = verdict(deciding, errors=errors, unjudged=unjudged, claimed=claimed)
        assert found is expected_verdict(violated, unproven, satisfied, errors, unjudged, claimed)
        seen.add(found)
    assert seen == set(Verdict)


def test_a_run_in_which_nothing_applied_or_all_is_excluded_is_unproven() -> None:
    assert verdict({}, errors=False) is Verdict.UNPROVEN
    nothing = {Conclusion.NOT_APPLICABLE: 5, Conclusion.EXCLUDED: 3}
    assert verdict(nothing, errors=False) is Verdict.UNPROVEN


def test_exit_statuses() -> None:
    statuses = {each.value: each.exit_status for each in Verdict}
    assert statuses == {"conformant": 0, "no_violation": 0, "nonconformant": 1, "unproven": 3, "error": 4}


def test_letters_are_single_unique_and_invert() -> None:
    letters = [each.letter for each in Outcome]
    assert all(len(letter) == 1 for letter in letters)
    assert len(set(letters)) == len(Outcome)
    assert [BY_LETTER[letter] for letter in letters] == list(Outcome)


def test_every_outcome_has_its_earl_name() -> None:
    assert EARL == {
        "pass": "passed",
        "fail": "failed",
        "inconclusive": "cantTell",
        "error": "cantTell",
        "not_applicable": "inapplicable",
        "not_run": "untested",
    }
