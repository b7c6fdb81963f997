"""The reports that are evaluated: of runs by anyone, and those in the folder of a programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from conformance.engine.bundle import JOURNAL, Bundle
from conformance.model.journal.reading import read_lines
from conformance.model.journal.records import Event
from conformance.model.outcome import Conclusion
from conformance.programme.pilot import Pilot
from conformance.programme.reruns import FOLDER
from conformance.reporting.journal import events
from conformance.reporting.summary import DECIDED, Summary, summarise

BUNDLE, JOURNALS = ".zip", ".jsonl"


class Report(NamedTuple):
    """A run of a product: who made that, when it began, and what was concluded of each requirement."""

    run: str
    vendor: str
    product: str
    started: str
    conclusions: dict[str, Conclusion]
    summary: Summary

    @property
    def month(self) -> str:
        """Such as 2027-01."""
        return self.started[:7]


def read_report(path: Path, vendor: str | None = None, product: str | None = None) -> Report:
    """The report in a bundle or a journal. Raises Problem for another file, OSError."""
    summary = summarise(_events(path))
    opening = summary.opening
    rows = summary.requirements.items()
    return Report(
        opening.run.get("id", str(path)),
        vendor or opening.product.get("producer") or "",
        product or opening.product.get("name") or str(path),
        opening.run.get("started", ""),
        {name: row.conclusion for name, row in rows if row.record.scored and row.conclusion in DECIDED},
        summary,
    )


def _events(path: Path) -> Iterator[Event]:
    if path.suffix != BUNDLE:
        yield from events(path)
        return
    with Bundle(path) as bundle:
        yield from read_lines(bundle.read(JOURNAL).splitlines(keepends=True), str(path))


def reports_of(pilot: Pilot) -> Iterator[Report]:
    """The submissions and re-runs of a programme. Raises Problem, OSError."""
    for folder in pilot.submissions():
        submission = pilot.submission(folder)
        again = sorted(pilot.folder.joinpath(FOLDER, *submission.key).glob(f"*{BUNDLE}"))
        name = f"{submission.file.holder}/{submission.file.product}"
        yield from (read_report(each, submission.file.organisation, name) for each in (submission.evidence, *again))


def found_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and the bundles and journals in the folders named."""
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.suffix in (BUNDLE, JOURNALS) and each.is_file())
        else:
            yield path
