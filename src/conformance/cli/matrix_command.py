"""`conformance matrix`: products x requirements, for a certification meeting."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from conformance.cli.console import complain, parser
from conformance.cli.views import journal_at, opened
from conformance.model.outcome import USAGE_ERROR
from conformance.reporting.journal import events, opening_of
from conformance.reporting.matrix import Product, read_product


def run(argv: list[str]) -> int:
    """Write the matrix of several runs; exit status 0 whatever they conclude."""
    made = parser("matrix", "Products side by side, from their journals. | 由日志并列比较各产品。")
    made.add_argument(
        "journals",
        nargs="+",
        metavar="[NAME=]JOURNAL",
        help="journal of a product's run, with its name | 产品名称与日志",
    )
    made.add_argument("--format", choices=("html", "xlsx"), default="html", help="what to write | 输出格式")
    made.add_argument("--output", type=Path, metavar="FILE", help="write to a file instead | 写入文件")
    options = made.parse_args(argv)
    products = _products(options.journals)
    return _workbook(products, options) if options.format == "xlsx" else _page(products, options)


def _page(products: list[Product], options: argparse.Namespace) -> int:
    from conformance.reporting.matrix_page import write_matrix

    with opened(options.output) as out:
        write_matrix(products, out or sys.stdout, options.lang)
    return 0


def _workbook(products: list[Product], options: argparse.Namespace) -> int:
    from conformance.reporting.workbook import write_workbook

    if options.output is None:
        complain("a workbook needs --output FILE | 工作簿需要 --output FILE")
        return USAGE_ERROR
    options.output.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_workbook(products, options.output, options.lang)
    except ImportError:
        complain(
            "the workbook needs XlsxWriter: pip install 'metaverse-conformance[xlsx]' | "
            "工作簿需要 XlsxWriter：pip install 'metaverse-conformance[xlsx]'"
        )
        return USAGE_ERROR
    return 0


def _products(named: list[str]) -> list[Product]:
    """The products, no two of the same name."""
    found = []
    times: Counter[str] = Counter()
    for each in named:
        name, journal = _named(each)
        times[name] += 1
        shown = f"{name} ({times[name]})" if times[name] > 1 else name
        found.append(read_product(shown, events(journal)))
    return found


def _named(argument: str) -> tuple[str, Path]:
    """NAME=JOURNAL taken apart; without a name, what the run calls its product, or the name of file or folder."""
    name, equals, rest = argument.partition("=")
    if equals and not Path(argument).exists():
        return name, journal_at(Path(rest))
    journal = journal_at(Path(argument))
    product = opening_of(journal).product
    told = " ".join(filter(None, (product["name"], product.get("version")))) if product.get("name") else ""
    place = journal.absolute()
    return told or (place.parent.name if place.name == "run.jsonl" else place.stem), journal
