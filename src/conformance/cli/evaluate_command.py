"""`conformance evaluate`: what a programme effects, over the reports of many products."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator
from pathlib import Path

from conformance.cli.console import add_format_option, add_output_option, progress, write_lines
from conformance.cli.parser import Parser
from conformance.cli.paths import existing, keep_apart, ready_to_write
from conformance.cli.views import machine_output, opened
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme.config import EvaluationTable
from conformance.programme.evaluation import evaluate
from conformance.programme.pilot import FILE, Pilot
from conformance.programme.reports import Report, found_in, read_report, reports_of
from conformance.programme.tables import read_table
from conformance.reporting.effect import Effect, as_record, render_effect, table
from conformance.reporting.effect_page import write_effect
from conformance.reporting.neutral import cell, json_line

REPORTS_HINT = Text("the folder of a programme, or evidence and journals", "应为试点文件夹，或证据包和日志")
NOTHING = Text(
    "there is no report to evaluate: no submission, evidence (*.zip) or journal (*.jsonl)",
    "没有可评估的报告：未找到提交件、证据包（*.zip）或日志（*.jsonl）",
)
CONFIG_HINT = Text("a TOML file with least and [classes]", "应为含有 least 和 [classes] 的 TOML 文件")


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "reports",
        nargs="+",
        type=Path,
        metavar="PILOT|REPORT",
        help=Text(
            "the folder of a programme, evidence, journals, or folders of these", "试点文件夹、证据包、日志或其文件夹"
        ),
    )
    made.option(
        "--config",
        type=Path,
        metavar="FILE",
        help=Text(
            "TOML with least (products in a cell, default 5) and [classes] of vendors, as [evaluation] of a pilot",
            "TOML 文件：least（单元格的最少产品数，默认 5）和供应方的 [classes]，同试点的 [evaluation]",
        ),
    )
    add_format_option(made, ("terminal", "html", "json", "csv"))
    add_output_option(made)


def run(options: argparse.Namespace) -> int:
    """Evaluate; exit status 0 whatever comes out."""
    if options.output:
        keep_apart([options.output], [*options.reports, options.config])
        ready_to_write(options.output)
    for each in options.reports:
        existing(each, REPORTS_HINT)
    pilots = [Pilot(each) for each in options.reports if (each / FILE).is_file()]
    config = pilots[0].file.evaluation if pilots else EvaluationTable()
    if options.config:
        config = read_table(existing(options.config, CONFIG_HINT, file=True), EvaluationTable)
    update, end = progress()
    try:
        reports = []
        for done, each in enumerate(_reports(pilots, options.reports), 1):
            reports.append(each)
            update(done)
    finally:
        end()
    if not reports:
        raise Problem(NOTHING)
    _show(evaluate(reports, config), options)
    return 0


def _reports(pilots: list[Pilot], paths: list[Path]) -> Iterator[Report]:
    for pilot in pilots:
        yield from reports_of(pilot)
    yield from map(read_report, found_in(each for each in paths if not (each / FILE).is_file()))


def _show(effect: Effect, options: argparse.Namespace) -> None:
    if options.format == "terminal":
        with opened(options.output) as out:
            write_lines(render_effect(effect, options.lang), out)
        return
    with machine_output(options.output) as out:
        if options.format == "json":
            out.write(json_line(json.dumps(as_record(effect), ensure_ascii=False, indent=1)) + "\n")
        elif options.format == "csv":
            out.write("\ufeff")  # by which spreadsheets recognise UTF-8
            csv.writer(out, lineterminator="\r\n").writerows(map(cell, line) for line in table(effect))
        else:
            write_effect(effect, out, options.lang)
