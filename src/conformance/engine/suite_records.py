"""The journal's records of suites and the profile, so that it can be read without the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.catalogue import Catalogue
from conformance.catalogue.traces import split_reference
from conformance.engine.plan import Plan
from conformance.model.journal.records import Basis, Policy, ProfileRecord, RequirementRecord, SuiteRecord
from conformance.model.profile import Profile
from conformance.model.requirement import Requirement, Suite
from conformance.model.text import Text


def suite_records(plan: Plan, suites: Iterable[Suite]) -> tuple[SuiteRecord, ...]:
    """The suites with the rows that count."""
    return tuple(_suite(suite, plan) for suite in suites)


def profile_record(profile: Profile) -> ProfileRecord:
    """The profile selected for a run."""
    parameters = dict(profile.parameters)
    return ProfileRecord(profile.id, profile.version, profile.digest, profile.title, parameters, profile.needs)


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
