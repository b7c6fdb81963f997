"""Proof of live requirements: the reference product, honest, satisfies them; each of its faults violates one alone.

The reference product is that of the family: see reference/product.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.messages import reason_sentence
from conformance.drafting.findings import Finding, finding_of
from conformance.drafting.row_proof import Caught, RowProof
from conformance.drafting.watched import WatchedPlan
from conformance.engine.live_session import live_session
from conformance.engine.plan import Plan
from conformance.engine.plan_file import parse_plan
from conformance.engine.run_service import judged_subjects
from conformance.model.family import Family
from conformance.model.finding import Stimulus
from conformance.model.journal.letters import by_row
from conformance.model.journal.records import SubjectJudged
from conformance.model.outcome import Outcome, worse
from conformance.model.requirement import Suite
from conformance.model.text import Text
from conformance.reference.product import PART, ReferenceProduct

HONEST = "honest"
NO_SECRETS: Mapping[str, str] = {}
ADDRESS = "product"
"""In expected.toml in place of the host and port of the reference product."""
_MESSAGE = re.compile(r"(#\d+)\.\d+$")
"""The number of a message in its session: what others are sent meanwhile comes at its own time."""


def observe_services(plan: WatchedPlan, suites: Iterable[Suite], rows: Mapping[str, RowProof]) -> None:
    """Note at the rows of these suites what becomes of the honest product and of each fault.

    A fault is judged by all suites of its endpoint and its documents.
    """
    by_family: dict[str, list[Suite]] = {}
    for suite in suites:
        by_family.setdefault(plan.catalogue.family_of(suite).id, []).append(suite)
    for name, judged in by_family.items():
        if plan.catalogue.families[name].has(PART):
            own = {row.id: rows[row.id] for suite in judged for row in suite.requirements}
            _try_all(plan, plan.catalogue.families[name], own)


def _try_all(plan: WatchedPlan, family: Family, rows: Mapping[str, RowProof]) -> None:
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
            asked = _asked(plan, reference.plan(product.url, product.servers), own)
            subjects = judged_subjects_of(plan, asked, reference.environment)
            outcomes, lines = outcomes_of(plan, subjects), plan.take_lines()
            violated = sorted(name for name, outcome in outcomes.items() if outcome is Outcome.FAIL)
            for name, row in rows.items():
                if outcomes.get(name) is Outcome.ERROR:
                    row.errors.append(fault or HONEST)
                if not fault and outcomes.get(name) is Outcome.PASS:
                    row.passed_by.append(HONEST)
                if not fault and name in violated:
                    row.failed_by_good.append(HONEST)
                if not fault:
                    row.extras |= missing_extras(family, subjects, name)
            if fault:
                found = findings_of(plan, subjects, own, [product.url, *product.servers.values()])
                rows[own].caught[fault] = Caught(violated, found, lines[own])


def missing_extras(family: Family, subjects: Iterable[SubjectJudged], requirement: str) -> set[str]:
    """The extras without which a row was not judged, by the sentence that the journal has for it."""
    reasons = {
        each.reason.text for subject in subjects for each in subject.verdict.open if each.requirement == requirement
    }
    return {each for each in family.extras if reason_sentence("extra_missing", {"extra": each}, {}) in reasons}


def findings_of(plan: Plan, subjects: Iterable[SubjectJudged], requirement: str, urls: Iterable[str]) -> list[Finding]:
    """The findings of a row on the product at these URLs, as expected.toml has them."""
    addresses, generative = [urlsplit(url).netloc for url in urls], _is_generative(plan, requirement)
    failures = [each for subject in subjects for each in subject.failures if each.requirement == requirement]
    return [_neutral(finding_of(found), addresses, generative) for each in failures for found in each.findings]


def _is_generative(plan: Plan, requirement: str) -> bool:
    rows = plan.load(plan.catalogue.suite_of(requirement)).judged
    return any(row.each is Stimulus for row in rows if row.requirement.id == requirement)


def _neutral(finding: Finding, addresses: list[str], generative: bool) -> Finding:
    """The finding without what differs in another run: addresses, message numbers, what follows from a stimulus."""
    place = finding["place"]
    if generative:
        return {**finding, "place": place if isinstance(place, str) else place.get("pointer", ""), "values": {}}
    if not isinstance(place, str) and "exchange" in place:
        finding = {**finding, "place": {**place, "exchange": _MESSAGE.sub(r"\1", place["exchange"])}}
    return {name: _elsewhere(value, addresses) for name, value in finding.items()}


def _elsewhere(value: Any, addresses: list[str]) -> Any:
    if isinstance(value, dict):
        return {name: _elsewhere(inner, addresses) for name, inner in value.items()}
    if isinstance(value, list):
        return [_elsewhere(inner, addresses) for inner in value]
    if isinstance(value, str):
        for address in addresses:
            value = value.replace(address, ADDRESS)
    return value


def _asked(plan: Plan, values: dict[str, Any], own: str) -> dict[str, Any]:
    """The plan with the endpoints of the kind that has the fault: it cannot show at another one."""
    if not own:
        return values
    kind = plan.catalogue.kinds[plan.catalogue.suite_of(own).kind]
    names = {kind.endpoint, *kind.optional_endpoints}
    return {**values, "endpoints": {name: url for name, url in values["endpoints"].items() if name in names}}


def judged_once(plan: Plan, values: dict[str, Any], environment: Mapping[str, str] = NO_SECRETS) -> dict[str, Outcome]:
    """The outcome of every row on the product that this plan describes; its record is not kept."""
    return outcomes_of(plan, judged_subjects_of(plan, values, environment))


def judged_subjects_of(
    plan: Plan, values: dict[str, Any], environment: Mapping[str, str] = NO_SECRETS
) -> list[SubjectJudged]:
    """What is said of each service and document of the product that this plan describes."""
    test_plan = parse_plan(values, "the reference product's plan")
    with (
        TemporaryDirectory() as folder,
        live_session(test_plan, Path(folder), Path(folder) / "evidence", environment) as session,
    ):
        return list(judged_subjects(plan, session))


def outcomes_of(plan: Plan, subjects: Iterable[SubjectJudged]) -> dict[str, Outcome]:
    """The outcome of every row, the worst of all services and documents."""
    rows = {suite.id: [row.id for row in suite.requirements] for suite in plan.suites}
    found: dict[str, Outcome] = {}
    for judged in subjects:
        for suite, letters in judged.verdict.outcomes:
            for name, outcome in by_row(rows[suite], letters).items():
                found[name] = worse(found.get(name, Outcome.NOT_APPLICABLE), outcome)
    return found
