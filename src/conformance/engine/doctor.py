"""Checking whether a plan is ready to run: configuration, environment and product separately, judging nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conformance.engine.authorisation import unauthorised
from conformance.engine.live_session import live_session
from conformance.engine.plan import Plan
from conformance.engine.plan_tables import TestPlan
from conformance.model.expression import holds
from conformance.model.finding import Blocked, NotJudged
from conformance.model.outcome import Cause
from conformance.model.requirement import Kind, Requirement
from conformance.model.text import Text
from conformance.transports.service import Service
from conformance.transports.session import Session


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was checked, and the part it belongs to. `reason` says what is wrong; None if nothing is."""

    part: str
    what: str
    values: Mapping[str, Any] = field(default_factory=dict)
    reason: NotJudged | None = None
    own: Mapping[str, Text] = field(default_factory=dict)


def diagnose(
    test_plan: TestPlan, plan: Plan, folder: Path, environment: Mapping[str, str] = os.environ
) -> Iterator[Diagnosis]:
    """What is ready and what is not. Raises PlanError for a plan that cannot be used at all."""
    sought = plan.sought - plan.waived(test_plan.endpoints)
    kinds = [kind for kind in plan.kinds if kind.endpoint and kind.id in sought]
    for kind in kinds:
        there = kind.endpoint in test_plan.endpoints
        reason = None if there else Blocked("no_endpoint", cause=Cause.CONFIGURATION, endpoint=kind.endpoint)
        yield Diagnosis("configuration", "endpoint", {"endpoint": kind.endpoint}, reason)
    with tempfile.TemporaryDirectory() as scratch:
        try:
            with live_session(test_plan, folder, Path(scratch), environment) as session:
                yield Diagnosis("configuration", "credentials" if session.credentials else "no_credentials")
                for kind in kinds:
                    for name in (str(kind.endpoint), *kind.optional_endpoints):
                        if name in test_plan.endpoints:
                            yield _reached(session, name)
                    if kind.endpoint in test_plan.endpoints:
                        yield from _view(plan, session, kind)
        except NotJudged as reason:
            yield _diagnosis("session", {}, reason)


def _reached(session: Session, endpoint: str) -> Diagnosis:
    """Whether an endpoint responds at all."""
    service = Service(session, endpoint)
    values = {"endpoint": endpoint, "url": service.url}
    try:
        status = service.reach()
    except NotJudged as reason:
        return _diagnosis("asked", values, reason)
    return Diagnosis("product", "asked" if status is None else "answers", {**values, "status": status})


def _view(plan: Plan, session: Session, kind: Kind) -> Iterator[Diagnosis]:
    """The parts without which judging makes no sense, then what the plan says and the product contradicts."""
    assert kind.endpoint is not None
    values = {"endpoint": kind.endpoint}
    suites = [loaded.suite for loaded in plan.suites_for(kind.id)]
    own = {key: text for suite in suites for key, text in suite.reasons.items()}
    view, ready = None, True
    for part in kind.ready:
        reason: NotJudged | None = None
        try:
            view = plan.reader(kind.id)(Service(session, kind.endpoint))
            reason = None if getattr(view, part) else Blocked("not_ready", part=part)
        except NotJudged as found:
            reason = found
        ready = ready and reason is None
        yield _diagnosis("ready", {**values, "part": part}, reason, own)
    if not ready:
        return
    for suite in suites:
        for item in suite.information.values():
            needed = item.when is not None and holds(item.when, session.statement)
            if needed and session.information.get(item.name) in (None, "", []):
                lacking = Blocked("no_information", cause=Cause.CONFIGURATION, name=item.name)
                yield _diagnosis("answer", {**values, "item": item.name}, lacking, own)
        for item in suite.statement.values():
            with suppress(NotJudged):
                says = session.statement.get(item.name)
                if item.shown_by is not None and bool(getattr(view, item.shown_by)) is not says:
                    key = "statement_denied" if says else "statement_contradicted"
                    denied = Blocked(key, cause=Cause.CONFIGURATION, item=item.name)
                    yield _diagnosis("answer", {**values, "item": item.name}, denied, own)
    with suppress(NotJudged):
        for doubt in getattr(view, "doubts", ()):
            yield _diagnosis("plan_and_product", values, doubt, own)


def _diagnosis(
    what: str, values: Mapping[str, Any], reason: NotJudged | None, own: Mapping[str, Text] | None = None
) -> Diagnosis:
    """A diagnosis under the part whose owner can fix the problem; `own` are the reasons of the suites."""
    cause = getattr(reason, "cause", Cause.CONFIGURATION) if reason else Cause.PRODUCT
    return Diagnosis(cause.value, what, values, reason, own or {})


def cases(test_plan: TestPlan, plan: Plan) -> Iterator[tuple[Requirement, str | None, Mapping[str, Any]]]:
    """Every row of the profile's services with the reason why it will not be judged, if there is one."""
    for suite in plan.suites:
        kind = plan.catalogue.kinds[suite.kind]
        if kind.endpoint is None or kind.id in plan.waived(test_plan.endpoints):
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
    if row.active and (refused := unauthorised(test_plan.authorisation)):
        return refused.key, refused.values
    if row.writes and not test_plan.limits.writing:
        return "writing_not_allowed", {}
    return None, {}
