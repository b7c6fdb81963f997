"""Judging one target; no file can make it raise."""

from __future__ import annotations

from conformance.engine.locate import add_lines
from conformance.engine.plan import Plan
from conformance.engine.recognise import nearest_kinds
from conformance.engine.records import judged, unjudged
from conformance.engine.subjects import Target
from conformance.model.journal.records import Subject, SubjectJudged
from conformance.model.outcome import Cause
from conformance.readers.source import Source, Unreadable, open_source


def judge_target(target: Target, plan: Plan) -> SubjectJudged:
    """The result for a target: judged, of no known kind, of several, or not readable."""
    if target.recorded:
        return target.recorded
    if target.trouble:
        nothing = Subject(target.name, None, None)
        return unjudged(nothing, None, target.trouble, {}, Cause.CONFIGURATION, named=False)
    try:
        source = _source(target)
    except Unreadable as trouble:
        key = "not_there" if target.named and trouble.key == "vanished" else trouble.key
        nothing = Subject(target.name, None, None)
        return unjudged(nothing, None, key, trouble.values, trouble.cause, named=target.named)
    found = judge_source(source, plan, target)
    source.forget()
    return found


def _source(target: Target) -> Source:
    """The bytes of a target. Raises Unreadable."""
    if target.data is not None:
        return Source(target.name, target.data)
    return open_source(target.path, target.name, target.root)


def judge_source(source: Source, plan: Plan, target: Target) -> SubjectJudged:
    """The result for bytes in memory."""
    found, by = plan.recognise(source)
    kinds = [kind for kind in found if plan.judges(kind)]
    if plan.chosen and target.named and not kinds and len(plan.sought) == 1:
        kinds, by = list(plan.sought), "suite"
    elif plan.profile and target.named and not found:
        others = plan.recognise.refused(source)
        meant = [plan.catalogue.kinds[kind] for kind in plan.sought if kind not in others]
        kinds, by = nearest_kinds(source, meant), "plan"
    subject = Subject(target.name, source.digest, source.size)
    if len(kinds) > 1:
        return unjudged(subject, None, "several_kinds", {"kinds": kinds}, Cause.CONFIGURATION, named=target.named)
    if not kinds:
        kind = found[0] if len(found) == 1 else None
        key, values = ("no_suite", {"kind": found[0]}) if found else ("unknown_kind", {})
        return unjudged(subject, kind, key, values, Cause.CONFIGURATION, named=target.named)
    verdict = plan.judge(source, kinds[0])
    add_lines(source, (case for _, _, cases in verdict.verdicts for case in cases))
    return judged(subject, kinds[0], by, verdict.verdicts, plan.counts, plots=verdict.plots, facts=verdict.facts)
