"""The laboratory's report on paper: all items are there, nothing is invented, each table is in both languages."""

from __future__ import annotations

import io
from typing import Any

import pytest
from doubles.journals import blocked, end, failed, finding, opening, profile, requirement, subject

from conformance.cli.main import main
from conformance.model.journal.records import Event, Reason, SubjectJudged, Unjudged
from conformance.model.outcome import Outcome
from conformance.model.text import LANGUAGES, Text
from conformance.paper import report_tables
from conformance.paper.blocks import Document, Facts, Heading, Paragraph, Table
from conformance.paper.report import CLAUSES, report
from conformance.reporting.words import word
from tests.reporting.test_record import stated

ITEMS = 34
"""Those of a laboratory's report; the 35th is the mark at its end."""
WHY = Text("the vendor answered no", "供应方回答为否")


def events(*subjects: Event, **members: Any) -> list[Event]:
    rows = requirement("T-1"), requirement("T-2"), requirement("T-3"), requirement("T-4", excluded=True)
    told = [subject("FI-N", failed("T-1", finding(received="3", expected="4"), more=2), blocked("T-2"))]
    return [opening(*rows, **members), *(subjects or told), end()]


def made(language: str, told: list[Event] | None = None) -> Document:
    return report(iter(told or events()), language)[1]


def items(document: Document) -> dict[str, str]:
    return dict(next(each for each in document.blocks if isinstance(each, Facts)).rows)


def cells(document: Document, key: str) -> list[tuple[str, ...]]:
    return [row for each in document.tables if each.caption == document.word(f"{key}_table") for row in each.rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_items_are_numbered_and_what_nobody_stated_is_left_to_fill_in(language: str) -> None:
    found = items(made(language))
    assert [name.split()[0] for name in found][:ITEMS] == [str(number + 1) for number in range(ITEMS)]
    empty = {name.split("  ")[-1] for name, text in found.items() if not text}
    keys = ("number", "laboratory", "client", "producer", "item", "condition", "received", "issued")
    more = ("deviations", "external", "opinions", "persons", "remarks")
    assert empty == {word("record", key, language) for key in (*keys, *more)}
    assert not any(word("record", key, language) in found.values() for key in ("blank", "empty"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_plan_states_is_in_it_and_marked(language: str) -> None:
    told = events(**stated(), profile=profile(), level="basic")
    document = made(language, told)
    text = "\n".join(items(document).values())
    assert all(each in text for table in stated().values() for each in table.values() if each)
    assert "MV-17" in document.running
    assert all(text.startswith("◇ ") for name, text in items(document).items() if "MV-17" in text)
    assert any("Maker Ltd" in line for line in document.cover.below)
    signed = [each for each in document.blocks if isinstance(each, Facts)][-1]
    assert "Ada" in signed.rows[0][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_table_has_its_rows_with_findings_and_reasons(language: str) -> None:
    answered = Unjudged("T-3", Outcome.NOT_APPLICABLE, Reason("not_stated", WHY))
    judged = subject("FI-N", failed("T-1", finding(received="3", expected="4"), more=2), blocked("T-2"))
    assert isinstance(judged, SubjectJudged)
    judged = judged._replace(verdict=judged.verdict._replace(inapplicable=(answered,)))
    document = made(language, events(judged))
    assert [row[0] for row in cells(document, "results")] == ["T-1", "T-2", "T-3", "T-4"]
    (_, place, said), (*_, more) = cells(document, "findings")
    assert "a.json" in place
    assert "/thing" in place
    assert "3" in said
    assert "4" in said
    assert more == word("label", "more_places", language, count=2)
    [(id_, *_, reason)] = cells(document, "open")
    assert id_ == "T-2"
    assert "T-1" in reason
    assert [(row[0], row[-1]) for row in cells(document, "inapplicable")] == [
        ("T-3", WHY[language]),
        ("T-4", Text("Thing", "事物")[language]),
    ]
    assert cells(document, "suites")[0][-1] == "sha256:0"
    assert cells(document, "evidence") == [("a.json", "sha256:a.json", "1")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_items_that_refer_to_a_clause_refer_to_the_right_one(language: str) -> None:
    document = made(language)
    titles = {int(each.number): each.title for each in document.blocks if isinstance(each, Heading) and each.level == 1}
    assert {number: document.word(key) for key, number in CLAUSES.items()}.items() <= titles.items()


def test_the_report_ends_with_its_mark() -> None:
    for language in LANGUAGES:
        last = made(language).blocks[-1]
        assert isinstance(last, Paragraph)
        assert last.text == word("record", "end", language)


def test_without_a_profile_nothing_is_claimed() -> None:
    text = [each.text for each in made("en").blocks if isinstance(each, Paragraph)]
    assert any("is not claimed" in each for each in text)


def test_of_very_many_rows_the_first_are_shown_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_tables, "MOST_ROWS", 2)
    document = made("en")
    assert len(cells(document, "results")) == 2
    assert document.word("left_out", count=2) in [each.text for each in document.blocks if isinstance(each, Paragraph)]


@pytest.mark.parametrize("view", ["pdf", "docx"])
def test_a_run_that_was_cut_off_has_a_report(view: str, tmp_path: Any) -> None:
    pytest.importorskip({"pdf": "typst", "docx": "docx"}[view])
    from conformance.reporting.views import VIEWS

    out = io.BytesIO()
    summary = VIEWS[view].write(iter(events()[:1]), out, "en")
    assert summary is not None
    assert summary.status == "partial"
    assert len(out.getvalue()) > 1000


def test_a_missing_extra_is_said_before_anything_is_written(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from conformance.reporting import views

    monkeypatch.setattr(views, "find_spec", lambda name: None)
    out = tmp_path / "a.pdf"
    assert main(["report", str(tmp_path), "--format", "pdf", "--output", str(out), "--lang", "en"]) == 2
    assert "pip install 'metaverse-conformance[paper]'" in capsys.readouterr().err
    assert not out.exists()


def test_a_template_is_for_word_alone(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    template = tmp_path / "t.docx"
    template.write_bytes(b"PK")
    assert main(["report", str(tmp_path), "--format", "csv", "--template", str(template), "--lang", "en"]) == 2
    assert "--template is for --format docx" in capsys.readouterr().err


def test_tables_have_widths_of_the_whole_line() -> None:
    for each in made("zh").blocks:
        if isinstance(each, Table):
            assert sum(each.widths) == 100
            assert len(each.widths) == len(each.heads)
