"""Every view of every sample speaks the language it was asked for, whole sentences of it, and no forbidden word."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import CATALOGUE, PLAN

from conformance.catalogue.samples import samples
from conformance.cli.qualify_command import render_confirmation
from conformance.cli.trace_command import render_trace
from conformance.drafting.confirmation import confirmation
from conformance.drafting.trace import as_records
from conformance.engine.plan import Plan, Selection
from conformance.engine.run import execute
from conformance.engine.subjects import targets
from conformance.model.journal.records import SubjectJudged
from conformance.model.text import Text, capped
from conformance.reporting.comparison import compare, outcomes, render_comparison
from conformance.reporting.html import write_html
from conformance.reporting.journal import events
from conformance.reporting.junit import write_junit
from conformance.reporting.lines import Line, print_plain
from conformance.reporting.markdown import write_markdown
from conformance.reporting.matrix import read_product
from conformance.reporting.matrix_page import write_matrix
from conformance.reporting.qualification_page import write_qualification
from conformance.reporting.sarif import write_sarif
from conformance.reporting.summary import summarise
from conformance.reporting.terminal import render
from conformance.reporting.trace_page import write_trace
from conformance.reporting.words import words
from conformance.reporting.workbook import write_workbook

LANGUAGES = ("en", "zh")
HAN = re.compile("[\u4e00-\u9fff]+")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}|\$([a-z_]+)\b")
# 符合格式 is no 合格, and 合格评定 is what a policy clause calls conformity assessment.
FORBIDDEN = re.compile(r"认证证书|(?<!符)合格(?!评定)|\bCNAS\b|\bCMA\b|certificate of conformity")
# Words of a sentence, not tokens of code: five in a row, none of them with a capital, digit or sign inside.
ENGLISH = re.compile(r"(?<![\w./#-])[A-Z]?[a-z]+(?:,? [a-z]+){4,}(?![\w./-])")
CODE = re.compile("`[^`]*`")


def fields() -> set[str]:
    """The names that our sentences ask for; a product may write others in braces."""
    sentences = [Text(**each) for section in words().values() for each in section.values()]
    sentences += [text for row in CATALOGUE.requirements.values() for text in (row.findings or {}).values()]
    return {name for text in sentences for names in text.fields() for name in names}


FIELDS = fields()


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over every sample of every suite."""
    root = tmp_path_factory.mktemp("samples")
    plan = PLAN
    for suite in plan.catalogue.suites.values():
        folder = root / suite.id
        folder.mkdir(parents=True)
        for sample in samples(suite):
            (folder / sample.name).write_bytes(sample.data)
    path = root / "run.jsonl"
    execute(plan, targets([str(root)]), path, workers=1)
    return path


@pytest.fixture(scope="module")
def theirs(journal: Path) -> list[str]:
    """What a view repeats as it is: names of files, values of findings, headings of clauses."""
    found = {each.partition(":")[2] for row in CATALOGUE.requirements.values() for each in row.basis}
    for event in events(journal):
        if isinstance(event, SubjectJudged):
            found |= set(texts_in(event.subject.name.split("/")))
            for each in (each for failure in event.failures for each in failure.findings):
                found |= set(texts_in([each.values, each.where.as_record()]))
    pieces = {piece for text in found for shown in (text, capped(text)) for piece in (shown, *shown.split("…"))}
    telling = (piece for piece in pieces if HAN.search(piece) or " " in piece.strip() or PLACEHOLDER.search(piece))
    return sorted(telling, key=len, reverse=True)


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for each in pair for text in texts_in(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in texts_in(each))


def printed(lines: Iterable[Line]) -> str:
    out = io.StringIO()
    print_plain(lines, out)
    return out.getvalue()


CONFIRMED = ["toy/badges/badge"]
TOY = Plan(Selection((str(Path(__file__).parents[1] / "doubles" / "suites"),)))


def written(write: Callable[..., Any], *arguments: Any) -> str:
    out = io.StringIO()
    write(*arguments[:-1], out, arguments[-1])
    return out.getvalue()


def plain(name: str, journal: Path, language: str) -> str:
    """A view that is one text in one language."""
    if name == "terminal":
        return printed(render(summarise(events(journal)), language))
    if name == "compare":
        nothing = outcomes([next(events(journal))])
        return printed(render_comparison(compare(nothing, outcomes(events(journal))), language))
    if name == "trace":
        return printed(render_trace(CATALOGUE, language))
    if name == "qualify":
        return printed(render_confirmation(confirmation(TOY, "", CONFIRMED), language))
    if name == "sarif":
        run = json.loads(written(write_sarif, events(journal), language))["runs"][0]
        rules = (rule[key]["text"] for rule in run["tool"]["driver"]["rules"] for key in
                 ("shortDescription", "fullDescription"))  # fmt: skip
        return "\n".join([*rules, *(each["message"]["text"] for each in run["results"])])
    return written({"junit": write_junit, "markdown": write_markdown}[name], events(journal), language)


class Spoken(HTMLParser):
    """The text of a page by the language it is marked with; None for text in either language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._parts: dict[str | None, list[str]] = {"en": [], "zh": [], None: []}
        self._open: list[tuple[str, str | None]] = []
        self.feed(page)
        self.text = {language: "".join(parts) for language, parts in self._parts.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        for key in LANGUAGES:
            self._parts[key].append(f"{told.get(f'data-{key}') or ''}\n")
        if tag not in ("meta", "br", "input"):
            inherited = self._open[-1][1] if self._open and tag != "body" else None
            language = (told.get("lang") or "")[:2]
            self._open.append((tag, language if language in LANGUAGES and tag != "html" else inherited))

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        tag, language = self._open[-1] if self._open else ("", None)
        if tag not in ("script", "style", "title"):
            self._parts[language].append(f"`{data}`\n" if tag == "code" else f"{data}\n")


def page(name: str, journal: Path) -> str:
    if name == "report":
        return written(write_html, events(journal), "en")
    if name == "matrix":
        return written(write_matrix, [read_product("A", events(journal)), read_product("B", events(journal))], "en")
    if name == "trace":
        return written(write_trace, as_records(CATALOGUE), "en")
    return written(write_qualification, confirmation(TOY, "", CONFIRMED), "en")


def assert_speaks(text: str, language: str, theirs: list[str]) -> None:
    """Only this language, apart from code and from what products are called and say; nothing left open or forbidden."""
    assert FORBIDDEN.findall(text) == []
    other = HAN if language == "en" else ENGLISH
    # Most lines need no second look, and to take all that products say out of each of them takes long.
    text = "\n".join(
        dict.fromkeys(each for each in text.splitlines() if other.search(each) or PLACEHOLDER.search(each))
    )
    for piece in theirs:
        text = text.replace(piece, "")
    text = CODE.sub("", text)
    in_theirs = {name for piece in theirs for pair in PLACEHOLDER.findall(piece) for name in pair}
    left = {name for pair in PLACEHOLDER.findall(text) for name in pair if name}
    assert left & FIELDS - in_theirs == set()
    assert [line for line in text.splitlines() if other.search(line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["terminal", "compare", "trace", "qualify", "sarif", "junit", "markdown"])
def test_a_text_speaks_one_language(name: str, language: str, journal: Path, theirs: list[str]) -> None:
    assert_speaks(plain(name, journal, language), language, theirs)


@pytest.mark.parametrize("name", ["report", "matrix", "trace", "qualify"])
def test_a_page_speaks_both_languages_each_in_its_place(name: str, journal: Path, theirs: list[str]) -> None:
    spoken = Spoken(page(name, journal)).text
    for language in LANGUAGES:
        assert_speaks(spoken[language].replace("中文", ""), language, theirs)
        assert_speaks(spoken[None], language, theirs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_speaks_one_language(language: str, journal: Path, theirs: list[str], tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "matrix.xlsx"
    write_workbook([read_product("A", events(journal))], path, language)
    book = openpyxl.load_workbook(path)
    cells = (str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert_speaks("\n".join([*book.sheetnames, *cells]), language, theirs)


def test_an_english_sentence_and_a_chinese_word_are_noticed() -> None:
    with pytest.raises(AssertionError):
        assert_speaks("这里 the value is not a number at all", "zh", [])
    with pytest.raises(AssertionError):
        assert_speaks("the value 不对", "en", [])
    assert_speaks("值 `the value is not a number at all` 不对", "zh", [])
