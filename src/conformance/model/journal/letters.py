"""The only place that turns outcome letters into outcomes of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conformance.model.journal.records import SuiteRecord
from conformance.model.outcome import BY_LETTER, Outcome

REMEMBERED = 4096


def by_row(rows: Iterable[str], letters: str) -> dict[str, Outcome]:
    """The outcome of each row of a suite. Raises ValueError or KeyError unless there is one valid letter per row."""
    return {row: BY_LETTER[letter] for row, letter in zip(rows, letters, strict=True)}


class Rows:
    """The rows that letters represent, suite by suite as they appear in a journal."""

    def __init__(self) -> None:
        self._of_suite: dict[str, tuple[str, ...]] = {}
        self._place: dict[str, tuple[str, int]] = {}
        self._known: dict[tuple[str, str], Mapping[str, Outcome]] = {}

    def add(self, suite: SuiteRecord) -> bool:
        """Add a suite; False if it is already known."""
        if suite.id in self._of_suite:
            return False
        self._of_suite[suite.id] = suite.rows
        for at, row in enumerate(suite.rows):
            self._place[row] = suite.id, at
        return True

    def of(self, suite: str, letters: str) -> Mapping[str, Outcome]:
        """The outcome of each row of a suite."""
        found = self._known.get((suite, letters))
        if found is None:
            if len(self._known) == REMEMBERED:
                self._known.clear()
            found = self._known[suite, letters] = by_row(self._of_suite[suite], letters)
        return found

    def all(self, outcomes: Iterable[tuple[str, str]]) -> dict[str, Outcome]:
        """The outcome of each row of several suites."""
        return {row: outcome for suite, letters in outcomes for row, outcome in self.of(suite, letters).items()}

    def outcome(self, outcomes: Iterable[tuple[str, str]], row: str) -> Outcome:
        """The outcome of one row."""
        suite, at = self._place[row]
        return BY_LETTER[dict(outcomes)[suite][at]]

    def place(self, row: str) -> tuple[str, int]:
        """A sort key that puts rows into the order of their suites."""
        return self._place[row]
