"""A vendor's filled-in proforma and the plan: no answer is lost, and what is wrong is said in one sentence each."""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import CATALOGUE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.catalogue.errors import CatalogueError
from conformance.cli.main import main
from conformance.drafting.draft.proforma import ANSWER, SECTIONS, add_proforma, questions
from conformance.drafting.draft.workbook import workbook_bytes
from conformance.drafting.statement import Statement, read_statement, with_answers
from conformance.model.problem import Problem
from conformance.model.requirement import Question, Suite
from conformance.paper.blocks import Cover, Document
from conformance.paper.office import read_office
from conformance.readers import bounds

docx, openpyxl = pytest.importorskip("docx"), pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")
ASKING = [suite for suite in CATALOGUE.suites.values() if suite.statement]
if not ASKING:
    pytest.skip("no family with a statement is installed", allow_module_level=True)

# What people type into a cell of a table: lines of text without blanks around them.
line = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Zs", "Cs", "Cn"]), min_size=1)
line = line.filter(lambda text: "_x" not in text and not text.startswith("=") and text == text.strip("\"'“” "))
values = {
    "text": line,
    "secret": st.from_regex("[A-Z][A-Z0-9_]{0,20}", fullmatch=True).map(lambda name: {"env": name}),
    "list": st.lists(line, min_size=1),
    "boolean": st.booleans(),
    "number": st.integers(-(10**15) + 1, 10**15 - 1) | st.floats(allow_nan=False, allow_infinity=False),
}


def answers_to(item: Question) -> st.SearchStrategy[Any]:
    return st.sampled_from(item.one_of) if item.one_of else values[item.type]


def all_answers(suite: Suite) -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    tables = {
        section: st.fixed_dictionaries({name: answers_to(item) for name, item in questions(suite, section).items()})
        for section in SECTIONS
    }
    return st.fixed_dictionaries(tables)


def example_of(item: Question) -> Any:
    """The example as an answer."""
    if item.type == "secret":
        return {"env": item.example}
    return item.example or "A" if item.type == "text" else item.example


def examples(suite: Suite) -> dict[str, dict[str, Any]]:
    """The examples that the suite gives, as answers."""
    return {
        section: {name: example_of(item) for name, item in asked.items()}
        for section in SECTIONS
        if (asked := questions(suite, section)) is not None
    }


def written(value: Any, language: str) -> str:
    """An answer as a vendor writes it."""
    if isinstance(value, dict):
        return str(value["env"])
    if isinstance(value, bool):
        return {"en": ("no", "Yes"), "zh": ("否", "是")}[language][value]
    return "\n".join(value) if isinstance(value, list) else str(value)


def proforma(suite: Suite, language: str = "en") -> Document:
    made = Document(language, Cover((), suite.title[language], "", ()))
    add_proforma(made, CATALOGUE, suite, suite.requirements)
    return made


def filled_word(path: Path, suite: Suite, answers: Mapping[str, Mapping[str, Any]], language: str = "en") -> Path:
    from conformance.paper.word import word_bytes

    made = docx.Document(io.BytesIO(word_bytes(proforma(suite, language))))
    for row in made.tables[0].rows[1:]:
        cells = row.cells
        section, _, name = cells[0].text.partition(".")
        if name in answers[section]:
            cells[ANSWER].text = written(answers[section][name], language)
    made.save(str(path))
    return path


def filled_book(path: Path, suite: Suite, answers: Mapping[str, Mapping[str, Any]], language: str = "en") -> Path:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(proforma(suite, language))))
    for row in book.worksheets[0].iter_rows():
        section, _, name = str(row[0].value).partition(".")
        if section in SECTIONS and name in answers[section]:
            row[ANSWER].value = written(answers[section][name], language)
    book.save(path)
    return path


Fill = Callable[..., Path]
WAYS = pytest.mark.parametrize(("fill", "name"), [(filled_word, "a.docx"), (filled_book, "a.xlsx")])


@WAYS
@pytest.mark.parametrize("suite", ASKING, ids=lambda suite: suite.id)
def test_the_examples_of_every_suite_come_back(suite: Suite, fill: Fill, name: str, tmp_path: Path) -> None:
    for language in ("en", "zh"):
        answers = examples(suite)
        found = read_statement([fill(tmp_path / name, suite, answers, language)], CATALOGUE)
        assert found._asdict() == answers


@WAYS
@given(data=st.data())
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_no_answer_is_lost_on_the_way(data: st.DataObject, fill: Fill, name: str, tmp_path: Path) -> None:
    suite = data.draw(st.sampled_from(ASKING))
    answers = data.draw(all_answers(suite))
    found = read_statement([fill(tmp_path / name, suite, answers)], CATALOGUE)
    assert found._asdict() == answers
    plan = with_answers(
        'profile = "p"\n[statement]\n# other = 1\n[limits]\nwriting = false\n', found, Path("plan.toml")
    )
    given = {name: table for name, table in answers.items() if table}
    assert tomllib.loads(plan) == {"profile": "p", "limits": {"writing": False}, "statement": {}, **given}


def test_several_proformas_answer_one_plan(tmp_path: Path) -> None:
    paths = [filled_book(tmp_path / f"{at}.xlsx", suite, examples(suite)) for at, suite in enumerate(ASKING)]
    found = read_statement(paths, CATALOGUE)
    assert found.statement.keys() == {name for suite in ASKING for name in suite.statement}


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    suite = next(each for each in ASKING if any(item.type == "boolean" for item in each.statement.values()))
    answers = examples(suite)
    names = [name for name, item in suite.statement.items() if item.type == "boolean"]
    answers["statement"][names[0]] = "perhaps"
    answers["statement"].pop(names[-1], None) if len(names) > 1 else None
    path = filled_book(tmp_path / "a.xlsx", suite, answers)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for item, value in (("statement.nosuch", "yes"), (f"statement.{names[0]}", "maybe")):
        sheet.append([item, "", "", "", value])
    book.save(path)
    with pytest.raises(CatalogueError) as caught:
        read_statement([path], CATALOGUE)
    assert "answered twice, differently" in caught.value.text.en
    sheet.delete_rows(sheet.max_row)
    book.save(path)
    with pytest.raises(CatalogueError) as caught:
        read_statement([path], CATALOGUE)
    said = caught.value.text.en.splitlines()
    assert any("nosuch" in line and "unknown item" in line for line in said)
    assert any('"perhaps", expected true or false' in line for line in said)
    assert len(names) == 1 or any(f"does not answer {names[-1]}" in line for line in said)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("sha256:", "sha256:0", "no line says which set"),
        ("sha256:", "sha256:" + "0" * 64 + " ", "is of another version of"),
        ("Proforma of ", "Proforma of x", "unknown suite 'x"),
    ],
)
def test_a_proforma_of_another_set_is_refused(before: str, after: str, said: str, tmp_path: Path) -> None:
    suite = ASKING[0]
    path = filled_book(tmp_path / "a.xlsx", suite, examples(suite))
    book = openpyxl.load_workbook(path)
    for row in (row for sheet in book for row in sheet.iter_rows(max_row=5)):
        if row[0].value and "sha256:" in row[0].value:
            row[0].value = row[0].value.replace(before, after)
    book.save(path)
    with pytest.raises(CatalogueError, match=said):
        read_statement([path], CATALOGUE)


def test_a_plan_keeps_all_but_the_answers() -> None:
    plan = (
        '# a plan\nprofile = "p" # mine\n\n[statement]\n# says so\n# a = true   # required\nb = false # x\n\n[limits]\n'
    )
    answers = Statement({}, {"a": False, "b": True, "c": ["x", "y"]}, {"d": 'q"\x7f'})
    after = with_answers(plan, answers, Path("plan.toml"))
    assert after.startswith(
        '# a plan\nprofile = "p" # mine\n\n[statement]\n# says so\na = false\nb = true\nc = ["x", "y"]\n'
    )
    assert tomllib.loads(after) == {
        "profile": "p",
        "statement": answers.statement,
        "information": answers.information,
        "limits": {},
    }
    assert with_answers(after, answers, Path("plan.toml")) == after


@pytest.mark.parametrize("plan", ['[statement]\na = [\n  "x",\n]\n', "statement = { a = 1 }\n", "statement.a = 1\n"])
def test_a_plan_that_cannot_be_changed_by_lines_is_left_alone(plan: str) -> None:
    with pytest.raises(CatalogueError, match=r"cannot be changed line by line; put these answers there: a = true"):
        with_answers(plan, Statement({}, {"a": True}, {}), Path("plan.toml"))


def test_nothing_is_written_where_an_answer_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    suite = ASKING[0]
    good = filled_book(tmp_path / "good.xlsx", suite, examples(suite))
    bad = filled_book(tmp_path / "bad.xlsx", suite, {section: {} for section in SECTIONS})
    plan = tmp_path / "plan.toml"
    plan.write_text("[statement]\n", encoding="utf-8")
    assert main(["statement", "import", str(good), str(bad), "--plan", str(plan), "--lang", "en"]) == 2
    assert "does not answer" in capsys.readouterr().err
    assert plan.read_text(encoding="utf-8") == "[statement]\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["bad.xlsx", "good.xlsx", "plan.toml"]


def test_the_answers_are_written_into_the_plan_or_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once more changes nothing; without a plan, or with another output, the plan is printed and stays as it was."""
    monkeypatch.chdir(tmp_path)
    suite = next(suite for suite in ASKING if questions(suite, "statement"))
    given = examples(suite)
    filled_book(tmp_path / "good.xlsx", suite, given)
    plan, before = tmp_path / "plan.toml", '# mine\nprofile = "p"\n'
    plan.write_text(before, encoding="utf-8")
    importing = ["statement", "import", "good.xlsx", "--lang", "en"]

    assert main(importing) == 0
    printed = tomllib.loads(capsys.readouterr().out)
    assert printed == {name: answers for name, answers in given.items() if answers}
    assert main([*importing, "--plan", "plan.toml", "--output", "other.toml"]) == 0
    assert plan.read_text(encoding="utf-8") == before
    assert capsys.readouterr().out == ""

    for said in (" answers in plan.toml; next:", "has these answers already"):
        assert main([*importing, "--plan", "plan.toml"]) == 0
        assert plan.read_bytes() == (tmp_path / "other.toml").read_bytes()
        assert said in capsys.readouterr().out
    assert tomllib.loads(plan.read_text(encoding="utf-8")) == {"profile": "p", **printed}


W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"


def office(path: Path, text: bytes, name: str = "word/document.xml") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(name, text)
    return path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "a document type declaration"),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"), "a document type declaration"),
        (b"<a>" * 5000 + b"</a>" * 5000, "would unpack to more than"),
        (b"<a><b></a>", "mismatched tag"),
        (b"<?xml version='1.0' encoding='nosuch'?><a/>", "cannot be read"),
        (b"", "no element found"),
    ],
)
def test_hostile_text_is_refused(text: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=said):
        read_office(office(tmp_path / "a.docx", text))


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is(tmp_path: Path) -> None:
    """OFFICE_BYTES, OFFICE_MEMBERS, OFFICE_ELEMENTS."""
    path = office(tmp_path / "a.docx", b" " * (bounds.OFFICE_BYTES + 1))
    with pytest.raises(Problem, match="limit of 67108864 bytes"):
        read_office(path)
    with zipfile.ZipFile(path, "w") as out:
        for number in range(bounds.OFFICE_MEMBERS + 1):
            out.writestr(f"xl/worksheets/{number}.xml", b"<a/>")
    with pytest.raises(Problem, match="limit of 2000 files"):
        read_office(path)
    with pytest.raises(Problem, match="limit of 1000000 elements"):
        read_office(office(path, b"<a>" + b"<b/>" * (bounds.OFFICE_ELEMENTS + 1) + b"</a>"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello", zipfile.ZipFile.__doc__.encode()])  # type: ignore[union-attr]  # it has one
def test_what_is_no_office_file_is_said_to_be_none(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(Problem, match="not a Word document or Excel workbook"):
        read_office(tmp_path / "a.docx")


def test_a_truncated_or_changed_file_is_never_a_crash(tmp_path: Path) -> None:
    whole = filled_book(tmp_path / "a.xlsx", ASKING[0], examples(ASKING[0])).read_bytes()
    path = tmp_path / "b.xlsx"
    for cut in range(0, len(whole), max(1, len(whole) // 40)):
        for data in (whole[:cut], whole[:cut] + b"\xff\x00" + whole[cut + 2 :]):
            path.write_bytes(data)
            try:
                read_statement([path], CATALOGUE)
            except Problem:
                continue


def test_text_is_read_from_wherever_word_puts_it(tmp_path: Path) -> None:
    """Content controls, inserted and deleted text, tables in tables, text boxes; deep nesting takes linear time."""
    inner = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    p = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    nested = p.format("deep")
    for _ in range(28):
        nested = inner.format(nested)
    body = (
        f"<w:sdt><w:sdtContent>{p.format('control')}</w:sdtContent></w:sdt>"
        f"<w:p><w:ins><w:r><w:t>in</w:t></w:r></w:ins><w:del><w:r><w:delText>out</w:delText></w:r></w:del>"
        f"<w:r><w:tab/><w:br/></w:r></w:p>{nested}"
    )
    found = read_office(office(tmp_path / "a.docx", f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()))
    assert found.paragraphs == ["control", "in\t\n", "deep"]
    assert len(found.tables) == 28
