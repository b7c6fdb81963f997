"""The summary of a journal: conclusions per requirement, counts, the verdict, and the first cases that went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from conformance.model.journal.letters import Rows
from conformance.model.journal.records import (
    HARMLESS,
    Ending,
    Event,
    Opening,
    PartTold,
    Problem,
    Reason,
    SubjectJudged,
    SuiteRecord,
    SuitesTold,
)
from conformance.model.outcome import Conclusion, Outcome, Verdict, verdict
from conformance.reporting.cases import Case, RequirementSummary
from conformance.reporting.claims import Claims
from conformance.reporting.needs import nothing_decided
from conformance.reporting.on_subject import OnSubjects

KEPT_RESULTS = 5
KEPT_PROBLEMS = 20
HELD_PROBLEMS = 2000
"""As many are held until the end of a run says which of them were read as parts of a subject."""
OUR_FAULT = "judge_died"
"""The reason of a subject whose judging failed, which counts as an error of the harness."""
OBLIGATIONS = ("shall", "should", "may")
DECIDED = (Conclusion.SATISFIED, Conclusion.VIOLATED, Conclusion.UNPROVEN)
ORIGINS = ("inherited", "added")


class Summary:
    """The roll-up of a run, event by event; memory does not grow with the number of subjects."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.end: Ending | None = None
        self.requirements: dict[str, RequirementSummary] = {}
        self.suites: list[SuiteRecord] = []
        self.rows = Rows()
        self._take_in(opening.suites)
        self._folds: Counter[tuple[str, str]] = Counter()
        self.by_subject: Counter[Conclusion] = Counter()
        """How many judged subjects have each conclusion, over the requirements that decide."""
        self.on_subject = OnSubjects(self.rows, self.requirements)
        self.judged = 0
        self._held: dict[tuple[str, bool], Problem] = {}
        self.problem_count = 0
        self.parts: list[PartTold] = []
        self.part_count = 0
        self.known_findings = 0
        self._due = 0
        self.died = False
        self.leftovers: list[str] = []
        self._claims = Claims(opening.profile)

    def add(self, event: Event) -> list[Case]:
        """Add an event; return the cases in it that views show, in the order of their rows."""
        if isinstance(event, SubjectJudged):
            return self._add_subject(event)
        if isinstance(event, SuitesTold):
            self._take_in(event.suites)
        elif isinstance(event, PartTold):
            self._add_part(event)
        elif isinstance(event, Ending):
            self.end = event
        return []

    def _add_part(self, part: PartTold) -> None:
        """Count a file as read with the subject that refers to it, no longer as not judged."""
        self._held.pop((part.name, part.named), None)
        self.problem_count = max(0, self.problem_count - 1)
        self._due = max(0, self._due - part.named)
        self.part_count += 1
        if len(self.parts) < KEPT_PROBLEMS:
            self.parts.append(part)

    def _add_subject(self, event: SubjectJudged) -> list[Case]:
        subject, said = event.subject, event.verdict
        self.leftovers += event.leftovers
        self.judged += bool(said.outcomes)
        self._claims.add(subject.name, said.kind, event.facts)
        for fold in said.outcomes:
            self._folds[fold] += 1
        if said.outcomes:
            self.by_subject[self.on_subject.of(said.outcomes).conclusion] += 1
        if problem := said.problem:
            self.problem_count += 1
            self.died = self.died or problem.reason.key == OUR_FAULT
            self._due += problem.named or problem.reason.key not in HARMLESS
            if len(self._held) < HELD_PROBLEMS:
                self._held[subject.name, problem.named] = problem
        if not (event.failures or said.open):
            return []
        cases = self._cases(event)
        for case in cases:
            self._keep(case)
        if known := {case.row.id for case in cases if case.known}:
            self.known_findings += sum(len(case.findings) + case.more for case in cases if case.known)
            for name in known - {case.row.id for case in cases if not case.known}:
                self.requirements[name].known += 1
        return cases

    def _cases(self, event: SubjectJudged) -> list[Case]:
        subject, kind, known = event.subject, event.verdict.kind, self.requirements
        found = [
            Case(known[row].record, subject, kind, Outcome.FAIL, None, findings, more, entry)
            for row, findings, more, entry in event.failures
            if row in known
        ]
        found += [
            Case(known[row].record, subject, kind, outcome, reason)
            for row, outcome, reason in event.verdict.open
            if row in known
        ]
        if event.failures and event.verdict.open:
            found.sort(key=lambda case: self.rows.place(case.row.id))
        return found

    def _take_in(self, suites: Iterable[SuiteRecord]) -> None:
        """Add suites whose rows count from here on; known ones are skipped, so that no count is lost."""
        for suite in suites:
            if self.rows.add(suite):
                self.suites.append(suite)
                for record in suite.requirements:
                    self.requirements[record.id] = RequirementSummary(record, suite.id)

    def _keep(self, case: Case) -> None:
        """Keep the first few cases of each outcome, so that blocked cases, or known ones, do not crowd out failures."""
        self.requirements[case.row.id].beyond += case.more
        kept = self.requirements[case.row.id].kept
        alike = (each for each in kept if (each.outcome, not each.known) == (case.outcome, not case.known))
        if sum(1 for _ in alike) < KEPT_RESULTS:
            kept.append(case)

    def close(self) -> Summary:
        """Roll up the outcomes; call once, after the last event."""
        for (suite, letters), times in self._folds.items():
            for name, outcome in self.rows.of(suite, letters).items():
                if name in self.requirements:
                    self.requirements[name].outcomes[outcome] += times
        self.suites.sort(key=lambda suite: suite.id)
        order = {suite.id: place for place, suite in enumerate(self.suites)}
        self.requirements = dict(sorted(self.requirements.items(), key=lambda row: order[row[1].suite]))
        return self

    @property
    def problems(self) -> list[tuple[str, Problem]]:
        """The first subjects that were not judged, and why."""
        return [(name, problem) for (name, _), problem in islice(self._held.items(), KEPT_PROBLEMS)]

    @property
    def unjudged(self) -> bool:
        """Whether something that was to be judged was not: a file that the user named, or one that cannot be read."""
        return self._due > 0

    @property
    def status(self) -> str:
        """complete, interrupted, or partial if the run never wrote its end."""
        return self.end.status if self.end else "partial"

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """The five counts of conclusions, per obligation."""
        counts = {each: dict.fromkeys((c.value for c in Conclusion), 0) for each in OBLIGATIONS}
        for row in self.scored:
            counts[row.record.obligation][row.conclusion.value] += 1
        return counts

    @property
    def scored(self) -> list[RequirementSummary]:
        """The requirements that are counted: all but those that came after a frozen profile."""
        return [row for row in self.requirements.values() if row.record.scored]

    @property
    def violated_by_origin(self) -> dict[str, dict[str, int]]:
        """By obligation, how many violated requirements come from the standards, and how many are added to them."""
        violated = [row.record for row in self.scored if row.conclusion is Conclusion.VIOLATED]
        found = Counter((each.obligation, each.origin) for each in violated)
        return {
            obligation: {origin: found[obligation, origin] for origin in ORIGINS}
            for obligation in OBLIGATIONS
            if any(found[obligation, origin] for origin in ORIGINS)
        }

    @property
    def unmet(self) -> list[Reason]:
        """Why a run in which nothing is violated or open proves nothing: unmet needs, too little judged, or nothing."""
        judged = {name for name, row in self.requirements.items() if row.conclusion is not Conclusion.NOT_APPLICABLE}
        titles = {name: row.record.title for name, row in self.requirements.items()}
        found = self._claims.unmet(titles, judged)
        if not found and self.judged and not any(self.deciding[each] for each in DECIDED):
            found.append(nothing_decided())
        return found

    @property
    def deciding(self) -> Counter[Conclusion]:
        """The conclusions of the requirements that decide the verdict."""
        return self._deciding(lambda row: row.conclusion)

    def _deciding(self, of: Callable[[RequirementSummary], Conclusion]) -> Counter[Conclusion]:
        return Counter(of(row) for row in self.requirements.values() if row.record.decides)

    @property
    def verdict(self) -> Verdict:
        """The conclusion of the run; one that was interrupted or lacks what its profile requires never conforms."""
        return self._verdict(self.deciding)

    @property
    def verdict_but_known(self) -> Verdict:
        """What decides the exit status: the verdict if known findings did not count. Nobody may claim it."""
        return self._verdict(self._deciding(lambda row: row.but_known))

    def _verdict(self, deciding: Mapping[Conclusion, int]) -> Verdict:
        return verdict(
            deciding,
            errors=self.died or any(row.outcomes[Outcome.ERROR] for row in self.scored),
            unjudged=self.unjudged or bool(self.unmet) or self.status != "complete",
            claimed=self.opening.profile is not None,
        )

    def concluded(self, conclusion: Conclusion) -> list[RequirementSummary]:
        """The requirements with this conclusion: those that decide first, then in the order of their suites."""
        found = [row for row in self.requirements.values() if row.conclusion is conclusion]
        return sorted(found, key=lambda row: (not row.record.decides, OBLIGATIONS.index(row.record.obligation)))


def begun(journal: Iterable[Event]) -> tuple[Summary, Iterable[Event]]:
    """The summary begun with the journal's opening, and the events that follow it."""
    events = iter(journal)
    first = next(events, None)
    if not isinstance(first, Opening):
        raise ValueError("the journal has no opening")
    return Summary(first), events


def summarise(journal: Iterable[Event]) -> Summary:
    """The summary of all events of a journal."""
    summary, events = begun(journal)
    for event in events:
        summary.add(event)
    return summary.close()
