"""The harness inside a program: `judge` files or bytes, and look at what came of it."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from conformance.catalogue.entry_points import WithInstalled
from conformance.catalogue.errors import CatalogueError
from conformance.engine.plan import Plan, Selection
from conformance.engine.run import execute
from conformance.engine.subjects import Target, targets
from conformance.model.finding import Where
from conformance.model.journal.records import SubjectJudged
from conformance.model.nearest import UnknownName
from conformance.model.outcome import Conclusion, Outcome, Verdict
from conformance.model.profile import LEVELS
from conformance.model.text import Text
from conformance.reporting.journal import NotAJournal, events
from conformance.reporting.summary import Summary, summarise
from conformance.reporting.views import GROUP, VIEWS, Run, View

__all__ = ["CatalogueError", "Finding", "NotAJournal", "Report", "Requirement", "Subject", "UnknownName", "judge"]


@dataclass(frozen=True)
class Requirement:
    """A requirement over all subjects of a run; `cases` counts them by outcome."""

    id: str
    title: Text
    obligation: str
    origin: str
    suite: str
    conclusion: Conclusion
    cases: Mapping[Outcome, int]


@dataclass(frozen=True)
class Finding:
    """A place in a subject that violates a requirement. `values` are those that fill the sentences of `message`."""

    requirement: str
    subject: str
    where: Where
    message: Text
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Subject:
    """What was judged: `outcomes` by requirement, none where `problem` says why it was not judged at all.

    `kind` is None where the content fits no kind, `digest` where there were no bytes to read.
    """

    name: str
    kind: str | None
    digest: str | None
    problem: Text | None
    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True)
class Report:
    """What a run came to. The lists are read from its journal, so that memory stays flat however long they are.

    `journal` lies in a temporary folder, which goes with the report, unless `judge` was told where to write it.
    """

    journal: Path
    _summary: Summary = field(repr=False)

    @classmethod
    def read(cls, journal: str | os.PathLike[str]) -> Report:
        """The report of a run that was written before. Raises NotAJournal."""
        path = Path(journal)
        return cls(path, summarise(events(path)))

    @property
    def conclusion(self) -> Verdict:
        """The verdict over all SHALL requirements; its `exit_status` is that of the command line."""
        return self._summary.verdict

    @property
    def complete(self) -> bool:
        """Whether the run was not cut short."""
        return self._summary.status == "complete"

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """By obligation (shall, should, may), how many requirements have each conclusion."""
        return self._summary.counts

    @property
    def missing(self) -> list[Text]:
        """What the profile needs judged and no subject gave occasion to."""
        return [reason.text for reason in self._summary.unmet]

    @property
    def requirements(self) -> list[Requirement]:
        """The requirements that count, in the order of their suites."""
        return [
            Requirement(
                id=row.record.id,
                title=row.record.title,
                obligation=row.record.obligation,
                origin=row.record.origin,
                suite=row.suite,
                conclusion=row.conclusion,
                cases={outcome: count for outcome, count in row.outcomes.items() if count},
            )
            for row in self._summary.requirements.values()
        ]

    @property
    def findings(self) -> Iterator[Finding]:
        """Every finding of a requirement that counts, subject by subject; at most 100 of a requirement and subject."""
        for judged in self._judged():
            for row, found, _ in judged.failures:
                for each in found if row in self._summary.requirements else ():
                    yield Finding(row, judged.subject.name, each.where, each.message, each.values)

    @property
    def subjects(self) -> Iterator[Subject]:
        """Everything that was looked at, in the order of the run."""
        for judged in self._judged():
            subject, said = judged.subject, judged.verdict
            outcomes = self._summary.rows.all(said.outcomes)
            counted = {row: each for row, each in outcomes.items() if row in self._summary.requirements}
            problem = said.problem.reason.text if said.problem else None
            yield Subject(subject.name, said.kind, subject.digest, problem, counted)

    def save(self, path: str | os.PathLike[str], view: str = "html", language: str = "en") -> Path:
        """Write a view (html, json, sarif, junit, markdown, csv, earl, terminal, or an installed one) and return it.

        Raises UnknownName for a view that is not there or shows what a run over files does not have.
        """
        views = WithInstalled(VIEWS, GROUP, View)
        known = [name for name in views if views[name].needs != "exchanges"]
        if view not in known:
            raise UnknownName("view", view, known)
        place = Path(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        run = Run(self.journal, self._summary)
        if views[view].binary:
            with place.open("wb") as file:
                views[view].show(run, file, language)
        else:
            with place.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
                views[view].show(run, out, language)
        return place

    def _judged(self) -> Iterator[SubjectJudged]:
        return (event for event in events(self.journal) if isinstance(event, SubjectJudged))


def judge(
    *paths: str | os.PathLike[str],
    contents: Mapping[str, bytes] | None = None,
    profile: str | None = None,
    level: str | None = None,
    suites: Sequence[str] = (),
    folders: Sequence[str | os.PathLike[str]] = (),
    journal: str | os.PathLike[str] | None = None,
    workers: int = 1,
) -> Report:
    """Judge files and folders, and `contents` that are at hand by the names they go by in the report.

    `profile` names a profile or its TOML file, `level` one of its levels (the lowest, if nothing is said), `suites`
    those that alone judge, `folders` further suites folders, `journal` where the journal is to stay. One process judges
    unless `workers` says otherwise; several start the program's main module anew, which then needs the usual
    `if __name__ == "__main__":`.

    Raises UnknownName for a name that is not there, CatalogueError for a suite or profile that cannot be used, and
    ValueError where there is nothing to judge or the level has no profile.
    """
    if not paths and not contents:
        raise ValueError("nothing to judge: name a path, or give contents")
    if level is not None and profile is None:
        raise ValueError("a level is one of a profile: name the profile as well")
    if level is not None and level not in LEVELS:
        raise UnknownName("level", level, LEVELS)
    selection = Selection(tuple(os.fspath(each) for each in folders), tuple(suites), profile, level or LEVELS[0])
    plan = Plan(selection)
    wanted = [Target(name, name, True, data) for name, data in (contents or {}).items()]
    folder = tempfile.mkdtemp(prefix="conformance-") if journal is None else None
    place = Path(folder or "", journal or "run.jsonl")
    execute(plan, chain(targets(os.fspath(each) for each in paths), wanted), place, workers=workers)
    report = Report.read(place)
    if folder:
        weakref.finalize(report, shutil.rmtree, folder, ignore_errors=True)
    return report
