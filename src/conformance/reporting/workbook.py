"""The matrix as an Excel workbook; needs XlsxWriter, which the extra `xlsx` installs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conformance.model.outcome import Conclusion
from conformance.model.text import capped
from conformance.reporting.matrix import SIGNS, Line, Product, matrix
from conformance.reporting.matrix_page import cells, unlike_in_words
from conformance.reporting.neutral import visible
from conformance.reporting.record import product_name, tester
from conformance.reporting.terminal import place
from conformance.reporting.words import COLONS, moment, word

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 2000  # Excel itself stops at 32,767 characters
ROWS_PER_SHEET = 100_000
COLOURS = {
    Conclusion.SATISFIED: ("#E3F4E8", "#14602F"),
    Conclusion.VIOLATED: ("#F9D0CC", "#96120C"),
    Conclusion.UNPROVEN: ("#FCEBC8", "#6E4600"),
    Conclusion.NOT_APPLICABLE: ("#FFFFFF", "#555555"),
    Conclusion.EXCLUDED: ("#F0F0F0", "#555555"),
}
NEVER = "2000-01-01T00:00:00+00:00"


def write_workbook(products: list[Product], path: Path, language: str) -> None:
    """Write the sheets: matrix, first findings, products with their runs. Raises ImportError without XlsxWriter."""
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(path), options) as book:
        finished = [product.summary.end.finished if product.summary.end else NEVER for product in products]
        created = datetime.fromisoformat(max(finished)).replace(tzinfo=None)
        book.set_properties({"title": word("matrix", "title", language), "created": created})
        sheets = _Sheets(book, language)
        lines = matrix(products)
        _write_cover(sheets, products)
        _write_matrix(sheets, products, lines)
        _write_findings(sheets, products, lines)
        _write_runs(sheets, products)


class _Sheets:
    """The styles of a workbook, and how to add a table as a sheet."""

    def __init__(self, book: Workbook, language: str) -> None:
        self.language = language
        self._book = book
        text = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BBBBBB"}
        self.text = book.add_format(text)
        self.head = book.add_format({**text, "bold": True, "bg_color": "#E0E4EA", "bottom": 2})
        self.signs = {
            each: book.add_format(
                {**text, "bg_color": back, "font_color": ink, "align": "center", "bold": each is Conclusion.VIOLATED}
            )
            for each, (back, ink) in COLOURS.items()
        }

    def word(self, key: str, **values: Any) -> str:
        return word("matrix", key, self.language, **values)

    def add(self, name: str, heads: Sequence[tuple[str, int]], frozen: int) -> Worksheet:
        """Add a sheet with headings (text, width); the heading row and the first `frozen` columns stay visible."""
        sheet = self._book.add_worksheet(name)
        for column, (title, width) in enumerate(heads):
            sheet.set_column(column, column, width)
            self.write(sheet, 0, column, title, self.head)
        sheet.freeze_panes(1, frozen)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{name}&R{self.word('page')}")
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, value: Any, style: Format | None = None) -> None:
        """Write a number, or any other value as text that is never taken for a formula."""
        if isinstance(value, int):
            sheet.write_number(row, column, value, style or self.text)
        else:
            lines = map(visible, capped(value, LONGEST_CELL).split("\n"))
            sheet.write_string(row, column, "\n".join(lines), style or self.text)


def _write_cover(sheets: _Sheets, products: list[Product]) -> None:
    """The title block: the products with producer, laboratory, report number and date, and lines to sign on."""
    language = sheets.language
    keys = ("product", "item", "producer", "laboratory", "number", "tested", "issued")
    names = {key: word("head", key, language) for key in keys if key != "item"} | {
        "item": word("record", "item", language)
    }
    heads = [(names[key], 26) for key in keys]
    sheet = sheets.add(sheets.word("cover"), heads, 1)
    for at, product in enumerate(products, 1):
        opening, end = product.summary.opening, product.summary.end
        values = [
            product.name,
            product_name(product.summary),
            opening.product.get("producer"),
            tester(product.summary)[language],
            opening.order.get("report_number"),
            moment(end.finished, language) if end else None,
            opening.order.get("issue_date"),
        ]
        for column, value in enumerate(values):
            sheets.write(sheet, at, column, value or "-")
    at = len(products) + 2
    for offset, key in enumerate(("tested", "reviewed", "approved")):
        sheets.write(sheet, at + offset, 0, word("qualify", key, language))
        sheets.write(sheet, at + offset, 1, "")
        sheets.write(sheet, at + offset, 2, word("qualify", "date", language))
        sheets.write(sheet, at + offset, 3, "")


def _write_matrix(sheets: _Sheets, products: list[Product], lines: list[Line]) -> None:
    widths = {"requirement": 14, "obligation": 10, "origin": 20, "name": 40, "basis": 30, "policy": 24}
    heads = [(sheets.word(key), width) for key, width in widths.items()]
    sheet = sheets.add(sheets.word("title"), [*heads, *((product.name, 15) for product in products)], 4)
    for at, line in enumerate(lines, 1):
        record = line.record
        basis = (f"{each.title[sheets.language]} {each.section}" for each in record.basis)
        told = [
            record.id,
            word("obligation", record.obligation, sheets.language),
            word("origin", record.origin, sheets.language),
            record.title[sheets.language],
        ]
        told += ["\n".join(basis), "\n".join(each.key for each in record.policy)]
        for column, value in enumerate(told):
            sheets.write(sheet, at, column, value)
        for column, conclusion in enumerate(line.conclusions, len(told)):
            if conclusion is None:
                sheets.write(sheet, at, column, sheets.word("absent"))
            else:
                named = f"{SIGNS[conclusion]} {word('requirement', conclusion.value, sheets.language)}"
                sheets.write(sheet, at, column, named, sheets.signs[conclusion])
    sheet.autofilter(0, 0, max(len(lines), 1), len(heads) + len(products) - 1)


def _write_findings(sheets: _Sheets, products: list[Product], lines: list[Line]) -> None:
    keys = (("requirement", 14), ("product", 18), ("place", 40), ("finding", 60), ("fix", 50), ("cases", 10))
    sheet = sheets.add(sheets.word("findings"), [(sheets.word(key), width) for key, width in keys], 2)
    at = 0
    for at, told in enumerate(_findings(sheets.language, products, lines), 1):
        for column, value in enumerate(told):
            sheets.write(sheet, at, column, value)
        if at == ROWS_PER_SHEET:
            break
    sheet.autofilter(0, 0, max(at, 1), len(keys) - 1)


def _findings(language: str, products: list[Product], lines: list[Line]) -> Iterable[list[Any]]:
    for line in lines:
        fix = line.record.fix[language] if line.record.fix else ""
        for product, cell in zip(products, line.cells, strict=True):
            if cell is not None and cell.conclusion is Conclusion.VIOLATED:
                files = sum(count for outcome, count in cell.outcomes.items() if outcome.value == "fail")
                for case in product.cases(line.record.id):
                    for finding in case.findings[:1]:
                        where, message = place(case.subject.name, finding.where, language), finding.message[language]
                        yield [line.record.id, product.name, where, message, fix, files]


def _write_runs(sheets: _Sheets, products: list[Product]) -> None:
    """The products with verdict and counts, what was run, and what the symbols mean."""
    language = sheets.language
    shall = word("obligation", "shall", language)
    counted = [f"{shall} {word('requirement', key, language)}" for key in ("violated", "unproven", "satisfied")]
    heads = [(sheets.word("product"), 24), (sheets.word("conclusion"), 24), *((each, 12) for each in counted)]
    heads += [(sheets.word(key), width) for key, width in
              (("profile", 24), ("finished", 26), ("run", 26), ("harness", 36), ("suites", 60))]  # fmt: skip
    sheet = sheets.add(sheets.word("runs"), heads, 1)
    for at, product in enumerate(products, 1):
        told, opening = cells(product), product.summary.opening
        suites = "\n".join(f"{each.id} {each.version} {each.digest}" for each in product.summary.suites)
        harness = f"{opening.harness.name} {opening.harness.version}, {opening.harness.schema_engine}"
        verdict = "\n".join([told["verdict"][language], *(reason[language] for reason in told["unmet"])])
        values = [told["name"], verdict, *told["counts"], told["profile"][language], told["finished"][language]]
        for column, value in enumerate([*values, opening.run.get("id", ""), harness, suites]):
            sheets.write(sheet, at, column, value)
    at = len(products) + 2
    if unlike := unlike_in_words(products):
        sheets.write(sheet, at, 0, unlike[language])
        at += 1
    rule = products[0].summary.opening.decision_rule[language]
    sheets.write(sheet, at, 0, f"{sheets.word('rule')}{COLONS[language]}{rule}")
    for offset, (conclusion, sign) in enumerate(SIGNS.items(), 1):
        named = f"{sign} {word('requirement', conclusion.value, language)}"
        sheets.write(sheet, at + offset, 0, named, sheets.signs[conclusion])
