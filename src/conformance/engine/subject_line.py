"""Judge one target and write its line of the journal."""

from __future__ import annotations

import json
from typing import Any

from conformance.engine.locate import add_lines
from conformance.engine.plan import Plan
from conformance.engine.records import case_record, reason
from conformance.engine.subjects import Target
from conformance.model.outcome import Cause
from conformance.readers.source import Source, Unreadable, open_source


def subject_line(target: Target, plan: Plan) -> str:
    """The journal's line for a target: judged, of no known kind, or not readable. No file makes it raise."""
    try:
        source = open_source(target.path, target.name)
    except Unreadable as trouble:
        key = "not_there" if target.named and trouble.key == "vanished" else trouble.key
        return _unjudged(target, key, trouble.cause, trouble.values)
    line = judged_line(source, plan, target)
    source.forget()
    return line


def judged_line(source: Source, plan: Plan, target: Target) -> str:
    """The journal's line for bytes that are at hand."""
    found, by = plan.recognise(source)
    kinds = [kind for kind in found if plan.judges(kind)]
    if plan.chosen and target.named and not kinds and len(plan.sought) == 1:
        kinds, by = list(plan.sought), "suite"
    if len(kinds) > 1:
        return _unjudged(target, "several_kinds", Cause.CONFIGURATION, {"kinds": kinds}, source, kinds)
    if not kinds:
        key, values = ("no_suite", {"kind": found[0]}) if found else ("unknown_kind", {})
        return _unjudged(target, key, Cause.CONFIGURATION, values, source, found)
    outcomes: dict[str, str] = {}
    results: list[dict[str, Any]] = []
    judged = plan.judge(source, kinds[0])
    add_lines(source, (case for _, _, cases in judged.verdicts for case in cases))
    for loaded, letters, cases in judged.verdicts:
        outcomes[loaded.suite.id] = letters
        counted = (case for case in cases if plan.counts(case.requirement.id))
        results.extend(case_record(case, loaded.suite, target.name) for case in counted)
    subject = {
        "name": target.name,
        "kind": kinds[0],
        "recognised_by": by,
        "digest": source.digest,
        "bytes": source.size,
        "outcomes": outcomes,
    }
    if judged.plots:
        subject["plots"] = judged.plots
    return encode(subject, results)


def _unjudged(
    target: Target,
    key: str,
    cause: Cause,
    values: dict[str, Any],
    source: Source | None = None,
    kinds: list[str] | None = None,
) -> str:
    subject = {
        "name": target.name,
        "kind": kinds[0] if kinds and len(kinds) == 1 else None,
        "recognised_by": None,
        "digest": source.digest if source else None,
        "bytes": source.size if source else None,
        "problem": {**reason(key, values), "cause": cause.value, "named": target.named},
        "outcomes": {},
    }
    return encode(subject, [])


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encode(subject: dict[str, Any], results: list[dict[str, Any]]) -> str:
    """The event of a subject as its line of the journal."""
    # The order of the members lets a reader pass over the many subjects on which nothing was found.
    return _ENCODER.encode({"event": "subject", "results": results, "subject": subject}) + "\n"
