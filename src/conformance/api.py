"""The harness as a library: `judge` files or bytes, and examine the report."""

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
from conformance.model.text import LANGUAGES, Text
from conformance.reporting.journal import NotAJournal, events
from conformance.reporting.summary import Summary, summarise
from conformance.reporting.views import GROUP, VIEWS, Run, View
from conformance.writing import open_new, open_text

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
    """A place in a subject that violates a requirement. `values` are the values in the sentences of `message`."""

    requirement: str
    subject: str
    where: Where
    message: Text
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Subject:
    """A subject: `outcomes` by requirement, empty if `problem` says why it was not judged at all.

    `kind` is None if the content fits no kind, `digest` if there were no bytes to read.
    """

    name: str
    kind: str | None
    digest: str | None
    problem: Text | None
    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True)
class Report:
    """The result of a run. Its lists are read from the journal, so that memory stays constant however long they are.

    `journal` is in a temporary folder, which is deleted with the report, unless `judge` was given a path for it.
    """

    journal: Path
    _summary: Summary = field(repr=False)

    @classmethod
    def read(cls, journal: str | os.PathLike[str]) -> Report:
        """The report of an earlier run. Raises NotAJournal."""
        path = Path(journal)
        return cls(path, summarise(events(path)))

    @property
    def conclusion(self) -> Verdict:
        """The verdict over all SHALL requirements; its `exit_status` is that of the command line."""
        return self._summary.verdict

    @property
    def complete(self) -> bool:
        """Whether the run was not interrupted."""
        return self._summary.status == "complete"

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """The number of requirements with each conclusion, by obligation (shall, should, may)."""
        return self._summary.counts

    @property
    def missing(self) -> list[Text]:
        """The needs of the profile that no subject met."""
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
        """Every finding of a requirement that counts, subject by subject; at most 100 per requirement and subject."""
        for judged in self._judged():
            for failure in judged.failures:
                row = failure.requirement
                for each in failure.findings if row in self._summary.requirements else ():
                    yield Finding(row, judged.subject.name, each.where, each.message, each.values)

    @property
    def subjects(self) -> Iterator[Subject]:
        """All subjects, in the order of the run."""
        for judged in self._judged():
            subject, said = judged.subject, judged.verdict
            outcomes = self._summary.rows.all(said.outcomes)
            counted = {row: each for row, each in outcomes.items() if row in self._summary.requirements}
            problem = said.problem.reason.text if said.problem else None
            yield Subject(subject.name, said.kind, subject.digest, problem, counted)

    def save(self, path: str | os.PathLike[str], view: str = "html", language: str = "en") -> Path:
        """Write a view (html, json, sarif, junit, markdown, csv, earl, terminal, or an installed one) and return it.

        Raises UnknownName for a view that does not exist or that needs something a run over files does not have, and
        for a language other than en and zh.
        """
        if language not in LANGUAGES:
            raise UnknownName("language", language, LANGUAGES)
        views = WithInstalled(VIEWS, GROUP, View)
        known = [name for name in views if views[name].needs != "exchanges"]
        if view not in known:
            raise UnknownName("view", view, known)
        place = Path(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        run = Run(self.journal, self._summary)
        if views[view].binary:
            with open_new(place) as file:
                views[view].show(run, file, language)
        else:
            with open_text(place) as out:
                views[view].show(run, out, language)
        return place

    def _judged(self) -> Iterator[SubjectJudged]:
        return (event for event in events(self.journal) if isinstance(event, SubjectJudged))


def judge(
    *paths: str | os.PathLike[str],
    contents: Mapping[str, bytes] | None = None,
    profile: str | None = None,
    level: str | None = None,
    suites: str | Sequence[str] = (),
    folders: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (),
    journal: str | os.PathLike[str] | None = None,
    workers: int = 1,
) -> Report:
    """Judge files, folders and `contents`, which are bytes by the names that the report uses for them.

    `profile` is the name of a profile or its TOML file, `level` one of its levels (by default the lowest), `suites` the
    only suites to use, `folders` further suites folders, `journal` the path of the journal. One process judges unless
    `workers` says otherwise; several processes import the program's main module again, which then needs the usual
    `if __name__ == "__main__":`.

    Raises UnknownName for an unknown name, CatalogueError for a suite or profile that cannot be used, and ValueError if
    there is nothing to judge or a level is given without a profile.
    """
    if not paths and not contents:
        raise ValueError("nothing to judge: name a path, or give contents")
    if level is not None and profile is None:
        raise ValueError("a level belongs to a profile: name the profile as well")
    if level is not None and level not in LEVELS:
        raise UnknownName("level", level, LEVELS)
    chosen = (suites,) if isinstance(suites, str) else tuple(suites)
    added = (folders,) if isinstance(folders, (str, os.PathLike)) else tuple(folders)
    selection = Selection(tuple(os.fspath(each) for each in added), chosen, profile, level or LEVELS[0])
    plan = Plan(selection)
    wanted = [Target(name, name, True, data) for name, data in (contents or {}).items()]
    folder = tempfile.mkdtemp(prefix="conformance-") if journal is None else None
    place = Path(folder or "", journal or "run.jsonl")
    execute(plan, chain(targets(os.fspath(each) for each in paths), wanted), place, workers=workers)
    report = Report.read(place)
    if folder:
        weakref.finalize(report, shutil.rmtree, folder, ignore_errors=True)
    return report
