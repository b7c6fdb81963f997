"""Proof that a requirement can be tested: a good sample satisfies it, a bad one breaks it and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conformance.catalogue.samples import samples
from conformance.drafting.proof_service import prove_services
from conformance.drafting.row_proof import RowProof
from conformance.engine.plan import Plan
from conformance.model.outcome import Outcome
from conformance.model.requirement import Suite
from conformance.model.sample import Sample
from conformance.readers.source import Source


def prove(plan: Plan, suites: Iterable[Suite]) -> Iterator[RowProof]:
    """The proof of each row of the suites; every sample goes through all suites of its kind, as a product would.

    For a live service its reference product stands in: honest it is the good sample, each of its faults a bad one.
    """
    wanted, plan = list(suites), plan.with_all_suites()
    live = [suite for suite in wanted if plan.catalogue.kinds[suite.kind].endpoint]
    if live:
        yield from prove_services(plan, live)
    for suite in wanted:
        if suite in live:
            continue
        rows = {row.id: RowProof(row) for row in suite.requirements}
        for sample in samples(suite):
            outcomes = sample_outcomes(sample, plan, suite.kind)
            violated = sorted(name for name, outcome in outcomes.items() if outcome is Outcome.FAIL)
            for name, row in rows.items():
                if outcomes[name] is Outcome.ERROR:
                    row.errors.append(sample.name)
            if sample.requirement:
                rows[sample.requirement].caught[sample.name] = violated
                continue
            for name, row in rows.items():
                if outcomes[name] is Outcome.PASS:
                    row.passed_by.append(sample.name)
            for name in violated:
                if name in rows:
                    rows[name].failed_by_good.append(sample.name)
        yield from rows.values()


def sample_outcomes(sample: Sample, plan: Plan, kind: str) -> dict[str, Outcome]:
    """The outcome of every row of all suites of the kind on one sample."""
    return plan.judge(Source(sample.name, sample.data, sample.folder), kind).outcomes
