"""`conformance qualify`: prove every requirement on this machine and write a record for the laboratory's file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from conformance.cli.console import add_format_option, add_output_option, add_suites_option, write_lines
from conformance.cli.papers import prepare_paper, write_paper
from conformance.cli.parser import Misuse, Parser
from conformance.cli.paths import ready_to_write
from conformance.cli.views import machine_output, opened
from conformance.drafting.confirmation import confirmation
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Verdict
from conformance.model.text import Text
from conformance.paper.confirmation import confirmation_paper
from conformance.reporting.lines import Line
from conformance.reporting.neutral import json_line
from conformance.reporting.qualification_page import counted, facts, problems, write_qualification
from conformance.reporting.words import word

PAPERS = ("pdf", "docx")
NEEDS_FILE = Text("the format {format} needs --output FILE.{format}", "格式 {format} 需要 --output FILE.{format}")


def declare(made: Parser) -> None:
    """Its options."""
    made.option("--by", default="", metavar="NAME", help=Text("who runs it", "执行人"))
    made.option(
        "--suite",
        action="append",
        default=[],
        metavar="NAME",
        help=Text("this suite only (repeatable)", "仅此测试套（可重复）"),
    )
    add_suites_option(made)
    add_format_option(made, ("terminal", "json", "html", *PAPERS))
    add_output_option(made)


def run(options: argparse.Namespace) -> int:
    """Prove all suites and write the record; exit status 1 where a planted fault was missed, 3 where extras are."""
    if options.format in PAPERS:
        if options.output is None or options.output.suffix != f".{options.format}":
            raise Misuse(NEEDS_FILE.filled({"format": options.format}))
        prepare_paper(options.output)
    elif options.output:
        ready_to_write(options.output)
    record = confirmation(Plan(Selection(tuple(options.suites))), options.by, options.suite)
    if options.format == "terminal":
        with opened(options.output) as out:
            write_lines(render_confirmation(record, options.lang), out)
        return _status(record)
    if options.format in PAPERS:
        dated = datetime.fromisoformat(record["date"])
        write_paper(lambda: (confirmation_paper(record, options.lang), dated), options.output)
        return _status(record)
    with machine_output(options.output) as out:
        if options.format == "json":
            out.write(json_line(json.dumps(record, ensure_ascii=False, indent=1)) + "\n")
        else:
            write_qualification(record, out, options.lang)
    return _status(record)


def _status(record: dict[str, Any]) -> int:
    """0 confirmed, 1 a planted fault was not caught, 3 all that were tried were: extras are missing for the others."""
    rows = [row for suite in record["suites"] for row in suite["requirements"] if not row["confirmed"]]
    if any(not row["extras"] for row in rows):
        return 1
    return Verdict.UNPROVEN.exit_status if rows else 0


def render_confirmation(record: dict[str, Any], language: str) -> Iterator[Line]:
    """The record line by line."""
    colon = "：" if language == "zh" else ": "
    state = "confirmed" if record["confirmed"] else "not_confirmed"
    style = "bold green" if record["confirmed"] else "bold red"
    yield Line(f"{_word('title', language)}{colon}{_word(state, language)}", 0, style)
    yield Line(_word("limits", language), 0, "dim")
    yield Line()
    for key, value in facts(record, language).items():
        yield Line(f"{_word(key, language)}{colon}{value}")
    for suite in record["suites"]:
        rows = suite["requirements"]
        planted, caught = counted(rows)
        yield Line()
        yield Line(f"{_word('suite', language)}{colon}{suite['id']} {suite['version']} {suite['digest']}", 0, "bold")
        yield Line(word("qualify", "counted", language, caught=caught, planted=planted, rows=len(rows)), 2)
        for row in rows:
            if not row["confirmed"]:
                yield Line(f"{row['id']}{colon}{problems(row, language)}", 2, "red")


def _word(key: str, language: str) -> str:
    return word("qualify", key, language)
