"""`conformance purge`: remove from evidence the files whose retention period is over; what was concluded stays."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from conformance.cli.console import complain, shown_path, write_lines
from conformance.cli.parser import Misuse, Parser
from conformance.cli.paths import BUNDLE_HINT, existing
from conformance.engine.bundle import BundleRefused
from conformance.engine.purge import Purged, purge
from conformance.engine.subjects import is_our_output
from conformance.model.outcome import Verdict
from conformance.model.text import Text
from conformance.reporting.lines import Line

NO_DATE = Text("--on: expected a date such as 2027-01-31", "--on：应为日期，如 2027-01-31")
DONE = {
    Purged.NOW: Text("{path}: {count} files removed", "{path}：已移除 {count} 个文件"),
    Purged.BEFORE: Text("{path}: holds no files any more", "{path}：已不含文件"),
    Purged.LATER: Text("{path}: kept until {until}", "{path}：保留至 {until}"),
    Purged.NEVER: Text("{path}: has no retention period", "{path}：未规定保留期限"),
}


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help=Text("evidence, and folders with evidence", "证据包，或含有证据包的文件夹"),
    )
    made.option(
        "--on",
        metavar="DATE",
        help=Text("as if it were this day, by default today", "按此日期处理，默认为当日"),
    )
    made.option(
        "--dry-run",
        action="store_true",
        help=Text("only say what would be removed", "仅说明将移除的内容"),
    )


def run(options: argparse.Namespace) -> int:
    """Purge the bundles; the exit status is 3 where one of them could not be read."""
    try:
        today = date.fromisoformat(options.on) if options.on else datetime.now(UTC).date()
    except ValueError:
        raise Misuse(NO_DATE) from None
    paths = [path for each in options.paths for path in _bundles(existing(Path(each), BUNDLE_HINT))]
    status = 0
    for path in paths:
        try:
            done, values = purge(path, today, dry=options.dry_run)
        except BundleRefused as refused:
            complain(refused.text, options.lang)
            status = Verdict.UNPROVEN.exit_status
            continue
        write_lines([Line(DONE[done].filled({"path": shown_path(path), **values})[options.lang])])
    return status


def _bundles(path: Path) -> list[Path]:
    """The bundle, or those in a folder."""
    if not path.is_dir():
        return [path]
    return [
        each for each in sorted(path.rglob("*.zip")) if not each.is_symlink() and is_our_output(str(each), each.name)
    ]
