"""`conformance strength`: changes to a suite's own schema and checks that no sample notices."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conformance.cli.console import add_format_option, add_output_option, add_suites_option, write_lines
from conformance.cli.integers import positive
from conformance.cli.parser import Parser
from conformance.cli.paths import ready_to_write
from conformance.cli.views import machine_output, opened
from conformance.drafting.strength.report import reported
from conformance.drafting.strength.trial import FLOOR
from conformance.engine.plan import Plan, Selection
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.reporting.lines import Line
from conformance.reporting.neutral import json_line

COUNTED = Text(
    "{suite}: samples notice {share} % of {changes} changes (schema {schema} %, checks {checks} %); "
    "explained: {explained}",
    "{suite}：{changes} 处更改中 {share} % 被样例发现（模式 {schema} %，检查 {checks} %）；已说明理由：{explained}",
)
STALE = Text(
    "{place}: every change that this entry is about is noticed; remove it",
    "{place}：该条目所述的更改均已被发现，应删除该条目",
)
LIVE = Text("{name}: live services have no samples", "{name}：在线服务没有样例")


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument("name", metavar="SUITE", help=Text("a domain, family or suite", "领域、测试套族或测试套"))
    made.option(
        "--most",
        type=positive("--most"),
        metavar="N",
        help=Text("so many changes of a suite, spread evenly", "每个测试套至多尝试的更改数，均匀选取"),
    )
    made.option(
        "--folder",
        type=Path,
        metavar="DIR",
        help=Text("keep results there, and go on where a run was stopped", "将结果保存在此，中断后可继续"),
    )
    add_suites_option(made)
    add_format_option(made, ("terminal", "json"))
    add_output_option(made)


def run(options: argparse.Namespace) -> int:
    """Exit status 1 where fewer than FLOOR of the changes are noticed, or an entry is stale."""
    plan = Plan(Selection(tuple(options.suites)))
    plan = Plan(Selection(tuple(options.suites), tuple(plan.catalogue.suites)), plan.catalogue)
    chosen = plan.catalogue.suites_named(options.name)
    suites = [suite for suite in chosen if not plan.catalogue.kinds[suite.kind].endpoint]
    if not suites:
        raise Problem(LIVE.filled({"name": options.name}))
    if options.output:
        ready_to_write(options.output)
    reports = [reported(plan, suite, options.most, options.folder) for suite in suites]
    if options.format == "terminal":
        with opened(options.output) as out:
            for each in reports:
                write_lines(_lines(each, options.lang), out)
    else:
        with machine_output(options.output) as out:
            out.write(json_line(json.dumps(reports, ensure_ascii=False, indent=1)) + "\n")
    return int(any(each["noticed"]["all"] < FLOOR or each["stale"] for each in reports))


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _lines(report: dict[str, Any], language: str) -> Iterator[Line]:
    noticed, changes = report["noticed"], report["changes"]
    said = {
        "suite": report["suite"],
        "changes": len(changes),
        "explained": sum(each["explained"] is not None for each in changes),
        "share": _percent(noticed["all"]),
        "schema": _percent(noticed["schema"]),
        "checks": _percent(noticed["checks"]),
    }
    yield Line(COUNTED.filled(said)[language], 0, "bold green" if noticed["all"] >= FLOOR else "bold red")
    for each in changes:
        if not each["noticed"] and not each["explained"]:
            place = f"{each['place']}:{each['line']}" if each["line"] else each["place"]
            yield Line(f"{place}  {each['change']}", 4)
    for written in report["stale"]:
        yield Line(STALE.filled({"place": written})[language], 4, "red")
