"""The journal's records of suites and the profile, so that it can be read without the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conformance.catalogue import Catalogue
from conformance.catalogue.traces import split_reference
from conformance.engine.plan import Plan
from conformance.model.journal.records import (
    Basis,
    ErratumRecord,
    FloorRecord,
    Least,
    Policy,
    ProfileRecord,
    RequirementRecord,
    SuiteRecord,
)
from conformance.model.profile import Profile
from conformance.model.requirement import Requirement, Suite
from conformance.model.text import Text


def suite_records(plan: Plan, suites: Iterable[Suite]) -> tuple[SuiteRecord, ...]:
    """The suites with the rows that count."""
    return tuple(_suite(suite, plan) for suite in suites)


def profile_record(plan: Plan) -> ProfileRecord | None:
    """The profile selected for a run, with what it requires at the level."""
    return _profile(plan.profile, plan) if plan.profile else None


def _profile(profile: Profile, plan: Plan) -> ProfileRecord:
    return ProfileRecord(
        id=profile.id,
        version=profile.version,
        digest=profile.digest,
        title=profile.title,
        parameters=dict(profile.parameters),
        needs=profile.needs,
        evidence=tuple(_floor(kind, values, plan) for kind, values in profile.least(plan.selection.level).items()),
        kinds=tuple(dict.fromkeys(each for kind in profile.kinds for each in _special(kind, plan))),
        includes=tuple(tuple(_profile(each, plan) for each in some) for some in profile.includes),
        errata=tuple(
            ErratumRecord(each.requirement, each.date, each.reason) for each in profile.errata(plan.selection.level)
        ),
    )


def _special(kind: str, plan: Plan) -> list[str]:
    """The kind and its special cases."""
    return [kind, *sorted(each for each in plan.catalogue.kinds if kind in plan.catalogue.lineage(each)[1:])]


def _floor(kind: str, least: Mapping[str, float], plan: Plan) -> FloorRecord:
    """What a subject of the kind, or of a special case of it, has to contain."""
    catalogue = plan.catalogue
    facts = {name: title for each in catalogue.lineage(kind) for name, title in catalogue.kinds[each].facts.items()}
    return FloorRecord(
        kinds=tuple(_special(kind, plan)),
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
        requirements=tuple(_requirement(row, plan) for row in suite.requirements if plan.counts(row.id)),
    )


def _requirement(row: Requirement, plan: Plan) -> RequirementRecord:
    """A row with the sentences of its two traces."""
    return RequirementRecord(
        id=row.id,
        obligation=row.obligation.value,
        origin=row.origin.value,
        title=row.title,
        statement=row.statement,
        at=row.at,
        basis=tuple(_basis(reference, plan.catalogue) for reference in row.basis),
        policy=tuple(_policy(key, plan.catalogue) for key in row.policy),
        fix=row.fix,
        excluded=row.excluded,
        raised=plan.raised.get(row.id),
        scored=row.id not in plan.later,
        restricted=row.restricted,
    )


def _basis(reference: str, catalogue: Catalogue) -> Basis:
    key, section = split_reference(reference)
    standard = catalogue.standards[key]
    return Basis(key, section, standard.title, standard.url)


def _policy(key: str, catalogue: Catalogue) -> Policy:
    clause = catalogue.clauses[key]
    return Policy(key, clause.document_title, clause.place, Text(clause.gloss, clause.phrase))
