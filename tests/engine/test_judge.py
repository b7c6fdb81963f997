"""Every outcome a row can have on a subject, on the toy badges."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from doubles.judging import judge

from conformance.catalogue.samples import samples
from conformance.engine.case import Case
from conformance.engine.plan import Plan
from conformance.model.outcome import BY_LETTER, Cause, Outcome
from conformance.readers.source import Source

GOOD = {"name": "Ada", "colour": ["red"], "validFor": 30}


def judged(plan: Plan, data: bytes | str) -> tuple[str, dict[str, Case]]:
    """The outcome letters of the toy suite and its cases by number."""
    source = Source("a.json", data.encode() if isinstance(data, str) else data)
    ((_, letters, cases),) = plan.judge(source, "badge").verdicts
    return letters, {case.requirement.id[-3:]: case for case in cases}


def badge(plan: Plan, **members: Any) -> tuple[str, dict[str, Case]]:
    return judged(plan, json.dumps({"badge": members}))


def test_a_good_badge_passes_and_nothing_is_told(plan: Plan) -> None:
    assert badge(plan, **GOOD) == ("PPPPP-", {})


def test_a_row_with_no_instance_is_not_applicable_and_never_pass(plan: Plan) -> None:
    assert badge(plan, name="Ada") == ("PPP---", {})
    assert badge(plan, name="Ada", colour=[], edge=[]) == ("PPP---", {})


def test_a_finding_fails_its_row_with_place_values_and_both_sentences(plan: Plan) -> None:
    letters, cases = badge(plan, name="Augusta Ada")
    assert letters == "PPF---"
    (found,) = cases["003"].findings
    assert found.where.pointer == "/badge/name"
    assert found.message.en == "the name Augusta Ada is longer than 8 characters"
    assert found.message.zh == "名称 Augusta Ada 超过 8 个字符"
    assert found.values == {"received": "Augusta Ada", "expected": 8, "corrected": "Augusta "}
    assert cases["003"].cause is None


def test_a_finding_of_a_schema_row_is_told_with_the_title_of_the_row(plan: Plan) -> None:
    letters, cases = badge(plan, **GOOD | {"edge": ["mauve"]})
    assert letters == "PPPFP-"
    (found,) = cases["004"].findings
    assert found.where.pointer == "/badge/edge/0"
    assert found.message.en == "Known colours: received mauve, expected one of red, green, blue"
    assert found.message.zh == "颜色已知：实际为 mauve，要求为下列之一：red、green、blue"


def test_a_row_may_name_its_sentence(plan: Plan) -> None:
    letters, cases = badge(plan, **GOOD | {"validFor": 0})
    assert letters == "PPPPF-"
    assert cases["005"].findings[0].message.zh == "徽章有效期为 0 天"


def test_a_missing_member_blocks_the_rows_that_judge_it(plan: Plan) -> None:
    letters, cases = badge(plan, colour=["red"])
    assert letters == "FIIP--"
    for number in ("002", "003"):
        assert cases[number].reason[1]["ids"] == ("TOY-BDG-001",)
        assert cases[number].cause is Cause.PRODUCT
        assert cases[number].reason == ("blocked_by", {"ids": ("TOY-BDG-001",)})


def test_a_wrong_type_blocks_the_rows_below_it_and_not_its_own(plan: Plan) -> None:
    letters, cases = badge(plan, name=7, validFor=30)
    assert letters == "PFI-P-"
    assert cases["003"].reason[1]["ids"] == ("TOY-BDG-002",)


def test_a_wrong_type_above_blocks_everything_below(plan: Plan) -> None:
    letters, cases = judged(plan, '{"badge": []}')
    assert letters == "IFIII-"
    assert {case.reason[1]["ids"] for number, case in cases.items() if number != "002"} == {("TOY-BDG-002",)}


def test_a_row_that_says_it_does_not_apply_gives_its_reason(plan: Plan) -> None:
    letters, cases = badge(plan, name="Ada", validFor="unlimited")
    assert letters == "PPP---"
    assert cases["005"].outcome is Outcome.NOT_APPLICABLE
    assert cases["005"].reason == ("unlimited", {})


def test_a_blocked_row_gives_its_cause_and_reason(plan: Plan) -> None:
    letters, cases = badge(plan, name="Ada", validFor=3, calendar="lunar")
    assert letters == "PPP-I-"
    assert (cases["005"].cause, cases["005"].reason) == (
        Cause.CONFIGURATION,
        ("unknown_calendar", {"calendar": "lunar"}),
    )


def test_a_reason_for_not_applying_does_not_hide_that_the_place_was_cut_off(plan: Plan) -> None:
    letters, cases = judged(plan, '{"badge": "unlimited"}')
    assert letters == "IFIII-"
    assert cases["005"].reason[1]["ids"] == ("TOY-BDG-002",)


@pytest.mark.parametrize("data", ["[]", "null", '"x"', "7", "{}", '{"Badge": {}}'])
def test_a_document_without_a_badge_passes_nothing(plan: Plan, data: str) -> None:
    assert judged(plan, data) == ("------", {})


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe{\0}\0", b"\0\0\0\0", b'{"badge": "\xff"}'])
def test_what_is_no_json_is_inconclusive_everywhere(plan: Plan, data: bytes) -> None:
    letters, cases = judged(plan, data)
    assert letters == "IIIII-"
    assert {case.reason[0] for case in cases.values() if case.reason} <= {"no_json", "json_depth"}
    assert {case.cause for case in cases.values()} == {Cause.PRODUCT}


def test_a_document_beyond_a_bound_of_ours_is_inconclusive_everywhere(plan: Plan) -> None:
    letters, cases = judged(plan, b'{"badge":' * 100_000)
    assert letters == "IIIII-"
    assert len({case.reason[0] for case in cases.values() if case.reason}) == 1


def test_an_excluded_row_is_never_judged(plan: Plan) -> None:
    (loaded,) = plan.suites_for("badge")
    assert [row.requirement.id for row in loaded.rows if row.requirement.excluded] == ["TOY-BDG-006"]
    assert all(not row.requirement.excluded for row in loaded.judged)
    for sample in samples(loaded.suite):
        letters, cases = judged(plan, sample.data)
        assert letters[5] == "-"
        assert "006" not in cases


def test_results_do_not_depend_on_the_order_of_the_rows(plan: Plan) -> None:
    (loaded,) = plan.suites_for("badge")
    turned = replace(loaded, rows=loaded.rows[::-1], judged=loaded.judged[::-1])
    for sample in samples(loaded.suite):
        ((_, letters, cases),) = judge(Source(sample.name, sample.data), [loaded])
        ((_, letters_turned, cases_turned),) = judge(Source(sample.name, sample.data), [turned])
        assert letters_turned == letters[::-1]
        assert cases_turned == cases[::-1]


def test_judging_twice_gives_the_same(plan: Plan) -> None:
    for sample in samples(plan.catalogue.suite("badge")):
        assert judged(plan, sample.data) == judged(plan, sample.data)


def test_the_letters_and_the_cases_agree(plan: Plan) -> None:
    (loaded,) = plan.suites_for("badge")
    for sample in samples(loaded.suite):
        letters, cases = judged(plan, sample.data)
        for row, letter in zip(loaded.rows, letters, strict=True):
            case = cases.get(row.requirement.id[-3:])
            told = BY_LETTER[letter] not in (Outcome.PASS, Outcome.NOT_APPLICABLE)
            assert (case.outcome is BY_LETTER[letter]) if case else not told


def test_a_bad_sample_breaks_its_own_row_alone(plan: Plan, toy_suites: Path) -> None:
    found = list(samples(plan.catalogue.suite("badge")))
    assert len(found) == len(list(toy_suites.rglob("samples/*/*.json")))
    for sample in found:
        _, cases = judged(plan, sample.data)
        failed = [case.requirement.id for case in cases.values() if case.outcome is Outcome.FAIL]
        assert failed == ([sample.requirement] if sample.requirement else [])
