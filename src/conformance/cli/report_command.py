"""`conformance report`: any view of a journal again, later and elsewhere."""

from __future__ import annotations

from pathlib import Path

from conformance.cli.check_command import add_view_options
from conformance.cli.console import parser
from conformance.cli.views import journal_at, show


def run(argv: list[str]) -> int:
    """Render a journal; the exit status is that of its verdict."""
    made = parser("report", "Render the journal of a run. | 由日志生成报告。")
    made.add_argument("journal", type=Path, help="run.jsonl, or the folder it is in | 日志文件或其文件夹")
    add_view_options(made)
    options = made.parse_args(argv)
    return show(journal_at(options.journal), options.format, options.lang, options.output).verdict.exit_status
