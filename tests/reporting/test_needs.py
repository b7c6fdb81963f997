"""What a profile needs judged: nothing is claimed without it, and every view says why."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from doubles.journals import TEXT, end, opening, profile, requirement, subject, write
from hypothesis import given
from hypothesis import strategies as st

from conformance.cli.main import main
from conformance.model.journal.records import Event, FloorRecord, Least, SubjectJudged
from conformance.model.text import Text
from conformance.reporting.comparison import compare, outcomes, render_comparison
from conformance.reporting.csv_table import write_csv
from conformance.reporting.earl import write_earl
from conformance.reporting.html import write_html
from conformance.reporting.journal import events
from conformance.reporting.json_report import write_report
from conformance.reporting.junit import write_junit
from conformance.reporting.markdown import write_markdown
from conformance.reporting.matrix import read_product
from conformance.reporting.matrix_page import write_matrix
from conformance.reporting.needs import unmet_needs
from conformance.reporting.sarif import write_sarif
from conformance.reporting.summary import Summary, summarise
from conformance.reporting.terminal import render

ROWS = [requirement("T-1"), requirement("T-2"), requirement("T-3")]
UNMET = {
    "en": "The profile requires a verdict on T-2 (Title of T-2), but no subject contains anything for it to judge.",
    "zh": "该轮廓要求判定 T-2（T-2 的标题），但各被测对象均不含其判定内容。",
}


def run(*letters: str, needs: Any = (("T-2",),)) -> list[Event]:
    subjects = [subject(each, name=f"{at}.json") for at, each in enumerate(letters)]
    return [opening(*ROWS, profile=profile(*needs), level="basic"), *subjects, end()]


def verdict(*letters: str, **members: Any) -> str:
    return summarise(run(*letters, **members)).verdict.value


@pytest.mark.parametrize(
    ("letters", "concluded"),
    [
        (["PPP"], "conformant"),
        (["P-P"], "unproven"),
        (["P-P", "-P-"], "conformant"),
        (["F-P"], "nonconformant"),
        (["PFP"], "nonconformant"),
        (["E-P"], "error"),
        (["PIP"], "unproven"),
        ([], "unproven"),
    ],
)
def test_a_need_that_applies_nowhere_leaves_the_run_unproven_and_never_violated(
    letters: list[str], concluded: str
) -> None:
    assert verdict(*letters) == concluded


def test_one_alternative_is_enough_and_each_need_counts() -> None:
    assert verdict("P-P", needs=[("T-2", "T-3")]) == "conformant"
    assert verdict("P--", needs=[("T-2", "T-3")]) == "unproven"
    assert verdict("P-P", needs=[("T-3",), ("T-2",)]) == "unproven"
    assert verdict("P-P", needs=[]) == "conformant"
    (reason,) = summarise(run("P--", needs=[("T-2", "T-3")])).unmet
    assert reason.ids == ("T-2", "T-3")
    assert "T-2 (Title of T-2) or T-3 (Title of T-3)" in reason.text.en
    assert "T-2（T-2 的标题） 或 T-3" in reason.text.zh


def test_a_need_whose_suite_was_left_out_is_told_apart() -> None:
    (reason,) = summarise(run("PPP", needs=[("T-9",)])).unmet
    assert reason.key == "need_not_run"
    assert reason.text.en == "The profile requires a verdict on T-9, but its suite is not part of this run."


def test_without_a_profile_nothing_is_needed() -> None:
    assert summarise([opening(*ROWS), subject("PPP"), end()]).unmet == []


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1).map(tuple)), st.frozensets(st.sampled_from("abcd")))
def test_every_need_is_met_or_told_once_in_its_order(needs: list[tuple[str, ...]], judged: frozenset[str]) -> None:
    told = [reason.ids for reason in unmet_needs(needs, {}, judged)]
    assert told == [need for need in needs if judged.isdisjoint(need)]


def written(writer: Any, language: str, *letters: str) -> str:
    out = io.StringIO()
    writer(run(*letters), out, language)
    return out.getvalue()


def terminal(journal: list[Event], out: io.StringIO, language: str) -> Summary:
    summary = summarise(journal)
    out.writelines(f"{line.text}\n" for line in render(summary, language))
    return summary


def page_of_matrix(journal: list[Event], out: io.StringIO, language: str) -> None:
    write_matrix([read_product("A", journal)], out, language)


VIEWS = [terminal, write_html, write_junit, write_sarif, write_csv, write_earl, page_of_matrix]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("writer", VIEWS)
def test_every_view_says_why_in_one_sentence_and_nothing_where_the_need_is_met(writer: Any, language: str) -> None:
    assert written(writer, language, "P-P").count(UNMET[language]) == 1
    assert UNMET[language] not in written(writer, language, "PPP")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_markdown_says_it_too(language: str) -> None:
    assert f"**{UNMET[language]}**" in written(write_markdown, language, "P-P")


def test_the_report_has_the_reason_in_both_languages() -> None:
    out = io.StringIO()
    write_report(run("P-P"), out)
    found = json.loads(out.getvalue())
    assert found["conclusion"] == "unproven"
    assert found["unmet"] == [{"key": "need_unmet", "ids": ["T-2"], **UNMET}]


def test_junit_counts_it_as_an_error_and_sarif_as_open() -> None:
    suites = ElementTree.fromstring(written(write_junit, "en", "P-P")).findall("testsuite")  # noqa: S314 - our own text
    assert [(each.get("name"), each.get("errors")) for each in suites] == [("t/t", "0"), ("maker", "1")]
    schema = Path(__file__).with_name("published") / "sarif-2.1.0-rtm.5.json"
    document = json.loads(written(write_sarif, "en", "P-P"))
    jsonschema.Draft4Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(document)
    (result,) = document["runs"][0]["results"]
    assert (result["ruleId"], result["kind"]) == ("T-2", "open")


def test_the_table_has_a_line_for_it_in_both_languages() -> None:
    lines = list(csv.DictReader(io.StringIO(written(write_csv, "en", "P-P").removeprefix("\ufeff"))))
    (line,) = [each for each in lines if each["requirement"] == "T-2"]
    assert (line["outcome"], line["message_en"], line["message_zh"]) == ("not_applicable", UNMET["en"], UNMET["zh"])


def test_the_workbook_has_it_beside_the_conclusion(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    from conformance.reporting.workbook import write_workbook

    write_workbook([read_product("A", run("P-P"))], tmp_path / "m.xlsx", "en")
    assert openpyxl.load_workbook(tmp_path / "m.xlsx")["Runs"]["B2"].value == f"UNPROVEN\n{UNMET['en']}"


def test_comparing_tells_a_need_that_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    met, lost = outcomes(run("PPP")), outcomes(run("P-P"))
    found = compare(met, lost)
    assert found.exit_status == 3
    assert UNMET["zh"] in [line.text for line in render_comparison(found, "zh")]
    assert compare(lost, lost).exit_status == 0
    assert compare(lost, met).unmet == []
    old, new = write(tmp_path / "old.jsonl", *run("PPP")), write(tmp_path / "new.jsonl", *run("P-P"))
    assert main(["compare", str(old), str(new), "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().out)["unmet"][0]["en"] == UNMET["en"]


def test_a_journal_shown_later_has_the_same_exit_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(write(tmp_path / "run.jsonl", *run("P-P"))), "--lang", "zh"]) == 3
    assert UNMET["zh"] in capsys.readouterr().out


FLOOR = FloorRecord(("thing", "special"), TEXT, (Least("parts", Text("parts", "部件数"), 4),))
LITTLE = {
    "en": "Too little was judged for a claim of the profile: b.json (Thing) has parts 3 where 4 is required.",
    "zh": "判定的内容过少，不足以声明符合该轮廓：b.json（事物）的部件数为 3，要求至少为 4。",
}


def counted(*parts: float | None, kind: str = "thing") -> list[Event]:
    """A run over subjects with so many parts, under a profile that requires 4 of one of them."""
    begun = opening(*ROWS, profile=profile()._replace(evidence=(FLOOR,)), level="basic")
    made = []
    for name, number in zip("abcd", parts, strict=False):
        judged = subject("PPP", name=f"{name}.json")
        judged = judged._replace(verdict=judged.verdict._replace(kind=kind))
        made.append(judged._replace(facts=None if number is None else {"parts": number}))
    return [begun, *made, end()]


@pytest.mark.parametrize(
    ("parts", "concluded"),
    [((4,), "conformant"), ((2, 2), "unproven"), ((1, 9), "conformant"), ((None,), "unproven"), ((), "unproven")],
)
def test_one_subject_has_to_reach_the_floor_and_subjects_never_add_up(parts: Any, concluded: str) -> None:
    assert summarise(counted(*parts)).verdict.value == concluded


def test_a_special_kind_counts_and_another_does_not() -> None:
    assert summarise(counted(4, kind="special")).verdict.value == "conformant"
    assert summarise(counted(4, kind="other")).verdict.value == "unproven"
    (reason,) = summarise(counted(4, kind="other")).unmet
    assert reason.text.en.endswith("it requires a subject of the kind Thing with parts >= 4.")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("writer", VIEWS)
def test_every_view_says_what_is_missing(writer: Any, language: str) -> None:
    out = io.StringIO()
    writer(counted(1, 3, 2), out, language)
    told = out.getvalue().replace("&gt;", ">")
    assert told.count(LITTLE[language]) == 1


def test_too_little_is_an_item_like_a_need_and_losing_it_counts() -> None:
    out = io.StringIO()
    write_junit(counted(3), out, "en")
    suites = ElementTree.fromstring(out.getvalue()).findall("testsuite")  # noqa: S314 - our own text
    assert [(each.get("name"), each.get("errors")) for each in suites] == [("t/t", "0"), ("maker", "1")]
    out = io.StringIO()
    write_sarif(counted(3), out, "en")
    (result,) = json.loads(out.getvalue())["runs"][0]["results"]
    assert (result["ruleId"], result["kind"]) == ("too_little", "open")
    enough, little = outcomes(counted(4)), outcomes(counted(3))
    assert compare(enough, little).exit_status == 3
    assert compare(little, little).exit_status == compare(little, enough).exit_status == 0


def test_nothing_judged_that_decides_is_said() -> None:
    """A7: UNPROVEN was shown above "0 unproven" without a reason."""
    journal = [opening(requirement("T-1"), requirement("T-2", "should")), subject("-P"), end()]
    (reason,) = summarise(journal).unmet
    assert summarise(journal).verdict.value == "unproven"
    assert reason.text.en.startswith("Nothing was judged that decides")


def test_facts_survive_the_journal(tmp_path: Path) -> None:
    place = write(tmp_path / "run.jsonl", *counted(2.5, None))
    again = list(events(place))
    assert [each.facts for each in again if isinstance(each, SubjectJudged)] == [{"parts": 2.5}, None]
    assert again[0] == counted()[0]
