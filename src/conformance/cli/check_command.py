"""`conformance check`: judge files and folders."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from conformance.cli.console import add_suites_option, complain, parser, progress, shown_path, write_lines
from conformance.cli.pictures import add_pictures_option, draw
from conformance.cli.views import add_view_options, save_report, show
from conformance.engine.opening import new_run_id
from conformance.engine.plan import Plan, Selection
from conformance.engine.run import execute
from conformance.engine.subjects import targets
from conformance.model.outcome import INTERRUPTED, USAGE_ERROR
from conformance.model.profile import LEVELS
from conformance.reporting.lines import Line
from conformance.reporting.views import Run
from conformance.reporting.words import word


def run(argv: list[str]) -> int:
    """Judge the paths and show the result; the exit status is that of the verdict."""
    made = parser("check", "Judge files and folders. | 判定文件和文件夹。")
    made.add_argument("paths", nargs="+", metavar="PATH", help="files and folders; folders recursively | 文件或文件夹")
    made.add_argument(
        "--suite", action="append", default=[], metavar="NAME", help="judge by this suite only | 仅用此测试套"
    )
    made.add_argument("--profile", metavar="NAME", help="judge by the requirements of this profile | 按此轮廓判定")
    made.add_argument("--level", choices=LEVELS, help="level of the profile, default basic | 轮廓等级，默认 basic")
    made.add_argument("--workers", type=_workers, default=None, metavar="N|auto", help="number of processes | 进程数")
    made.add_argument("--journal", type=Path, metavar="FILE", help="where to write the journal | 日志文件")
    made.add_argument(
        "--fix-copy",
        type=Path,
        metavar="DIR",
        help="write repaired copies into this folder and judge them; the originals and the exit status stay as they are"
        " | 将修复后的副本写入此文件夹并重新判定；原文件和退出状态不变",
    )
    add_suites_option(made)
    add_view_options(made)
    add_pictures_option(made)
    options = made.parse_args(argv)
    if options.level and not options.profile:
        made.error("--level needs --profile")
    if options.fix_copy and _holds(options.fix_copy, options.paths):
        made.error("--fix-copy DIR holds what is to be checked: name another folder | 副本文件夹不可包含待判定的文件")
    selection = Selection(tuple(options.suites), tuple(options.suite), options.profile, options.level or LEVELS[0])
    return check(Plan(selection), options)


def check(plan: Plan, options: argparse.Namespace) -> int:
    """Run the plan over the paths, write journal and report, show the view; returns the exit status."""
    missing = [path for path in options.paths if not os.path.lexists(path)]
    for path in missing:
        complain(f"there is no {path} | 没有 {path}")
    run_id = new_run_id()
    journal = options.journal or default_folder() / run_id / "run.jsonl"
    update, end = progress()
    try:
        complete = execute(
            plan, targets(options.paths), journal, run_id=run_id, workers=options.workers, progress=update
        )
    finally:
        end()
    report, summary = save_report(journal)
    pictures = [("pictures", draw(journal, plan.catalogue))] if options.pictures else []
    show(Run(journal, summary), options.format, options.lang, options.output)
    shown = [("report", options.output or report), ("journal", journal), *pictures]
    told = options.format == "terminal" or options.output is not None
    if options.fix_copy and complete:
        shown += _fix_copies(plan, options, journal, told)
    if told:
        write_lines(_whereabouts(shown, options.lang))
    if not complete:
        return INTERRUPTED
    return USAGE_ERROR if missing else summary.verdict.exit_status


def _holds(folder: Path, paths: list[str]) -> bool:
    from conformance.engine.copies import is_within

    return any(is_within(path, folder) for path in paths)


def _fix_copies(plan: Plan, options: argparse.Namespace, journal: Path, told: bool) -> list[tuple[str, Path]]:
    """Write repaired copies, tell what was changed, and return the files that say so."""
    from conformance.cli.fix_copy import fix_copies, render

    copies = fix_copies(plan, options.paths, options.fix_copy, journal)
    if told:
        write_lines(render(copies, options.lang))
    return [("repairs", copies.list), *([("copies", copies.report)] if copies.report else [])]


def _whereabouts(shown: list[tuple[str, Path]], language: str) -> list[Line]:
    colon = "：" if language == "zh" else ": "
    lines = (f"{word('label', key, language)}{colon}{shown_path(path)}" for key, path in shown)
    return [Line(), *(Line(text, 0, "dim") for text in lines)]


def default_folder() -> Path:
    """`.conformance` in the current folder, which git ignores; a temporary folder where nothing can be written."""
    folder = Path(".conformance")
    try:
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError:
        import tempfile

        return Path(tempfile.mkdtemp(prefix="conformance-"))
    return folder.resolve()


def _workers(value: str) -> int | None:
    if value == "auto":
        return None
    number = int(value) if value.isdigit() else 0
    if not 1 <= number <= 256:
        raise argparse.ArgumentTypeError("a whole number from 1 to 256, or auto")
    return number
