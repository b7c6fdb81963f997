"""The ids that CHANGELOG.md names as added, by suite; `python -m tests.changelog` prints the lines it lacks."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from conformance.catalogue import Catalogue, load_catalogue
from conformance.model.requirement import Requirement, Suite

PATH = Path(__file__).resolve().parents[1] / "CHANGELOG.md"
ENTRY = re.compile(r"^\* `([a-z0-9_/]+)` [\d.]+: ([^.]+)\.(?: Excluded: ([^.]+)\.)?$", re.M)
RUN = re.compile(r"([A-Z]+-[A-Z]+)-(\d{3})(?: to \1-(\d{3}))?")


def spelled_out(text: str) -> list[str]:
    """The ids in a text, with ranges such as `AST-GLC-001 to AST-GLC-022` written out."""
    runs = [(prefix, int(first), int(last or first)) for prefix, first, last in RUN.findall(text)]
    return [f"{prefix}-{number:03}" for prefix, first, last in runs for number in range(first, last + 1)]


def in_ranges(ids: list[str]) -> str:
    """Ids of one prefix, in their order, with neighbours as ranges."""
    starts = [at for at in range(len(ids)) if at == 0 or int(ids[at][-3:]) != int(ids[at - 1][-3:]) + 1]
    runs = [(ids[start], ids[end - 1]) for start, end in pairwise([*starts, len(ids)])]
    return ", ".join(first if first == last else f"{first} to {last}" for first, last in runs)


def entry(suite: Suite, rows: list[Requirement]) -> str:
    """The line that names these rows of a suite as added."""
    excluded = in_ranges([row.id for row in rows if row.excluded])
    return f"* `{suite.id}` {suite.version}: {in_ranges(sorted(row.id for row in rows))}." + (
        f" Excluded: {excluded}." if excluded else ""
    )


def missing(catalogue: Catalogue, text: str) -> list[str]:
    """The lines that a changelog lacks."""
    named = {each for _, ids, _ in ENTRY.findall(text) for each in spelled_out(ids)}
    added = {
        suite.id: [row for row in suite.requirements if row.id not in named] for suite in catalogue.suites.values()
    }
    return [entry(catalogue.suites[key], rows) for key, rows in added.items() if rows]


if __name__ == "__main__":
    print("\n".join(missing(load_catalogue(), PATH.read_text(encoding="utf-8"))))
