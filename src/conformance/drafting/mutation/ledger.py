"""equivalents.toml of a suite, or of a family whose suites share samples: mutants that survive, and why that is right.

    [[equivalent]]
    place    = ["/external_url", "/description"]
    operator = "text.*"
    why      = "conforms"
    reason   = { en = "...", zh = "..." }
    author   = "..."
    date     = 2026-11-22

Places and operators are patterns: ** is any characters, * the same but in a place only those of one step, ? is one
character. An index is written * by `conformance mutate`. An entry that no survivor needs is stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from conformance.catalogue.errors import Mistakes
from conformance.catalogue.places import lines
from conformance.catalogue.tables import Table, parse_toml, read_text
from conformance.model.requirement import Suite
from conformance.model.text import Text

FILE = "equivalents.toml"
STEP = "[^/]*"
NO_DAY = Text("date must be a date such as 2026-11-22", "date 应为日期，例如 2026-11-22")


class Why(StrEnum):
    """Why a survivor is right: it still conforms, another standard says more, or we chose not to ask for it."""

    CONFORMS = "conforms"
    OTHER = "other_standard"
    CHOICE = "choice"


class Entry(NamedTuple):
    """An entry; `place` of the file is for people."""

    places: re.Pattern[str]
    operators: re.Pattern[str]
    why: Why
    reason: Text
    author: str
    since: date
    written: str

    def fits(self, operator: str, pattern: str) -> bool:
        """Whether it is about mutants of this class."""
        return bool(self.operators.fullmatch(operator) and self.places.fullmatch(pattern))


TABLES = ("equivalent", "unnoticed")
"""What survives of the data, and what no sample notices of the suite itself."""


def read_ledger(suite: Suite, name: str = TABLES[0]) -> list[Entry]:
    """The entries of a suite and its family in one of the TABLES. Raises CatalogueError with all mistakes of a file."""
    return [entry for path in ledgers(suite) for entry in _read(path)[name]]


def ledgers(suite: Suite) -> list[Path]:
    """The files that explain mutants of a suite: that of its family, for all of its suites, and that of the suite."""
    return [path for path in (suite.folder.parent / FILE, suite.folder / FILE) if path.is_file()]


def _read(path: Path) -> dict[str, list[Entry]]:
    text = read_text(path)
    content, written, mistakes = Table(path, parse_toml(path, text)), lines(text), Mistakes()
    found: dict[str, list[Entry]] = {each: [] for each in TABLES}
    for each in TABLES:
        for index, table in enumerate(content.tables(each)):
            found[each].append(_entry(table, path, written.get((each, index), 1)))
            with mistakes.gathered():
                table.done()
    with mistakes.gathered():
        content.done()
    mistakes.report()
    return found


def _entry(table: Table, path: Path, line: int) -> Entry:
    places, operators = table.strings("place", required=True), table.strings("operator", required=True)
    why = table.choice("why", [each.value for each in Why])
    day = table.get("date", object)
    if "date" in table.given and (not isinstance(day, date) or isinstance(day, datetime)):
        table.wrong("date", NO_DAY)
    return Entry(
        _any_of(places, STEP),
        _any_of(operators, ".*"),
        Why(why),
        table.text("reason"),
        table.get("author", str),
        day if isinstance(day, date) else date.min,
        f"{path.parent.name}/{path.name}:{line}",
    )


def _any_of(patterns: Iterable[str], star: str) -> re.Pattern[str]:
    """Any of the patterns, whose single star is this expression."""
    parts = {"**": ".*", "*": star, "?": "[^/]"}
    split = (re.split(r"(\*\*|\*|\?)", pattern) for pattern in patterns)
    return re.compile(
        "|".join("".join(parts.get(each, re.escape(each)) for each in found) for found in split), re.DOTALL
    )
