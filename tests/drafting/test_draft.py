"""The committee's document: its parts, its formats, the templates that it is filled into."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import CATALOGUE

from conformance.catalogue.errors import CatalogueError
from conformance.cli.main import main
from conformance.drafting.draft.comments import compose_comments, read_comments
from conformance.drafting.draft.compose import compose
from conformance.drafting.draft.explanation import compose_explanation
from conformance.drafting.draft.markdown import markdown_text
from conformance.drafting.draft.proforma import ITEM, add_proforma
from conformance.model.problem import Problem
from conformance.paper.blocks import Annex, Cover, Document, Heading, Paragraph, Table
from conformance.paper.office import read_office

BOTH = pytest.mark.parametrize("language", ["en", "zh"])
FORBIDDEN = re.compile(r"认证证书|(?<!符)合格|检测报告|检验报告|认证标志|\bCNAS\b|\bCMA\b")
CHAPTERS = {
    "en": ["Scope", "Normative references", "Terms and definitions", "Requirements", "Test methods"],
    "zh": ["范围", "规范性引用文件", "术语和定义", "要求", "试验方法"],
}


@pytest.fixture(scope="module")
def live() -> str:
    """A suite whose vendor is asked for a statement."""
    found = next((name for name, suite in CATALOGUE.suites.items() if any(r.when for r in suite.requirements)), None)
    if found is None:
        pytest.skip("no family with conditions is installed")
    return found


@pytest.fixture(scope="module")
def docx() -> Any:
    return pytest.importorskip("docx")


def document(suite: str, language: str = "zh") -> Document:
    return compose(CATALOGUE, CATALOGUE.suite(suite), language, ics=True)


def odd_document() -> Document:
    """A document with texts that would be markup, or cannot be in XML, if they were not made harmless."""
    made = Document("en", Cover(("<w:p/>",), "A & B", "\x07", ()))
    made.blocks += [
        Heading(1, "1", "<b>"),
        Paragraph("]]> | \ufffe\ud800 `code`"),
        Table("1", "=cmd()", ("a|b", "`c|d`"), (50, 50), (("<script>", "=1+1\n@x"),)),
    ]
    return made


@BOTH
def test_every_suite_becomes_a_document_with_all_its_requirements(language: str) -> None:
    """Each is there with its statement, obligation and source; the parts are those of GB/T 1.1."""
    missing = []
    for suite in CATALOGUE.suites.values():
        made = Document(language, Cover((), "", "", ()))
        rows = [row for row in suite.requirements if not row.withdrawn]
        from conformance.drafting.draft import compose as parts

        parts._requirements(made, CATALOGUE, suite, rows)
        add_proforma(made, CATALOGUE, suite, rows)
        parts._traces(made, CATALOGUE, rows)
        text = markdown_text(made)
        said = {block.text for block in made.blocks if isinstance(block, Paragraph)}
        missing += [row.id for row in rows if row.statement[language] not in said]
        missing += [row.id for row in rows if sum(row.id in line for line in text.splitlines()) < 3]
        missing += [f"{suite.id}: {word}" for word in FORBIDDEN.findall(text)]
    assert missing == []


@BOTH
def test_the_parts_are_those_of_gb_t_1_1(live: str, language: str) -> None:
    made = document(live, language)
    chapters = [block.title for block in made.blocks if isinstance(block, Heading) and block.level == 1]
    assert chapters == CHAPTERS[language]
    assert [block.letter for block in made.blocks if isinstance(block, Annex)] == ["A", "B"]
    numbers = [block.number for block in made.blocks if isinstance(block, Heading) and block.number.startswith("4.")]
    assert numbers == [f"4.{number}" for number in range(1, len(CATALOGUE.suite(live).requirements) + 1)]
    for table in made.tables:
        assert sum(table.widths) == 100
        assert {len(row) for row in table.rows} <= {len(table.heads)} == {len(table.widths)}


def test_both_languages_have_the_same_tables(live: str) -> None:
    english, chinese = (document(live, language).tables for language in ("en", "zh"))
    shapes = [[(table.number, table.widths, len(table.rows)) for table in tables] for tables in (english, chinese)]
    assert shapes[0] == shapes[1]
    assert [[row[0] for row in table.rows if ITEM.fullmatch(row[0])] for table in english] == [
        [row[0] for row in table.rows if ITEM.fullmatch(row[0])] for table in chinese
    ]


def test_without_the_proforma_the_trace_is_the_first_annex(live: str) -> None:
    made = compose(CATALOGUE, CATALOGUE.suite(live), "en", ics=False)
    assert [block.letter for block in made.blocks if isinstance(block, Annex)] == ["A"]


def test_text_is_never_markup_in_markdown() -> None:
    text = markdown_text(odd_document())
    assert "\\<script\\>" in text
    assert "\x07" not in text
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) == 1


def test_text_is_never_markup_in_word(docx: Any, tmp_path: Path) -> None:
    from conformance.paper.word import word_bytes

    path = tmp_path / "odd.docx"
    path.write_bytes(word_bytes(odd_document()))
    found = read_office(path)
    assert {"1  <b>", "]]> | \\ufffe\\ud800 code", "A & B", "\\x07"} <= set(found.paragraphs)
    assert found.tables == [[["a|b", "c|d"], ["<script>", "=1+1\n@x"]]]


def test_the_same_document_is_the_same_file(docx: Any, live: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    from conformance.paper.word import word_bytes

    made = document(live)
    first = word_bytes(made)
    monkeypatch.setattr(time, "time", lambda: 2e9)
    assert word_bytes(made) == first
    with zipfile.ZipFile(io.BytesIO(first)) as opened:
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = opened.read("docProps/core.xml").decode()
    assert "created" not in core
    assert "modified" not in core


def test_the_same_proforma_is_the_same_workbook(live: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("xlsxwriter")
    import time

    from conformance.drafting.draft.workbook import workbook_bytes

    made = document(live)
    first = workbook_bytes(made)
    monkeypatch.setattr(time, "time", lambda: 2e9)
    assert workbook_bytes(made) == first


def test_columns_have_the_widths_that_are_asked_for_in_grid_and_cells(docx: Any, live: str) -> None:
    from docx.oxml.ns import qn

    from conformance.paper.word import word_bytes

    made = document(live)
    opened = docx.Document(io.BytesIO(word_bytes(made)))
    for table, shown in zip(made.tables, opened.tables, strict=True):
        grid = [int(column.get(qn("w:w"))) for column in shown._tbl.tblGrid]
        assert [round(100 * each / sum(grid)) for each in grid] == list(table.widths)
        assert [cell.width // 635 for cell in shown.rows[-1].cells] == [pytest.approx(each, abs=1) for each in grid]


def test_the_built_in_template_names_chinese_fonts(docx: Any) -> None:
    from docx.oxml.ns import qn

    from conformance.paper.template import LOOKS, built_in

    styles = built_in().styles
    fonts = {name: styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in LOOKS}
    assert fonts["Body Text"] == "宋体"
    assert fonts["Heading 1"] == fonts["Title"] == "黑体"


@pytest.mark.parametrize("lacking", [["Heading 1"], ["Caption", "Title"]])
def test_all_styles_that_a_template_lacks_are_named_and_nothing_is_written(
    docx: Any, live: str, lacking: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template, out = tmp_path / "template.docx", tmp_path / "out.docx"
    made = docx.Document()
    for name in lacking:
        made.styles[name].delete()
    made.save(template)
    assert main(["draft", live, "--template", str(template), "--output", str(out), "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert all(name in said for name in lacking)
    assert len(said.splitlines()) == 1
    assert not out.exists()


def test_a_template_keeps_what_it_holds_and_numbers_its_own_headings(docx: Any, live: str, tmp_path: Path) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    from conformance.paper.word import word_bytes

    template = tmp_path / "template.docx"
    made = docx.Document()
    made.add_paragraph("The committee's cover")
    chapter = made.styles.add_style("标准文件_章标题", WD_STYLE_TYPE.PARAGRAPH)
    made.styles.add_style("Code", WD_STYLE_TYPE.PARAGRAPH)  # which is not a style for characters
    numbered = f"<w:pPr {nsdecls('w')}><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
    chapter.element.append(parse_xml(numbered))
    made.save(template)
    (tmp_path / "out.docx").write_bytes(word_bytes(document(live), template))
    opened = docx.Document(str(tmp_path / "out.docx"))
    assert opened.paragraphs[0].text == "The committee's cover"
    in_style = [paragraph.text for paragraph in opened.paragraphs if paragraph.style.name == "标准文件_章标题"]
    assert in_style == CHAPTERS["zh"]
    assert any(paragraph.text.startswith("4.1　") for paragraph in opened.paragraphs)


def test_what_is_no_template_is_refused(docx: Any, tmp_path: Path) -> None:
    from conformance.paper.word import word_bytes

    for name, data in {"a.docx": b"PK\x03\x04", "b.docx": b"", "c.docx": _zip({"a.txt": b"a"})}.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Problem, match=name):
            word_bytes(odd_document(), tmp_path / name)


def _zip(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, data in members.items():
            out.writestr(name, data)
    return made.getvalue()


COMMENTS = """
[[comment]]
clause = "4.1"
by = "A | B"
comment = "Too strict."
proposal = "20 ms"
decision = "partly"
reason = "15 ms was measured."

[[comment]]
clause = "2"
by = "C"
comment = "Fine."
"""


@BOTH
def test_comments_and_what_became_of_them_are_a_table(live: str, language: str, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(COMMENTS, encoding="utf-8")
    suite = CATALOGUE.suite(live)
    made = compose_comments(read_comments(tmp_path / "c.toml", suite), suite, language)
    (table,) = made.tables
    partly = {"en": "partly accepted", "zh": "部分采纳"}[language]
    assert [row[0] for row in table.rows] == ["1", "2"]
    assert table.rows[0][3:5] == ("A | B", f"{partly}\n15 ms was measured.")
    assert sum(table.widths) == 100


def test_all_mistakes_in_comments_are_said_at_once(live: str, tmp_path: Path) -> None:
    suite, path = CATALOGUE.suite(live), tmp_path / "c.toml"
    unknown = f"{suite.prefix}-999"
    path.write_text(
        f'[[comment]]\nclause = "{unknown}"\nby = "A"\ncomment = "B"\n'
        '[[comment]]\nclause = "4"\nby = "A"\ncomment = "B"\ndecision = "rejected"\n'
        '[[comment]]\nclause = "4"\nby = "A"\ncoment = "B"\n',
        encoding="utf-8",
    )
    with pytest.raises(CatalogueError) as caught:
        read_comments(path, suite)
    said = caught.value.text.en
    assert all(words in said for words in (f"unknown requirement '{unknown}'", "needs a reason", "did you mean"))
    path.write_text("", encoding="utf-8")
    with pytest.raises(CatalogueError, match="holds no"):
        read_comments(path, suite)


def test_the_explanation_counts_samples_mutants_and_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if "identity/did/document" not in CATALOGUE.suites:
        pytest.skip("the family is not installed")
    monkeypatch.chdir(tmp_path)
    suite = CATALOGUE.suite("did/document")
    good = suite.folder / "samples" / "good"
    main(["check", str(good), "--journal", "j.jsonl"])
    statuses = ["Killed", "Killed", "Survived", "Ignored", "Timeout"]
    report = {"files": {"a": {"mutants": [{"status": status} for status in statuses]}}}
    Path("m.json").write_text(json.dumps(report), encoding="utf-8")
    for language in ("en", "zh"):
        made = compose_explanation(suite, [Path("j.jsonl"), Path("m.json")], language)
        rows, mutants, runs = made.tables
        assert sum(int(count) for row in rows.rows for count in row[1:]) == len(suite.requirements)
        assert mutants.rows == (("m.json", "5", "2", "1", "1", "1", "0"),)
        assert runs.rows[0][0] == "j.jsonl"
        assert int(runs.rows[0][2]) > 0
        assert runs.rows[0][3] == "0"
        assert {sum(table.widths) for table in made.tables} == {100}
    Path("x.json").write_text("{}", encoding="utf-8")
    Path("y.txt").write_text("hello", encoding="utf-8")
    capsys.readouterr()
    records = ["--records", "x.json", "--records", "y.txt"]
    assert main(["draft", suite.id, "--part", "explanation", *records, "--lang", "en"]) == 2
    assert [line.split(": ")[1] for line in capsys.readouterr().err.splitlines()] == ["x.json", "y.txt"]
