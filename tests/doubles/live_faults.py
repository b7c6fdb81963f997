"""The families with a reference product, its faults, and what has to be true of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from doubles.browser import lacking
from doubles.in_process import BASE, ids
from doubles.ours import CATALOGUE

from conformance.catalogue.packages import import_code
from conformance.drafting.expected import Expected
from conformance.drafting.findings import fits, text_of
from conformance.drafting.proof_service import findings_of, outcomes_of
from conformance.engine.plan import Plan
from conformance.model.journal.records import SubjectJudged
from conformance.model.outcome import Outcome
from conformance.reference.product import PART
from conformance.reference.serving import Fault

FAMILIES = {family.id: family for family in CATALOGUE.families.values() if family.has(PART)}
PARTS: dict[str, Any] = {name: import_code(each.package, each.folder, PART) for name, each in FAMILIES.items()}
LACKING = {name: lacking(each) for name, each in FAMILIES.items()}
WAITING = tuple(name for name, part in PARTS.items() if not part.routes(BASE, Fault()))
"""Families whose products are servers alone: their rows wait for them, for most of the time."""


def faults_of(families: Iterable[str]) -> list[Any]:
    """The faults of these families, as parameters."""
    return [
        pytest.param(name, fault, id=fault, marks=pytest.mark.skipif(bool(LACKING[name]), reason=LACKING[name] or "-"))
        for name in families
        for fault in PARTS[name].FAULTS
    ]


def check_caught_alone(plan: Plan, fault: str, subjects: list[SubjectJudged], servers: Iterable[str]) -> None:
    """Fails unless the row of the fault is the only one that is violated, with the finding that is expected."""
    row = CATALOGUE.requirements[fault.split("_")[0]]
    outcomes = outcomes_of(plan, subjects)
    assert ids(outcomes, Outcome.FAIL) == [row.id]
    assert ids(outcomes, Outcome.ERROR) == []
    expected = Expected.of(CATALOGUE.suite_of(row.id)).findings(fault)
    found = findings_of(plan, subjects, row.id, [BASE, *servers])
    assert fits(expected, found), text_of(found)
