"""Judging a run again from its bundle, and what changed by it."""

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
    """What a second judging came to: `differing` holds (subject and requirement, outcome before, outcome now)."""

    same_bytes: bool
    digest: str
    differing: list[tuple[str, str, str]]


def rejudge(bundle: Bundle, test_plan: TestPlan, plan: Plan, journal: Path, *, same_catalogue: bool) -> bool:
    """Write the journal of the bundle's run once more, from its evidence alone; True if the run was not cut short."""
    session = session_of(test_plan, bundle.record(complete=same_catalogue))
    volatile = {**bundle.journal_event("run").get("run", {}), **bundle.journal_event("end").get("run", {})}
    return execute(test_plan, plan, session, journal, again=volatile)


def compare(bundle: Bundle, journal: Path) -> Comparison:
    """The journal in the bundle against the one just written. Raises NotAJournal.

    The events are compared, by subject and requirement, so that the journal in the bundle may be of another format.
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
