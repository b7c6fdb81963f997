"""Proof that a requirement can be tested: a good sample satisfies it, bad ones break it and nothing else.

Together the bad ones show each sentence of the row, each keyword of its schema and each condition of its check, and
each is found for what expected.toml says.
"""

from __future__ import annotations

from collections.abc import Iterable

from conformance.catalogue.samples import samples
from conformance.drafting.expected import Expected
from conformance.drafting.findings import finding_of
from conformance.drafting.marks import marks_of
from conformance.drafting.proof_service import observe_services
from conformance.drafting.row_proof import Caught, RowProof
from conformance.drafting.watched import WatchedPlan
from conformance.engine.judges import Judged
from conformance.engine.plan import Plan
from conformance.model.outcome import Outcome
from conformance.model.requirement import Suite
from conformance.model.sample import Sample
from conformance.readers.source import Source


def prove(plan: Plan, suites: Iterable[Suite]) -> list[RowProof]:
    """The proof of each row of the suites, suite by suite. Raises CatalogueError for samples that cannot be used."""
    found = observe(plan, suites)
    for suite, proofs in found:
        Expected.of(suite).compare(proofs)
    return [proof for _, proofs in found for proof in proofs]


def observe(plan: Plan, suites: Iterable[Suite]) -> list[tuple[Suite, list[RowProof]]]:
    """What samples show of each row, before it is compared with expected.toml.

    Every sample goes through all suites of its kind, as a product would. For a live service its reference product
    stands in: honest it is the good sample, each of its faults a bad one.
    """
    wanted, watched = list(suites), plan if isinstance(plan, WatchedPlan) else WatchedPlan(plan)
    found: dict[str, list[RowProof]] = {}
    for suite in wanted:
        marks = marks_of(watched.load(suite))
        found[suite.id] = [RowProof(row, marks.get(row.id, [])) for row in suite.requirements]
    live = [suite for suite in wanted if plan.catalogue.kinds[suite.kind].endpoint]
    observe_services(watched, live, {proof.requirement.id: proof for suite in live for proof in found[suite.id]})
    for suite in wanted:
        if suite not in live:
            _observe(watched, suite, {proof.requirement.id: proof for proof in found[suite.id]})
    return [(suite, found[suite.id]) for suite in wanted]


def _observe(plan: WatchedPlan, suite: Suite, rows: dict[str, RowProof]) -> None:
    """Note at the rows of a suite what becomes of its samples."""
    for sample in samples(suite):
        judged = _judged(sample, plan, suite.kind)
        outcomes, lines = judged.outcomes, plan.take_lines()
        violated = sorted(name for name, outcome in outcomes.items() if outcome is Outcome.FAIL)
        for name, row in rows.items():
            if outcomes[name] is Outcome.ERROR:
                row.errors.append(sample.name)
            if outcomes[name] is Outcome.NOT_RUN:
                row.extras |= _missing_extras(judged, name)
            if not sample.requirement and outcomes[name] is Outcome.PASS:
                row.passed_by.append(sample.name)
            if not sample.requirement and name in violated:
                row.failed_by_good.append(sample.name)
        if own := sample.requirement:
            cases = [case for _, _, told in judged.verdicts for case in told if case.requirement.id == own]
            findings = [finding_of(each) for case in cases for each in case.findings]
            rows[own].caught[sample.name] = Caught(violated, findings, lines[own])


def _missing_extras(judged: Judged, requirement: str) -> set[str]:
    """The extras that a row was not run for."""
    cases = (case for _, _, found in judged.verdicts for case in found if case.requirement.id == requirement)
    return {str(case.reason[1]["extra"]) for case in cases if case.reason and case.reason[0] == "extra_missing"}


def sample_outcomes(sample: Sample, plan: Plan, kind: str) -> dict[str, Outcome]:
    """The outcome of every row of all suites of the kind on one sample."""
    return _judged(sample, plan, kind).outcomes


def _judged(sample: Sample, plan: Plan, kind: str) -> Judged:
    return plan.judge(Source(sample.name, sample.data, sample.folder), kind)
