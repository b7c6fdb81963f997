"""The journal's records of a judged subject, complete in both languages."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from conformance.catalogue.messages import reason_sentence
from conformance.engine.case import Case
from conformance.engine.judges import Verdicts
from conformance.model.journal.records import (
    Failure,
    Located,
    Problem,
    Reason,
    Subject,
    SubjectJudged,
    Unjudged,
    VerdictClass,
)
from conformance.model.outcome import Cause, Outcome
from conformance.model.text import Text, capped


def judged(
    subject: Subject,
    kind: str,
    recognised_by: str,
    verdicts: Verdicts,
    counts: Callable[[str], bool],
    *,
    plots: Mapping[str, Any] | None = None,
    leftovers: Iterable[str] = (),
    facts: Mapping[str, float] | None = None,
) -> SubjectJudged:
    """The record of a judged subject. Rows that do not count have outcomes only."""
    failures: list[Failure] = []
    open_: list[Unjudged] = []
    inapplicable: list[Unjudged] = []
    for loaded, _, cases in verdicts:
        for case in cases:
            if not counts(case.requirement.id):
                continue
            if case.findings:
                failures.append(failure(case))
            elif case.reason:
                group = inapplicable if case.outcome is Outcome.NOT_APPLICABLE else open_
                told = reason(*case.reason, loaded.suite.reasons, case.cause)
                group.append(Unjudged(case.requirement.id, case.outcome, told))
    outcomes = tuple((loaded.suite.id, letters) for loaded, letters, _ in verdicts)
    verdict = VerdictClass(kind, recognised_by, outcomes, tuple(open_), tuple(inapplicable))
    return SubjectJudged(subject, verdict, tuple(failures), plots, tuple(leftovers), facts)


def unjudged(
    subject: Subject, kind: str | None, key: str, values: Mapping[str, Any], cause: Cause, *, named: bool
) -> SubjectJudged:
    """The record of a subject that was not judged, with a reason from the message catalogue."""
    problem = Problem(reason(key, values, {}, cause), named)
    return SubjectJudged(subject, VerdictClass(kind, problem=problem))


def failure(case: Case) -> Failure:
    """A violated requirement, with values that JSON can represent."""
    return Failure(
        case.requirement.id,
        tuple(
            Located(
                found.where,
                found.message,
                {key: json_value(value) for key, value in found.values.items()},
                found.sentence,
            )
            for found in case.findings
        ),
        case.more,
    )


def reason(
    key: str, values: Mapping[str, Any], own: Mapping[str, Text] | None = None, cause: Cause | None = None
) -> Reason:
    """A reason for not judging: its key, both sentences, the ids it names, and who has to act."""
    return Reason(key, reason_sentence(key, values, own or {}), tuple(values.get("ids") or ()), cause)


def json_value(value: Any) -> Any:
    """A value of a finding as a JSON value, shortened if it is long."""
    if isinstance(value, str):
        return capped(value, 500)
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)  # JSON has no NaN and no infinity
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, dict):
        return {str(key): json_value(inner) for key, inner in list(value.items())[:50]}
    if isinstance(value, list | tuple):
        return [json_value(inner) for inner in value[:50]]
    if isinstance(value, set | frozenset):
        return [json_value(inner) for inner in sorted(value, key=str)[:50]]
    return capped(str(value), 500)
