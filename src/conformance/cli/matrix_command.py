"""`conformance matrix`: products x requirements, for a certification meeting."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from conformance.catalogue.messages import reason_sentence
from conformance.cli.console import add_format_option, add_output_option, complain
from conformance.cli.parser import Misuse, Parser
from conformance.cli.paths import JOURNAL_HINT, existing, keep_apart, ready_to_write
from conformance.cli.views import journal_at, machine_output
from conformance.model.outcome import USAGE_ERROR
from conformance.model.text import Text
from conformance.reporting.journal import events, opening_of
from conformance.reporting.matrix import Product, read_product


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "journals",
        nargs="+",
        metavar="[NAME=]JOURNAL",
        help=Text("the journal of a product's run, with its name", "产品名称与其运行日志"),
    )
    add_format_option(made, ("html", "xlsx"))
    add_output_option(made)


def run(options: argparse.Namespace) -> int:
    """Write the matrix of several runs; exit status 0 whatever they conclude."""
    if options.output:
        keep_apart([options.output], (journal_at(Path(each)) for each in options.journals))
        ready_to_write(options.output)
    products = _products(options.journals)
    return _workbook(products, options) if _wants_workbook(options) else _page(products, options)


def _wants_workbook(options: argparse.Namespace) -> bool:
    """Whether a workbook is asked for: a file named .xlsx that holds a page would not open."""
    return options.format == "xlsx" or (options.output is not None and options.output.suffix.lower() == ".xlsx")


def _page(products: list[Product], options: argparse.Namespace) -> int:
    from conformance.reporting.matrix_page import write_matrix

    with machine_output(options.output) as out:
        write_matrix(products, out, options.lang)
    return 0


def _workbook(products: list[Product], options: argparse.Namespace) -> int:
    from conformance.reporting.workbook import write_workbook

    if options.output is None:
        raise Misuse(Text("a workbook needs --output FILE", "工作簿需要 --output FILE"))
    ready_to_write(options.output)
    try:
        write_workbook(products, options.output, options.lang)
    except ImportError:
        complain(reason_sentence("extra_missing", {"extra": "xlsx"}, {}), options.lang)
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
        return name, journal_at(existing(Path(rest), JOURNAL_HINT))
    journal = journal_at(existing(Path(argument), JOURNAL_HINT))
    product = opening_of(journal).product
    called = " ".join(filter(None, (product["name"], product.get("version")))) if product.get("name") else ""
    place = journal.absolute()
    return called or (place.parent.name if place.name == "run.jsonl" else place.stem), journal
