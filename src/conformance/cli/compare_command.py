"""`conformance compare`: what changed from one run to another."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from conformance.cli.console import add_format_option, write_lines
from conformance.cli.parser import Parser
from conformance.cli.paths import JOURNAL_HINT, existing
from conformance.cli.views import journal_at, machine_output
from conformance.model.journal import to_json
from conformance.model.text import Text
from conformance.reporting.comparison import Change, Comparison, compare, outcomes, render_comparison
from conformance.reporting.journal import events
from conformance.reporting.neutral import json_line


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument("old", type=Path, metavar="OLD", help=Text("journal of the earlier run", "先前运行的日志"))
    made.argument("new", type=Path, metavar="NEW", help=Text("journal of the later run", "后来运行的日志"))
    add_format_option(made, ("terminal", "json"))


def run(options: argparse.Namespace) -> int:
    """Compare two journals; exit status 1 where a SHALL is newly violated, 3 where one lost its verdict."""
    journals = [journal_at(existing(path, JOURNAL_HINT)) for path in (options.old, options.new)]
    old, new = (outcomes(events(path)) for path in journals)
    comparison = compare(old, new)
    if options.format == "json":
        with machine_output(None) as out:
            out.write(_as_json(comparison) + "\n")
    else:
        write_lines(render_comparison(comparison, options.lang))
    return comparison.exit_status


def _as_json(comparison: Comparison) -> str:
    changes: dict[str, Any] = {
        each.value: [
            {"requirement": row, "origin": comparison.records[row].origin, "subject": subject}
            for row, subject in comparison.cases[each]
        ]
        for each in Change
        if each is not Change.SAME
    }
    unmet = [to_json.reason(reason) for reason in comparison.unmet]
    told = json.dumps({"unlike": comparison.unlike, **changes, "unmet": unmet}, ensure_ascii=False, indent=1)
    return json_line(told)
