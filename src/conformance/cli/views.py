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

FORMATS = ("terminal", "json", "html", "sarif", "junit", "markdown", "csv", "earl")


def show(journal: Path, format_: str, language: str, output: Path | None) -> Summary:
    """Render the journal in a format, to a file or to standard output, and return its summary."""
    if format_ == "terminal":
        summary = summarise(events(journal, brief=True))
        show_terminal(summary, language, output)
        return summary
    with opened(output) as out:
        return _write(format_, journal, out or sys.stdout, language)


def _write(format_: str, journal: Path, out: IO[str], language: str) -> Summary:
    """Each format's writer is imported when it is asked for."""
    told = events(journal, brief=True)
    if format_ == "json":
        return write_report(told, out)
    if format_ == "html":
        from conformance.cli.pictures import pictures_folder
        from conformance.reporting.html import write_html

        return write_html(told, out, language, pictures_folder(journal))
    if format_ == "sarif":
        from conformance.reporting.sarif import write_sarif as write
    elif format_ == "junit":
        from conformance.reporting.junit import write_junit as write
    elif format_ == "markdown":
        from conformance.reporting.markdown import write_markdown as write
    elif format_ == "earl":
        from conformance.reporting.earl import write_earl as write
    else:
        from conformance.reporting.csv_table import write_csv as write
    return write(told, out, language)


def show_terminal(summary: Summary, language: str, output: Path | None) -> None:
    """Print the terminal view, or write it to a file."""
    with opened(output) as out:
        write_lines(render(summary, language), out)


def journal_at(path: Path) -> Path:
    """The journal that a file or the folder of a run is."""
    return path / "run.jsonl" if path.is_dir() else path


def save_report(journal: Path) -> tuple[Path, Summary]:
    """Write report.json beside the journal; its path and the summary that was made on the way."""
    path = journal.with_name("report.json")
    with opened(path) as out:
        assert out is not None
        return path, write_report(events(journal, brief=True), out)


@contextmanager
def opened(path: Path | None) -> Iterator[IO[str] | None]:
    """The file to write to, in a folder that is made where there is none; None for standard output."""
    if path is None:
        yield None
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
        yield out
