"""What becomes of a mutant: which rows its fault violates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple, Protocol

from conformance.drafting.mutation.mutants import Mutant
from conformance.engine.plan import Plan
from conformance.model.outcome import Outcome
from conformance.model.requirement import Suite
from conformance.model.sample import Sample
from conformance.readers.source import Source


class Status(StrEnum):
    """The result of a mutant, worst for the suite first.

    crashed: a check failed. survived: nothing says that anything is wrong. ledger: it survives for a reason that the
    suite states. unproven: no row is violated, but some could not be judged, so that no claim is made. elsewhere: rows
    of other suites alone are violated, or of what it was learned for others. killed: rows of the suite are.
    invalid: the bytes are those of the sample, or a product was not asked for them again.
    """

    CRASHED = "crashed"
    SURVIVED = "survived"
    LEDGER = "ledger"
    UNPROVEN = "unproven"
    ELSEWHERE = "elsewhere"
    KILLED = "killed"
    INVALID = "invalid"


class Tried(NamedTuple):
    """A mutant, its status and the rows that it violates and the sample does not."""

    mutant: Mutant
    status: Status
    by: tuple[str, ...]


OPEN = frozenset({Outcome.INCONCLUSIVE, Outcome.NOT_RUN})


class Judge(Protocol):
    """Judges a sample with other bytes in its place."""

    def outcomes(self, sample: Sample, data: bytes) -> dict[str, Outcome] | None:
        """The outcome of every row; None if the bytes were not asked for."""


class Files:
    """Judges samples by all suites of their kind, as a product would be."""

    def __init__(self, plan: Plan, suite: Suite) -> None:
        self._plan, self._kind = plan, suite.kind

    def outcomes(self, sample: Sample, data: bytes) -> dict[str, Outcome]:
        """The outcome of every row."""
        return self._plan.judge(Source(sample.name, data, sample.folder), self._kind).outcomes


class Trial:
    """Tries mutants of a suite's samples."""

    def __init__(self, suite: Suite, judge: Judge) -> None:
        self._judge = judge
        self._own = frozenset(row.id for row in suite.requirements)
        self._of: dict[str, dict[str, Outcome]] = {}

    def of(self, mutants: Iterable[Mutant]) -> Iterator[Tried]:
        """The result of each, in order."""
        return (self.tried(mutant) for mutant in mutants)

    def tried(self, mutant: Mutant) -> Tried:
        """The result of one."""
        data = mutant.make()
        if data is None or data == mutant.sample.data:
            return Tried(mutant, Status.INVALID, ())
        before, after = self.sample(mutant.sample), self._judge.outcomes(mutant.sample, data)
        if after is None:
            return Tried(mutant, Status.INVALID, ())
        changed = [row for row, outcome in after.items() if before.get(row) is not outcome]
        by = tuple(sorted(row for row in changed if after[row] is Outcome.FAIL))
        if any(after[row] is Outcome.ERROR for row in changed):
            return Tried(mutant, Status.CRASHED, by)
        if by:
            hit = mutant.own in by if mutant.own else not self._own.isdisjoint(by)
            return Tried(mutant, Status.KILLED if hit else Status.ELSEWHERE, by)
        return Tried(mutant, Status.UNPROVEN if any(after[row] in OPEN for row in changed) else Status.SURVIVED, ())

    def sample(self, sample: Sample) -> dict[str, Outcome]:
        """The outcomes of a sample as it is."""
        if sample.name not in self._of:
            self._of[sample.name] = self._judge.outcomes(sample, sample.data) or {}
        return self._of[sample.name]
