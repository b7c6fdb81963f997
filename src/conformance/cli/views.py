"""Showing a run in one of its views, to a file or on standard output."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from conformance.catalogue.entry_points import WithInstalled
from conformance.cli.console import add_format_option, add_output_option, shown_path
from conformance.cli.parser import Parser
from conformance.reporting.journal import events
from conformance.reporting.json_report import write_report
from conformance.reporting.lines import Line
from conformance.reporting.summary import Summary
from conformance.reporting.terminal import conclusion
from conformance.reporting.views import GROUP, VIEWS, Run, View
from conformance.reporting.words import COLONS, word
from conformance.writing import open_new, open_text


def views() -> Mapping[str, View]:
    """Our views and those of installed packages, by name. Raises CatalogueError where a name is taken."""
    return WithInstalled(VIEWS, GROUP, View)


def add_view_options(made: Parser, *, of_bundles: bool = False) -> None:
    """How to show a result, and where; views of a bundle's exchanges as well, if it may get one."""
    names = [name for name in views() if of_bundles or name not in VIEWS or VIEWS[name].needs != "exchanges"]
    add_format_option(made, sorted(names, key=lambda name: name != "terminal"))
    add_output_option(made)


def show(run: Run, format_: str, language: str, output: Path | None) -> Summary | None:
    """Show the run, to a file or on standard output; its summary, unless only its exchanges were looked at."""
    view = views()[format_]
    with _out(view, output) as out:
        return view.show(run, out, language)


def whereabouts(summary: Summary, shown: list[tuple[str, Path]], options: argparse.Namespace) -> Iterator[Line]:
    """Where the files of a run are, after what it concludes if the view that says so went to a file."""
    if options.output:
        yield from conclusion(summary, options.lang)
    yield Line()
    for key, path in shown:
        yield Line(f"{word('label', key, options.lang)}{COLONS[options.lang]}{shown_path(path)}", 0, "dim")


@contextmanager
def _out(view: View, output: Path | None) -> Iterator[IO[Any]]:
    """Where a view goes: as text for people, UTF-8 whatever the console speaks, or bytes."""
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        if view.binary:
            with open_new(output) as file:
                yield file
        else:
            with opened(output) as text:
                yield text or sys.stdout
        return
    bytes_ = getattr(sys.stdout, "buffer", None)
    if view.people or bytes_ is None:
        yield sys.stdout
    elif view.binary:
        sys.stdout.flush()
        yield bytes_
    else:
        with machine_output(None) as text:
            yield text


@contextmanager
def machine_output(path: Path | None) -> Iterator[IO[str]]:
    """Where to write what programs read: UTF-8 in a file and on standard output, whatever the console speaks."""
    with opened(path) as file:
        bytes_ = getattr(sys.stdout, "buffer", None)
        if file is not None or bytes_ is None:
            yield file or sys.stdout
            return
        sys.stdout.flush()
        text = io.TextIOWrapper(bytes_, "utf-8", "backslashreplace", newline="\n")
        try:
            yield text
        finally:
            text.detach()  # flushes; standard output stays open


def journal_at(path: Path) -> Path:
    """The journal that a file or the folder of a run is."""
    return path / "run.jsonl" if path.is_dir() else path


def report_of(journal: Path) -> Path:
    """Where the report of a journal is: beside it, under its name unless that is run.jsonl."""
    name = "report.json" if journal.name == "run.jsonl" else f"{journal.stem}.report.json"
    return journal.with_name(name)


def save_report(journal: Path) -> tuple[Path, Summary]:
    """Write the report beside the journal; its path and the summary that was made on the way."""
    path = report_of(journal)
    with opened(path) as out:
        assert out is not None
        return path, write_report(events(journal), out)


@contextmanager
def opened(path: Path | None) -> Iterator[IO[str] | None]:
    """The file to write to, in a folder that is made if need be; None for standard output."""
    if path is None:
        yield None
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_text(path) as out:
        yield out
