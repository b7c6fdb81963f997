"""The proforma as an Excel workbook; needs XlsxWriter, which the extra `xlsx` installs."""

from __future__ import annotations

import io
from datetime import datetime

from conformance.paper.blocks import Annex, Document, Paragraph, Table, table_title
from conformance.reporting.neutral import visible

LINE = 110
"""Characters that all columns of a table have together."""
NEVER = datetime(1980, 1, 1)  # noqa: DTZ001 - the format knows no time zones


def workbook_bytes(document: Document) -> bytes:
    """The tables of the proforma, a sheet each, below what it says of itself. Raises ImportError without XlsxWriter."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with Workbook(made, options) as book:
        book.set_properties({"title": document.cover.title, "created": NEVER})
        text = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
        head = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "bold": True, "bg_color": "#E0E4EA"})
        lead, tables = _proforma(document)
        for table in tables:
            sheet = book.add_worksheet(table.number)
            sheet.set_paper(9)
            for column, width in enumerate(table.widths):
                sheet.set_column(column, column, LINE * width / 100)
            for row, line in enumerate([*lead, "", table_title(table, document.language)]):
                sheet.write_string(row, 0, visible(line))
            for row, cells in enumerate((table.heads, *table.rows), len(lead) + 2):
                for column, cell in enumerate(cells):
                    shown = "\n".join(map(visible, cell.split("\n")))
                    sheet.write_string(row, column, shown, head if cells is table.heads else text)
    return made.getvalue()


def _proforma(document: Document) -> tuple[list[str], list[Table]]:
    """What the first annex says before its tables, and these."""
    blocks = iter(document.blocks)
    lead: list[str] = []
    tables: list[Table] = []
    for block in blocks:
        if isinstance(block, Annex):
            break
    for block in blocks:
        if isinstance(block, Annex):
            break
        if isinstance(block, Table):
            tables.append(block)
        elif isinstance(block, Paragraph) and not tables and len(lead) < 2:
            lead.append(block.text)
    return [document.cover.title, *lead], tables
