"""The judges: a kind names its judge, which is imported when the first such subject is met.

A judge of files is a function `judge(source, suites, means)` of its module here; the judge of services is called by
engine/run_service.py, which has the session that it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from conformance.engine.case import Case
from conformance.engine.loaded import LoadedSuite
from conformance.model.journal.letters import by_row
from conformance.model.outcome import Outcome

if TYPE_CHECKING:
    from conformance.readers.source import Source
    from conformance.recordings.convert import Converter

Verdicts = list[tuple[LoadedSuite, str, list[Case]]]
"""For each suite its outcome letters, one per row in order, and the cases that are not a plain pass.

A row that is not applicable because it has nothing to judge has only its letter.
"""


class Judged(NamedTuple):
    """The result of a judge; `plots` are numbers over time if the subject is a recording, `facts` what was counted."""

    verdicts: Verdicts
    plots: dict[str, Any] | None = None
    facts: dict[str, float] | None = None

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """The outcome of every row."""
        found: dict[str, Outcome] = {}
        for loaded, letters, _ in self.verdicts:
            found |= by_row((row.id for row in loaded.suite.requirements), letters)
        return found


class Means(NamedTuple):
    """What a judge may use besides the subject and its suites.

    `converters` convert other formats to recordings; `workers` is the number of processes that may share one long
    subject, each of which gets its suites from `load`. `facts` count what is in the subject, if a profile asks.
    """

    converters: Callable[[], Sequence[Converter]] = tuple
    workers: int = 1
    load: Callable[[], Sequence[LoadedSuite]] = tuple
    facts: Sequence[Facts] = ()

    def counted(self, subject: Any) -> dict[str, float] | None:
        """The facts about a subject; None if nobody asks."""
        found: dict[str, float] = {}
        for facts in self.facts:
            with suppress(Exception):  # what cannot be counted is not there, whatever the reason: never a claim
                found |= facts(subject)
        return found if self.facts else None


Facts = Callable[[Any], Mapping[str, float]]
"""Counts what is in a document's source, or in a recording after its frames were read."""
Judge = Callable[["Source", Sequence[LoadedSuite], Means], Judged]


@cache
def judge_of(name: str) -> Judge:
    """The judge with this name, for subjects that are files."""
    judge: Judge = import_module(f"{__name__}.{name}").judge
    return judge
