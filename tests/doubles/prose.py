"""The prose of the repository: all text of documents and data files, comments and strings of programs."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOTS = ("README.md", "README.zh.md", "CHANGELOG.md", "docs", "profiles", "reports/templates", "src", "suites", "tests")
_KINDS = frozenset({".py", ".toml", ".md", ".html", ".js", ".css"})
_PROSE = frozenset(
    number
    for number, name in tokenize.tok_name.items()
    if name in ("COMMENT", "STRING", "FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END")
)
_VALUES = re.compile(r"\{[^{}]*\}")
"""In Python 3.11 an f-string is one token, with the names of variables in it."""


def files(checkout: Path) -> Iterator[Path]:
    """The files that people read, without samples."""
    for root in ROOTS:
        place = checkout / root
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.suffix in _KINDS and not {"samples", "__pycache__", "node_modules"}.intersection(path.parts):
                yield path


def lines(path: Path, suspect: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """(line number, prose of the line) for every line of the file that the pattern matches."""
    text = path.read_text(encoding="utf-8")
    if suspect.search(text):
        prose = _of_program(text) if path.suffix == ".py" else enumerate(text.splitlines(), 1)
        yield from ((number, line) for number, line in prose if suspect.search(line))


def _of_program(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in _PROSE:
            yield from enumerate(_VALUES.sub("{}", token.string).splitlines(), token.start[0])
