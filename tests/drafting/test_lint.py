"""What `conformance lint` finds in rows and in drafts, its exit status, and the explanations it accepts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from doubles.ours import CATALOGUE

from conformance.catalogue.traces import split_reference
from conformance.cli.main import main
from conformance.drafting.lint import lint_file, lint_suites
from conformance.drafting.terms import missing_terms
from conformance.model.text import Text

DRAFT = """# 1 范围

本文件规定了相关要求，系统能支持多种格式等。

系统应支持相关的接口.
- 终端的时延应约 8 ms。
符合 GB/T 17178 第 5.2 条的系统应记录日志。
符合 GB/T 1.1-2009 的文件应注明日期。
```
The server shall be fast.
```
The user shall log in. The server shall answer within 5 s.
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def found(path: Path) -> list[tuple[str, str, str]]:
    return [(each.place.en, each.code, each.found) for each, _ in lint_file(path, CATALOGUE)]


def test_a_draft_is_read_by_its_lines_without_code(draft: Path) -> None:
    assert found(draft) == [
        ("line 5", "W-K", "支持"),
        ("line 5", "W-P", "相关"),
        ("line 5", "T-MARKS", "口."),
        ("line 6", "W-N", "约"),
        ("line 7", "R-UNDATED", "GB/T 17178"),
        *([("line 8", "R-EDITION", "GB/T 1.1-2009")] if "gbt1.1" in CATALOGUE.standards else []),
        ("line 12", "S-ACTOR", "user shall"),
    ]


def test_a_word_document_is_read_by_its_paragraphs(draft: Path, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_paragraph("Scope")
    table = made.add_table(1, 1)
    table.cell(0, 0).text = "The gateway shall answer quickly."
    made.save(str(tmp_path / "a.docx"))
    assert found(tmp_path / "a.docx") == [("paragraph 2", "W-T", "quickly")]


@pytest.mark.parametrize(
    "text",
    [
        "系统应符合 GB/T 17178.1-1997 第 5.2 条。",
        "系统应符合 GB/T 1.1-2020 的规定。",
        "系统应符合 ISO/IEC 9646 的规定。",
        "The system shall conform to ISO 12345:2021, 5.2.",
        "The system shall answer a request of RFC 9110, 4.2.",
        "The part T 10.5 shall fit.",
    ],
)
def test_references_that_are_in_order_are_left_alone(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert [each for each in found(path) if each[1].startswith("R-")] == []


def test_our_own_rows_have_no_unexplained_finding() -> None:
    left = lint_suites(CATALOGUE.suites.values(), CATALOGUE)
    assert [f"{each.place.en}: {each.code} {each.message.en}" for each, _ in left] == []


def test_the_exit_status_says_whether_anything_is_left(
    draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 where nothing is, or all is explained, 1 otherwise (H4)."""
    clean = tmp_path / "clean.txt"
    clean.write_text("The server shall answer within 5 s.\n", encoding="utf-8")
    assert main(["lint", str(clean)]) == 0
    assert main(["lint", str(draft)]) == 1
    capsys.readouterr()
    assert main(["lint", str(draft), "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    reasons = "".join(
        f'[[explained]]\nplace = "{each["place"]["en"]}"\ncode = "{each["code"]}"\nreason = "kept"\n'
        for each in findings
    )
    explained = tmp_path / "explained.toml"
    explained.write_text(reasons, encoding="utf-8")
    assert main(["lint", str(draft), "--explained", str(explained), "--lang", "en"]) == 0
    assert f"explained: {len(findings)}" in capsys.readouterr().out


def test_an_explanation_by_words_holds_wherever_they_are_and_a_stale_one_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft, explained = tmp_path / "a.txt", tmp_path / "explained.toml"
    draft.write_text("The wallet shall be simple.\nThe wallet shall be robust.\n", encoding="utf-8")
    explained.write_text(
        '[[explained]]\nplace = "be simple"\ncode = "W-V"\nreason = "a term"\n'
        '[[explained]]\nplace = "be gone"\ncode = "W-V"\nreason = "a term"\n',
        encoding="utf-8",
    )
    assert main(["lint", str(draft), "--explained", str(explained), "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert "line 2: W-V “robust”" in said
    assert "line 1" not in said
    assert "be gone: W-V is explained, but no longer found" in said


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": "withdrawn"}, "R-WITHDRAWN"),
        ({"text": "unread"}, "R-UNREAD"),
        ({"edition": "living text"}, "R-UNDATED"),
    ],
)
def test_references_of_rows_need_a_note_where_they_are_not_in_order(change: dict[str, str], code: str) -> None:
    row = next(iter(CATALOGUE.requirements.values()), None)
    if row is None:
        pytest.skip("no family is installed")
    key = split_reference(row.basis[0])[0]
    for note, expected in ((None, [code]), ("as it is", [])):
        standard = CATALOGUE.standards[key]._replace(note=note, **change)
        catalogue = replace(CATALOGUE, standards={**CATALOGUE.standards, key: standard})
        found = lint_suites([CATALOGUE.suite_of(row.id)], catalogue)
        assert [each.code for each, _ in found if each.place.en == row.id] == expected


def test_a_term_whose_chinese_is_missing_is_found() -> None:
    row = next(iter(CATALOGUE.requirements.values()), None)
    if row is None:
        pytest.skip("no family is installed")
    wrong = row._replace(statement=Text("The tile shall have two `node` vertices.", "切片应有两个顶点。"))
    assert [term.en for term, _ in missing_terms(wrong)] == ["tile"]
