"""`conformance demo`: judge embedded samples, good and faulty ones, to see what a report looks like."""

from __future__ import annotations

import argparse

from conformance.cli.check_command import check, default_folder
from conformance.cli.console import parser, shown_path, write_lines
from conformance.engine.plan import Plan, Selection
from conformance.model.text import Text
from conformance.reference.demo import write_demo
from conformance.reporting.lines import Line

ENDING = Text(
    "These are embedded samples in {folder}, some of them faulty on purpose. "
    "`conformance check {folder}` says the same and exits with {status}.",
    "以上为 {folder} 中的内置样例，其中一些是有意出错的。"
    "`conformance check {folder}` 给出相同结果，退出状态为 {status}。",
)


def run(argv: list[str]) -> int:
    """Write the samples, judge them, say where the report is. The exit status is 0: the faults are meant."""
    made = parser("demo", "Judge embedded samples. | 判定内置样例。")
    options = made.parse_args(argv)
    plan = Plan(Selection())
    folder = write_demo(plan.catalogue, default_folder() / "demo-models")
    request = argparse.Namespace(
        paths=[shown_path(folder)], journal=None, workers=1, lang=options.lang, format="terminal", output=None
    )
    status = check(plan, request)
    text = ENDING.filled({"folder": shown_path(folder), "status": status})[options.lang]
    write_lines([Line(), Line(text)])
    return 0 if status in (0, 1) else status
