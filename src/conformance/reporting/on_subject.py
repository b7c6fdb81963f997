"""What a single subject comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, Protocol

from conformance.model.journal.letters import Rows
from conformance.model.journal.records import RequirementRecord
from conformance.model.outcome import Conclusion, Outcome, conclude, roll_up

Outcomes = tuple[tuple[str, str], ...]
"""The outcomes of a subject: suites, each with one letter per row."""


class OnSubject(NamedTuple):
    """The conclusion on a subject, over the requirements that decide, and how many of all have each.

    `violated` counts the violated ones that decide.
    """

    conclusion: Conclusion
    violated: int
    counts: Mapping[Conclusion, int]


class HasRecord(Protocol):
    """What a run says of a requirement."""

    @property
    def record(self) -> RequirementRecord: ...


class OnSubjects:
    """The conclusions on subjects by their outcomes, which many subjects share. Memory is bounded."""

    def __init__(self, rows: Rows, requirements: Mapping[str, HasRecord]) -> None:
        self._rows, self._requirements = rows, requirements
        self.of = lru_cache(4096)(self._of)

    def _of(self, outcomes: Outcomes) -> OnSubject:
        counts, deciding = Counter[Conclusion](), Counter({Outcome.NOT_APPLICABLE: 1})
        for name, outcome in self._rows.all(outcomes).items():
            row = self._requirements.get(name)
            if row and row.record.scored:
                counts[Conclusion.EXCLUDED if row.record.excluded else conclude(outcome)] += 1
                deciding[outcome] += row.record.decides
        worst = roll_up(each for each, count in deciding.items() if count)
        return OnSubject(conclude(worst), deciding[Outcome.FAIL], counts)
