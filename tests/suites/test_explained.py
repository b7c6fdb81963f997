"""Mutants of good samples: in a suite that explains what survives, nothing else does."""

from __future__ import annotations

import pytest
from doubles.browser import lacking

from conformance.drafting.mutation.result import mutate
from conformance.drafting.mutation.trial import Status
from conformance.engine.plan import Plan, Selection
from tests.suites.explained import distinct

DRAWN = 30
OF_ANSWERS = 4
"""Of a live product, which is asked everything once for each mutant; `tox run -e mutate` tries them all."""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan(Selection(()))


@pytest.mark.parametrize("suite", distinct())
def test_what_survives_has_a_reason(plan: Plan, suite: str) -> None:
    declared = plan.catalogue.suite(suite)
    if reason := lacking(plan.catalogue.family_of(declared)):
        pytest.skip(reason)
    most = OF_ANSWERS if plan.catalogue.kinds[declared.kind].endpoint else DRAWN
    found = mutate(plan, declared, each=1, most=most)
    assert {each.status for each in found.tried} - {Status.INVALID}
    assert list(found.survivors) == []
