"""Judging a run again from its bundle, and comparing the results."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from conformance.engine.bundle import JOURNAL, Bundle
from conformance.engine.live_session import session_of
from conformance.engine.plan import Plan
from conformance.engine.plan_file import TestPlan
from conformance.engine.run_service import execute
from conformance.model.digest import digest
from conformance.model.journal.letters import Rows
from conformance.model.journal.reading import read_lines
from conformance.model.journal.records import Opening, SubjectJudged, SuitesTold


@dataclass(frozen=True)
class Comparison:
    """The result of judging again: `differing` holds (subject and requirement, outcome before, outcome now)."""

    same_bytes: bool
    digest: str
    differing: list[tuple[str, str, str]]


def rejudge(bundle: Bundle, test_plan: TestPlan, plan: Plan, journal: Path, *, same_catalogue: bool) -> bool:
    """Write the journal of the bundle's run again, from its evidence alone; True if the run was not interrupted."""
    session = session_of(test_plan, bundle.record(complete=same_catalogue))
    volatile = {**bundle.journal_event("run").get("run", {}), **bundle.journal_event("end").get("run", {})}
    return execute(test_plan, plan, session, journal, again=volatile)


def compare(bundle: Bundle, journal: Path) -> Comparison:
    """Compare the journal in the bundle with the one just written. Raises NotAJournal.

    Outcomes are compared by subject and requirement, so the journal in the bundle may have another format.
    """
    before, now = bundle.read(JOURNAL), journal.read_bytes()
    old, new = _outcomes(before, f"{JOURNAL} of the bundle"), _outcomes(now, str(journal))
    differing = [
        (name, old.get(name, "-"), new.get(name, "-")) for name in {**old, **new} if old.get(name) != new.get(name)
    ]
    return Comparison(before == now, digest(now), differing)


def _outcomes(journal: bytes, name: str) -> dict[str, str]:
    """The outcome of every requirement on every subject."""
    rows, found = Rows(), dict[str, str]()
    for event in read_lines(journal.splitlines(keepends=True), name):
        if isinstance(event, Opening | SuitesTold):
            for suite in event.suites:
                rows.add(suite)
        elif isinstance(event, SubjectJudged):
            outcomes = rows.all(event.verdict.outcomes).items()
            found |= {f"{event.subject.name} {row}": outcome.value for row, outcome in outcomes}
    return found
