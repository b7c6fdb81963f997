"""Formats of a finished run, for `check`, `report` and `demo`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from conformance.cli.console import write_lines
from conformance.reporting.journal import events
from conformance.reporting.json_report import write_report
from conformance.reporting.summary import Summary, summarise
from conformance.reporting.terminal import render

FORMATS = ("terminal", "json")


def show(journal: Path, format_: str, language: str, output: Path | None) -> Summary:
    """Render the journal in a format, to a file or to standard output, and return its summary."""
    with _opened(output) as out:
        if format_ == "json":
            return write_report(events(journal), out or sys.stdout)
        summary = summarise(events(journal))
        write_lines(render(summary, language), out)
        return summary


def save_report(journal: Path) -> Path:
    """Write report.json beside the journal."""
    path = journal.with_name("report.json")
    with path.open("w", encoding="utf-8", newline="\n") as out:
        write_report(events(journal), out)
    return path


@contextmanager
def _opened(path: Path | None) -> Iterator[IO[str] | None]:
    if path is None:
        yield None
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        yield out
