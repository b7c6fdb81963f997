"""Without an extra, the proof of a live suite names it, and does not call its rows unproven."""

from __future__ import annotations

import sys

import pytest

from conformance.drafting.proof_service import judged_subjects_of, missing_extras
from conformance.engine.plan import Plan, Selection
from conformance.reference.product import PART, ReferenceProduct

LIBRARIES = {"access": "joserfc", "accessibility": "playwright", "fuzz": "schemathesis", "transport": "cryptography"}
PLAN = Plan(Selection())
FAMILIES = {extra: each for each in PLAN.catalogue.families.values() if each.has(PART) for extra in each.extras}


def test_every_extra_of_a_live_family_is_tried() -> None:
    assert set(FAMILIES) == set(LIBRARIES)


@pytest.mark.parametrize("extra", LIBRARIES)
def test_a_proof_names_the_missing_extra(extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    family = FAMILIES[extra]
    suites = tuple(each.id for each in PLAN.catalogue.suites.values() if PLAN.catalogue.family_of(each) is family)
    plan = Plan(Selection(suites=suites), PLAN.catalogue)
    for name in [each for each in sys.modules if each.partition(".")[0] == LIBRARIES[extra]]:
        monkeypatch.delitem(sys.modules, name)
    with ReferenceProduct([family], "proof").start() as product:
        monkeypatch.setitem(sys.modules, LIBRARIES[extra], None)
        reference = ReferenceProduct([family], "proof")
        subjects = judged_subjects_of(plan, reference.plan(product.url, product.servers), reference.environment)
    rows = [row.id for suite in plan.suites for row in suite.requirements]
    found = {row: missing_extras(family, subjects, row) for row in rows}
    assert {extra} in found.values()
    open_rows = {each.requirement: each.reason.key for one in subjects for each in one.verdict.open}
    assert {name: key for name, key in open_rows.items() if not found[name]} == {}
