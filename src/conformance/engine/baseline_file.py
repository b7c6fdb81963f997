"""The file of a baseline: TOML, one [[known]] for each known finding."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path

from conformance.catalogue.errors import CatalogueError, Mistakes
from conformance.catalogue.places import lines
from conformance.catalogue.tables import Table, not_utf8, parse_toml
from conformance.model.baseline import PLACES, Baseline, Known
from conformance.model.nearest import UnknownName
from conformance.model.text import Text

TYPES = {"pointer": str, "exchange": str, "byte": int, "line": int, "frame": int}
NO_REASON = Text("reason is empty: say why the finding is accepted for now", "reason 为空：请说明暂时接受该问题的理由")
NO_DAY = Text("expires must be a date such as 2027-01-31", "expires 应为日期，例如 2027-01-31")


def read_baseline(path: Path, requirements: Collection[str] | None = None) -> Baseline:
    """The baseline in a file; with `requirements`, ids that are not among them are mistakes.

    Raises CatalogueError with all mistakes, and OSError where the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueError(path, not_utf8(error)) from None
    content, written = Table(path, parse_toml(path, text)), lines(text)
    mistakes = Mistakes()
    entries: dict[object, Known] = {}
    for index, table in enumerate(content.tables("known", "requirement")):
        entry = _entry(table, requirements)._replace(written=f"{path}:{written.get(('known', index), 1)}")
        case = entry[:3]
        if case in entries and not table.mistakes:
            first = entries[case].written
            problem = Text(f"repeats the entry at {first}", f"与 {first} 处的条目重复")
            mistakes.found.append(CatalogueError(table.place, problem))
        with mistakes.gathered():
            table.done()
        entries.setdefault(case, entry)
    with mistakes.gathered():
        content.done()
    mistakes.report()
    return Baseline(entries.values())


def _entry(table: Table, requirements: Collection[str] | None) -> Known:
    """An entry; its mistakes are kept in the table."""
    requirement, reason = table.get("requirement", str), table.get("reason", str)
    if requirement and requirements is not None and requirement not in requirements:
        table.wrong("requirement", UnknownName("requirement", requirement, requirements).text)
    if "reason" in table.given and not reason.strip():
        table.wrong("reason", NO_REASON)
    return Known(
        requirement=requirement,
        subject=table.get("subject", str),
        place=tuple((name, table.get(name, TYPES[name])) for name in PLACES if name in table),
        reason=reason,
        expires=_expires(table),
        author=table.get("author", str, None),
    )


def _expires(table: Table) -> date:
    value = table.get("expires", object)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if "expires" in table.given:
        table.wrong("expires", NO_DAY)
    return date.max
