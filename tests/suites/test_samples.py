"""Every requirement is proven before it judges anyone, by each of its sentences and conditions."""

from __future__ import annotations

from random import Random

import pytest

from conformance.catalogue import load_catalogue
from conformance.catalogue.samples import samples
from conformance.cli.prove_command import complaints
from conformance.drafting.proof import prove, sample_outcomes
from conformance.drafting.watched import WatchedPlan
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

CATALOGUE = load_catalogue(())
# Live services are proven with their families' reference products: tests/suites/identity.
CHOSEN = 25
SUITES = [name for name, suite in CATALOGUE.suites.items() if not CATALOGUE.kinds[suite.kind].endpoint]


@pytest.fixture(scope="module")
def plan() -> WatchedPlan:
    return WatchedPlan(Plan(Selection(), CATALOGUE))


@pytest.mark.parametrize("name", SUITES)
def test_each_bad_sample_breaks_its_row_alone_and_is_found_for_what_is_expected(plan: WatchedPlan, name: str) -> None:
    proofs = prove(plan, [CATALOGUE.suite(name)])
    assert [line.text for proof in proofs for line in complaints(proof, "en")] == []
    assert all(proof.proven for proof in proofs)


@pytest.mark.parametrize("name", SUITES)
def test_no_outcome_depends_on_the_run_before(plan: WatchedPlan, name: str) -> None:
    suite = CATALOGUE.suite(name)
    every = list(samples(suite))
    chosen = Random(name).sample(every, min(CHOSEN, len(every)))
    first = [sample_outcomes(sample, plan, suite.kind) for sample in chosen]
    again = [sample_outcomes(sample, plan, suite.kind) for sample in reversed(chosen)]
    assert first == again[::-1]
    assert all(Outcome.ERROR not in outcomes.values() for outcomes in first)
