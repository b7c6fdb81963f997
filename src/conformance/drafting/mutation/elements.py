"""The mutants of a suite in the format of mutation-testing-elements, which pages and dashboards of others read.

https://github.com/stryker-mutator/mutation-testing-elements, report schema 2. Its files are our good samples, its tests
the rows; `config` has what the format has no place for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from conformance.drafting.kept import depends_on, kept, kept_at
from conformance.drafting.mutation.ledger import Entry
from conformance.drafting.mutation.mutants import is_text
from conformance.drafting.mutation.result import Mutation, mutate
from conformance.drafting.mutation.services.answers import is_answer
from conformance.drafting.mutation.trial import Status, Tried
from conformance.engine.plan import Plan
from conformance.model.requirement import Suite
from conformance.model.sample import Sample
from conformance.model.text import capped
from conformance.readers.json_position import lines_of
from conformance.reporting.neutral import visible
from conformance.version import __version__

THRESHOLDS = {"high": 80, "low": 60}
STATUS: Mapping[Status, str] = {
    Status.CRASHED: "RuntimeError",
    Status.SURVIVED: "Survived",
    Status.LEDGER: "Ignored",
    Status.UNPROVEN: "Timeout",
    Status.ELSEWHERE: "Killed",
    Status.KILLED: "Killed",
    Status.INVALID: "CompileError",
}
"""What is unproven is neither killed nor alive: its nearest status is the one of a test that gave no answer."""


def reported(plan: Plan, suite: Suite, options: Mapping[str, Any], folder: Path | None) -> dict[str, Any]:
    """The report of a suite, from the folder if it has one of the same suite, samples, ledger and options.

    `options` are those of `mutate`.
    """
    config = {**options, **depends_on(plan, suite)}
    return kept(kept_at(folder, suite), config, partial(_made, plan, suite, options))


def _made(plan: Plan, suite: Suite, options: Mapping[str, Any]) -> dict[str, Any]:
    return elements(mutate(plan, suite, **options))


def elements(found: Mutation) -> dict[str, Any]:
    """The report of a suite."""
    suite = found.suite
    by_sample: dict[str, list[tuple[int, Tried]]] = {sample.name: [] for sample in found.samples}
    for number, each in enumerate(found.tried):
        by_sample[each.mutant.sample.name].append((number, each))
    return {
        "schemaVersion": "2",
        "thresholds": THRESHOLDS,
        "framework": {"name": "metaverse-conformance", "version": __version__},
        "config": {"suite": suite.id, **_summary(found)},
        "files": {sample.name: _file(sample, by_sample[sample.name], found) for sample in found.samples},
        "testFiles": {
            f"{suite.id}/suite.toml": {"tests": [{"id": row.id, "name": row.title.en} for row in suite.requirements]}
        },
    }


def _summary(found: Mutation) -> dict[str, Any]:
    return {
        "title": {"en": found.suite.title.en, "zh": found.suite.title.zh},
        "statuses": {status.value: found.counts.get(status, 0) for status in Status},
        "classes": len({each.mutant.class_ for each in found.tried}),
        "survivors": [_class(*each) for each in sorted(found.survivors.items())],
        "ledger": [_entry(entry) for at, entry in enumerate(found.ledger) if at in found.used],
        "stale": [entry.written for entry in found.stale],
        "rows": {row: {"killed": killed, "alone": alone} for row, (killed, alone) in found.killed.items()},
        "together": found.together,
    }


def _class(named: tuple[str, str], tried: list[Tried]) -> dict[str, Any]:
    """A class of survivors, with one as an example."""
    first = tried[0].mutant
    return {
        "operator": named[0],
        "place": named[1],
        "mutants": len(tried),
        "crashed": any(each.status is Status.CRASHED for each in tried),
        "example": {
            "sample": first.sample.name,
            "place": first.place,
            "before": shown(first.before),
            "after": shown(first.after),
        },
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "written": entry.written,
        "why": entry.why.value,
        "reason": {"en": entry.reason.en, "zh": entry.reason.zh},
        "author": entry.author,
        "date": entry.since.isoformat(),
    }


def _file(sample: Sample, tried: list[tuple[int, Tried]], found: Mutation) -> dict[str, Any]:
    text = sample.data.decode("utf-8") if is_text(sample.data) else ""
    lines = _lines(sample, {each.mutant.place for _, each in tried})
    return {
        "language": "http" if is_answer(sample.data) else sample.name.rpartition(".")[2],
        "source": text,
        "mutants": [_mutant(number, each, lines, found) for number, each in tried],
    }


def _lines(sample: Sample, places: set[str]) -> dict[str, int]:
    try:
        json.loads(sample.data)
    except ValueError:
        return {place: int(place[5:]) for place in places if place[5:].isdecimal()}
    return lines_of(sample.data, places)


def _mutant(number: int, each: Tried, lines: Mapping[str, int], found: Mutation) -> dict[str, Any]:
    mutant, line = each.mutant, lines.get(each.mutant.place, 1)
    reason = next((entry for entry in found.ledger if entry.fits(*mutant.class_)), None)
    return {
        "id": str(number),
        "mutatorName": mutant.operator,
        "description": f"{mutant.operator} {mutant.place or '/'}",
        "replacement": shown(mutant.after),
        "location": {"start": {"line": line, "column": 1}, "end": {"line": line + 1, "column": 1}},
        "status": STATUS[each.status],
        **({"killedBy": list(each.by)} if each.by else {}),
        **({"statusReason": f"{reason.why}: {reason.reason.en}"} if each.status is Status.LEDGER and reason else {}),
        **({"statusReason": each.status.value} if each.status in (Status.UNPROVEN, Status.INVALID) else {}),
    }


def shown(value: Any) -> str:
    """A value as people read it in a table."""
    try:
        return visible(capped(json.dumps(value, ensure_ascii=False)))
    except (ValueError, RecursionError):
        return visible(capped(str(value)))
