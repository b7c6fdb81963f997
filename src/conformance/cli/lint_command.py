"""`conformance lint`: the wording of requirements, or of a committee's draft, with an exit status."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from conformance.catalogue import Catalogue, load_catalogue
from conformance.cli.console import add_format_option, add_output_option, add_suites_option, write_lines
from conformance.cli.parser import Parser
from conformance.cli.paths import existing, keep_apart, ready_to_write
from conformance.cli.views import machine_output, opened
from conformance.drafting.lint import (
    KINDS,
    Explained,
    Finding,
    Found,
    lint_file,
    lint_suites,
    read_explained,
    stale_lines,
    unexplained,
)
from conformance.model.journal.to_json import text
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.reporting.lines import Line
from conformance.reporting.neutral import json_line, visible
from conformance.reporting.words import COLONS

DRAFT_HINT = Text(
    "a suite such as did/document, or a draft: .docx, .md, .txt",
    "可为测试套，例如 did/document，或草案文件：.docx、.md、.txt",
)
NO_DRAFT = Text("{path}: a draft is a .docx, .md or .txt file", "{path}：草案应为 .docx、.md 或 .txt 文件")
EXPLAINED_HINT = Text(
    "it holds [[explained]] with place, code and reason", "其中每个 [[explained]] 含有 place、code 和 reason"
)
TOTAL = Text("findings: {count}, explained: {known}", "问题：{count} 个，已说明：{known} 个")


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "what",
        nargs="?",
        metavar="SUITE|FILE",
        help=Text(
            "a suite, or a draft as .docx, .md or .txt; default: all suites",
            "测试套，或 .docx、.md、.txt 格式的草案；默认为全部测试套",
        ),
    )
    made.option(
        "--explained",
        type=Path,
        metavar="FILE",
        help=Text(
            "findings that were looked at and kept: [[explained]] with place, code and reason",
            "已审查并保留的问题：[[explained]]，含 place、code 和 reason",
        ),
    )
    add_format_option(made, ("terminal", "json"))
    add_output_option(made)
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Show the findings; exit status 0 where all are explained, 1 otherwise."""
    path = _draft(options.what)
    if options.explained:
        existing(options.explained, EXPLAINED_HINT, file=True)
    if options.output:
        keep_apart([options.output], [path, options.explained])
        ready_to_write(options.output)
    reasons = read_explained(options.explained) if options.explained else []
    catalogue = load_catalogue(options.suites)
    left, known, unused = unexplained(_found(options.what, path, catalogue), reasons)
    if options.format == "json":
        with machine_output(options.output) as out:
            out.write(json_line(json.dumps(_records(left, known, unused), ensure_ascii=False, indent=1)) + "\n")
    else:
        with opened(options.output) as out:
            write_lines(_lines(left, known, unused, options.lang), out)
    return 1 if left or unused else 0


def _draft(what: str | None) -> Path | None:
    """The file that is named, if it is one and not a suite. Raises Problem where it is not a draft."""
    if what is None:
        return None
    path = Path(what)
    if path.suffix.lower() in KINDS:
        return existing(path, DRAFT_HINT, file=True)
    if path.is_file():
        raise Problem(NO_DRAFT.filled({"path": visible(what)}))
    return None


def _found(what: str | None, path: Path | None, catalogue: Catalogue) -> Found:
    if path:
        return lint_file(path, catalogue)
    return lint_suites(catalogue.suites_named(what) if what is not None else catalogue.suites.values(), catalogue)


def _records(left: list[Finding], known: int, unused: list[Explained]) -> dict[str, object]:
    return {
        "findings": [
            {
                "place": text(each.place),
                "code": each.code,
                "found": each.found,
                "message": text(each.message),
                "hint": each.hint and text(each.hint),
            }
            for each in left
        ],
        "explained": known,
        "stale": [{"place": each.place, "code": each.code} for each in unused],
    }


def _lines(left: list[Finding], known: int, unused: list[Explained], language: str) -> Iterator[Line]:
    """A line for each finding, its hint below; how many of each code at the end."""
    for each in left:
        said = f"{each.place[language]}{COLONS[language]}{each.code} {each.message[language]}"
        yield Line(visible(said), 0, "yellow")
        if each.hint:
            yield Line(each.hint[language], 4, "dim")
    for line in stale_lines(unused):
        yield Line(visible(line[language]), 0, "yellow")
    if left:
        yield Line()
        counted = Counter(each.code for each in left)
        yield Line(", ".join(f"{code} {count}" for code, count in sorted(counted.items())))
    yield Line(TOTAL.filled({"count": len(left) + len(unused), "known": known})[language], 0, "bold")
