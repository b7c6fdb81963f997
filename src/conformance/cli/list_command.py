"""`conformance list`: what the catalogue holds."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from conformance.catalogue import Catalogue, load_catalogue
from conformance.cli.console import add_suites_option, write_lines
from conformance.cli.parser import Parser
from conformance.model.profile import LEVEL_TITLES
from conformance.model.text import Text
from conformance.reporting.lines import Line, width
from conformance.reporting.words import word


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "what",
        metavar="WHAT",
        choices=tuple(TABLES),
        help=Text(f"one of {', '.join(TABLES)}", f"下列之一：{'、'.join(TABLES)}"),
    )
    made.option("--suite", metavar="NAME", help=Text("only the requirements of this suite", "仅此测试套的要求"))
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Print one line per thing, aligned."""
    catalogue = load_catalogue(options.suites)
    rows = TABLES[options.what](catalogue, options.lang)
    if options.suite:
        prefix = catalogue.suite(options.suite).prefix
        rows = (row for row in rows if row[0].startswith(f"{prefix}-"))
    write_lines(_aligned(list(rows)))
    return 0


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[Line]:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield Line("  ".join(cell + " " * (widths[index] - width(cell)) for index, cell in enumerate(row)).rstrip())


def _suites(catalogue: Catalogue, language: str) -> Iterator[tuple[str, ...]]:
    for suite in catalogue.suites.values():
        rows = str(len(suite.requirements))
        yield suite.id, suite.version, suite.prefix, suite.kind, rows, suite.title[language], suite.owner


def _requirements(catalogue: Catalogue, language: str) -> Iterator[tuple[str, ...]]:
    for row in catalogue.requirements.values():
        obligation, origin = word("obligation", row.obligation, language), word("origin", row.origin, language)
        yield row.id, obligation, origin, row.title[language]


def _profiles(catalogue: Catalogue, language: str) -> Iterator[tuple[str, ...]]:
    for name, profile in catalogue.profiles():
        for level in profile.levels:
            count = str(len(profile.requirements(level)))
            yield name, profile.version, level, LEVEL_TITLES[level][language], count, profile.title[language]


def _standards(catalogue: Catalogue, language: str) -> Iterator[tuple[str, ...]]:
    cited = {basis.rpartition(":")[0] for row in catalogue.requirements.values() for basis in row.basis}
    for standard in catalogue.standards.values():
        used = "*" if standard.key in cited else ""
        status, text = word("status", standard.status, language), word("text", standard.text, language)
        yield used, standard.key, standard.country, status, text, standard.title[language]


def _codes(catalogue: Catalogue, language: str) -> Iterator[tuple[str, ...]]:
    from conformance.drafting.official_codes import official_codes

    for each in official_codes(catalogue):
        reason = each.reason[language] if each.reason else " ".join(each.rows)
        yield each.code, each.severity[language], reason


TABLES: dict[str, Callable[[Catalogue, str], Iterator[tuple[str, ...]]]] = {
    "suites": _suites,
    "requirements": _requirements,
    "profiles": _profiles,
    "standards": _standards,
    "codes": _codes,
}
