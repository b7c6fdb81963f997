"""`conformance report`: any view of a journal again, later and elsewhere."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from conformance.cli.check_command import add_view_options
from conformance.cli.console import parser
from conformance.cli.pictures import add_pictures_option, draw
from conformance.cli.views import FORMATS, journal_at, opened, show


def run(argv: list[str]) -> int:
    """Render a journal; the exit status is that of its verdict."""
    made = parser("report", "Render the journal of a run. | 由日志生成报告。")
    made.add_argument(
        "journal", type=Path, help="run.jsonl, the folder it is in, or evidence.zip | 日志文件、其文件夹或证据包"
    )
    add_view_options(made, (*FORMATS, "har"))
    add_pictures_option(made)
    options = made.parse_args(argv)
    if options.journal.suffix == ".zip":
        if options.pictures:
            made.error("--pictures needs run.jsonl: a bundle holds no models of its own to draw")
        return _of_bundle(options)
    if options.format == "har":
        made.error("--format har needs an evidence.zip: a journal holds no exchanges")
    journal = journal_at(options.journal)
    if options.pictures:
        draw(journal)
    return show(journal, options.format, options.lang, options.output).verdict.exit_status


def _of_bundle(options: argparse.Namespace) -> int:
    """The view of the journal in an evidence bundle, or its exchanges as an HTTP archive."""
    from conformance.engine.bundle import JOURNAL, Bundle
    from conformance.engine.har import archive

    with Bundle(options.journal) as bundle, TemporaryDirectory() as folder:
        if options.format == "har":
            with opened(options.output) as out:
                print(json.dumps(archive(bundle.record(complete=True)), ensure_ascii=False, indent=1), file=out)
            return 0
        journal = Path(folder) / JOURNAL
        journal.write_bytes(bundle.read(JOURNAL))
        return show(journal, options.format, options.lang, options.output).verdict.exit_status
