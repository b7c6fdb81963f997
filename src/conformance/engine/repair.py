"""Repairing a copy of a subject, row by row.

Each repair is judged immediately, and undone unless it satisfies its row without breaking a satisfied one.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from conformance.engine.loaded import LoadedSuite, Row
from conformance.engine.plan import Plan
from conformance.model.change import Change
from conformance.model.finding import Finding, NotJudged
from conformance.model.outcome import Outcome
from conformance.model.requirement import Requirement
from conformance.readers.bounds import FINDINGS_COUNTED, REPAIRED_BYTES
from conformance.readers.source import Source

SETTLED = (Outcome.PASS, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True)
class Attempt:
    """A repair of one row. `undone` is why it was not kept: a key of the message catalogue and its values."""

    loaded: LoadedSuite
    requirement: Requirement
    changes: tuple[Change, ...] = ()
    undone: tuple[str, Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Repaired:
    """The result for a subject. `data` are the bytes of its copy, None if no repair was kept.

    `beside` are the files that it refers to: (path relative to its folder, the file).
    """

    attempts: tuple[Attempt, ...]
    data: bytes | None = None
    beside: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True)
class _Judged:
    """A source with the suites that judge it, and the outcome and number of findings of each of their rows."""

    source: Source
    suites: Sequence[LoadedSuite]
    outcomes: Mapping[str, Outcome]
    findings: Mapping[str, int]


def repair_copy(source: Source, kind: str, plan: Plan) -> Repaired:
    """Try the repairs of every row that is violated and counts, in the order of the suites; the source is not changed.

    Undone repairs are tried again after each one that was kept, since that may have cleared their way. `kind` is the
    kind as which the source was judged.
    """
    if source.size > REPAIRED_BYTES:
        return Repaired(())
    now = _judge(source, kind, plan)
    kept: list[Attempt] = []
    undone: dict[str, Attempt] = {}
    while found := _next(now, plan, undone):
        attempt, better = _attempt(now, kind, plan, *found)
        undone[attempt.requirement.id] = attempt
        if better:
            kept.append(attempt)
            now, undone = better, {}
    attempts = (*kept, *undone.values())
    if not kept:
        return Repaired(attempts)
    beside: tuple[tuple[str, Path], ...] = ()
    with suppress(NotJudged):  # the files that an uneditable text refers to are unknown
        beside = tuple(kept[0].loaded.repairs().editable(now.source).companions())
    return Repaired(attempts, bytes(now.source.data), beside)


def _judge(source: Source, kind: str, plan: Plan) -> _Judged:
    """Judge the source as its current kind: a repair may reveal that it is a special case of its kind."""
    found, _ = plan.recognise(source)
    kind = found[0] if len(found) == 1 and plan.judges(found[0]) else kind
    judged = plan.judge(source, kind)
    findings = {
        case.requirement.id: len(case.findings) + case.more for _, _, cases in judged.verdicts for case in cases
    }
    return _Judged(source, plan.suites_for(kind), judged.outcomes, findings)


def _next(now: _Judged, plan: Plan, undone: Container[str]) -> tuple[LoadedSuite, Row] | None:
    for loaded in now.suites:
        for row in loaded.judged:
            name = row.requirement.id
            wanted = row.requirement.repair and name not in undone and plan.counts(name)
            if wanted and now.outcomes[name] is Outcome.FAIL:
                return loaded, row
    return None


def _attempt(now: _Judged, kind: str, plan: Plan, loaded: LoadedSuite, row: Row) -> tuple[Attempt, _Judged | None]:
    """The attempt, and the subject after it if it is kept."""
    attempt = Attempt(loaded, row.requirement)
    try:
        repairs = loaded.repairs()
        asset = repairs.editable(now.source)
        repairs.functions[row.requirement.id](asset, _findings(now.source, loaded, row))
        if not asset.changes:
            return replace(attempt, undone=("repair_declined", {})), None
        attempt = replace(attempt, changes=tuple(asset.changes))
        copy = Source(now.source.name, asset.saved(), now.source.folder)
    except NotJudged as reason:
        return replace(attempt, undone=(reason.key, reason.values)), None
    except Exception as error:  # a bug of ours: the original is unchanged, and the other repairs continue
        text = f"{type(error).__name__}: {error}"
        return replace(attempt, undone=("repair_crashed", {"exception": text})), None
    after = _judge(copy, kind, plan)
    if after.outcomes.get(row.requirement.id) not in SETTLED:
        return replace(attempt, undone=("repair_not_enough", {})), None
    if worse := sorted(_worse(now, after)):
        return replace(attempt, undone=("repair_breaks", {"ids": worse})), None
    return attempt, after


def _worse(before: _Judged, after: _Judged) -> Iterator[str]:
    """The rows that lost their verdict or fail at more places; those that had none before do not count."""
    for name, outcome in after.outcomes.items():
        was = before.outcomes.get(name)
        more = after.findings.get(name, 0) > before.findings.get(name, 0)
        if (was in SETTLED and outcome not in SETTLED) or (was is Outcome.FAIL and more):
            yield name


def _findings(source: Source, loaded: LoadedSuite, row: Row) -> list[Finding]:
    """All findings of the row, more than a case keeps, with unshortened values."""
    view = source.once(loaded.view)
    if row.check is None:
        assert loaded.schema is not None
        violations = loaded.schema.violations(getattr(view, "document", view))
        mine = loaded.schema.rows.index(row.requirement.id)
        return [Finding(each.pointer, each.keyword, **each.values) for each in violations if each.row == mine]
    found: list[Finding] = []
    with suppress(NotJudged):  # a check may raise it after some findings
        found.extend(islice(row.check(view) or (), FINDINGS_COUNTED))
    return found
