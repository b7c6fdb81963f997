"""The harness as a library: `judge` files or bytes, and examine the report."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conformance.catalogue.entry_points import WithInstalled
from conformance.catalogue.errors import CatalogueError
from conformance.engine.plan import Plan, Selection
from conformance.engine.run import execute
from conformance.engine.subjects import Target, targets
from conformance.model.baseline import Baseline
from conformance.model.finding import Where
from conformance.model.journal.records import PartTold, SubjectJudged
from conformance.model.nearest import UnknownName
from conformance.model.outcome import USAGE_ERROR, Conclusion, Outcome, Verdict
from conformance.model.profile import LEVELS
from conformance.model.text import LANGUAGES, Text
from conformance.reporting.journal import NotAJournal, events
from conformance.reporting.summary import Summary, summarise
from conformance.reporting.views import GROUP, VIEWS, Run, View
from conformance.writing import open_new, open_text

if TYPE_CHECKING:
    from conformance.engine.packing import Packing

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
    """A place in a subject that violates a requirement. `values` are the values in the sentences of `message`.

    `known` is the reason of the entry in the baseline that covers it, if one does.
    """

    requirement: str
    subject: str
    where: Where
    message: Text
    values: Mapping[str, Any]
    known: str | None = None


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
    _run: Run = field(repr=False)
    outdated: Sequence[Text] = ()
    """What to edit in the baseline: entries that have expired, and those whose finding is gone."""

    @classmethod
    def read(cls, journal: str | os.PathLike[str], baseline: str | os.PathLike[str] | None = None) -> Report:
        """The report of an earlier run, seen against a file of known findings if there is one.

        Raises NotAJournal, and CatalogueError with all mistakes in the baseline.
        """
        return _report(Path(journal), _baseline(baseline), lambda subject: False)

    @property
    def _summary(self) -> Summary:
        return self._run.summarised

    @property
    def conclusion(self) -> Verdict:
        """The verdict over all SHALL requirements, known findings included."""
        return self._summary.verdict

    @property
    def exit_status(self) -> int:
        """That of the command line: as if known findings did not count, and 2 if the baseline is outdated."""
        return USAGE_ERROR if self.outdated else self._summary.verdict_but_known.exit_status

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
                    known = failure.known.reason if failure.known else None
                    yield Finding(row, judged.subject.name, each.where, each.message, each.values, known)

    @property
    def subjects(self) -> Iterator[Subject]:
        """All subjects, in the order of the run."""
        for judged in self._judged():
            subject, said = judged.subject, judged.verdict
            outcomes = self._summary.rows.all(said.outcomes)
            counted = {row: each for row, each in outcomes.items() if row in self._summary.requirements}
            problem = said.problem.reason.text if said.problem else None
            yield Subject(subject.name, said.kind, subject.digest, problem, counted)

    @property
    def parts(self) -> Iterator[tuple[str, str]]:
        """The files that were not judged by themselves but read as part of a subject, each with that subject."""
        return ((event.name, event.of) for event in self._run.events if isinstance(event, PartTold))

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
        run = replace(self._run)
        if views[view].binary:
            with open_new(place) as file:
                views[view].show(run, file, language)
        else:
            with open_text(place) as out:
                views[view].show(run, out, language)
        return place

    def _judged(self) -> Iterator[SubjectJudged]:
        return (event for event in self._run.events if isinstance(event, SubjectJudged))


def judge(
    *paths: str | os.PathLike[str],
    contents: Mapping[str, bytes] | None = None,
    profile: str | None = None,
    level: str | None = None,
    suites: str | Sequence[str] = (),
    folders: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (),
    journal: str | os.PathLike[str] | None = None,
    evidence: str | os.PathLike[str] | None = None,
    withhold: str | Sequence[str] = (),
    baseline: str | os.PathLike[str] | None = None,
    workers: int = 1,
) -> Report:
    """Judge files, folders and `contents`, which are bytes by the names that the report uses for them.

    `profile` is the name of a profile or its TOML file, `level` one of its levels (by default the lowest), `suites` the
    only suites to use, `folders` further suites folders, `journal` the path of the journal. `evidence` is the bundle to
    write for `conformance rejudge`, `withhold` the kinds of which it has the digest only, or "all" or "none"; by
    default those that may show persons or protected places. `baseline` is a file of known findings.

    One process judges unless `workers` says otherwise; several processes import the program's main module again, which
    then needs the usual `if __name__ == "__main__":`.

    Raises UnknownName for an unknown name, CatalogueError for a suite, profile or baseline that cannot be used, OSError
    for a file that cannot be read or written, and ValueError if there is nothing to judge, a level is given without a
    profile or something to withhold without evidence, or what is to be written would replace what is to be judged.
    """
    if not paths and not contents:
        raise ValueError("nothing to judge: name a path, or give contents")
    if level is not None and profile is None:
        raise ValueError("a level belongs to a profile: name the profile as well")
    if level is not None and level not in LEVELS:
        raise UnknownName("level", level, LEVELS)
    if withhold and evidence is None:
        raise ValueError("evidence withholds files: name the bundle to write as well")
    read = {os.path.realpath(each) for each in (*paths, *([baseline] if baseline else []))}
    for out in (evidence, journal):
        if out is not None and os.path.realpath(out) in read:
            raise ValueError(f"{os.fspath(out)} is read: write to another file")
    chosen = (suites,) if isinstance(suites, str) else tuple(suites)
    added = (folders,) if isinstance(folders, (str, os.PathLike)) else tuple(folders)
    selection = Selection(tuple(os.fspath(each) for each in added), chosen, profile, level or LEVELS[0])
    plan = Plan(selection)
    known = _baseline(baseline, plan.catalogue.requirements)
    packing = _packing(evidence, plan, (withhold,) if isinstance(withhold, str) else withhold)
    wanted = [Target(name, name, True, data) for name, data in (contents or {}).items()]
    folder = tempfile.mkdtemp(prefix="conformance-") if journal is None else None
    place = Path(folder or "", journal or "run.jsonl")
    judged = chain(targets(os.fspath(each) for each in paths), wanted)
    with packing or nullcontext():
        execute(plan, judged, place, workers=workers, evidence=packing)
    report = _report(place, known, lambda name: not contents and not os.path.lexists(name))
    if folder:
        weakref.finalize(report, shutil.rmtree, folder, ignore_errors=True)
    return report


def _baseline(path: str | os.PathLike[str] | None, requirements: Collection[str] | None = None) -> Baseline | None:
    if path is None:
        return None
    from conformance.engine.baseline_file import read_baseline

    return read_baseline(Path(path), requirements)


def _packing(path: str | os.PathLike[str] | None, plan: Plan, withheld: Iterable[str]) -> Packing | None:
    if path is None:
        return None
    from conformance.engine.packing import Packing, withholding  # needs pydantic, which other runs over files do not

    return Packing(Path(path), plan, withholding(plan.catalogue, withheld))


def _report(journal: Path, baseline: Baseline | None, is_gone: Callable[[str], bool]) -> Report:
    run = Run(journal, baseline=baseline)
    run.summary = summarise(run.events)
    if baseline is None:
        return Report(journal, run)
    from conformance.reporting.baseline import outdated

    edit = Text("{written}: {why}", "{written}：{why}")
    told = outdated(events(journal), baseline, is_gone)
    return Report(journal, run, tuple(edit.filled({"written": each.entry.written, "why": each.why}) for each in told))
