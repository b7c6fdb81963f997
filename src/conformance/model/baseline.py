"""Known findings: what a run may find again without failing, each with a reason and a last day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from conformance.model.finding import Where

PLACES = Where._fields
"""What tells one place of a subject from another, all of it optional."""


class Known(NamedTuple):
    """An entry of a baseline: it covers the findings of a requirement in a subject at every place with these members.

    Without any member that is the whole subject. It no longer covers anything after the day `expires`; `written` is
    the file and line of the entry.
    """

    requirement: str
    subject: str
    place: tuple[tuple[str, str | int], ...]
    reason: str
    expires: date
    author: str | None = None
    written: str = ""

    def covers(self, where: Where) -> bool:
        """Whether a finding of its requirement and subject is the one it describes."""
        return all(getattr(where, member) == value for member, value in self.place)


class Baseline:
    """The entries of a baseline file, by requirement and subject."""

    def __init__(self, entries: Iterable[Known]) -> None:
        self.entries = tuple(entries)
        self._by_case: dict[tuple[str, str], list[Known]] = {}
        for entry in self.entries:
            self._by_case.setdefault((entry.requirement, entry.subject), []).append(entry)

    def on(self, day: date) -> Baseline:
        """Without what has expired on this day."""
        return Baseline(entry for entry in self.entries if entry.expires >= day)

    def of(self, requirement: str, subject: str) -> list[Known]:
        """The entries for the findings of a requirement in a subject."""
        return self._by_case.get((requirement, subject), [])
