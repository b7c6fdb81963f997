"""What changed between two runs, by requirement and subject, wherever their folders are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from conformance.model.journal.letters import Rows
from conformance.model.journal.records import (
    Event,
    Opening,
    ProfileRecord,
    Reason,
    RequirementRecord,
    SubjectJudged,
    SuiteRecord,
    SuitesTold,
)
from conformance.model.outcome import Outcome
from conformance.reporting.claims import Claims
from conformance.reporting.lines import Line
from conformance.reporting.subject_names import below, counterparts
from conformance.reporting.terminal import heading
from conformance.reporting.words import word

SHOWN = 20
Folded = tuple[tuple[str, str], ...]
"""Outcome letters by suite."""


class Change(StrEnum):
    """How a case changed from one run to the other, worst first."""

    BROKEN = "broken"
    NEW_FAILURE = "new_failure"
    STILL_FAILING = "still_failing"
    LOST = "lost"
    FIXED = "fixed"
    NEWLY_JUDGED = "newly_judged"
    NO_LONGER_JUDGED = "no_longer_judged"
    SAME = "same"


@dataclass
class Outcomes:
    """The outcomes of one run: letters by suite for each subject, the rows they represent, and the rows that count."""

    profile: ProfileRecord | None = None
    level: str | None = None
    suites: dict[str, str] = field(default_factory=dict)
    rows: Rows = field(default_factory=Rows)
    records: dict[str, RequirementRecord] = field(default_factory=dict)
    subjects: dict[str, Folded] = field(default_factory=dict)
    digests: dict[str, str | None] = field(default_factory=dict)
    claims: Claims = field(default_factory=lambda: Claims(None))

    def of(self, subject: str | None) -> dict[str, Outcome]:
        """The outcome of each counted requirement on a subject; empty if the subject was not judged."""
        told = self.rows.all(self.subjects.get(subject, ()) if subject is not None else ())
        return {row: outcome for row, outcome in told.items() if row in self.records}

    @property
    def judged(self) -> set[str]:
        """The requirements that applied to a subject."""
        return {
            row
            for letters in set(self.subjects.values())
            for row, outcome in self.rows.all(letters).items()
            if row in self.records and outcome is not Outcome.NOT_APPLICABLE
        }

    @property
    def unmet(self) -> list[Reason]:
        """What the profile requires and no subject contains."""
        titles = {name: record.title for name, record in self.records.items()}
        return self.claims.unmet(titles, self.judged)


def outcomes(journal: Iterable[Event]) -> Outcomes:
    """Read a run."""
    found = Outcomes()
    folded: dict[Folded, Folded] = {}  # equal letters share one object
    for event in journal:
        match event:
            case Opening(profile=profile, level=level, suites=suites):
                found.profile, found.level = profile, level
                found.claims = Claims(profile)
                _take_in(suites, found)
            case SuitesTold(suites):
                _take_in(suites, found)
            case SubjectJudged(subject, verdict, facts=facts):
                found.claims.add(subject.name, verdict.kind, facts)
                found.subjects[subject.name] = folded.setdefault(verdict.outcomes, verdict.outcomes)
                found.digests[subject.name] = subject.digest
    return found


def _take_in(suites: Iterable[SuiteRecord], found: Outcomes) -> None:
    for suite in suites:
        found.rows.add(suite)
        found.suites[suite.id] = suite.digest
        found.records |= {record.id: record for record in suite.requirements}


def change(before: Outcome | None, after: Outcome | None) -> Change:
    """How one case changed; None if neither run judged it."""
    if after is None:
        return Change.NO_LONGER_JUDGED if before is not None else Change.SAME
    if before is None:
        return Change.NEW_FAILURE if after is Outcome.FAIL else Change.NEWLY_JUDGED
    if after is Outcome.FAIL:
        return Change.STILL_FAILING if before is Outcome.FAIL else Change.BROKEN
    if after in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        return Change.FIXED if before is Outcome.FAIL else Change.SAME
    return Change.SAME if before is after else Change.LOST


@dataclass
class Comparison:
    """The cases of each change as (requirement, subject), in the order of the subjects.

    `unmet` is what the new run's profile requires and the run lacks, `lost` what of it the old run did not lack.
    """

    records: dict[str, RequirementRecord]
    cases: dict[Change, list[tuple[str, str]]]
    unmet: list[Reason] = field(default_factory=list)
    lost: list[Reason] = field(default_factory=list)
    unlike: list[str] = field(default_factory=list)
    """What makes the runs hard to compare: `subjects` if they share none, `profile`, `level`, `suites`."""

    @property
    def exit_status(self) -> int:
        """1 if a deciding row is newly violated, 3 if one, or what the profile requires, was lost, otherwise 0."""
        if self._binding(Change.BROKEN) or self._binding(Change.NEW_FAILURE):
            return 1
        return 3 if self._binding(Change.LOST) or self.lost else 0

    def _binding(self, change_: Change) -> bool:
        return any(self.records[row].decides for row, _ in self.cases[change_])


def compare(old: Outcomes, new: Outcomes) -> Comparison:
    """Every case of either run, sorted by how it changed; unchanged cases are left out.

    A subject has its name in the new run, without the leading folders that all subjects share.
    """
    cases: dict[Change, list[tuple[str, str]]] = {each: [] for each in Change}
    earlier, above_old, above_new = counterparts(old.digests, new.digests)
    gone = set(old.subjects).difference(earlier.values())
    pairs: list[tuple[str | None, str | None, str]] = []
    pairs += [(earlier.get(name), name, below(name, above_new)) for name in new.subjects]
    pairs += [(name, None, below(name, above_old)) for name in old.subjects if name in gone]
    for old_name, new_name, shown in pairs:
        before, after = old.of(old_name), new.of(new_name)
        for row in {**after, **before}:
            moved = change(before.get(row), after.get(row))
            if moved is not Change.SAME:
                cases[moved].append((row, shown))
    unmet = new.unmet
    judged = old.judged if unmet else set()
    lost = [reason for reason in unmet if (not judged.isdisjoint(reason.ids) if reason.ids else old.claims.enough)]
    unlike = ["subjects"] if old.subjects and new.subjects and not earlier else []
    unlike += [key for key in ("profile", "level", "suites") if _differs(key, old, new)]
    return Comparison({**old.records, **new.records}, cases, unmet, lost, unlike)


def _differs(key: str, old: Outcomes, new: Outcomes) -> bool:
    if key == "suites":
        return any(new.suites.get(name, digest) != digest for name, digest in old.suites.items())
    return bool(getattr(old, key) != getattr(new, key))


def render_comparison(comparison: Comparison, language: str) -> Iterator[Line]:
    """What makes the runs hard to compare, the number of cases for each change, then the cases that matter."""
    for key in comparison.unlike:
        yield Line(word("comparison", key, language), 0, "bold yellow")
    for each in (change_ for change_ in Change if change_ is not Change.SAME):
        yield Line(f"{len(comparison.cases[each]):>6}  {word('change', each.value, language)}")
    for reason in comparison.unmet:
        yield Line(reason.text[language], 0, "bold yellow")
    for each in (Change.BROKEN, Change.NEW_FAILURE, Change.STILL_FAILING, Change.LOST, Change.FIXED):
        found = comparison.cases[each]
        if found:
            yield Line()
            yield Line(word("change", each.value, language), 0, "bold")
        for row, subject in found[:SHOWN]:
            yield Line(f"{heading(comparison.records[row], language)}  {subject}", 2)
        if len(found) > SHOWN:
            yield Line(word("label", "more_rows", language, count=len(found) - SHOWN), 2, "dim")
