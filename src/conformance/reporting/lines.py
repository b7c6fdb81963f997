"""Lines of text for people, and how to print them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, NamedTuple

from conformance.reporting.neutral import visible

if TYPE_CHECKING:
    from rich.console import Console


class Line(NamedTuple):
    """One line of a view: text, indent in cells, and a style for terminals with colours."""

    text: str = ""
    indent: int = 0
    style: str = ""


def width(text: str) -> int:
    """The number of terminal cells the text occupies; Chinese characters occupy two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def print_lines(lines: Iterable[Line], out: IO[str]) -> None:
    """Print the lines: styled and wrapped on a terminal, otherwise plain."""
    if out.isatty() and "NO_COLOR" not in os.environ:
        from rich.console import Console

        print_styled(lines, Console(file=out, highlight=False))
    else:
        print_plain(lines, out)


def print_plain(lines: Iterable[Line], out: IO[str]) -> None:
    """Print the lines without colours or wrapping."""
    for line in lines:
        out.write(f"{' ' * line.indent}{visible(line.text)}".rstrip() + "\n")


def print_styled(lines: Iterable[Line], console: Console) -> None:
    """Print the lines to a rich console, long ones wrapped at their indent."""
    from rich.padding import Padding
    from rich.text import Text

    for line in lines:
        if line.text:
            console.print(Padding(Text(visible(line.text), line.style), (0, 0, 0, line.indent), expand=False))
        else:
            console.print()
