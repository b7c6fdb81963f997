"""Products x requirements, as a page and as a workbook."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from doubles.journals import blocked, end, failed, finding, opening, requirement, subject, suite, write

from conformance.cli.main import main
from conformance.model.finding import Where
from conformance.model.outcome import Conclusion
from conformance.reporting.matrix import Product, matrix, read_product, unlike
from conformance.reporting.matrix_page import write_matrix

ROWS = [requirement("T-1"), requirement("T-2", "should"), requirement("T-3"), requirement("T-4", excluded=True)]
EVIL = '=HYPERLINK("http://x","y")</script><b>\x00\udcff'


def events(
    letters: str = "FPI-", folder: str = "old/deep", rows: list[Any] = ROWS, name: str = "", **members: Any
) -> list[Any]:
    cases = [failed("T-1", finding(where=Where("/p", frame=2)))] if "F" in letters else []
    return [
        opening(*rows, **members),
        subject(letters, *cases, *([blocked("T-3")] if "I" in letters else []), name=name or f"{folder}/a/x.json"),
        subject("PPP-"[: len(rows)], name=f"{folder}/b/y.json"),
        end(),
    ]


def products(*several: list[Any]) -> list[Product]:
    return [read_product(name, each) for name, each in zip("ABCDEFGH", several, strict=False)]


def page(found: list[Product], language: str = "en") -> str:
    out = io.StringIO()
    write_matrix(found, out, language)
    return out.getvalue()


def test_a_cell_says_what_the_run_concludes_and_a_line_whether_products_differ() -> None:
    lines = matrix(products(events(), events("PPP-"), events("P", rows=ROWS[:1])))
    told = {line.record.id: [each and each.value for each in line.conclusions] for line in lines}
    assert told == {
        "T-1": ["violated", "satisfied", "satisfied"],
        "T-2": ["satisfied", "satisfied", None],
        "T-3": ["unproven", "satisfied", None],
        "T-4": ["excluded", "excluded", None],
    }
    assert [line.differs for line in lines] == [True, True, False, False]


def test_a_renamed_folder_changes_neither_page_nor_workbook(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    from conformance.reporting.workbook import write_workbook

    one, other = products(events(folder="old/deep")), products(events(folder="quite/another/place"))
    assert page(one) == page(other)
    assert "a/x.json" in page(one)
    for name, found in (("1.xlsx", one), ("2.xlsx", other)):
        write_workbook(found, tmp_path / name, "en")
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_what_the_runs_do_not_have_in_common_is_told() -> None:
    found = products(events(), events(suites=(suite(*ROWS, digest="sha256:1"),), level="basic"))
    assert unlike(found) == ["t/t", "level"]
    assert "the runs differ in t/t, level" in page(found)
    assert "各次运行的t/t、等级不同" in page(found)
    assert unlike(products(events(), events())) == []


@pytest.fixture
def book(tmp_path: Path) -> Any:
    """A workbook of two products as an independent reader sees it."""
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    from conformance.reporting.workbook import write_workbook

    found = [read_product("甲", events()), read_product(EVIL, events("PPP-", name=EVIL))]
    write_workbook(found, tmp_path / "m.xlsx", "zh")
    return openpyxl.load_workbook(tmp_path / "m.xlsx")


def test_the_workbook_is_fit_for_a_meeting(book: Any) -> None:
    sheet = book.worksheets[1]
    assert book.sheetnames == ["封面", "一致性矩阵", "主要问题", "各次运行"]
    assert sheet.freeze_panes == "E2"
    assert sheet.auto_filter.ref == "A1:H5"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0][:5] == ["要求", "要求类型", "来源", "标题", "标准"]
    assert cells[1][:3] == ["T-1", "应", "本规范增补"]
    assert cells[1][6:] == ["✗ 不满足", "✓ 满足"]
    assert [row[6] for row in cells[2:]] == ["? 未能证实", "✓ 满足", "/ 已排除"]


def test_a_sign_and_a_word_tell_what_a_colour_tells(book: Any) -> None:
    """On black and white paper nothing may be lost: no two conclusions share a sign, and fills are light."""
    sheet = book.worksheets[1]
    signs = {cell.value[0] for row in sheet.iter_rows(min_row=2, min_col=7) for cell in row}
    assert len(signs) == 4
    for row in sheet.iter_rows(min_row=2, min_col=7):
        for cell in row:
            fill, ink = (tuple(bytes.fromhex(colour.rgb[-6:])) for colour in (cell.fill.fgColor, cell.font.color))
            assert sum(fill) - sum(ink) > 300


def test_findings_stand_with_place_and_fix(book: Any) -> None:
    heads, row = ([cell.value for cell in line] for line in book["主要问题"].iter_rows(max_row=2))
    told = dict(zip(heads, row, strict=True))
    assert told["产品"] == "甲"
    assert told["位置"] == "a/x.json  /p  第 2 帧"
    assert told["修改"] == "修好它"
    assert told["对象数"] == 1


def test_no_cell_is_a_formula_whatever_a_product_is_called(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


def test_what_a_product_is_called_cannot_become_markup() -> None:
    made = page([read_product(EVIL, events())])
    assert "<b>\x00" not in made
    assert "&lt;b&gt;\\x00\\udcff" in made
    made.encode("utf-8")


def test_the_command_names_products_and_writes_both_formats(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("one", "two"):
        Path(name).mkdir()
        write(Path(name) / "run.jsonl", *events())
    assert main(["matrix", "one", "two/run.jsonl", "星际=two", "--lang", "en"]) == 0
    made = capsys.readouterr().out
    assert [name for name in (">one<", ">two<", ">星际<") if name not in made] == []
    pytest.importorskip("xlsxwriter")
    assert main(["matrix", "one", "one", "--format", "xlsx", "--output", "out/m.xlsx"]) == 0
    assert Path("out/m.xlsx").read_bytes().startswith(b"PK")


def test_two_runs_of_one_name_are_told_apart(tmp_path: Path, capsys) -> None:
    for place in ("a/one", "b/one"):
        (tmp_path / place).mkdir(parents=True)
        write(tmp_path / place / "run.jsonl", *events())
    assert main(["matrix", str(tmp_path / "a" / "one"), str(tmp_path / "b" / "one")]) == 0
    assert ">one (2)<" in capsys.readouterr().out


def test_a_workbook_without_its_library_or_a_file_is_one_sentence(tmp_path: Path, monkeypatch, capsys) -> None:
    run = write(tmp_path / "run.jsonl", *events())
    assert main(["matrix", str(run), "--format", "xlsx"]) == 2
    assert "needs --output" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert main(["matrix", str(run), "--format", "xlsx", "--output", str(tmp_path / "m.xlsx")]) == 2
    told = capsys.readouterr().err
    assert "pip install 'metaverse-conformance[xlsx]'" in told
    assert told.count("\n") == 1


def test_what_is_no_journal_is_one_sentence(tmp_path: Path, capsys) -> None:
    assert main(["matrix", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err


def test_every_conclusion_has_a_sign_of_its_own() -> None:
    from conformance.reporting.matrix import SIGNS

    assert set(SIGNS) == set(Conclusion)
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_where_products_differ_comes_first_and_what_applies_to_none_is_folded() -> None:
    """C3."""
    rows = [requirement(f"T-{number}") for number in range(1, 5)]
    journals = [[opening(*rows), subject(letters), end()] for letters in ("-PPF", "-PFF")]
    assert [line.record.id for line in matrix(products(*journals))] == ["T-3", "T-4", "T-2", "T-1"]
    made = page(products(*journals))
    assert made.index(">T-2<") < made.index('<details class="rest">') < made.index(">T-1<")


def test_page_and_workbook_have_a_title_block(tmp_path: Path) -> None:
    """C2: product, version, producer, laboratory, report number, date and lines to sign on."""
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    from conformance.reporting.workbook import write_workbook

    stated = {
        "product": {"name": "Aurora", "version": "3.1", "producer": "Maker Ltd"},
        "laboratory": {"name": "Lab One"},
        "order": {"report_number": "MV-17"},
    }
    found = products(events("FPP-", **stated), events("FPP-"))
    wanted = ("Aurora 3.1", "Maker Ltd", "Lab One", "MV-17", "Self-test: no laboratory is named.", "approved by")
    assert all(each in page(found) for each in wanted)
    write_workbook(found, tmp_path / "a.xlsx", "en")
    cover = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    cells = [cell.value for row in cover.iter_rows() for cell in row]
    assert all(each in cells for each in wanted)
