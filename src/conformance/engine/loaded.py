"""A suite with its code: schema, checks and view, ready to judge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.engine.places import Steps
from conformance.model.change import Editable
from conformance.model.finding import Finding
from conformance.model.outcome import Outcome
from conformance.model.requirement import Requirement, Suite
from conformance.readers.json_schema import RowSchema
from conformance.readers.source import Source

Check = Callable[..., Iterable[Any] | None]
"""Yields Findings; of a block of frames, Hits."""


class Row(NamedTuple):
    """A requirement with what judges it: the schema or its check. Excluded rows have neither.

    `each` is what the check is called with: each block of frames, the view and each stimulus, or None for the view
    alone; parameters are added if the check asks for them. `patterns` and `names` are the two forms of its `at`.
    """

    requirement: Requirement
    check: Check | None
    each: type | None
    patterns: tuple[Steps, ...]
    names: tuple[str, ...]


class Asked(NamedTuple):
    """What has to run on a document: the schema if a row needs it, and checks."""

    schema: RowSchema | None
    checks: tuple[tuple[Requirement, Check], ...]


class Repairs(NamedTuple):
    """What a suite can repair: `editable` makes a source editable, `functions` change it, by requirement."""

    editable: Callable[[Source], Editable]
    functions: Mapping[str, Callable[[Any, Sequence[Finding]], None]]


@dataclass(eq=False)
class LoadedSuite:
    """A suite ready to judge. `judge` names the judge for subjects of its kind.

    `stimuli` returns, by requirement, the functions that make stimuli from the view; it imports
    stimuli.py only then, so that a replay does not need Hypothesis. `repairs` imports repairs.py the same way.
    `parameters` are those of its checks. `places` are the judged rows with their index among the outcome letters,
    `named` those that use parts of the view, with their index among the judged rows.
    """

    suite: Suite
    judge: str
    view: Callable[[Any], Any]
    schema: RowSchema | None
    rows: tuple[Row, ...]
    judged: tuple[Row, ...]
    stimuli: Callable[[], Mapping[str, Callable[[Any], Any]]]
    repairs: Callable[[], Repairs]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    places: tuple[tuple[int, Row], ...] = field(init=False)
    named: tuple[tuple[int, Row], ...] = field(init=False)
    _letters: dict[tuple[bool, ...], str] = field(init=False, default_factory=dict)
    _asked: dict[tuple[bool, ...], Asked] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.places = tuple((at, row) for at, row in enumerate(self.rows) if not row.requirement.excluded)
        self.named = tuple((at, row) for at, row in enumerate(self.judged) if row.names)

    def letters(self, stands: tuple[bool, ...]) -> str:
        """The outcome letters without any case: a pass for rows with something to judge, otherwise not applicable."""
        if stands not in self._letters:
            letters = [Outcome.NOT_APPLICABLE.letter] * len(self.rows)
            for (at, _), there in zip(self.places, stands, strict=True):
                letters[at] = (Outcome.PASS if there else Outcome.NOT_APPLICABLE).letter
            self._letters[stands] = "".join(letters)
        return self._letters[stands]

    def asked(self, stands: tuple[bool, ...]) -> Asked:
        """What has to run if the patterns of these judged rows have an instance: without one there is nothing to find.

        Rows that judge parts of the view are always asked.
        """
        if stands not in self._asked:
            rows = [row for row, there in zip(self.judged, stands, strict=True) if there or row.names]
            schema = self.schema if any(not row.check for row in rows) else None
            self._asked[stands] = Asked(schema, tuple((row.requirement, row.check) for row in rows if row.check))
        return self._asked[stands]
