"""Running a plan against a live product, or again from its record, into a journal."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from conformance.catalogue import Catalogue, load_catalogue
from conformance.catalogue.errors import together
from conformance.engine.case import crash_text
from conformance.engine.finishing import interruptible
from conformance.engine.journal import Journal, entry
from conformance.engine.judges.documents import standing
from conformance.engine.judges.services import judge_service
from conformance.engine.locate import add_lines
from conformance.engine.opening import ending, new_run_id, opening
from conformance.engine.plan import Plan, Selection
from conformance.engine.plan_answers import Answers, check_answers
from conformance.engine.plan_file import PlanError, parse_plan, place_in, plan_values
from conformance.engine.plan_secrets import information_of
from conformance.engine.plan_tables import TestPlan
from conformance.engine.records import judged, unjudged
from conformance.engine.settle import settle
from conformance.model.finding import NotJudged, NotRun
from conformance.model.journal.records import Subject, SubjectJudged
from conformance.model.nearest import UnknownName
from conformance.model.outcome import Cause
from conformance.model.profile import LEVELS
from conformance.model.requirement import Kind
from conformance.model.text import Text
from conformance.readers.source import Source
from conformance.transports.registry import OURS
from conformance.transports.session import Session

Progress = Callable[[int], None]
BY_PLAN = "plan"
SPOKEN = frozenset(OURS) - {"adapter"}
"""The schemes of protocols: an adapter, or a transport of another package, may carry what any kind asks."""
OTHER_SCHEME = Text("{received} is not a URL of the schemes {schemes}", "{received} 不是 {schemes} 方案的 URL")


def judges_files(profile: str) -> Text:
    """That a profile has no live service to run against."""
    return Text(
        f"{profile} judges files, not services: use conformance check --profile {profile}",
        f"{profile} 判定文件而非服务：请使用 conformance check --profile {profile}",
    )


def read_and_resolve(
    path: Path, folders: tuple[str, ...], profile: str | None = None, level: str | None = None
) -> tuple[TestPlan, Plan]:
    """The plan in the file, and resolved against the catalogue; `profile` and `level` stand in for what it names.

    Raises PlanError with all its mistakes, UnknownName for `profile`, or OSError.
    """
    values = {**plan_values(path), **({"profile": profile} if profile else {}), **({"level": level} if level else {})}
    if profile:
        load_catalogue(folders).profile(profile)
    try:
        test_plan = parse_plan(values, path)
    except PlanError as error:
        mistakes = [error]
        if isinstance(profile := values.get("profile"), str):
            try:
                _checked(profile, LEVELS[0], Answers.in_tables(values), folders, path)
            except PlanError as further:
                mistakes.append(further)
        raise together(mistakes) from None
    return test_plan, resolve(test_plan, folders, path)


def resolve(
    test_plan: TestPlan, folders: tuple[str, ...], path: Path | str, catalogue: Catalogue | None = None
) -> Plan:
    """The plan resolved against the catalogue, with its answers checked. Raises PlanError."""
    said = Answers(test_plan.statement, test_plan.information, test_plan.endpoints)
    return _checked(test_plan.profile, test_plan.level, said, folders, path, catalogue)


def _checked(
    profile: str,
    level: str,
    answers: Answers,
    folders: tuple[str, ...],
    path: Path | str,
    catalogue: Catalogue | None = None,
) -> Plan:
    try:
        plan = Plan(Selection(folders, profile=profile, level=level), catalogue)
    except UnknownName as error:
        raise PlanError(place_in(path, "profile"), error.text) from None
    if not any(plan.catalogue.kinds[suite.kind].endpoint for suite in plan.suites):
        raise PlanError(place_in(path, "profile"), judges_files(profile))
    mistakes = _wrong_endpoints(plan, answers.endpoints, path)
    try:
        waived = plan.waived(answers.endpoints)
        check_answers(answers, [suite for suite in plan.suites if suite.kind not in waived], path)
    except PlanError as error:
        mistakes.append(error)
    if mistakes:
        raise together(mistakes)
    return plan


def _wrong_endpoints(plan: Plan, endpoints: Mapping[str, Any], path: Path | str) -> list[PlanError]:
    """The endpoints that nothing in the profile has, and those whose URL no view of theirs can use."""
    kinds = [kind for kind in plan.kinds if kind.endpoint and kind.id in plan.sought]
    known = [name for kind in kinds for name in (str(kind.endpoint), *kind.optional_endpoints)]
    names = (name for name in endpoints if name not in known)
    wrong = [(name, UnknownName("endpoint", name, known).text) for name in names]
    for kind in kinds:
        for name in (str(kind.endpoint), *kind.optional_endpoints):
            url = endpoints.get(name)
            if isinstance(url, str) and _scheme(url) in SPOKEN - {*kind.schemes}:
                wrong.append((name, OTHER_SCHEME.filled({"received": url, "schemes": list(kind.schemes)})))
    return [PlanError(place_in(path, "endpoints", name), text) for name, text in wrong]


def _scheme(url: str) -> str:
    return url.partition(":")[0].lower()


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
    """Judge the product's services and the documents they return; True if the run was not interrupted.

    `progress` gets the number of cases and parts of views that are finished; `again` is the volatile block of a run
    that is judged again from its record.
    """
    started, status = time.monotonic(), "interrupted"
    statement = {"answers": dict(test_plan.statement or {}), "information": information_of(test_plan)}
    with Journal(journal) as out:
        first = opening(plan, run_id or new_run_id(), stated=test_plan.stated, statement=statement)
        if again:
            first = first._replace(run={key: again.get(key, value) for key, value in first.run.items()})
        out.write(first)
        session.stopping.progress = progress
        try:
            with interruptible(), _stopped_by_ctrl_c(session):
                for subject in judged_subjects(plan, session):
                    out.add([entry(subject)])
            status = "interrupted" if session.stopping.stopped else "complete"
        except KeyboardInterrupt:
            pass
        finally:
            end = ending(status, started)
            if again:
                end = end._replace(**{key: again[key] for key in ("status", "finished", "seconds") if key in again})
            out.write(end)
    return status == "complete"


@contextmanager
def _stopped_by_ctrl_c(session: Session) -> Iterator[None]:
    """Within the block, Ctrl-C stops the session, so that what was judged is kept; a second one interrupts at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: Any) -> None:
        session.stopping.stop()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def judged_subjects(plan: Plan, session: Session) -> Iterator[SubjectJudged]:
    """Every endpoint, and every document that it returns."""
    waived = plan.waived(session.endpoints)
    for kind in plan.kinds:
        if kind.endpoint is None or kind.id not in plan.sought - waived:
            continue
        if kind.endpoint in session.endpoints:
            yield from _service(plan, session, kind, kind.endpoint)
        else:
            yield _no_endpoint(plan, kind)


def _service(plan: Plan, session: Session, kind: Kind, endpoint: str) -> Iterator[SubjectJudged]:
    """The service, then the documents in its view, as far as the plan judges them."""
    found = judge_service(session, endpoint, plan.suites_for(kind.id), plan.counts)
    leftovers = sorted(session.evidence.leftovers or session.leftovers)
    yield judged(Subject(endpoint, None, None), kind.id, BY_PLAN, found.verdicts, plan.counts, leftovers=leftovers)
    view = found.views.get(plan.catalogue.recogniser(kind.id).id)
    for document_kind, part in kind.documents.items():
        if plan.judges(document_kind):
            yield from _documents(plan, endpoint, document_kind, partial(_in_time, session, endpoint, view, part))


def _handed_out(view: Any, part: str) -> list[tuple[str, bytes]]:
    """The documents in a part of a view, with their names; empty if the service does not have the part."""
    with suppress(NotJudged):
        return [] if view is None else list(getattr(view, part))
    return []


def _in_time(session: Session, endpoint: str, view: Any, part: str) -> list[tuple[str, bytes]]:
    """The documents in a part of a view. Raises NotRun if the run was stopped before."""
    session.worth_trying(f"{endpoint}:{part}")
    found = _handed_out(view, part)
    session.in_time(f"{endpoint}:{part}")
    return found


def _documents(
    plan: Plan, endpoint: str, kind: str, handed_out: Callable[[], list[tuple[str, bytes]]]
) -> Iterator[SubjectJudged]:
    nothing = Subject(f"{endpoint} {kind}", None, None)
    try:
        documents = handed_out()
    except NotRun as stopped:
        yield unjudged(nothing, kind, stopped.key, stopped.values, Cause.ENVIRONMENT, named=True)
        return
    except Exception as error:  # a bug of ours, which costs these documents alone
        yield unjudged(nothing, kind, "check_crashed", {"exception": crash_text(error)}, Cause.ENVIRONMENT, named=True)
        return
    for name, data in documents:
        source = Source(f"{endpoint} {name}", data)
        verdict = plan.judge(source, kind)
        add_lines(source, (case for _, _, cases in verdict.verdicts for case in cases))
        subject = Subject(source.name, source.digest, source.size)
        yield judged(subject, kind, BY_PLAN, verdict.verdicts, plan.counts, facts=verdict.facts)
    if not documents:
        yield unjudged(nothing, kind, "no_documents", {"kind": kind}, Cause.PRODUCT, named=True)


def _no_endpoint(plan: Plan, kind: Kind) -> SubjectJudged:
    assert kind.endpoint is not None
    why = NotRun("no_endpoint", endpoint=kind.endpoint)
    suites = plan.suites_for(kind.id)
    stands = standing(suites, [None] * len(suites))
    verdicts = [(loaded, *settle(loaded, why, None, {}, {}, each)) for loaded, each in zip(suites, stands, strict=True)]
    return judged(Subject(kind.endpoint, None, None), kind.id, BY_PLAN, verdicts, plan.counts)
