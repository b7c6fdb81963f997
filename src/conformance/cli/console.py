"""Writing to people: colours on a terminal, plain text in a pipe, and no character that stops a Chinese console."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from conformance.model.text import Bilingual, Text
from conformance.reporting.lines import Line, print_lines
from conformance.reporting.neutral import visible

if TYPE_CHECKING:
    from conformance.cli.parser import Parser


def complain(message: Bilingual, language: str) -> None:
    """A sentence on standard error; each line of it names the program."""
    for line in message[language].split("\n"):
        print(f"conformance: {visible(line)}", file=sys.stderr)


def add_suites_option(made: Parser) -> None:
    """The option that lets in suites from elsewhere."""
    made.option(
        "--suites",
        metavar="DIR",
        action="append",
        default=[],
        help=Text("additional suites folder (repeatable)", "另外的测试套文件夹（可重复）"),
    )


def add_output_option(made: Parser) -> None:
    """Where a command writes what it shows."""
    made.option(
        "--output",
        type=Path,
        metavar="FILE",
        help=Text("write to this file, not to standard output", "写入此文件，而非标准输出"),
    )


def add_format_option(made: Parser, names: Iterable[str]) -> None:
    """In which of several formats a command writes; the first one unless another is asked for."""
    choices = list(names)
    made.option(
        "--format",
        choices=choices,
        default=choices[0],
        help=Text(f"output format, default {choices[0]}", f"输出格式，默认为 {choices[0]}"),
    )


def write_lines(lines: Iterable[Line], out: IO[str] | None = None) -> None:
    """Print the lines, on standard output where nothing else is named."""
    print_lines(lines, out or sys.stdout)


def progress() -> tuple[Callable[[int], None], Callable[[], None]]:
    """(update with the number of subjects or cases done, end): a live count on a terminal, silent elsewhere."""
    if not sys.stderr.isatty():
        return (lambda done: None), (lambda: None)
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.completed} / …"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task: Any = bar.add_task("", total=None)
    bar.start()
    return (lambda done: bar.update(task, completed=done)), bar.stop


def shown_path(path: Path) -> str:
    """A path as short as it can be said from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
