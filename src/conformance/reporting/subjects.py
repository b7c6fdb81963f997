"""A conclusion per subject: what of it is violated and unproven, worst subjects first."""

from __future__ import annotations

from collections import Counter
from heapq import nsmallest
from typing import NamedTuple

from conformance.model.journal.records import SubjectJudged
from conformance.model.outcome import Conclusion
from conformance.reporting.summary import Summary

SHOWN = 100


class SubjectConclusion(NamedTuple):
    """One subject with its kind, and how many requirements it violates (those that decide, and all) and leaves open."""

    name: str
    kind: str | None
    conclusion: Conclusion
    deciding_violated: int
    violated: int
    unproven: int
    place: int

    @property
    def worst_first(self) -> tuple[int, int, int, int]:
        return (-self.deciding_violated, -self.violated, -self.unproven, self.place)


class SubjectConclusions:
    """The conclusions of a run's judged subjects: the number of each, and the worst subjects. Memory is bounded."""

    def __init__(self, summary: Summary) -> None:
        self._summary = summary
        self.counts: Counter[Conclusion] = Counter()
        self.clean = 0
        self._worst: list[SubjectConclusion] = []

    def add(self, judged: SubjectJudged) -> None:
        """Add a subject; one that was not judged is reported elsewhere."""
        if not judged.verdict.outcomes:
            return
        conclusion, deciding, counts = self._summary.on_subject.of(judged.verdict.outcomes)
        violated, unproven = counts.get(Conclusion.VIOLATED, 0), counts.get(Conclusion.UNPROVEN, 0)
        self.counts[conclusion] += 1
        self.clean += not (violated or unproven)
        place = sum(self.counts.values())
        name, kind = judged.subject.name, judged.verdict.kind
        self._worst.append(SubjectConclusion(name, kind, conclusion, deciding, violated, unproven, place))
        if len(self._worst) > 4 * SHOWN:
            self._worst = self.worst

    @property
    def worst(self) -> list[SubjectConclusion]:
        """The subjects to show, worst first."""
        return nsmallest(SHOWN, self._worst, key=lambda each: each.worst_first)

    @property
    def count(self) -> int:
        """How many subjects were judged."""
        return sum(self.counts.values())
