"""The terminal view: in order, in two languages, capped and aligned."""

from __future__ import annotations

from typing import Any

import pytest
from doubles.journals import blocked, end, failed, finding, opening, profile, requirement, subject, unjudged

from conformance.model.finding import Where
from conformance.model.journal.records import Event, RequirementRecord
from conformance.reporting.summary import KEPT_RESULTS, summarise
from conformance.reporting.terminal import (
    PLACES_PER_CASE,
    PROBLEMS_SHOWN,
    UNPROVEN_SHOWN,
    place,
    render,
    width,
)

ROWS = [requirement("T-1"), requirement("T-2"), requirement("T-3", "should")]
FAILED = subject("FIP", failed("T-1", finding()), blocked("T-2"))


def view(
    *events: Event, language: str = "en", rows: list[RequirementRecord] = ROWS, detail: str = "normal", **members: Any
) -> list[str]:
    """The lines of a run over these events, indented as they are shown."""
    summary = summarise([opening(*rows, **members), *events, end()])
    return [" " * line.indent + line.text for line in render(summary, language, detail)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_order_is_conclusion_counts_violated_unproven_unjudged(language: str) -> None:
    lines = view(FAILED, unjudged("unknown_kind", named=False), language=language)
    heads = {
        "en": ["NOT CONFORMANT", "satisfied", "Violated requirements", "Unproven requirements", "Not judged"],
        "zh": ["不符合", "满足", "不满足的要求", "未能证实的要求", "未判定的对象"],
    }[language]
    places = [next(n for n, line in enumerate(lines) if line.strip().startswith(head)) for head in heads]
    assert places == sorted(places)
    assert places[0] == 0


def test_a_named_file_that_was_not_judged_is_why_nothing_is_proven() -> None:
    told = "Not all of what was to be judged could be judged; see below."
    assert told in view(subject("PPP"), unjudged("unknown_kind", named=True))
    assert told not in view(subject("PPP"), unjudged("unknown_kind", named=False))


def test_both_languages_come_from_one_record() -> None:
    english, chinese = view(FAILED), view(FAILED, language="zh")
    assert len(english) == len(chinese)
    assert "1 of 3 requirements violated, 1 unproven; subjects judged: 1" in english
    assert "3 条要求中 1 条不满足、1 条未能证实；被测对象 1 个" in chinese
    for lines, wanted in (
        (english, ["wrong", "fix it", "JSON, 4", "SHALL"]),
        (chinese, ["不对", "修好它", "JSON 格式", "应"]),
    ):
        assert all(any(word in line for line in lines) for word in wanted)


def test_a_violated_row_shows_place_message_fix_clause_and_on_request_policy() -> None:
    lines = view(FAILED, detail="verbose")
    at = next(
        n for n, line in enumerate(lines) if line.startswith("T-1  SHALL  Title of T-1 (added by this specification)")
    )
    assert lines[at + 1 : at + 6] == [
        "  a.json  /thing",
        "    wrong",
        "  Fix:      fix it",
        "  Standard: JSON, 4",
        '  Policy:   S1-1 "Thing" (Thing, 1)',
    ]
    assert not any("Policy" in line for line in view(FAILED))


def test_an_unproven_row_is_listed_under_its_cause() -> None:
    lines = view(FAILED)
    at = lines.index("  inconclusive (subjects: 1): not judged: blocked by T-1")
    assert lines[at + 1] == "    T-2  SHALL  Title of T-2 (added by this specification)"


def test_one_cause_is_told_once() -> None:
    """B5: one empty file leaves all requirements open for one reason."""
    rows = [requirement(f"T-{number}") for number in range(6)]
    lines = view(subject("IIIIII", *(blocked(row.id) for row in rows)), rows=rows)
    assert sum("blocked by T-1" in line for line in lines) == 1
    assert sum(line.startswith("    T-") for line in lines) == 6


def test_files_that_were_not_judged_are_listed_under_their_reason() -> None:
    lines = view(FAILED, *(unjudged("unknown_kind", named=False, name=f"{each}.txt") for each in "abc"))
    at = lines.index("  Thing")
    assert lines[at + 1 : at + 4] == ["    a.txt", "    b.txt", "    c.txt"]


def test_a_capped_requirement_says_so_at_its_top() -> None:
    """B7."""
    lines = view(subject("FPP", failed("T-1", finding(), more=900)))
    at = next(n for n, line in enumerate(lines) if line.startswith("T-1 "))
    assert "only counted: 900" in lines[at + 1]
    assert not any("only counted" in line for line in view(FAILED))


def test_received_and_expected_stand_side_by_side_and_the_correction_below() -> None:
    values = {"received": ["a", "b"], "expected": None, "corrected": "c"}
    told = subject("FPP", failed("T-1", finding(**values)))
    lines = view(told)
    assert lines[lines.index("    Received: a, b") + 1 :][:2] == ["    Expected: null", "    Write:    c"]
    assert "    实际：a、b" in view(told, language="zh")


def test_values_that_the_sentence_states_are_not_repeated_below_it() -> None:
    stated = finding(en="received 1.5, expected 2", received=1.5, expected=2)
    assert not any("Received" in line for line in view(subject("FPP", failed("T-1", stated))))
    only_parts = finding(en="received 11.5, expected v2", received=1.5, expected=2)
    assert "    Received: 1.5" in view(subject("FPP", failed("T-1", only_parts)))


def test_a_value_on_one_side_only_is_not_shown_twice() -> None:
    lines = view(subject("FPP", failed("T-1", finding(received=1))))
    assert not any("Received" in line for line in lines)


@pytest.mark.parametrize(
    ("en", "shown"),
    [("Title of T-1: it is wrong", "    it is wrong"), ("Title of T-1 is wrong", "    Title of T-1 is wrong")],
)
def test_the_title_is_not_said_twice_and_no_sentence_is_cut(en: str, shown: str) -> None:
    assert shown in view(subject("FPP", failed("T-1", finding(en=en))))


def test_places_of_a_file_are_capped_and_the_rest_counted() -> None:
    findings = [finding(f"/thing/{number}") for number in range(PLACES_PER_CASE + 4)]
    lines = view(subject("FPP", failed("T-1", *findings, more=100)))
    assert sum("/thing/" in line for line in lines) == PLACES_PER_CASE
    assert "    more places: 104" in lines


def test_files_of_a_row_are_capped_and_the_rest_counted() -> None:
    lines = view(*[FAILED] * (KEPT_RESULTS + 37))
    assert lines.count("  a.json  /thing") == KEPT_RESULTS
    assert "  more subjects: 37" in lines


def test_unproven_rows_and_unjudged_files_are_capped() -> None:
    rows = [requirement(f"T-{number:02}") for number in range(UNPROVEN_SHOWN + 2)]
    problems = [unjudged("unknown_kind", named=False, name=f"{number}.txt") for number in range(PROBLEMS_SHOWN + 3)]
    lines = view(subject("I" * len(rows)), *problems, rows=rows)
    assert sum(line.startswith("    T-") for line in lines) == UNPROVEN_SHOWN
    assert sum(".txt" in line for line in lines) == PROBLEMS_SHOWN
    assert lines.count("    and 2 more") == lines.count("  and 3 more") == 1


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("汽车", 4), ("a汽", 3), ("（", 2), ("，", 2), ("é", 1), ("😀", 2), ("ｱ", 1)],
)
def test_wide_characters_take_two_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_of_counts_is_aligned(language: str) -> None:
    lines = view(FAILED, language=language)
    head = next(n for n, line in enumerate(lines) if ("excluded" if language == "en" else "已排除") in line)
    assert len({width(line) for line in lines[head : head + 4]}) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_labels_are_aligned(language: str) -> None:
    words = {"en": ["Standard:", "Policy:", "Fix:"], "zh": ["标准：", "政策：", "修改："]}[language]
    lines = [line.strip() for line in view(FAILED, language=language, detail="verbose")]
    rows = [next(line for line in lines if line.startswith(each)) for each in words]
    columns = {width(row) - width(row[len(each) :].lstrip()) for row, each in zip(rows, words, strict=True)}
    assert len(columns) == 1


def test_a_partial_run_says_so() -> None:
    summary = summarise([opening(*ROWS), FAILED])
    assert any("partial" in line.text for line in render(summary, "en"))
    assert any("不完整" in line.text for line in render(summary, "zh"))


def test_the_profile_and_level_are_named() -> None:
    claimed = {"profile": profile(), "level": "interoperable"}
    assert "Profile Maker 2, level interoperable" in view(FAILED, **claimed)
    assert "轮廓 制造者 2，等级：互通" in view(FAILED, language="zh", **claimed)


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        (Where(""), "a  the document"),
        (Where("/b", line=3), "a  /b  line 3"),
        (Where(byte=0), "a  byte 0"),
        (Where(), "a"),
    ],
)
def test_places_in_words(where: Where, shown: str) -> None:
    assert place("a", where, "en") == shown
