"""`conformance list`: what the catalogue holds."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from conformance.catalogue import load_catalogue
from conformance.cli.console import add_format_option, add_suites_option, complain, write_lines
from conformance.cli.listings import LISTINGS, Chosen
from conformance.cli.parser import Parser
from conformance.model.profile import LEVEL_TITLES
from conformance.model.text import Text
from conformance.reporting.lines import Line, width
from conformance.reporting.words import word

FORMAT = 1
NOTHING = Text("nothing to list", "没有可列出的内容")
CITED = Text("cited", "已引用")
Cells = tuple[str, ...]


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "what",
        metavar="WHAT",
        choices=tuple(LISTINGS),
        help=Text(f"one of {', '.join(LISTINGS)}", f"下列之一：{'、'.join(LISTINGS)}"),
    )
    made.option("--suite", metavar="NAME", help=Text("only what belongs to this suite", "仅与此测试套有关的内容"))
    made.option(
        "--profile",
        metavar="NAME",
        help=Text("only what this profile requires, with the level", "仅此轮廓要求的内容，并列出等级"),
    )
    add_format_option(made, ("terminal", "json"))
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Print one line per thing, aligned, or all of them as one JSON document."""
    chosen = Chosen(load_catalogue(options.suites), options.suite, options.profile)
    items = LISTINGS[options.what](chosen)
    if options.format == "json":
        listed = {"format": FORMAT, "what": options.what, "items": list(items)}
        unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"  # others get what JSON can escape
        print(json.dumps(listed, ensure_ascii=not unicode, indent=1))
        return 0
    rows = [cells for item in items for cells in CELLS[options.what](item, options.lang)]
    if not rows:
        complain(NOTHING, options.lang)
    write_lines(_aligned(rows))
    return 0


def _aligned(rows: list[Cells]) -> Iterator[Line]:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield Line("  ".join(cell + " " * (widths[index] - width(cell)) for index, cell in enumerate(row)).rstrip())


def _family(item: Mapping[str, Any], language: str) -> Iterable[Cells]:
    yield item["id"], str(len(item["suites"])), item["title"][language], item["owner"]


def _suite(item: Mapping[str, Any], language: str) -> Iterable[Cells]:
    told = (item[key] for key in ("id", "version", "prefix", "kind"))
    yield *told, str(item["requirements"]), item["title"][language], item["owner"]


def _requirement(item: Mapping[str, Any], language: str) -> Iterable[Cells]:
    words = (word(key, item[key], language) for key in ("obligation", "origin"))
    level = (LEVEL_TITLES[item["level"]][language],) if item["level"] else ()
    yield item["id"], *words, *level, item["title"][language]


def _profile(item: Mapping[str, Any], language: str) -> Iterable[Cells]:
    for level, count in item["levels"].items():
        title = LEVEL_TITLES[level][language]
        yield item["id"], item["version"], level, title, str(count), item["title"][language]


def _kind(item: Mapping[str, Any], language: str) -> Iterable[Cells]:
    yield item["id"], item["judge"], str(len(item["suites"])), item["title"][language]


def _standard(item: Mapping[str, Any], language: str) -> Iterable[Cells]:
    words = (word(key, item[key], language) for key in ("status", "text"))
    yield CITED[language] if item["cited"] else "", item["key"], item["country"], *words, item["title"][language]


def _code(item: Mapping[str, Any], language: str) -> Iterable[Cells]:
    said = item["reason"][language] if item["reason"] else " ".join(item["requirements"])
    yield item["code"], item["severity"][language], said


CELLS: Mapping[str, Callable[[Mapping[str, Any], str], Iterable[Cells]]] = {
    "families": _family,
    "suites": _suite,
    "requirements": _requirement,
    "profiles": _profile,
    "kinds": _kind,
    "standards": _standard,
    "codes": _code,
}
