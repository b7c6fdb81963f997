"""`conformance mutate`: changes to the good samples that no requirement notices, by class."""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conformance.cli.console import add_format_option, add_output_option, add_suites_option, write_lines
from conformance.cli.integers import integer, positive
from conformance.cli.parser import Misuse, Parser
from conformance.cli.paths import ready_to_write
from conformance.cli.views import machine_output, opened
from conformance.drafting.mutation.elements import reported
from conformance.drafting.mutation.mutants import EACH
from conformance.drafting.mutation.result import GROUPS
from conformance.engine.plan import Plan, Selection
from conformance.model.text import Text, in_words
from conformance.reporting.lines import Line
from conformance.reporting.mutation_page import counted, write_mutation
from conformance.reporting.neutral import json_line
from conformance.reporting.words import word

ONE_SUITE = Text("--format {name} shows one suite: name it", "--format {name} 仅用于一个测试套：请指定其名称")
EXAMPLES = 3
"""Operators at a place that are shown with an example; the others are named."""


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "name",
        nargs="?",
        metavar="SUITE",
        help=Text("a domain, family or suite; default all", "领域、测试套族或测试套；默认为全部"),
    )
    made.option(
        "--operators",
        type=_groups,
        default=GROUPS,
        metavar="NAME[,NAME]",
        help=Text(
            "generic, learned from bad samples, or both (default)", "generic（通用）、learned（由反例得出），默认两者"
        ),
    )
    made.option(
        "--seed",
        type=integer("--seed"),
        default=1,
        metavar="N",
        help=Text("what is drawn; default 1", "抽样种子，默认为 1"),
    )
    made.option(
        "--each",
        type=positive("--each"),
        default=EACH,
        metavar="N",
        help=Text(f"mutants of a class, default {EACH}", f"每类变异体的数量，默认为 {EACH}"),
    )
    made.option(
        "--folder",
        type=Path,
        metavar="DIR",
        help=Text("keep results there, and go on where a run was stopped", "将结果保存在此，中断后可继续"),
    )
    add_suites_option(made)
    add_format_option(made, ("terminal", "json", "html"))
    add_output_option(made)


def _groups(value: str) -> tuple[str, ...]:
    names = tuple(value.split(","))
    if unknown := [name for name in names if name not in GROUPS]:
        raise Misuse(
            Text(
                f"--operators: unknown {', '.join(unknown)}; known: {', '.join(GROUPS)}",
                f"--operators：未知的 {'、'.join(unknown)}；可用：{'、'.join(GROUPS)}",
            )
        )
    return names


def run(options: argparse.Namespace) -> int:
    """Exit status 1 where a mutant survives without a reason or a reason is stale, otherwise 0."""
    plan = Plan(Selection(tuple(options.suites)))
    suites = plan.catalogue.suites_named(options.name) if options.name else list(plan.catalogue.suites.values())
    if options.format != "terminal" and len(suites) != 1:
        raise Misuse(ONE_SUITE.filled({"name": options.format}))
    if options.output:
        ready_to_write(options.output)
    said = {"groups": list(options.operators), "each": options.each, "seed": options.seed}
    reports = [reported(plan, suite, said, options.folder) for suite in suites]
    if options.format == "terminal":
        with opened(options.output) as out:
            for report in reports:
                write_lines(report_lines(report, options.lang), out)
    else:
        with machine_output(options.output) as out:
            if options.format == "json":
                out.write(json_line(json.dumps(reports[0], ensure_ascii=False, indent=1)) + "\n")
            else:
                write_mutation(reports[0], out, options.lang)
    return int(any(report["config"]["survivors"] or report["config"]["stale"] for report in reports))


def report_lines(report: dict[str, Any], language: str) -> Iterator[Line]:
    """The report of a suite line by line: survivors by place, stale reasons, rows that nothing shows alone."""
    config = report["config"]
    explained = not config["survivors"] and not config["stale"]
    yield Line(f"{config['suite']}  {counted(config, language)}", 0, "bold green" if explained else "bold red")
    by_place: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in config["survivors"]:
        by_place[each["place"]].append(each)
    for place, classes in sorted(by_place.items(), key=lambda found: (-len(found[1]), found[0])):
        yield Line(f"{place or '/'}", 4, "bold")
        for each in sorted(classes, key=lambda each: not each["crashed"])[:EXAMPLES]:
            example = each["example"]
            crash = f"{word('mutation', 'crashed', language)} " if each["crashed"] else ""
            yield Line(f"{crash}{each['operator']}: {example['before']} -> {example['after']}", 6)
        if rest := [each["operator"] for each in classes[EXAMPLES:]]:
            yield Line(word("mutation", "more", language, names=in_words(rest, language)), 6, "dim")
    for written in config["stale"]:
        yield Line(word("mutation", "stale", language, place=written), 4, "red")
    if lonely := [row for row, killed in config["rows"].items() if not killed["alone"]]:
        yield Line(word("mutation", "lonely", language, rows=", ".join(lonely)), 4, "yellow")
    for first, second in config["together"]:
        yield Line(word("mutation", "together", language, first=first, second=second), 4, "yellow")
