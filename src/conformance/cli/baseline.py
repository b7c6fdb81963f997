"""The option `--baseline`: known findings, which do not decide the exit status until they expire."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection
from pathlib import Path

from conformance.cli.console import complain
from conformance.cli.parser import Parser
from conformance.cli.paths import existing
from conformance.model.baseline import Baseline
from conformance.model.outcome import USAGE_ERROR
from conformance.model.text import Text
from conformance.reporting.views import Run

HINT = Text("--format baseline writes one", "--format baseline 可写出基线文件")
LINE = Text("{written}: {why}", "{written}：{why}")


def add_baseline_option(made: Parser) -> None:
    """The option that names the file of known findings."""
    made.option(
        "--baseline",
        type=Path,
        metavar="FILE",
        help=Text(
            "known findings, told apart and without effect on the exit status; an entry that has expired or is no "
            "longer found fails",
            "已知问题的基线文件：单独列出，不影响退出状态；条目过期或问题不再出现时失败",
        ),
    )


def baseline_of(options: argparse.Namespace, requirements: Collection[str] | None = None) -> Baseline | None:
    """The baseline that was named. Raises Problem where there is none, CatalogueError for all mistakes in it."""
    if options.baseline is None:
        return None
    from conformance.engine.baseline_file import read_baseline

    return read_baseline(existing(options.baseline, HINT, file=True), requirements)


def exit_status(run: Run, language: str, is_gone: Callable[[str], bool] = lambda subject: False) -> int:
    """The exit status of a run, without a baseline that of its verdict; says on standard error what to edit in one."""
    status = run.summarised.verdict_but_known.exit_status
    if run.baseline:
        from conformance.reporting.baseline import outdated
        from conformance.reporting.journal import events

        for entry, why in outdated(events(run.journal), run.baseline, is_gone):
            complain(LINE.filled({"written": entry.written, "why": why}), language)
            status = USAGE_ERROR
    return status
