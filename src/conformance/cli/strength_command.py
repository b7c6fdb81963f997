"""`conformance strength`: changes to a suite's own schema and checks that no sample notices."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from conformance.cli.console import add_format_option, add_output_option, add_suites_option, write_lines
from conformance.cli.integers import positive
from conformance.cli.parser import Parser
from conformance.cli.paths import ready_to_write
from conformance.cli.views import machine_output, opened
from conformance.drafting.strength.trial import FLOOR, Strength, strength
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
    found = [strength(plan, suite, options.most) for suite in suites]
    if options.format == "terminal":
        with opened(options.output) as out:
            for each in found:
                write_lines(_lines(each, options.lang), out)
    else:
        with machine_output(options.output) as out:
            out.write(json_line(json.dumps([_told(each) for each in found], ensure_ascii=False, indent=1)) + "\n")
    return int(any(each.share() < FLOOR or each.stale for each in found))


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _lines(found: Strength, language: str) -> Iterator[Line]:
    said = {
        "suite": found.suite.id,
        "changes": len(found.changes),
        "explained": sum(each.entry is not None for each in found.changes),
        "share": _percent(found.share()),
        "schema": _percent(found.share("schema")),
        "checks": _percent(found.share("checks")),
    }
    yield Line(COUNTED.filled(said)[language], 0, "bold green" if found.share() >= FLOOR else "bold red")
    for each in found.unnoticed:
        place = f"{each.place}:{each.line}" if each.line else each.place
        yield Line(f"{place}  {each.change}", 4)
    for entry in found.stale:
        yield Line(STALE.filled({"place": entry.written})[language], 4, "red")


def _told(found: Strength) -> dict[str, Any]:
    return {
        "suite": found.suite.id,
        "noticed": {part or "all": found.share(part) for part in ("", "schema", "checks")},
        "changes": [
            {
                "part": each.part,
                "place": each.place,
                "line": each.line,
                "change": each.change,
                "noticed": each.noticed,
                "explained": each.entry.written if each.entry else None,
            }
            for each in found.changes
        ],
        "stale": [entry.written for entry in found.stale],
    }
