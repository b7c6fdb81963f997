"""What a summary keeps: the cases that went wrong, and the conclusion of each requirement."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from conformance.model.baseline import Known
from conformance.model.journal.records import (
    Located,
    Reason,
    RequirementRecord,
    Subject,
)
from conformance.model.outcome import Conclusion, Outcome, conclude, roll_up


class Case(NamedTuple):
    """One requirement on one subject, with an outcome other than pass or not applicable.

    Findings that an entry of a baseline covers are a separate case, with the entry as `known`.
    """

    row: RequirementRecord
    subject: Subject
    kind: str | None
    outcome: Outcome
    reason: Reason | None = None
    findings: tuple[Located, ...] = ()
    more: int = 0
    known: Known | None = None


@dataclass
class RequirementSummary:
    """One requirement over all subjects: its record, the number of cases by outcome, and the first cases to show.

    `known` counts the subjects that violate it with known findings only.
    """

    record: RequirementRecord
    suite: str
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    kept: list[Case] = field(default_factory=list)
    known: int = 0
    beyond: int = 0
    """Findings that were counted and not kept, since a case had too many."""

    @property
    def conclusion(self) -> Conclusion:
        if self.record.excluded:
            return Conclusion.EXCLUDED
        return conclude(roll_up(self.outcomes)) if self.outcomes else Conclusion.NOT_APPLICABLE

    @property
    def but_known(self) -> Conclusion:
        """The conclusion if known findings did not count."""
        if not self.known or self.record.excluded:
            return self.conclusion
        rest = self.outcomes - Counter({Outcome.FAIL: self.known})
        return conclude(roll_up(rest)) if rest else Conclusion.SATISFIED

    @property
    def worst(self) -> Outcome:
        """The outcome that decides the conclusion."""
        return roll_up(self.outcomes) if self.outcomes else Outcome.NOT_APPLICABLE

    def kept_with(self, outcome: Outcome) -> list[Case]:
        """The first cases with this outcome."""
        return [case for case in self.kept if case.outcome is outcome]

    @property
    def new(self) -> int:
        """The number of subjects that violate it with a finding that is not known."""
        return self.outcomes[Outcome.FAIL] - self.known
