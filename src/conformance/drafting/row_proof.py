"""What samples and faults show of one requirement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from conformance.drafting.conditions import Condition, Line
from conformance.drafting.findings import Finding
from conformance.model.requirement import Requirement


@dataclass(frozen=True)
class Mark:
    """What of a row a bad sample has to show: one of its sentences, a keyword of its schema, a condition of its check.

    `name` is that of the sentence, or the place of the keyword in the schema; of a condition it is the code.
    """

    name: str
    path: Path
    line: int
    condition: Condition | None = None

    def shown_by(self, caught: Caught) -> bool:
        """Whether the findings of the sample were made from it."""
        if self.condition:
            return any(map(self.condition.holds, caught.lines))
        return any(finding["sentence"] == self.name for finding in caught.findings)


@dataclass(frozen=True)
class Caught:
    """The result of a bad sample or a fault: the rows that it violates, and the findings of its row.

    `lines` are those of the check that made them.
    """

    violated: list[str]
    findings: list[Finding] = field(default_factory=list)
    lines: frozenset[Line] = frozenset()


@dataclass(frozen=True)
class Misfit:
    """A line of expected.toml and the samples disagree; `line` is 0 where there is no line.

    `key` is `no_line`, `no_sample`, `other_finding` or `not_left`, with what was `received` and `expected`.
    """

    key: str
    sample: str
    path: Path
    line: int
    received: str = ""
    expected: str = ""


NOT_RUN = "not_run"


@dataclass
class RowProof:
    """What the samples show of one row. `passed_by` are good samples it passes on.

    `caught` tells by its name of each of its bad samples; proven means that it violates the row and nothing unexpected.
    `extras` are not installed, so that it was not run on some samples: unless the others prove it, nothing is known.
    `marks` is what they have to show together, `misfits` where expected.toml says something else. It may list samples
    that violate other rows `also`, and give the reason why a mark `cannot` be shown.
    """

    requirement: Requirement
    marks: list[Mark] = field(default_factory=list)
    passed_by: list[str] = field(default_factory=list)
    failed_by_good: list[str] = field(default_factory=list)
    caught: dict[str, Caught] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)
    extras: set[str] = field(default_factory=set)
    also: dict[str, list[str]] = field(default_factory=dict)
    cannot: dict[str, str] = field(default_factory=dict)

    @property
    def unshown(self) -> list[Mark]:
        """What no bad sample shows, without a reason for it."""
        return [mark for mark in self.marks if mark.name not in self.cannot and not self.shows(mark)]

    def shows(self, mark: Mark) -> bool:
        """Whether a bad sample shows it."""
        return any(map(mark.shown_by, self.caught.values()))

    @property
    def problems(self) -> list[str]:
        """Keys of what is missing.

        They are no_good, good_fails, no_bad, missed, collateral, error, unshown and those of misfits; where an extra is
        missing, not_run alone.
        """
        if self.requirement.excluded:
            return []
        own = self.requirement.id
        found: Mapping[str, bool] = {
            "no_good": not self.passed_by,
            "good_fails": bool(self.failed_by_good),
            "no_bad": not self.caught,
            "missed": any(own not in each.violated for each in self.caught.values()),
            "collateral": any(
                set(caught.violated) - {own} != set(self.also.get(name, ())) for name, caught in self.caught.items()
            ),
            "error": bool(self.errors),
            "unshown": bool(self.unshown),
            **{misfit.key: True for misfit in self.misfits},
        }
        keys = [key for key, there in found.items() if there]
        return [NOT_RUN] if keys and self.extras else keys

    @property
    def not_run(self) -> bool:
        """Whether an extra is missing without which it cannot be proven."""
        return self.problems == [NOT_RUN]

    @property
    def proven(self) -> bool:
        return not self.problems
