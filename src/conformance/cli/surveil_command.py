"""`conformance surveil`: what falls due in a programme, and whom to notify."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from conformance.cli.console import add_format_option, write_lines
from conformance.cli.parser import Misuse, Parser
from conformance.cli.paths import add_pilot_argument
from conformance.cli.programme_shared import changing, pilot_of, signers_of
from conformance.cli.views import machine_output
from conformance.model.text import Text
from conformance.programme.moments import asked_for, now, written
from conformance.programme.store import write_all
from conformance.programme.surveillance import Due, due, suspensions
from conformance.reporting.lines import Line
from conformance.reporting.neutral import json_line

HEADLINE = Text("due: {over}; falls due within {days} days: {soon}", "已到期：{over}；{days} 天内到期：{soon}")
NOTIFY = Text("to notify: {owner}", "应通知：{owner}")
SUSPEND = Text(
    "to suspend it: conformance surveil {pilot} --key KEY, or conformance programme suspend",
    "如需暂停：conformance surveil {pilot} --key KEY，或 conformance programme suspend",
)
SUSPENDED = Text("suspended: {numbers}", "已暂停：{numbers}")
NOW = Text(
    "--key suspends today: leave --at out, which only shows another day",
    "--key 于今日暂停：请去掉 --at，后者仅用于查看其他日期",
)


def declare(made: Parser) -> None:
    """Its arguments and options."""
    add_pilot_argument(made)
    made.option(
        "--at",
        metavar="DATE",
        help=Text("due at this date or moment, default now", "在此日期或时刻到期的事项，默认为当前"),
    )
    made.option(
        "--key",
        type=Path,
        action="append",
        default=[],
        metavar="KEY",
        help=Text(
            "key of the issuer: suspends the certificates whose waiver is over", "颁发方的密钥：暂停豁免已到期的证明"
        ),
    )
    add_format_option(made, ("terminal", "json"))


def run(options: argparse.Namespace) -> int:
    """Show it: 0 nothing is due, 1 something is, 3 something will be within the days of notice."""
    if options.at and options.key:
        raise Misuse(NOW)
    pilot, at, signers = pilot_of(options), asked_for(options.at) if options.at else now(), signers_of(options)
    suspended: list[str] = []
    with changing(pilot.folder, options.lang) if signers else nullcontext():
        found = due(pilot, at)
        if signers:
            suspended, files = suspensions(pilot, found, signers, at)
            write_all(pilot.folder, files)
    if options.format == "json":
        told = [{**each._asdict(), "when": written(each.when), "text": _both(each.text)} for each in found]
        with machine_output(None) as out:
            out.write(json_line(json.dumps({"due": told, "suspended": suspended}, ensure_ascii=False, indent=1)) + "\n")
    else:
        write_lines(_lines(found, suspended, options, pilot.file.validity.notice_days))
    if any(each.over for each in found):
        return 1
    return 3 if found else 0


def _lines(found: list[Due], suspended: list[str], options: argparse.Namespace, days: int) -> Iterator[Line]:
    over = sum(each.over for each in found)
    told = {"over": over, "soon": len(found) - over, "days": days}
    yield Line(HEADLINE.filled(told)[options.lang], 0, "bold")
    for each in found:
        yield Line(each.about, 0, "bold red" if each.over else "bold")
        yield Line(each.text[options.lang], 2)
        if each.owner:
            yield Line(NOTIFY.filled({"owner": each.owner})[options.lang], 2)
        if each.kind == "waiver" and each.over and not suspended:
            yield Line(SUSPEND.filled({"pilot": str(options.pilot)})[options.lang], 2)
    if suspended:
        yield Line(SUSPENDED.filled({"numbers": suspended})[options.lang])


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}
