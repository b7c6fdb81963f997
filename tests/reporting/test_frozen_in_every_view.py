"""Every view says which frozen rows were corrected, why, and which rows came later and are not scored."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from doubles.journals import end, failed, finding, opening, profile, requirement, subject, write

from conformance.model.journal.records import ErratumRecord, Event
from conformance.model.outcome import Verdict
from conformance.model.text import Text
from conformance.reporting.csv_table import write_csv
from conformance.reporting.earl import write_earl
from conformance.reporting.github import write_github
from conformance.reporting.html import write_html
from conformance.reporting.journal import events
from conformance.reporting.json_report import write_report
from conformance.reporting.junit import write_junit
from conformance.reporting.markdown import write_markdown
from conformance.reporting.matrix import read_product
from conformance.reporting.matrix_page import write_matrix
from conformance.reporting.sarif import write_sarif
from conformance.reporting.summary import summarise
from conformance.reporting.terminal import render
from conformance.reporting.words import word

REASON = Text("a slip of the pen", "一处笔误")
FROZEN = profile()._replace(errata=(ErratumRecord("T-1", "2027-01-31", REASON),))
ROWS = [requirement("T-1"), requirement("T-2")._replace(scored=False)]


def run() -> list[Event]:
    """A frozen row that is satisfied, and a later SHALL that is violated."""
    return [opening(*ROWS, profile=FROZEN, level="basic"), subject("PF", failed("T-2", finding())), end()]


def terminal(journal: list[Event], out: io.StringIO, language: str) -> None:
    out.writelines(f"{line.text}\n" for line in render(summarise(journal), language))


def github(journal: list[Event], out: io.StringIO, language: str) -> None:
    write_github(summarise(journal), out, language)


def matrix(journal: list[Event], out: io.StringIO, language: str) -> None:
    write_matrix([read_product("A", journal)], out, language)


def written(writer: Any, language: str = "en", journal: list[Event] | None = None) -> str:
    out = io.StringIO()
    writer(journal or run(), out, language)
    return out.getvalue()


PEOPLE = [terminal, github, write_markdown, write_html, write_junit, matrix]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("writer", [*PEOPLE, write_sarif])
def test_an_erratum_is_listed_with_its_reason(writer: Any, language: str) -> None:
    told = written(writer, language)
    for said in (REASON[language], "2027-01-31", "T-1"):
        assert said in told


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("writer", PEOPLE)
def test_a_later_row_is_marked(writer: Any, language: str) -> None:
    assert word("frozen", "not_scored", language) in written(writer, language)
    assert word("frozen", "later", language, count=1, violated=1).rstrip(".。") in written(writer, language)


@pytest.mark.parametrize("writer", PEOPLE)
def test_other_runs_say_nothing_of_it(writer: Any) -> None:
    usual = [opening(requirement("T-1"), profile=profile(), level="basic"), subject("P"), end()]
    told = written(writer, "en", usual)
    assert word("frozen", "not_scored", "en") not in told
    assert "Erratum" not in told


def test_a_later_row_neither_decides_nor_counts() -> None:
    summary = summarise(run())
    assert summary.verdict is Verdict.CONFORMANT
    assert summary.counts["shall"] == {
        "satisfied": 1, "violated": 0, "unproven": 0, "not_applicable": 0, "excluded": 0
    }  # fmt: skip
    assert summary.violated_by_origin == {}


def test_the_formats_for_machines_hold_both() -> None:
    told = written(write_csv).removeprefix("\ufeff")
    lines = {line["requirement"]: line for line in csv.DictReader(io.StringIO(told))}
    assert lines["T-2"]["scored"] == "false"
    assert REASON.zh in lines["T-1"]["message_zh"]
    report = json.loads(written(write_report))
    assert {row["id"]: row.get("scored", True) for row in report["requirements"]} == {"T-1": True, "T-2": False}
    assert report["profile"]["errata"][0]["reason"] == {"en": REASON.en, "zh": REASON.zh}
    (sarif,) = json.loads(written(write_sarif))["runs"]
    assert [each["level"] for each in sarif["results"]] == ["note"]
    nodes = {node["@id"]: node for node in json.loads(written(write_earl))["@graph"] if "@id" in node}
    assert REASON.en in nodes["#T-1"]["dct:provenance"][0]
    assert nodes["#T-2"]["dct:type"] == "not scored"


def test_a_journal_keeps_both(tmp_path: Path) -> None:
    first = next(iter(events(write(tmp_path / "run.jsonl", *run()))))
    assert (first.profile, first.suites[0].requirements) == (FROZEN, tuple(ROWS))
