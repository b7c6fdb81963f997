"""Run a plan against a live product, or again from its record, into a journal."""

from __future__ import annotations

import os
import secrets as chance
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from conformance.engine.authenticate import credentials
from conformance.engine.journal import Journal, entry
from conformance.engine.judges.documents import standing
from conformance.engine.judges.services import judge_service
from conformance.engine.locate import add_lines
from conformance.engine.opening import ending, new_run_id, opening
from conformance.engine.plan import Plan, Selection
from conformance.engine.plan_file import PlanError, TestPlan, check_answers, limits_of
from conformance.engine.records import judged, unjudged
from conformance.engine.settle import settle
from conformance.model.finding import NotJudged, NotRun
from conformance.model.journal.records import Subject, SubjectJudged
from conformance.model.outcome import Cause
from conformance.model.requirement import Kind
from conformance.readers.source import Source
from conformance.transports.adapter import SCHEME, AdapterSender
from conformance.transports.evidence import Evidence, Recorder
from conformance.transports.http import HttpSender, Sender, Tls
from conformance.transports.limits import Limits, Pace
from conformance.transports.secrets import Secrets
from conformance.transports.service import Session

Progress = Callable[[int], None]
BY_PLAN = "plan"


def resolve(test_plan: TestPlan, folders: tuple[str, ...], path: Path | str) -> Plan:
    """The plan's profile resolved against the catalogue, its answers checked. Raises PlanError or UnknownName."""
    plan = Plan(Selection(folders, profile=test_plan.profile, level=test_plan.level))
    if not any(plan.catalogue.kinds[suite.kind].endpoint for suite in plan.suites):
        raise PlanError(f"{path}: profile", f"{test_plan.profile} judges files, not services: use `conformance check`")
    check_answers(test_plan, plan.suites, path)
    return plan


def open_sender(test_plan: TestPlan, limits: Limits, folder: Path) -> Sender:
    """What reaches the product. Raises PlanError for a TLS file that cannot be used, Blocked for an adapter."""
    if any(url.startswith(SCHEME) for url in test_plan.endpoints.values()):
        if test_plan.adapter is None:
            raise PlanError("adapter", f"endpoints of the scheme {SCHEME} need a program: adapter.command")
        return AdapterSender(test_plan.adapter.command, limits)
    files = {name: str(folder / value) for name, value in test_plan.tls.model_dump().items() if value}
    try:
        return HttpSender(limits, Tls(**files), test_plan.proxy)
    except OSError as error:
        raise PlanError("tls", f"{', '.join(files.values())}: {error.strerror or error}") from None


@contextmanager
def live_session(
    test_plan: TestPlan, folder: Path, evidence: Path, environment: Mapping[str, str] = os.environ
) -> Iterator[Session]:
    """A session with the product; what is exchanged goes to the folder `evidence`. Raises PlanError or Blocked."""
    limits, secrets = limits_of(test_plan), Secrets()
    sender = open_sender(test_plan, limits, folder)
    try:
        headers = credentials(test_plan, sender, secrets, environment)
    except BaseException:
        sender.close()
        raise
    facts = {
        "now": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": chance.token_hex(8),
        "credentials": headers,
    }
    with Recorder(evidence, sender, Pace(limits), secrets, facts) as recorder:
        yield session_of(test_plan, recorder)


def session_of(test_plan: TestPlan, evidence: Evidence) -> Session:
    """The session of a plan over live or recorded evidence."""
    return Session(
        evidence=evidence,
        endpoints=test_plan.endpoints,
        statement=test_plan.statement or {},
        information=test_plan.information,
        limits=limits_of(test_plan),
        credentials=tuple((name, value) for name, value in evidence.facts["credentials"]),
    )


def execute(
    test_plan: TestPlan,
    plan: Plan,
    session: Session,
    journal: Path,
    *,
    run_id: str | None = None,
    again: Mapping[str, Any] | None = None,
    progress: Progress = lambda done: None,
) -> bool:
    """Judge the product's services and the documents they hand out; True if the run was not cut short.

    `again` is the volatile block of the run that is judged once more from its record.
    """
    started, status = time.monotonic(), "interrupted"
    statement = {"answers": dict(test_plan.statement or {}), "information": dict(test_plan.information)}
    with Journal(journal) as out:
        first = opening(plan, run_id or new_run_id(), product=test_plan.product.model_dump(), statement=statement)
        if again:
            first = replace(first, run={key: again.get(key, value) for key, value in first.run.items()})
        out.write(first)
        done = 0
        try:
            for subject in judged_subjects(plan, session):
                out.add([entry(subject)])
                done += 1
                progress(done)
            status = "complete"
        except KeyboardInterrupt:
            pass
        finally:
            end = ending(status, started)
            if again:
                end = replace(end, **{key: again[key] for key in ("status", "finished", "seconds") if key in again})
            out.write(end)
    return status == "complete"


def judged_subjects(plan: Plan, session: Session) -> Iterator[SubjectJudged]:
    """Every endpoint, and every document it hands out."""
    for kind in plan.kinds:
        if kind.endpoint is None or kind.id not in plan.sought:
            continue
        if kind.endpoint not in session.endpoints:
            yield _no_endpoint(plan, kind)
            continue
        suites = plan.suites_for(kind.id)
        verdicts = judge_service(session, kind.endpoint, suites, plan.counts)
        subject, leftovers = Subject(kind.endpoint, None, None), sorted(session.leftovers)
        yield judged(subject, kind.id, BY_PLAN, verdicts, plan.counts, leftovers=leftovers)
        for document_kind, part in kind.documents.items():
            if plan.judges(document_kind):
                yield from _documents(plan, session, kind, suites, document_kind, part)


def _documents(
    plan: Plan, session: Session, kind: Kind, suites: Any, document_kind: str, part: str
) -> Iterator[SubjectJudged]:
    """The documents in a part of the view of the kind's own suite."""
    assert kind.endpoint is not None
    recogniser = plan.catalogue.recogniser(kind.id).id
    loaded = next(each for each in suites if each.suite.id == recogniser)
    documents: list[tuple[str, bytes]] = []
    with suppress(NotJudged):
        documents = list(getattr(loaded.view(session.service(kind.endpoint, f"{kind.endpoint}:view")), part))
    for name, data in documents:
        source = Source(f"{kind.endpoint} {name}", data)
        verdicts = plan.judge(source, document_kind).verdicts
        add_lines(source, (case for _, _, cases in verdicts for case in cases))
        yield judged(Subject(source.name, source.digest, source.size), document_kind, BY_PLAN, verdicts, plan.counts)
    if not documents:
        nothing = Subject(f"{kind.endpoint} {document_kind}", None, None)
        values = {"kind": document_kind}
        yield unjudged(nothing, document_kind, "no_documents", values, Cause.PRODUCT, named=True)


def _no_endpoint(plan: Plan, kind: Kind) -> SubjectJudged:
    assert kind.endpoint is not None
    why = NotRun("no_endpoint", endpoint=kind.endpoint)
    suites = plan.suites_for(kind.id)
    stands = standing(suites, [None] * len(suites))
    verdicts = [(loaded, *settle(loaded, why, None, {}, {}, each)) for loaded, each in zip(suites, stands, strict=True)]
    return judged(Subject(kind.endpoint, None, None), kind.id, BY_PLAN, verdicts, plan.counts)
