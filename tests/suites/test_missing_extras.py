"""Without an extra, the proof of a live suite names it, and does not call its rows unproven."""

from __future__ import annotations

import sys

import pytest

from conformance.drafting.proof_service import judged_subjects_of, missing_extras
from conformance.engine.plan import Plan, Selection
from conformance.reference.product import PART, ReferenceProduct

PLAN = Plan(Selection())
# By extra: a live family that needs it, and a library that it brings.
TRIED = {
    "access": ("interfaces/access", "joserfc"),
    "accessibility": ("interfaces/accessibility", "playwright"),
    "credentials": ("identity/passkey", "cbor2"),
    "fuzz": ("interfaces/openapi", "schemathesis"),
    "transport": ("interfaces/transport", "cryptography"),
}


def test_every_extra_of_a_live_family_is_tried() -> None:
    assert {extra for each in PLAN.catalogue.families.values() if each.has(PART) for extra in each.extras} == set(TRIED)


@pytest.mark.parametrize("extra", TRIED)
def test_a_proof_names_the_missing_extra(extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, library = TRIED[extra]
    family = PLAN.catalogue.families[name]
    suites = tuple(each.id for each in PLAN.catalogue.suites.values() if PLAN.catalogue.family_of(each) is family)
    plan = Plan(Selection(suites=suites), PLAN.catalogue)
    readers = f"conformance_suites.{name.replace('/', '.')}.reader."  # some import the library as they are imported
    for module in [each for each in sys.modules if each.partition(".")[0] == library or each.startswith(readers)]:
        monkeypatch.delitem(sys.modules, module)
    with ReferenceProduct([family], "proof").start() as product:
        monkeypatch.setitem(sys.modules, library, None)
        reference = ReferenceProduct([family], "proof")
        subjects = judged_subjects_of(plan, reference.plan(product.url, product.servers), reference.environment)
    rows = [row.id for suite in plan.suites for row in suite.requirements]
    found = {row: missing_extras(family, subjects, row) for row in rows}
    assert {extra} in found.values()
    open_rows = {each.requirement: each.reason.key for one in subjects for each in one.verdict.open}
    assert {name: key for name, key in open_rows.items() if not found[name]} == {}
