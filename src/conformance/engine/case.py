"""One requirement on one subject: the findings of its check, and the resulting outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.model.finding import Blocked, Diverged, Finding, NotApplicable, NotJudged, NotRun
from conformance.model.journal.records import Located
from conformance.model.outcome import Cause, Outcome
from conformance.model.requirement import Requirement, sentence_name
from conformance.model.text import legible
from conformance.readers.bounds import FINDINGS_COUNTED, FINDINGS_PER_CASE

Cuts = dict[str, frozenset[str]]

OUTCOME_OF = {
    NotApplicable: Outcome.NOT_APPLICABLE,
    Blocked: Outcome.INCONCLUSIVE,
    NotRun: Outcome.NOT_RUN,
    Diverged: Outcome.ERROR,
}


@dataclass(slots=True)
class Case:
    """One requirement on one subject. `more` counts findings beyond those kept."""

    requirement: Requirement
    outcome: Outcome = Outcome.PASS
    cause: Cause | None = None
    reason: tuple[str, Mapping[str, Any]] | None = None
    findings: list[Located] = field(default_factory=list)
    more: int = 0


def run_check(
    requirement: Requirement, check: Callable[..., Iterable[Finding] | None], cuts: Cuts, *given: Any
) -> Case | None:
    """The case of a check with its arguments, or None if it reported nothing."""
    case: Case | None = None
    try:
        for finding in check(*given) or ():
            if case is None:
                case = Case(requirement, Outcome.FAIL)
            if finding.cuts:
                cut(cuts, finding.cuts, requirement.id)
            if len(case.findings) < FINDINGS_PER_CASE:
                case.findings.append(_located(requirement, finding))
            else:
                case.more += 1
                if case.more >= FINDINGS_COUNTED:
                    break
    except NotJudged as reason:
        return case or not_judged(requirement, reason)
    except Exception as error:  # a bug of ours, which does not count against the product
        return crashed(requirement, error)
    return case


def not_judged(requirement: Requirement, reason: NotJudged) -> Case:
    """The case of a requirement that could not be judged for this reason."""
    return Case(requirement, OUTCOME_OF[type(reason)], getattr(reason, "cause", None), (reason.key, reason.values))


def crashed(requirement: Requirement, error: Exception) -> Case:
    """The case of a check or a view that itself failed."""
    return Case(requirement, Outcome.ERROR, reason=("check_crashed", {"exception": crash_text(error)}))


def crash_text(error: Exception) -> str:
    """The exception, and where it was raised."""
    trace, place = error.__traceback__, ""
    while trace:
        place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}: {error} ({place})"


def cut(cuts: Cuts, places: Iterable[str], requirement: str) -> None:
    """Record that a finding of the requirement keeps other rows from judging these places."""
    for place in places:
        cuts[place] = cuts.get(place, frozenset()) | {requirement}


def _located(requirement: Requirement, finding: Finding) -> Located:
    template = requirement.findings.get(finding.template)
    if template is None:
        raise LookupError(f"{requirement.id} has no sentence {finding.template or 'finding'!r}")
    return Located(
        finding.where, template.filled(legible(finding.values)), finding.values, sentence_name(finding.template)
    )
