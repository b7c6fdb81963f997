"""Writing to people: colours on a terminal, plain text in a pipe, and no character that stops a Chinese console."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

from conformance.reporting.lines import Line, print_lines


def complain(message: str) -> None:
    """One sentence on standard error."""
    print(f"conformance: {message}", file=sys.stderr)


def default_language() -> str:
    """zh where the environment speaks Chinese, else en."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def parser(command: str, description: str) -> argparse.ArgumentParser:
    """A parser with the options every command has."""
    made = argparse.ArgumentParser(f"conformance {command}", description=description, allow_abbrev=False)
    made.add_argument(
        "--lang", choices=("en", "zh"), default=default_language(), help="language of the output | 输出语言"
    )
    return made


def add_suites_option(made: argparse.ArgumentParser) -> None:
    """The option that lets in suites from elsewhere."""
    made.add_argument(
        "--suites",
        metavar="DIR",
        action="append",
        default=[],
        help="a folder with more suites; may be repeated | 另外的测试套文件夹",
    )


def write_lines(lines: Iterable[Line], out: IO[str] | None = None) -> None:
    """Print the lines, on standard output where nothing else is named."""
    print_lines(lines, out or sys.stdout)


def progress() -> tuple[Callable[[int], None], Callable[[], None]]:
    """(update with the number of subjects done, end): a live count on a terminal, silent elsewhere."""
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
