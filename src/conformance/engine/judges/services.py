"""Judge a live service: every row in its own thread, all on one view, by what the record says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from conformance.engine.case import Case, Cuts, crashed, cut, not_judged, run_check
from conformance.engine.judges import Verdicts
from conformance.engine.judges.documents import standing
from conformance.engine.judges.generative import judge_stimuli
from conformance.engine.loaded import LoadedSuite, Row
from conformance.engine.schema_rows import run_schema
from conformance.engine.settle import settle
from conformance.model.expression import holds, names_in
from conformance.model.finding import Blocked, NotApplicable, NotJudged, NotRun, Stimulus
from conformance.model.outcome import Cause
from conformance.model.requirement import Requirement
from conformance.transports.curl import command
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance.transports.session import Session


@dataclass(frozen=True)
class JudgedService:
    """The verdicts of an endpoint's suites, and the view of each suite, by id, if there is one."""

    verdicts: Verdicts
    views: Mapping[str, Any]


def judge_service(
    session: Session, endpoint: str, suites: Sequence[LoadedSuite], wanted: Callable[[str], bool]
) -> JudgedService:
    """The verdicts of the suites on the service at an endpoint.

    Rows that are not `wanted` are not run, since they would only burden the product.
    """
    verdicts: Verdicts = []
    views: dict[str, Any] = {}
    with ThreadPoolExecutor(session.limits.concurrency) as pool:
        for loaded in suites:
            part = f"{endpoint}:{loaded.suite.id}"
            try:
                view = _in_time(session, part, partial(loaded.view, Service(session, endpoint)))
                views[loaded.suite.id] = view
            except Exception as reason:  # NotJudged, or a bug of ours, which never counts against the product
                verdicts.append((loaded, *settle(loaded, reason, None, {}, {}, standing([loaded], [None])[0])))
                continue
            verdicts.append((loaded, *_judge_suite(session, loaded, view, wanted, pool)))
    return JudgedService(verdicts, views)


def _judge_suite(
    session: Session, loaded: LoadedSuite, view: Any, wanted: Callable[[str], bool], pool: ThreadPoolExecutor
) -> tuple[str, list[Case]]:
    cuts: Cuts = {}
    document, cases = _judge_document(session, loaded, view, cuts)
    rows = [row for row in loaded.judged if wanted(row.requirement.id)]
    for row, (found, own) in zip(rows, pool.map(partial(_judge_row, session, loaded, view), rows), strict=True):
        if found:
            cases[row.requirement.id] = found
        for place, ids in own.items():
            for each in ids:
                cut(cuts, (place,), each)
    for row in loaded.judged:
        if not wanted(row.requirement.id):
            cases[row.requirement.id] = not_judged(row.requirement, NotRun("not_selected"))
    for case in cases.values():
        _make_reproducible(case, session)
    return settle(loaded, view, document, cases, cuts, standing([loaded], [document])[0])


def _judge_document(session: Session, loaded: LoadedSuite, view: Any, cuts: Cuts) -> tuple[Any, dict[str, Case]]:
    """The document of the view, if any, and the cases of the rows whose schema it violates."""
    cases: dict[str, Case] = {}
    part = f"{loaded.suite.id}:document"
    try:
        document = _in_time(session, part, lambda: getattr(view, "document", None))
    except Exception as reason:  # NotJudged, or a bug of ours
        return None, {row.requirement.id: _without(row.requirement, reason) for row in loaded.judged if row.patterns}
    if loaded.schema and document is not None:
        run_schema(loaded, loaded.schema, document, cases, cuts)
        for case in cases.values():
            _say_exchange(case, getattr(view, "exchange", None))
    return document, cases


def _in_time(session: Session, part: str, make: Callable[[], Any]) -> Any:
    """A part of a view. Raises NotRun if the run was stopped before it, or the reason why there is none, was found."""
    session.worth_trying(part)
    try:
        return make()
    finally:
        session.in_time(part)


def _without(requirement: Requirement, reason: Exception) -> Case:
    """The case of a row that could not be judged."""
    return not_judged(requirement, reason) if isinstance(reason, NotJudged) else crashed(requirement, reason)


def _judge_row(session: Session, loaded: LoadedSuite, view: Any, row: Row) -> tuple[Case | None, Cuts]:
    """The case of a row, unless only the schema judges it, and the places that its findings cut off."""
    try:
        session.worth_trying(row.requirement.id)
        found = _judge_in_time(session, loaded, view, row)
        session.in_time(row.requirement.id)
    except NotRun as stopped:
        return not_judged(row.requirement, stopped), {}
    return found


def _judge_in_time(session: Session, loaded: LoadedSuite, view: Any, row: Row) -> tuple[Case | None, Cuts]:
    requirement, cuts = row.requirement, Cuts()
    with session.case(requirement.id, writes=requirement.writes):
        try:
            reason = _not_asked(session, loaded, requirement, view)
        except Exception as raised:  # NotJudged, or a bug of ours
            return _without(requirement, raised), cuts
        if reason is not None:
            return not_judged(requirement, reason), cuts
        if row.check is None:
            return None, cuts
        if row.each is Stimulus:
            return judge_stimuli(session, loaded, row, view, cuts), cuts
        return run_check(requirement, row.check, cuts, view), cuts


def _not_asked(session: Session, loaded: LoadedSuite, requirement: Requirement, view: Any) -> NotJudged | None:
    """Why the row is not judged: the statement excludes it or contradicts the product, or the plan forbids it."""
    if requirement.when:
        says = holds(requirement.when, session.statement)
        for name in names_in(requirement.when):
            part = loaded.suite.statement[name].shown_by
            if part is not None and session.statement[name] is says and bool(getattr(view, part)) is not says:
                key = "statement_denied" if says else "statement_contradicted"
                return Blocked(key, cause=Cause.PRODUCT if says else Cause.CONFIGURATION, item=name)
        if not says:
            return NotApplicable("not_supported", when=requirement.when)
    if requirement.active and session.unauthorised:
        return session.unauthorised
    if requirement.writes and not session.limits.writing:
        return NotRun("writing_not_allowed")
    return None


def _say_exchange(case: Case, exchange: Exchange | None) -> None:
    """Set the exchange of findings in the view's document to the one that returned it."""
    if exchange is not None:
        case.findings = [each._replace(where=each.where._replace(exchange=exchange.key)) for each in case.findings]


def _make_reproducible(case: Case, session: Session) -> None:
    """Add to the findings the command that reproduces their exchange."""
    for index, found in enumerate(case.findings):
        request = session.sent.get(found.where.exchange or "")
        if request is not None and (again := command(request, session.means, session.issued)) is not None:
            case.findings[index] = found._replace(values={**found.values, "reproduce": again})
