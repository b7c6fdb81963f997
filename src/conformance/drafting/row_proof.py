"""What samples and faults show of one requirement."""

from __future__ import annotations

from dataclasses import dataclass, field

from conformance.model.requirement import Requirement


@dataclass
class RowProof:
    """What the samples show of one row. `passed_by` are good samples it passes on.

    `caught` maps each of its bad samples to the rows it violates; proven means exactly the row itself.
    """

    requirement: Requirement
    passed_by: list[str] = field(default_factory=list)
    failed_by_good: list[str] = field(default_factory=list)
    caught: dict[str, list[str]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """Keys of what is missing: no_good, good_fails, no_bad, missed, collateral, error."""
        if self.requirement.excluded:
            return []
        own = [self.requirement.id]
        found = {
            "no_good": not self.passed_by,
            "good_fails": bool(self.failed_by_good),
            "no_bad": not self.caught,
            "missed": any(own[0] not in violated for violated in self.caught.values()),
            "collateral": any(set(violated) - set(own) for violated in self.caught.values()),
            "error": bool(self.errors),
        }
        return [key for key, there in found.items() if there]

    @property
    def proven(self) -> bool:
        return not self.problems
