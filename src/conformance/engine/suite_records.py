"""The journal's records of suites and the profile, so that it can be read without the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conformance.catalogue import Catalogue
from conformance.catalogue.traces import split_reference
from conformance.engine.plan import Plan
from conformance.model.journal.records import (
    Basis,
    FloorRecord,
    Least,
    Policy,
    ProfileRecord,
    RequirementRecord,
    SuiteRecord,
)
from conformance.model.requirement import Requirement, Suite
from conformance.model.text import Text


def suite_records(plan: Plan, suites: Iterable[Suite]) -> tuple[SuiteRecord, ...]:
    """The suites with the rows that count."""
    return tuple(_suite(suite, plan) for suite in suites)


def profile_record(plan: Plan) -> ProfileRecord | None:
    """The profile selected for a run, with what it requires at the level."""
    profile = plan.profile
    if profile is None:
        return None
    return ProfileRecord(
        id=profile.id,
        version=profile.version,
        digest=profile.digest,
        title=profile.title,
        parameters=dict(profile.parameters),
        needs=profile.needs,
        evidence=evidence_of(plan),
    )


def evidence_of(plan: Plan) -> tuple[FloorRecord, ...]:
    """How much the profile requires to be judged."""
    least = plan.profile.least(plan.selection.level) if plan.profile else {}
    return tuple(_floor(kind, values, plan.catalogue) for kind, values in least.items())


def _floor(kind: str, least: Mapping[str, float], catalogue: Catalogue) -> FloorRecord:
    """What a subject of the kind, or of a special case of it, has to contain."""
    facts = {name: title for each in catalogue.lineage(kind) for name, title in catalogue.kinds[each].facts.items()}
    special = [each for each in catalogue.kinds if each != kind and kind in catalogue.lineage(each)]
    return FloorRecord(
        kinds=(kind, *sorted(special)),
        title=catalogue.kinds[kind].title,
        least=tuple(Least(name, facts[name], value) for name, value in least.items()),
    )


def _suite(suite: Suite, plan: Plan) -> SuiteRecord:
    return SuiteRecord(
        id=suite.id,
        version=suite.version,
        digest=suite.digest,
        owner=suite.owner,
        title=suite.title,
        rows=tuple(row.id for row in suite.requirements),
        requirements=tuple(_requirement(row, plan.catalogue) for row in suite.requirements if plan.counts(row.id)),
    )


def _requirement(row: Requirement, catalogue: Catalogue) -> RequirementRecord:
    """A row with the sentences of its two traces."""
    return RequirementRecord(
        id=row.id,
        obligation=row.obligation.value,
        origin=row.origin.value,
        title=row.title,
        statement=row.statement,
        at=row.at,
        basis=tuple(_basis(reference, catalogue) for reference in row.basis),
        policy=tuple(_policy(key, catalogue) for key in row.policy),
        fix=row.fix,
        excluded=row.excluded,
    )


def _basis(reference: str, catalogue: Catalogue) -> Basis:
    key, section = split_reference(reference)
    standard = catalogue.standards[key]
    return Basis(key, section, standard.title, standard.url)


def _policy(key: str, catalogue: Catalogue) -> Policy:
    clause = catalogue.clauses[key]
    return Policy(key, clause.document_title, clause.place, Text(clause.gloss, clause.phrase))
