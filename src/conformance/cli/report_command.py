"""`conformance report`: any view of a run again, later and elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from conformance.cli.console import parser
from conformance.cli.pictures import add_pictures_option, draw
from conformance.cli.views import add_view_options, journal_at, show, views
from conformance.reporting.views import Run


def run(argv: list[str]) -> int:
    """Show a run; the exit status is that of its verdict, 0 for a view of its exchanges alone."""
    made = parser("report", "Render the journal of a run. | 由日志生成报告。")
    made.add_argument(
        "journal", type=Path, help="run.jsonl, the folder it is in, or evidence.zip | 日志文件、其文件夹或证据包"
    )
    add_view_options(made, of_bundles=True)
    add_pictures_option(made)
    options = made.parse_args(argv)
    if options.journal.suffix == ".zip":
        if options.pictures:
            made.error("--pictures needs run.jsonl: a bundle holds no models of its own to draw")
        return _of_bundle(options)
    if views()[options.format].needs == "exchanges":
        made.error(f"--format {options.format} needs an evidence.zip: a journal holds no exchanges")
    journal = journal_at(options.journal)
    if options.pictures:
        draw(journal)
    return _shown(Run(journal), options)


def _of_bundle(options: argparse.Namespace) -> int:
    """The view of the run in an evidence bundle."""
    from conformance.engine.bundle import JOURNAL, Bundle

    with Bundle(options.journal) as bundle, TemporaryDirectory() as folder:
        journal = Path(folder) / JOURNAL
        journal.write_bytes(bundle.read(JOURNAL))
        return _shown(Run(journal, exchanges=bundle.record(complete=True)), options)


def _shown(shown: Run, options: argparse.Namespace) -> int:
    summary = show(shown, options.format, options.lang, options.output)
    return summary.verdict.exit_status if summary else 0
