"""`conformance check`: judge files and folders."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.cli.baseline import baseline_of, exit_status
from conformance.cli.console import add_suites_option, complain, progress, write_lines
from conformance.cli.hints import hints
from conformance.cli.parser import Misuse, Parser
from conformance.cli.paths import FILE_PLAN_HINT, examine, existing, ready_to_write
from conformance.cli.pictures import add_pictures_option, draw
from conformance.cli.profile_options import add_profile_options
from conformance.cli.spared import spare_subjects
from conformance.cli.views import (
    add_view_options,
    destinations,
    prepare,
    report_of,
    save_report,
    show,
    speaks_to_people,
    whereabouts,
    written,
)
from conformance.engine.finishing import finishing
from conformance.engine.opening import new_run_id
from conformance.engine.plan import Plan, Selection
from conformance.engine.run import execute
from conformance.engine.subjects import OUTPUT, targets
from conformance.model.baseline import Baseline
from conformance.model.outcome import INTERRUPTED
from conformance.model.profile import LEVELS
from conformance.model.text import Text
from conformance.reporting.views import Run
from conformance.writing import own_folder, write_text

if TYPE_CHECKING:
    from conformance.engine.packing import Packing
    from conformance.engine.plan_tables import FilePlan

WORKERS = Text("--workers: a whole number from 1 to 256, or auto", "--workers：应为 1 至 256 的整数，或 auto")
Stated = Mapping[str, Mapping[str, str | None]]
"""What a plan says for the report alone, by table."""
WITHHOLD_ALONE = Text("--withhold needs --evidence FILE", "--withhold 需要 --evidence FILE")
PERSONAL = "personal"
WITHHELD = Text(
    "of {count} files the evidence holds the digest only, since they may show persons or protected places; "
    "to pack them as well: --withhold none",
    "证据仅含 {count} 个文件的摘要，因其可能涉及个人或受保护地点；如需一并打包：--withhold none",
)
OF_MINORS = Text(
    "of {count} files the evidence holds the digest only, since the plan says that it concerns minors",
    "证据仅含 {count} 个文件的摘要，因计划声明其涉及未成年人",
)
LEVEL_ALONE = Text("--level needs --profile: a level belongs to a profile", "--level 需要 --profile：等级属于轮廓")
HOLDS = Text(
    "--fix-copy: this folder holds what is to be checked; name another one",
    "--fix-copy：此文件夹包含待判定的文件；请指定另一个文件夹",
)


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "paths", nargs="+", metavar="PATH", help=Text("files and folders, recursively", "文件和文件夹，含子文件夹")
    )
    made.option(
        "--suite",
        action="append",
        default=[],
        metavar="NAME",
        help=Text("judge by this suite only (repeatable)", "仅按此测试套判定（可重复）"),
    )
    add_profile_options(made)
    made.option(
        "--plan",
        type=Path,
        metavar="FILE",
        help=Text(
            "plan with the product, laboratory and order to print on the report; its profile and level apply as well",
            "计划文件：写明印在报告上的产品、实验室和委托信息；其中的轮廓和等级同样适用",
        ),
    )
    made.option(
        "--workers",
        type=_workers,
        default=None,
        metavar="N|auto",
        help=Text("number of processes, default auto", "进程数，默认为 auto"),
    )
    made.option(
        "--journal",
        type=Path,
        metavar="FILE",
        help=Text("where to write the journal of the run", "运行日志的写入位置"),
    )
    made.option(
        "--evidence",
        type=Path,
        metavar="FILE",
        help=Text("pack what was judged into this bundle, for rejudge", "将所判定的内容写入此证据包"),
    )
    made.option(
        "--withhold",
        action="append",
        default=[],
        metavar="KIND",
        help=Text(
            "kind of file of which the evidence holds the digest only (repeatable), or all, or none; "
            "by default those that may show persons or protected places; findings quote values from it all the same",
            "证据中仅保留摘要的文件类别（可重复），或 all、none；默认为可能涉及个人或受保护地点的类别；"
            "问题中仍引用文件中的值",
        ),
    )
    made.option(
        "--fix-copy",
        type=Path,
        metavar="DIR",
        help=Text(
            "write repaired copies into this folder and judge them; originals and exit status stay as they are",
            "将修复后的副本写入此文件夹并重新判定；原文件和退出状态不变",
        ),
    )
    add_suites_option(made)
    add_view_options(made)
    add_pictures_option(made)


def run(options: argparse.Namespace) -> int:
    """Judge the paths and show the result; the exit status is that of the verdict."""
    stated = _file_plan(options.plan) if options.plan else None
    profile = options.profile or (stated.profile if stated else None)
    level = options.level or (stated.level if stated else None)
    if level and not profile:
        raise Misuse(LEVEL_ALONE)
    if options.withhold and not options.evidence:
        raise Misuse(WITHHOLD_ALONE)
    examine(options.paths)
    if options.fix_copy and _holds(options.fix_copy, options.paths):
        raise Misuse(HOLDS)
    prepare(options, [*options.paths, options.plan], [options.journal, options.evidence])
    report = options.journal and report_of(options.journal)
    for path in filter(None, (options.journal, report, options.evidence)):
        ready_to_write(path)
    selection = Selection(tuple(options.suites), tuple(options.suite), profile, level or LEVELS[0])
    plan = Plan(selection)
    spare_subjects([*destinations(options).values(), options.journal, report, options.evidence], options.paths, plan)
    baseline = baseline_of(options, plan.catalogue.requirements)
    packing = _packing(plan, options, stated)
    status = check(plan, options, baseline, stated.stated if stated else None, packing)
    if packing and (withheld := packing.withheld[PERSONAL]):
        why = OF_MINORS if stated and stated.evidence.minors else WITHHELD
        complain(why.filled({"count": withheld}), options.lang)
    return status


def _file_plan(path: Path) -> FilePlan:
    from conformance.engine.plan_file import read_file_plan  # needs pydantic, which a run without a plan does not

    return read_file_plan(existing(path, FILE_PLAN_HINT, file=True))


@finishing()
def check(
    plan: Plan,
    options: argparse.Namespace,
    baseline: Baseline | None = None,
    stated: Stated | None = None,
    packing: Packing | None = None,
) -> int:
    """Run the plan over the paths, write journal and report, show the view; returns the exit status."""
    run_id = new_run_id()
    journal = options.journal or default_folder() / run_id / "run.jsonl"
    update, end = progress()
    try:
        with packing or nullcontext():
            complete = execute(
                plan,
                targets(options.paths),
                journal,
                run_id=run_id,
                workers=options.workers,
                progress=update,
                stated=stated,
                evidence=packing,
            )
    finally:
        end()
    report, summary = save_report(journal)
    pictures = [("pictures", draw(journal, options.lang, plan.catalogue))] if options.pictures else []
    shown_run = Run(journal, None if baseline else summary, baseline=baseline)
    show(shown_run, options)
    bundle = [("evidence", packing.path)] if packing else []
    shown = [*written(options, report), ("journal", journal), *bundle, *pictures]
    to_people = speaks_to_people(options)
    if options.fix_copy and complete:
        shown += _fix_copies(plan, options, journal, to_people)
    if to_people:
        write_lines(whereabouts(shown_run.summarised, shown, options))
    for hint in hints(summary, plan.catalogue):
        complain(hint, options.lang)
    status = exit_status(shown_run, options.lang, lambda name: not os.path.lexists(name))
    return status if complete else INTERRUPTED


def _packing(plan: Plan, options: argparse.Namespace, stated: FilePlan | None) -> Packing | None:
    """The bundle that was asked for, if any. Raises UnknownName for a kind to withhold that does not exist."""
    if options.evidence is None:
        return None
    from conformance.engine.packing import Packing, withholding

    minors = stated is not None and stated.evidence.minors
    days = stated.evidence.retention_days if stated else None
    wanted = withholding(plan.catalogue, options.withhold, minors=minors)
    return Packing(options.evidence, plan, wanted, days)


def _holds(folder: Path, paths: list[str]) -> bool:
    from conformance.engine.copies import is_within

    return any(is_within(path, folder) for path in paths)


def _fix_copies(plan: Plan, options: argparse.Namespace, journal: Path, to_people: bool) -> list[tuple[str, Path]]:
    """Write repaired copies, show what was changed, and return the files that say so."""
    from conformance.cli.fix_copy import fix_copies, render

    copies = fix_copies(plan, options.paths, options.fix_copy, journal)
    if to_people:
        write_lines(render(copies, options.lang))
    return [("repairs", copies.list), *([("copies", copies.report)] if copies.report else [])]


def default_folder() -> Path:
    """`.conformance` in the current folder, which git ignores; or a temporary one if it cannot be written."""
    folder = Path(OUTPUT)
    try:
        own_folder(folder)
        write_text(folder / ".gitignore", "*\n")
    except OSError:
        import tempfile

        return Path(tempfile.mkdtemp(prefix="conformance-"))
    return folder.resolve()


def _workers(value: str) -> int | None:
    if value == "auto":
        return None
    number = int(value) if value.isdigit() else 0
    if not 1 <= number <= 256:
        raise Misuse(WORKERS)
    return number
