"""Every requirement is proven before it judges anyone."""

from __future__ import annotations

import pytest

from conformance.catalogue.samples import samples
from conformance.drafting.proof import prove, sample_outcomes
from conformance.drafting.row_proof import RowProof
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

PLAN = Plan(Selection())
# The rows of live services are proven by faults of a product, not by samples: tests/reference.
SUITES = [suite for suite in PLAN.catalogue.suites.values() if not PLAN.catalogue.kinds[suite.kind].endpoint]
PROOFS = list(prove(PLAN, SUITES))


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.requirement.id)
def test_good_samples_satisfy_the_row_and_each_bad_one_breaks_it_alone(proof: RowProof) -> None:
    assert proof.problems == []


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.requirement.id)
def test_the_bad_samples_are_caught_by_nothing_but_their_row(proof: RowProof) -> None:
    assert all(violated == [proof.requirement.id] for violated in proof.caught.values())


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.id)
def test_no_outcome_depends_on_the_run_before(suite) -> None:
    first = [sample_outcomes(sample, PLAN, suite.kind) for sample in samples(suite)]
    again = [sample_outcomes(sample, PLAN, suite.kind) for sample in reversed(list(samples(suite)))]
    assert first == again[::-1]
    assert all(Outcome.ERROR not in outcomes.values() for outcomes in first)
