"""`conformance recall`: which certificates of a programme a change of the requirements touches."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conformance.cli.console import add_format_option, progress, shown_path, write_lines
from conformance.cli.impact_command import SIDE_HINT, add_side_options
from conformance.cli.parser import Parser
from conformance.cli.paths import add_pilot_argument, existing
from conformance.cli.programme_shared import changing, pilot_of, signers_of
from conformance.cli.views import machine_output
from conformance.impact.side import SideProcess
from conformance.model.text import Text
from conformance.programme.cases import opened, sentence
from conformance.programme.moments import now
from conformance.programme.recall import Recall, Touched, recall
from conformance.programme.store import write_all
from conformance.reporting.impact import outcome
from conformance.reporting.lines import Line
from conformance.reporting.neutral import json_line

SHOWN = 5
HEADLINE = Text(
    "certificates in force: {certificates}; touched by the change: {touched}",
    "有效证明：{certificates}；受更改影响：{touched}",
)
SUSPENDED = Text("suspended, and judged again as well: {numbers}", "已暂停但同样重新判定：{numbers}")
NOW_SUSPENDED = Text("suspended", "已暂停")
OPENED = Text("cases opened: {count}", "已立案：{count}")
NOT_OPENED = Text(
    "nothing was written: with --key, a signed case is opened for each of them",
    "未写入任何内容：给出 --key 即为每个证明立案并签名",
)
MORE = Text("and {count} more", "另有 {count} 项")


def declare(made: Parser) -> None:
    """Its arguments and options."""
    add_pilot_argument(made)
    add_side_options(made)
    made.option(
        "--key",
        type=Path,
        action="append",
        default=[],
        metavar="KEY",
        help=Text("key of the issuer: opens a case for each certificate", "颁发方的密钥：为每个证明立案"),
    )
    add_format_option(made, ("terminal", "json"))


def run(options: argparse.Namespace) -> int:
    """Judge by both sides; 0 nothing is touched, 1 certificates are, 3 those that are need a new run."""
    pilot, at, signers = pilot_of(options), now(), signers_of(options)
    paths = [existing(each, SIDE_HINT) for each in (options.from_, options.to_)]
    update, end = progress()
    with ExitStack() as stack:
        stack.callback(end)
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="conformance-")))
        old, new = (
            stack.enter_context(SideProcess(path, folder / name, options.suites))
            for name, path in zip(("from", "to"), paths, strict=True)
        )
        found = recall(pilot, (old, new), at, options.subjects, update)
    files: dict[Path, bytes | str] = {}
    if signers:
        with changing(pilot.folder, options.lang):
            files = opened(pilot, found, signers, at)
            write_all(pilot.folder, files)
    if options.format == "json":
        with machine_output(None) as out:
            out.write(json_line(json.dumps(_record(found, files), ensure_ascii=False, indent=1)) + "\n")
    else:
        write_lines(_lines(found, files, options.lang, signed=bool(signers)))
    return found.exit_status


def _lines(found: Recall, files: dict[Path, Any], language: str, *, signed: bool) -> Iterator[Line]:
    told = {"certificates": len(found.certificates), "touched": len(found.touched)}
    yield Line(HEADLINE.filled(told)[language], 0, "bold")
    if found.suspended:
        yield Line(SUSPENDED.filled({"numbers": found.suspended})[language], 2)
    for each in found.touched:
        about = [each.certificate.number, each.certificate.product]
        about += [NOW_SUSPENDED[language]] * (each.certificate.number in found.suspended)
        yield Line("  ".join(about), 0, "bold")
        yield Line(sentence(each)[language], 2)
        for change in each.changes[:SHOWN]:
            outcomes = f"{outcome(change.before, language)} → {outcome(change.after, language)}"
            yield Line(f"{change.requirement}  {change.subject}  {outcomes}", 4)
        if len(each.changes) > SHOWN:
            yield Line(MORE.filled({"count": len(each.changes) - SHOWN})[language], 4)
    if not found.touched:
        return
    yield Line(OPENED.filled({"count": len(files)})[language] if signed else NOT_OPENED[language])
    yield from (Line(shown_path(path), 2) for path in files)


def _record(found: Recall, files: dict[Path, Any]) -> dict[str, Any]:
    return {
        "certificates": len(found.certificates),
        "suspended": found.suspended,
        "touched": [_touched(each) for each in found.touched],
        "cases": [shown_path(path) for path in files],
    }


def _touched(each: Touched) -> dict[str, Any]:
    said = sentence(each)
    return {
        "certificate": each.certificate.number,
        "product": each.certificate.product,
        "effect": each.effect,
        "text": {"en": said.en, "zh": said.zh},
        "requirements": each.rows,
    }
