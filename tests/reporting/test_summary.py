"""What a run comes to, from hand-made events."""

from __future__ import annotations

import io
from typing import Any

import pytest
from doubles.journals import blocked, end, failed, finding, opening, requirement, subject, suite, unjudged
from hypothesis import given
from hypothesis import strategies as st

from conformance.model.journal.records import Event, PartTold, SuitesTold
from conformance.model.outcome import BY_LETTER, Conclusion, conclude, roll_up
from conformance.reporting.markdown import write_markdown
from conformance.reporting.summary import KEPT_PROBLEMS, KEPT_RESULTS, Summary, summarise
from conformance.reporting.terminal import render

ROWS = [requirement("T-1"), requirement("T-2"), requirement("T-3", "should"), requirement("T-4", excluded=True)]


def summary(*events: Event, **members: Any) -> Summary:
    return summarise([opening(*ROWS, **members), *events])


def conclusions(found: Summary) -> list[str]:
    return [row.conclusion.value for row in found.requirements.values()]


def test_one_good_subject() -> None:
    found = summary(subject("PPP-"), end())
    assert conclusions(found) == ["satisfied", "satisfied", "satisfied", "excluded"]
    assert found.verdict.value == "no_violation"
    assert found.judged == 1


def test_the_worst_case_of_each_row_decides() -> None:
    found = summary(subject("PPP-"), subject("PI--"), subject("-F--"), end())
    assert conclusions(found) == ["satisfied", "violated", "satisfied", "excluded"]
    assert found.requirements["T-2"].outcomes == {"pass": 1, "inconclusive": 1, "fail": 1}
    assert found.verdict.value == "nonconformant"


@pytest.mark.parametrize(
    ("letters", "verdict"),
    [
        ("PP--", "no_violation"),
        ("P---", "no_violation"),
        ("PPF-", "no_violation"),
        ("PPI-", "no_violation"),
        ("P-E-", "error"),
        ("----", "unproven"),
        ("--P-", "unproven"),
        ("PI--", "unproven"),
        ("PN--", "unproven"),
        ("PE--", "error"),
        ("FE--", "nonconformant"),
        ("FI--", "nonconformant"),
    ],
)
def test_only_shalls_decide_but_any_error_shows(letters: str, verdict: str) -> None:
    assert summary(subject(letters), end()).verdict.value == verdict


def test_five_counts_for_each_obligation() -> None:
    found = summary(subject("PFI-"), end())
    nothing = dict.fromkeys(("satisfied", "violated", "unproven", "not_applicable", "excluded"), 0)
    assert found.counts == {
        "shall": nothing | {"satisfied": 1, "violated": 1, "excluded": 1},
        "should": nothing | {"unproven": 1},
        "may": nothing,
    }


@given(st.lists(st.text("PFIEN-", min_size=3, max_size=3).map(lambda letters: f"{letters}-"), min_size=1))
def test_the_summary_is_the_roll_up_of_the_cases(found: list[str]) -> None:
    whole = summary(*(subject(letters) for letters in found), end())
    for index, row in enumerate(whole.requirements.values()):
        outcomes = [BY_LETTER[letters[index]] for letters in found]
        expected = Conclusion.EXCLUDED if row.record.excluded else conclude(roll_up(outcomes))
        assert row.conclusion is expected
        assert sum(row.outcomes.values()) == len(found)
    assert sum(sum(counts.values()) for counts in whole.counts.values()) == len(whole.requirements)


@pytest.mark.parametrize("letters", ["PPP-", "FPP-"])
@pytest.mark.parametrize("last", [[], [end("interrupted")]])
def test_a_run_cut_short_is_never_conformant(letters: str, last: list[Event]) -> None:
    found = summary(subject(letters), *last)
    assert found.status == ("interrupted" if last else "partial")
    assert found.verdict.value == ("unproven" if letters == "PPP-" else "nonconformant")


@pytest.mark.parametrize("key", ["unknown_kind", "no_suite"])
def test_other_things_in_a_folder_do_no_harm_but_what_the_user_named_does(key: str) -> None:
    assert summary(subject("PPP-"), unjudged(key, named=False), end()).verdict.value == "no_violation"
    assert summary(subject("PPP-"), unjudged(key, named=True), end()).verdict.value == "unproven"


@pytest.mark.parametrize("key", ["several_kinds", "unreadable", "vanished", "not_a_file", "file_too_large"])
def test_what_could_not_be_judged_is_never_passed_over(key: str) -> None:
    assert summary(subject("PPP-"), unjudged(key, named=False), end()).verdict.value == "unproven"


def test_a_run_over_nothing_is_unproven() -> None:
    assert summary(end()).verdict.value == "unproven"
    assert summary(unjudged("unknown_kind", named=False), end()).verdict.value == "unproven"


def test_suites_may_turn_up_after_the_opening_and_stand_in_the_order_of_their_ids() -> None:
    found = summary(SuitesTold((suite(requirement("A-1"), id_="a/a"),)), end())
    assert [each.id for each in found.suites] == ["a/a", "t/t"]
    assert list(found.requirements) == ["A-1", "T-1", "T-2", "T-3", "T-4"]


def test_a_suite_that_is_told_again_takes_nothing_back() -> None:
    """B1: `check a.glb b.vrm` lost the places of the first file when the second kind brought the suite once more."""
    found = summary(subject("FPP-", failed("T-1", finding())), SuitesTold((suite(*ROWS),)), subject("PPP-"), end())
    assert [each.id for each in found.suites] == ["t/t"]
    assert [case.subject.name for case in found.requirements["T-1"].kept] == ["a.json"]


def test_nothing_judged_is_unproven() -> None:
    assert conclusions(summary(end())) == ["not_applicable", "not_applicable", "not_applicable", "excluded"]
    assert summary(end()).verdict.value == "unproven"


def test_cases_to_show_are_few_and_failures_are_not_crowded_out() -> None:
    open_ = [subject("PI--", blocked("T-2")) for _ in range(50)]
    violated = [subject("PF--", failed("T-2", finding())) for _ in range(50)]
    row = summary(*open_, *violated, end()).requirements["T-2"]
    assert [case.outcome for case in row.kept] == ["inconclusive"] * KEPT_RESULTS + ["fail"] * KEPT_RESULTS
    assert row.outcomes["fail"] == 50


def test_what_was_read_as_part_of_a_subject_is_not_shown_as_unjudged() -> None:
    """However many parts precede what nothing refers to, and whatever the user named."""
    names = [f"{number}.bin" for number in range(3 * KEPT_PROBLEMS)]
    found = [unjudged("unknown_kind", named=True, name=name) for name in names]
    parts = [PartTold(name, "a.json", True) for name in names[:-1]]
    told = summary(subject("PPP-"), *found, *parts, end())
    assert [name for name, _ in told.problems] == [names[-1]]
    assert (told.problem_count, told.part_count, len(told.parts)) == (1, len(parts), KEPT_PROBLEMS)
    assert told.verdict.value == "unproven"
    assert summary(subject("PPP-"), *found[:-1], *parts, end()).verdict.value == "no_violation"


def test_a_part_that_nobody_mentioned_hides_nothing() -> None:
    """A journal may come from anyone."""
    told = summary(subject("PPP-"), PartTold("b", "a", True), unjudged("unreadable", named=True), end())
    assert (told.problem_count, told.verdict.value) == (1, "unproven")


def test_problems_to_show_are_few_and_all_are_counted() -> None:
    found = summary(*(unjudged("unknown_kind", named=False, name=str(n)) for n in range(50)), end())
    assert (len(found.problems), found.problem_count) == (KEPT_PROBLEMS, 50)
    assert found.problems[0][0] == "0"


def test_binding_rows_come_first() -> None:
    rows = [requirement("T-1", "may"), requirement("T-2", "should"), requirement("T-3"), requirement("T-4")]
    found = summarise([opening(*rows), subject("FFFF"), end()])
    assert [row.record.id for row in found.concluded(Conclusion.VIOLATED)] == ["T-3", "T-4", "T-2", "T-1"]


def test_rows_outside_the_profile_are_not_counted() -> None:
    begun = opening(suites=(suite(*ROWS)._replace(requirements=tuple(ROWS[:1])),))
    found = summarise([begun, subject("PFE-", failed("T-2", finding())), end()])
    assert conclusions(found) == ["satisfied"]
    assert found.verdict.value == "no_violation"


def test_no_events_are_no_run() -> None:
    with pytest.raises(ValueError, match="opening"):
        summarise([])


def test_what_one_subject_leaves_open_is_told_apart_from_the_others() -> None:
    """B5: one empty file made every requirement unproven, and nothing said that it was one."""
    rows = [requirement("T-1"), requirement("T-2"), requirement("T-3", "should")]
    subjects = [subject(letters, name=f"{at}.json") for at, letters in enumerate(["PPP", "P-F", "II-", "FPP", "--F"])]
    found = summarise([opening(*rows), *subjects, unjudged("unknown_kind", named=False), end()])
    assert found.by_subject == {
        Conclusion.SATISFIED: 2,
        Conclusion.UNPROVEN: 1,
        Conclusion.VIOLATED: 1,
        Conclusion.NOT_APPLICABLE: 1,
    }
    for language, said in (
        ("en", "By subject: 2 satisfied, 1 violated, 1 unproven, 1 not applicable"),
        ("zh", "按被测对象：满足 2 个、不满足 1 个、未能证实 1 个、不适用 1 个"),
    ):
        assert said in [line.text for line in render(found, language)]
        out = io.StringIO()
        write_markdown([opening(*rows), *subjects, end()], out, language)
        assert said in out.getvalue()
