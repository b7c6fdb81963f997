"""Checking whether a plan is ready to run: configuration, environment and product separately, judging nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conformance.engine.live_session import live_session
from conformance.engine.plan import Plan
from conformance.engine.plan_file import TestPlan
from conformance.model.expression import holds
from conformance.model.finding import Blocked, NotJudged
from conformance.model.outcome import Cause
from conformance.model.requirement import Kind, Requirement
from conformance.transports.service import Service
from conformance.transports.session import Session


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was checked, and the part it belongs to. `reason` says what is wrong; None if nothing is."""

    part: str
    what: str
    values: Mapping[str, Any] = field(default_factory=dict)
    reason: NotJudged | None = None


def diagnose(
    test_plan: TestPlan, plan: Plan, folder: Path, environment: Mapping[str, str] = os.environ
) -> Iterator[Diagnosis]:
    """What is ready and what is not. Raises PlanError for a plan that cannot be used at all."""
    kinds = [kind for kind in plan.kinds if kind.endpoint and kind.id in plan.sought]
    for kind in kinds:
        there = kind.endpoint in test_plan.endpoints
        reason = None if there else Blocked("no_endpoint", cause=Cause.CONFIGURATION, endpoint=kind.endpoint)
        yield Diagnosis("configuration", "endpoint", {"endpoint": kind.endpoint}, reason)
    with tempfile.TemporaryDirectory() as scratch:
        try:
            with live_session(test_plan, folder, Path(scratch), environment) as session:
                yield Diagnosis("configuration", "credentials" if session.credentials else "no_credentials")
                for kind in kinds:
                    if kind.endpoint in test_plan.endpoints:
                        yield from _endpoint(plan, session, kind)
        except NotJudged as reason:
            yield _diagnosis("session", {}, reason)


def _endpoint(plan: Plan, session: Session, kind: Kind) -> Iterator[Diagnosis]:
    """Whether the endpoint responds at all, then the parts without which judging makes no sense."""
    assert kind.endpoint is not None
    service = Service(session, kind.endpoint)
    values = {"endpoint": kind.endpoint, "url": service.url}
    try:
        service.reach()
    except NotJudged as reason:
        yield _diagnosis("answers", values, reason)
        return
    yield Diagnosis("product", "answers", values)
    for part in kind.ready:
        try:
            view = plan.reader(kind.id)(service)
            missing = None if getattr(view, part) else Blocked("not_ready", part=part)
            yield _diagnosis("ready", {**values, "part": part}, missing)
        except NotJudged as reason:
            yield _diagnosis("ready", {**values, "part": part}, reason)


def _diagnosis(what: str, values: Mapping[str, Any], reason: NotJudged | None) -> Diagnosis:
    """A diagnosis under the part whose owner can fix the problem."""
    cause = getattr(reason, "cause", Cause.CONFIGURATION) if reason else Cause.PRODUCT
    return Diagnosis(cause.value, what, values, reason)


def cases(test_plan: TestPlan, plan: Plan) -> Iterator[tuple[Requirement, str | None, Mapping[str, Any]]]:
    """Every row of the profile's services with the reason why it will not be judged, if there is one."""
    for suite in plan.suites:
        kind = plan.catalogue.kinds[suite.kind]
        if kind.endpoint is None:
            continue
        for row in suite.requirements:
            yield (row, *_reason(test_plan, plan, kind, row))


def _reason(test_plan: TestPlan, plan: Plan, kind: Kind, row: Requirement) -> tuple[str | None, Mapping[str, Any]]:
    if row.excluded:
        return "excluded", {}
    if not plan.counts(row.id):
        return "not_selected", {}
    if kind.endpoint not in test_plan.endpoints:
        return "no_endpoint", {"endpoint": kind.endpoint}
    if row.when and not holds(row.when, test_plan.statement or {}):
        return "not_supported", {"when": row.when}
    if row.writes and not test_plan.limits.writing:
        return "writing_not_allowed", {}
    return None, {}
