"""Proof of live requirements: the reference product, honest, satisfies them; each of its faults violates one alone.

The reference product is that of the family: see reference/product.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conformance.catalogue.errors import CatalogueError
from conformance.drafting.row_proof import RowProof
from conformance.engine.live_session import live_session
from conformance.engine.plan import Plan
from conformance.engine.plan_file import parse_plan
from conformance.engine.run_service import judged_subjects
from conformance.model.family import Family
from conformance.model.journal.letters import by_row
from conformance.model.outcome import Outcome, worse
from conformance.model.requirement import Suite
from conformance.model.text import Text
from conformance.reference.product import PART, ReferenceProduct

HONEST = "honest"


def prove_services(plan: Plan, suites: Iterable[Suite]) -> Iterator[RowProof]:
    """The proof of each row of these suites; a fault is judged by all suites of its endpoint and its documents."""
    by_family: dict[str, list[Suite]] = {}
    for suite in suites:
        by_family.setdefault(plan.catalogue.family_of(suite).id, []).append(suite)
    for name, judged in by_family.items():
        rows = {row.id: RowProof(row) for suite in judged for row in suite.requirements}
        if plan.catalogue.families[name].has(PART):
            _try_all(plan, plan.catalogue.families[name], rows)
        yield from rows.values()


def _try_all(plan: Plan, family: Family, rows: dict[str, RowProof]) -> None:
    reference = ReferenceProduct([family], profile="proof")
    with reference.start() as product:
        for fault in ("", *reference.faults):
            own = fault.split("_", 1)[0]
            if fault and own not in rows:
                if own not in plan.catalogue.requirements:
                    problem = Text(
                        f"the fault {fault} does not begin with the id of a row", f"故障 {fault} 未以要求编号开头"
                    )
                    raise CatalogueError(family.folder / PART, problem)
                continue
            product.switch(fault)
            outcomes = judged_once(plan, _asked(plan, reference.plan(product.url), own))
            violated = sorted(name for name, outcome in outcomes.items() if outcome is Outcome.FAIL)
            for name, row in rows.items():
                if outcomes.get(name) is Outcome.ERROR:
                    row.errors.append(fault or HONEST)
                if not fault and outcomes.get(name) is Outcome.PASS:
                    row.passed_by.append(HONEST)
                if not fault and name in violated:
                    row.failed_by_good.append(HONEST)
            if fault:
                rows[own].caught[fault] = violated


def _asked(plan: Plan, values: dict[str, Any], own: str) -> dict[str, Any]:
    """The plan with the endpoints of the kind that has the fault: it cannot show at another one."""
    if not own:
        return values
    kind = plan.catalogue.kinds[plan.catalogue.suite_of(own).kind]
    names = {kind.endpoint, *kind.optional_endpoints}
    return {**values, "endpoints": {name: url for name, url in values["endpoints"].items() if name in names}}


def judged_once(plan: Plan, values: dict[str, Any]) -> dict[str, Outcome]:
    """The outcome of every row on the product that this plan describes; its record is not kept."""
    test_plan = parse_plan(values, "the reference product's plan")
    rows = {suite.id: [row.id for row in suite.requirements] for suite in plan.suites}
    found: dict[str, Outcome] = {}
    with (
        TemporaryDirectory() as folder,
        live_session(test_plan, Path(folder), Path(folder) / "evidence", {}) as session,
    ):
        for judged in judged_subjects(plan, session):
            for suite, letters in judged.verdict.outcomes:
                for name, outcome in by_row(rows[suite], letters).items():
                    found[name] = worse(found.get(name, Outcome.NOT_APPLICABLE), outcome)
    return found
