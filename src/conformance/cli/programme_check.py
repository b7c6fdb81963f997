"""`conformance programme check`: every rule by name, for one submission or for the whole folder."""

from __future__ import annotations

import argparse

from conformance.cli.console import write_lines
from conformance.cli.programme_shared import catalogue_of, pilot_of, submission_folder
from conformance.model.text import Text
from conformance.programme.moments import now
from conformance.programme.pilot_rules import ALL_RULES, PILOT_RULES, check_pilot, check_records
from conformance.programme.rules import RULES, Broken, check_submission
from conformance.reporting.lines import Line

FINE = Text("every rule is met: {rules}", "规则均已满足：{rules}")
BROKEN = Text("{count} problems", "{count} 个问题")


def run(options: argparse.Namespace) -> int:
    """Show what is wrong: 0 nothing, 1 something."""
    pilot, catalogue, at = pilot_of(options), catalogue_of(options), now()
    if options.what:
        checked = check_submission(pilot, submission_folder(options), catalogue, at)
        broken, rules = [*checked.broken, *check_records(pilot, checked, at)], {*RULES, "review", "waiver", "dispute"}
    else:
        broken, rules = list(check_pilot(pilot, catalogue, at)), {*RULES, *PILOT_RULES}
    lines = [line for each in broken for line in _lines(each, options.lang)]
    met = [ALL_RULES[name] for name in ALL_RULES if name in rules]
    last = BROKEN.filled({"count": len(broken)}) if broken else FINE.filled({"rules": len(met)})
    write_lines([*lines, Line(last[options.lang])])
    return 1 if broken else 0


def _lines(broken: Broken, language: str) -> list[Line]:
    head = f"{broken.place}  {broken.rule}: {ALL_RULES[broken.rule][language]}"
    return [Line(head, 0, "bold"), *(Line(each, 2) for each in broken.text[language].split("\n"))]
