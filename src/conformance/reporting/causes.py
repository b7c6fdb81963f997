"""Requirements without a verdict by their cause, so that each cause is named once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from conformance.model.journal.records import Reason
from conformance.model.outcome import Outcome
from conformance.reporting.cases import RequirementSummary


class Causes(NamedTuple):
    """The requirements that share an outcome and the reason for it, if one is known."""

    outcome: Outcome
    reason: Reason | None
    rows: list[RequirementSummary]


def causes(rows: Iterable[RequirementSummary]) -> list[Causes]:
    """The unproven requirements by cause, in the order of the first of each."""
    found: dict[tuple[Outcome, str], Causes] = {}
    for row in rows:
        reason = next((case.reason for case in row.kept_with(row.worst) if case.reason), None)
        key = (row.worst, reason.text.en if reason else "")
        found.setdefault(key, Causes(row.worst, reason, [])).rows.append(row)
    return list(found.values())
