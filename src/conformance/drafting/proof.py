"""Proof that a requirement can be tested: a good sample satisfies it, a bad one breaks it and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from conformance.catalogue.samples import Sample, samples
from conformance.engine.plan import Plan
from conformance.model.outcome import Outcome
from conformance.model.requirement import Requirement, Suite
from conformance.readers.source import Source


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


def prove(plan: Plan, suites: Iterable[Suite]) -> Iterator[RowProof]:
    """The proof of each row of the suites; every sample goes through all suites of its kind, as a product would.

    For a live service its reference product stands in: honest it is the good sample, each of its faults a bad one.
    """
    wanted, plan = list(suites), plan.with_all_suites()
    live = [suite for suite in wanted if plan.catalogue.kinds[suite.kind].endpoint]
    if live:
        from conformance.drafting.proof_service import prove_services

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
