"""Showing a run in one of its views, to a file or on standard output."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from conformance.catalogue.entry_points import WithInstalled
from conformance.catalogue.messages import reason_sentence
from conformance.cli.baseline import add_baseline_option
from conformance.cli.console import shown_path
from conformance.cli.parser import Misuse, Parser
from conformance.cli.paths import keep_apart, ready_to_write
from conformance.model.nearest import UnknownName
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.reporting.journal import events
from conformance.reporting.json_report import write_report
from conformance.reporting.lines import Line
from conformance.reporting.summary import Summary
from conformance.reporting.terminal import conclusion
from conformance.reporting.views import GROUP, VIEWS, Run, View
from conformance.reporting.words import COLONS, word
from conformance.writing import open_new, open_text

DEFAULT = "terminal"
QUIET = Text("only what the run concludes", "仅输出运行的结论")
VERBOSE = Text(
    "every place that is known, the policy clauses, and all that is unproven",
    "列出已知的全部位置、政策条款以及全部未能证实的要求",
)
SEVERAL = Text(
    "several formats need --output DIR, a folder to write them into", "多种格式需要 --output DIR：写入的文件夹"
)


def views() -> Mapping[str, View]:
    """Our views and those of installed packages, by name. Raises CatalogueError where a name is taken."""
    return WithInstalled(VIEWS, GROUP, View)


def add_view_options(made: Parser, *, of_bundles: bool = False) -> None:
    """How to show a result, and where; views of a bundle's exchanges as well, if it may get one."""
    names = [name for name in views() if of_bundles or name not in VIEWS or VIEWS[name].needs != "exchanges"]
    names.sort(key=lambda name: name != DEFAULT)
    listed = ", ".join(names)
    made.option(
        "--format",
        dest="formats",
        type=lambda value: _formats(value, names),
        default=(),
        metavar="NAME[,NAME...]",
        help=Text(
            f"output formats, default that of the ending of --output, or {DEFAULT}; known: {listed}",
            f"输出格式，默认由 --output 的扩展名决定，否则为 {DEFAULT}；可用：{listed}",
        ),
    )
    made.set_defaults(offered=tuple(names))
    made.option(
        "--output",
        type=Path,
        metavar="PATH",
        help=Text(
            "write to this file, not to standard output; with several formats, into this folder",
            "写入此文件，而非标准输出；有多种格式时，写入此文件夹",
        ),
    )
    for short, name, said in (("-q", "quiet", QUIET), ("-v", "verbose", VERBOSE)):
        made.option(short, f"--{name}", dest="detail", action="store_const", const=name, default="normal", help=said)
    add_baseline_option(made)


def _formats(value: str, names: list[str]) -> tuple[str, ...]:
    """The formats named in an option, each once. Raises Misuse."""
    chosen = tuple(dict.fromkeys(value.split(",")))
    for name in chosen:
        if name not in names:
            unknown = UnknownName("choice", name, names).text
            raise Misuse(Text(f"--format: {unknown.en}", f"--format：{unknown.zh}"))
    return chosen


def formats(options: argparse.Namespace) -> tuple[str, ...]:
    """The formats that are asked for, or the one that the ending of the output means. Raises Misuse."""
    output: Path | None = options.output
    if options.formats or output is None or not output.suffix or output.is_dir():
        return options.formats or (DEFAULT,)
    known = views()
    endings: dict[str, list[str]] = {}
    for name in options.offered:
        endings.setdefault(Path(known[name].file).suffix, []).append(name)
    endings[Path(known[DEFAULT].file).suffix] = [DEFAULT]
    meant = [endings[each.lower()] for each in output.suffixes if each.lower() in endings]
    if len(meant) != 1 or len(meant[0]) != 1 or output.suffix.lower() not in endings:
        shown = output.name
        raise Misuse(
            Text(
                f"--output {shown}: its ending names no format, or several; choose one with --format",
                f"--output {shown}：扩展名未对应唯一的格式，应以 --format 指定",
            )
        )
    return tuple(meant[0])


def destinations(options: argparse.Namespace) -> dict[str, Path | None]:
    """Where each format goes: a file, or None for standard output. Raises Misuse."""
    output: Path | None = options.output
    chosen = formats(options)
    if len(chosen) == 1 and not (output and output.is_dir()):
        return {chosen[0]: output}
    known = views()
    of_console = {name for name in chosen if known[name].console and len(chosen) > 1}
    if output is None and of_console != set(chosen):
        raise Misuse(SEVERAL)
    return {name: output / known[name].file if output and name not in of_console else None for name in chosen}


def prepare(
    options: argparse.Namespace, read: Iterable[Path | str | None] = (), written: Iterable[Path | None] = ()
) -> None:
    """Raise Misuse or Problem, before anything is judged, where a view could not be written at the end.

    Neither may it take the place of a file that the command has `read`, or writes otherwise.
    """
    for name in formats(options):
        if views()[name].missing:
            raise Problem(reason_sentence("extra_missing", {"extra": views()[name].extra}, {}))
    paths = [*filter(None, destinations(options).values())]
    keep_apart([*paths, *written], [*read, options.baseline])
    for path in paths:
        ready_to_write(path)


def show(run: Run, options: argparse.Namespace) -> Summary | None:
    """Show the run, in files or on standard output; its summary, unless only its exchanges were looked at."""
    summary = None
    # Files first: whoever reads standard output may close it early, and nothing else is to be lost by that.
    for name, path in sorted(destinations(options).items(), key=lambda each: each[1] is None):
        view = views()[name]
        with _out(view, path) as out:
            summary = view.show(run, out, options.lang, options.detail) or summary
    return summary


def written(options: argparse.Namespace, report: Path) -> list[tuple[str, Path]]:
    """The files that the views of a run are in; `report` if there are none."""
    return [("report", path) for path in destinations(options).values() if path] or [("report", report)]


def speaks_to_people(options: argparse.Namespace) -> bool:
    """Whether standard output is free for sentences: no view that a program reads goes there."""
    known = views()
    return all(known[name].console for name, path in destinations(options).items() if path is None)


def whereabouts(summary: Summary, shown: list[tuple[str, Path]], options: argparse.Namespace) -> Iterator[Line]:
    """Where the files of a run are, after what it concludes if the view that says so went to a file."""
    if None not in destinations(options).values():
        yield from conclusion(summary, options.lang)
    if options.detail == "quiet":
        return
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
