"""Judge one subject: run every row of its suites, then settle what could not be judged because of what.

All rows always run. A row without a finding passes only if it judged at least one place and no place it judges was
cut off by another row's finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from conformance.catalogue.messages import keyword_sentence
from conformance.engine.loaded import LoadedSuite, Row
from conformance.engine.places import cut_by, survey
from conformance.media.bounds import FINDINGS_COUNTED, FINDINGS_PER_CASE
from conformance.media.json_schema import RowSchema
from conformance.media.source import Source
from conformance.model.finding import Blocked, Finding, NotApplicable, Where
from conformance.model.outcome import Cause, Outcome
from conformance.model.place import is_pattern
from conformance.model.requirement import Requirement
from conformance.model.text import Text

Cuts = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Located:
    """A finding ready to be told: its place, both sentences and the values in them."""

    where: Where
    message: Text
    values: Mapping[str, Any]


@dataclass(slots=True)
class Case:
    """One requirement on one subject. `more` counts findings beyond those kept."""

    requirement: Requirement
    outcome: Outcome = Outcome.PASS
    cause: Cause | None = None
    reason: tuple[str, Mapping[str, Any]] | None = None
    blocked_by: tuple[str, ...] = ()
    findings: list[Located] = field(default_factory=list)
    more: int = 0


def judge(source: Source, suites: Sequence[LoadedSuite]) -> list[tuple[LoadedSuite, str, list[Case]]]:
    """For each suite its outcome letters, one per row in their order, and the cases that are not a plain pass.

    A row that is not applicable because nothing stands where it judges has its letter only.
    """
    cuts: Cuts = {}
    raw = [_run_suite(source, loaded, cuts) for loaded in suites]
    return [(loaded, *_settle(loaded, view, cases, cuts)) for loaded, (view, cases) in zip(suites, raw, strict=True)]


def _run_suite(source: Source, loaded: LoadedSuite, cuts: Cuts) -> tuple[Any, dict[str, Case]]:
    """The view (or the reason for having none) and the cases that already have an outcome."""
    cases: dict[str, Case] = {}
    try:
        view = source.once(loaded.view)
    except (Blocked, NotApplicable) as reason:
        return reason, cases
    except Exception as error:  # anything else is our bug, never the product's failure
        return error, cases
    if loaded.schema:
        try:
            _run_schema(loaded, loaded.schema, getattr(view, "document", view), cases, cuts)
        except Exception as error:  # an engine that gives up is our trouble as well
            cases |= {name: _crashed(loaded.suite[name], error) for name in loaded.schema.rows}
    for row in loaded.judged:
        if row.check and (case := _run_check(row, view, cuts)):
            cases[row.requirement.id] = case
    return view, cases


def _run_schema(loaded: LoadedSuite, schema: RowSchema, document: Any, cases: dict[str, Case], cuts: Cuts) -> None:
    if schema.accepts(document):
        return
    for violation in schema.violations(document):
        requirement = loaded.suite[schema.rows[violation.row]]
        case = cases.setdefault(requirement.id, Case(requirement, Outcome.FAIL))
        if violation.cuts is not None:
            _cut(cuts, (violation.cuts,), requirement.id)
        if len(case.findings) >= FINDINGS_PER_CASE:
            case.more += 1
            continue
        sentence = keyword_sentence(violation.keyword, violation.values)
        title = requirement.title
        message = Text(f"{title.en}: {sentence.en}", f"{title.zh}：{sentence.zh}")
        case.findings.append(Located(Where(violation.pointer), message, violation.values))


def _run_check(row: Row, view: Any, cuts: Cuts) -> Case | None:
    """The case of a check, or None where it had nothing to say."""
    requirement = row.requirement
    assert row.check is not None
    case: Case | None = None
    try:
        for finding in row.check(view) or ():
            if case is None:
                case = Case(requirement, Outcome.FAIL)
            if finding.cuts:
                _cut(cuts, finding.cuts, requirement.id)
            if len(case.findings) < FINDINGS_PER_CASE:
                case.findings.append(_located(requirement, finding))
            else:
                case.more += 1
                if case.more >= FINDINGS_COUNTED:
                    break
    except NotApplicable as reason:
        return case or Case(requirement, Outcome.NOT_APPLICABLE, reason=(reason.key, reason.values))
    except Blocked as reason:
        return case or Case(requirement, Outcome.INCONCLUSIVE, reason.cause, (reason.key, reason.values))
    except Exception as error:  # our bug: the product is not blamed for it
        return _crashed(requirement, error)
    return case


def _located(requirement: Requirement, finding: Finding) -> Located:
    template = requirement.findings.get(finding.template)
    if template is None:
        raise LookupError(f"{requirement.id} has no sentence {finding.template or 'finding'!r}")
    return Located(finding.where, template.filled(finding.values), finding.values)


def _cut(cuts: Cuts, places: Iterable[str], requirement: str) -> None:
    for place in places:
        cuts[place] = cuts.get(place, frozenset()) | {requirement}


def _crashed(requirement: Requirement, error: Exception) -> Case:
    trace, place = error.__traceback__, ""
    while trace:
        place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    text = f"{type(error).__name__}: {error} ({place})"
    return Case(requirement, Outcome.ERROR, reason=("check_crashed", {"exception": text}))


def _settle(loaded: LoadedSuite, view: Any, cases: dict[str, Case], cuts: Cuts) -> tuple[str, list[Case]]:
    """Give every row its outcome."""
    if isinstance(view, Exception):
        return _without_view(loaded, view, cuts)
    document = getattr(view, "document", view)
    if not cases and not cuts and (fold := _fold_of_clean(loaded, view, document)) is not None:
        return fold, []
    letters, told = [], []
    for row in loaded.rows:
        if row.requirement.excluded:
            letters.append(Outcome.NOT_APPLICABLE.letter)
            continue
        case = cases.get(row.requirement.id)
        if case is None or case.outcome is Outcome.NOT_APPLICABLE:
            case = _by_places(row, view, document, cuts, case)
        letters.append(case.outcome.letter)
        if case.outcome is not Outcome.PASS and (case.reason or case.findings):
            told.append(case)
    return "".join(letters), told


def _by_places(row: Row, view: Any, document: Any, cuts: Cuts, said: Case | None) -> Case:
    """The outcome of a row without a finding, from the places it judges."""
    requirement = row.requirement
    judged = False
    blockers = cuts.get("", frozenset()) if row.patterns else frozenset()
    for steps in () if blockers else row.patterns:
        for pointer, reached in survey(document, steps):
            cutting = cut_by(pointer, cuts) if cuts else frozenset()
            blockers |= cutting
            judged = judged or (reached and not cutting)
    for name in row.names:
        blockers |= cuts.get(name, frozenset())
        try:
            judged = judged or bool(getattr(view, name))
        except Blocked as reason:
            return Case(requirement, Outcome.INCONCLUSIVE, reason.cause, (reason.key, reason.values))
        except Exception as error:  # a view that fails or has no such part is our bug
            return _crashed(requirement, error)
    blockers -= {requirement.id}
    if blockers:
        ids = tuple(sorted(blockers))
        return Case(requirement, Outcome.INCONCLUSIVE, Cause.PRODUCT, ("blocked_by", {"ids": ids}), ids)
    if said:
        return said
    return Case(requirement, Outcome.PASS if judged else Outcome.NOT_APPLICABLE)


def _fold_of_clean(loaded: LoadedSuite, view: Any, document: Any) -> str | None:
    """The letters of a subject on which nothing was found: pass where something stands, else not applicable.

    None where a part of the view could not be had, which the careful way tells apart.
    """
    try:
        there = tuple(
            [row.stands(document) or (bool(row.names) and _any_part(view, row.names)) for row in loaded.judged]
        )
    except Exception:  # Blocked or a bug of the view: the careful way says which
        return None
    if there not in loaded.folds:
        found = dict(zip((row.requirement.id for row in loaded.judged), there, strict=True))
        loaded.folds[there] = "".join(
            (Outcome.PASS if found.get(row.requirement.id) else Outcome.NOT_APPLICABLE).letter for row in loaded.rows
        )
    return loaded.folds[there]


def _any_part(view: Any, names: Iterable[str]) -> bool:
    return any(getattr(view, name) for name in names)


def _without_view(loaded: LoadedSuite, reason: Exception, cuts: Cuts) -> tuple[str, list[Case]]:
    """Every row's case when the suite could not even look at the subject."""
    told = []
    letters = []
    for row in loaded.rows:
        requirement = row.requirement
        if requirement.excluded:
            letters.append(Outcome.NOT_APPLICABLE.letter)
            continue
        if isinstance(reason, NotApplicable):
            case = Case(requirement, Outcome.NOT_APPLICABLE, reason=(reason.key, reason.values))
        elif isinstance(reason, Blocked):
            pointers = any(is_pattern(at) for at in requirement.at)
            ids = tuple(sorted(cuts.get("", frozenset()))) if pointers else ()
            told_reason = ("blocked_by", {"ids": ids}) if ids else (reason.key, reason.values)
            case = Case(requirement, Outcome.INCONCLUSIVE, reason.cause, told_reason, ids)
        else:
            case = _crashed(requirement, reason)
        letters.append(case.outcome.letter)
        told.append(case)
    return "".join(letters), told
