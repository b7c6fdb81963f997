"""Judging a run again from its bundle, and comparing the results."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from conformance.engine import run
from conformance.engine.bundle import JOURNAL, SELECTION, Bundle
from conformance.engine.live_session import session_of
from conformance.engine.plan import Plan, Selection
from conformance.engine.plan_tables import TestPlan
from conformance.engine.run_service import execute
from conformance.engine.subjects import targets
from conformance.engine.unpacking import Unpacking
from conformance.model.digest import digest
from conformance.model.journal.letters import Rows
from conformance.model.journal.reading import read_lines
from conformance.model.journal.records import Opening, SubjectJudged, SuitesTold
from conformance.model.profile import LEVELS
from conformance.readers.beside import missing


@dataclass(frozen=True)
class Comparison:
    """The result of judging again: `differing` holds (subject and requirement, outcome before, outcome now).

    `same_harness` says that the harness that judged the run says the same of itself as this one.
    """

    same_bytes: bool
    digest: str
    differing: list[tuple[str, str, str]]
    same_harness: bool = True


class Lacking(NamedTuple):
    """What a bundle lacks: `subjects` that cannot be judged again, and by subject `files` that it was asked for."""

    subjects: list[str]
    files: dict[str, list[str]]


def rejudge(bundle: Bundle, test_plan: TestPlan, plan: Plan, journal: Path, *, same_catalogue: bool) -> bool:
    """Write the journal of the bundle's live run again, from its evidence alone; True if it was not interrupted."""
    session = session_of(test_plan, bundle.record(complete=same_catalogue))
    told = [bundle.journal_event(event).get("run", {}) for event in ("run", "end")]
    if not all(isinstance(each, dict) for each in told):
        raise bundle.refused(JOURNAL)
    volatile = {name: value for each in told for name, value in each.items()}
    return execute(test_plan, plan, session, journal, again=volatile)


def selection_of(bundle: Bundle, folders: tuple[str, ...], own: str | None = None) -> Selection:
    """What the run over files in the bundle was judged by; `own` is its private profile. Raises BundleRefused."""
    asked = bundle.json(SELECTION)
    profile, level, suites = asked.get("profile"), asked.get("level"), asked.get("suites")
    fine = isinstance(profile, str | None) and level in LEVELS and isinstance(suites, list)
    if not fine or not all(isinstance(each, str) for each in suites or ()):
        raise bundle.refused(SELECTION)
    return Selection(folders, tuple(suites or ()), own or profile, str(level))


def by_digest(folders: Iterable[Path]) -> dict[str, Path]:
    """The files in the folders by their digest."""
    found: dict[str, Path] = {}
    for target in targets(map(str, folders)):
        try:
            if not Path(target.path).is_file():  # to open a pipe may take for ever
                continue
            with Path(target.path).open("rb") as file:
                found.setdefault(f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}", Path(target.path))
        except OSError:
            continue
    return found


def rejudge_files(
    bundle: Bundle, plan: Plan, journal: Path, supplied: Iterable[Path] = (), workers: int | None = None
) -> Lacking:
    """Write the journal of the bundle's run over files again; what it lacks for that.

    `supplied` are folders with files that the bundle withholds; `workers` is the number of processes, of which only a
    single one can tell which files were asked for in vain.
    """
    with TemporaryDirectory(prefix="conformance-") as folder, missing() as paths:
        unpacking = Unpacking(bundle, Path(folder), by_digest(supplied))
        run.execute(plan, unpacking.targets(), journal, again=unpacking.recorded, workers=workers)
    return Lacking(unpacking.missing, unpacking.asked_for(paths))


def compare(bundle: Bundle, journal: Path, missing: list[str] | None = None) -> Comparison:
    """Compare the journal in the bundle with the one just written, but for `missing` subjects. Raises NotAJournal.

    Outcomes are compared by subject and requirement, so the journal in the bundle may have another format.
    """
    before, now = bundle.read(JOURNAL), journal.read_bytes()
    old, by = _outcomes(before, f"{JOURNAL} of the bundle", missing or ())
    new, here = _outcomes(now, str(journal), missing or ())
    differing = [
        (name, old.get(name, "-"), new.get(name, "-")) for name in {**old, **new} if old.get(name) != new.get(name)
    ]
    return Comparison(before == now, digest(now), differing, by == here)


def _outcomes(journal: bytes, name: str, without: list[str] | tuple[()]) -> tuple[dict[str, str], object]:
    """The outcome of every requirement on every subject, and the harness that judged."""
    rows, found, by, left_out = Rows(), dict[str, str](), None, frozenset(without)
    for event in read_lines(journal.splitlines(keepends=True), name):
        if isinstance(event, Opening):
            by = event.harness
        if isinstance(event, Opening | SuitesTold):
            for suite in event.suites:
                rows.add(suite)
        elif isinstance(event, SubjectJudged) and event.subject.name not in left_out:
            outcomes = rows.all(event.verdict.outcomes).items()
            found |= {f"{event.subject.name} {row}": outcome.value for row, outcome in outcomes}
    return found, by
