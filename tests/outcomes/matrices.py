"""The matrix of hand-made runs, as a page and as an independent reader sees its workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from conformance.model.journal.records import Event
from conformance.reporting.matrix import read_product
from conformance.reporting.matrix_page import write_matrix
from conformance.version import __version__


def matrices_text(runs: Mapping[str, list[Event]], folder: Path) -> str:
    """The page, then each sheet: its layout, then value, colours and weight of each cell. Needs both Excel packages."""
    from openpyxl import load_workbook

    from conformance.reporting.workbook import write_workbook

    products = [read_product(name, events) for name, events in runs.items()]
    page = io.StringIO()
    write_matrix(products, page, "en")
    told = [page.getvalue().partition("</style>")[2]]
    for language in ("en", "zh"):
        path = folder / f"{language}.xlsx"
        write_workbook(products, path, language)
        book = load_workbook(path)
        told.append(f"# workbook {language} {book.properties.title} {book.properties.created}")
        told += [line for sheet in book.worksheets for line in _sheet(sheet)]
    return "".join(f"{line}\n" for line in told).replace(__version__, "VERSION")


def _sheet(sheet: Any) -> Iterator[str]:
    setup, columns = sheet.page_setup, sheet.column_dimensions.values()
    widths = " ".join(f"{each.min}-{each.max}:{each.width:g}" for each in columns)
    yield f"## {sheet.title} {sheet.freeze_panes} {sheet.auto_filter.ref} {sheet.print_title_rows} {widths}"
    yield f"{setup.orientation} {setup.paperSize} {setup.fitToWidth} {setup.fitToHeight} {sheet.oddFooter.left.text}"
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None or cell.has_style:
                colours = [each.rgb for each in (cell.fill.fgColor, cell.font.color) if each and each.type == "rgb"]
                style = " ".join([*colours, "bold" * bool(cell.font.b), "wrapped" * bool(cell.alignment.wrap_text)])
                yield f"{cell.coordinate} {cell.data_type} {cell.value!r} {style}"
