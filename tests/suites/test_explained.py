"""Mutants of good samples: in a suite that explains what survives, nothing else does."""

from __future__ import annotations

import pytest

from conformance.drafting.mutation.result import mutate
from conformance.engine.plan import Plan, Selection
from tests.suites.explained import explained

DRAWN = 100


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan(Selection(()))


@pytest.mark.parametrize("suite", explained())
def test_what_survives_has_a_reason(plan: Plan, suite: str) -> None:
    found = mutate(plan, plan.catalogue.suite(suite), each=1, most=DRAWN)
    assert found.tried
    assert list(found.survivors) == []
