"""`conformance check --fix-copy DIR`: repaired copies of what was found violated, each change told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conformance.cli.views import opened, save_report
from conformance.engine.copies import NotWritten, copy_beside, is_within, write_copy
from conformance.engine.plan import Plan
from conformance.engine.records import json_value, reason
from conformance.engine.repair import Attempt, Repaired, repair_copy
from conformance.engine.run import execute
from conformance.engine.subjects import Target, targets
from conformance.model.change import Change
from conformance.model.finding import Where
from conformance.model.journal import to_json
from conformance.model.journal.records import SubjectJudged
from conformance.model.outcome import Conclusion
from conformance.model.text import capped
from conformance.readers.source import Unreadable, open_source
from conformance.reporting.journal import events
from conformance.reporting.lines import Line
from conformance.reporting.summary import Summary
from conformance.reporting.terminal import STYLE_OF, place_inside, unmet
from conformance.reporting.words import COLONS, word

SUBJECTS_SHOWN = 20
CHANGES_SHOWN = 5


@dataclass(frozen=True)
class Copies:
    """A record of each subject tried, the file that holds them all, and the run over the copies, if there are any."""

    records: list[dict[str, Any]]
    list: Path
    report: Path | None
    summary: Summary | None


def fix_copies(plan: Plan, paths: Iterable[str], folder: Path, journal: Path) -> Copies:
    """Repair copies of the subjects that the journal of a run over `paths` found violated, and judge the copies.

    The journal and the originals stay as they are; what lies in the folder already is never repaired again.
    """
    kinds = _violated(journal, plan)
    wanted = [each for each in targets(paths) if each.name in kinds and not is_within(each.path, folder)]
    records = [record for target in wanted if (record := _fixed(target, kinds[target.name], plan, folder))]
    into = journal.parent / "copies"
    list_ = into / "repairs.json"
    with opened(list_) as out:
        assert out is not None
        json.dump({"copies": records}, out, ensure_ascii=False, indent=2)
    written = [record["copy"] for record in records if record["copy"]]
    if not written:
        return Copies(records, list_, None, None)
    execute(plan, targets(written), into / "run.jsonl", workers=1)
    return Copies(records, list_, *save_report(into / "run.jsonl"))


def _violated(journal: Path, plan: Plan) -> dict[str, str]:
    """The kind of each subject that violates a row with a repair, by name."""
    repairable: dict[str, bool] = {}

    def has_repair(row: str) -> bool:
        if row not in repairable:
            repairable[row] = plan.catalogue.requirement(row).repair is not None
        return repairable[row]

    return {
        event.subject.name: event.verdict.kind
        for event in events(journal)
        if isinstance(event, SubjectJudged)
        and event.verdict.kind
        and any(has_repair(each.requirement) for each in event.failures)
    }


def _fixed(target: Target, kind: str, plan: Plan, folder: Path) -> dict[str, Any] | None:
    """The record of a subject; None where it cannot be read any more."""
    try:
        source = open_source(target.path, target.name, target.root)
    except Unreadable:
        return None
    repaired = repair_copy(source, kind, plan)
    record: dict[str, Any] = {
        "subject": target.name,
        "copy": None,
        "beside": [],
        "repairs": [_attempt_record(attempt) for attempt in repaired.attempts],
        "problems": [],
    }
    if repaired.data is not None:
        _write(record, target.name, repaired, folder)
    return record


def _write(record: dict[str, Any], name: str, repaired: Repaired, folder: Path) -> None:
    """Write the copy and what belongs beside it; what could not be written is a problem of the record."""
    try:
        copy = write_copy(folder, name, repaired.data or b"")
        record["copy"] = copy.as_posix()
        for relative, original in repaired.beside:
            try:
                copy_beside(folder, copy, relative, original)
                record["beside"].append(relative)
            except NotWritten as trouble:
                record["problems"].append(to_json.reason(reason(trouble.key, trouble.values)))
    except NotWritten as trouble:
        record["problems"].append(to_json.reason(reason(trouble.key, trouble.values)))


def _attempt_record(attempt: Attempt) -> dict[str, Any]:
    row, undone = attempt.requirement, attempt.undone
    assert row.repair is not None
    return {
        "requirement": row.id,
        "repair": to_json.text(row.repair),
        "kept": undone is None,
        "reason": None if undone is None else to_json.reason(reason(*undone, attempt.loaded.suite.reasons)),
        "changes": [_change_record(change) for change in attempt.changes],
    }


def _change_record(change: Change) -> dict[str, Any]:
    """A place that a repair changed, with its content before and after."""
    return {"where": change.where.as_record(), **{key: json_value(value) for key, value in change.values.items()}}


def render(copies: Copies, language: str) -> Iterator[Line]:
    """What was changed, in lines."""
    yield Line()
    yield Line(word("repair", "title", language), 0, "bold")
    for record in copies.records[:SUBJECTS_SHOWN]:
        yield from _record(record, language)
    if (more := len(copies.records) - SUBJECTS_SHOWN) > 0:
        yield Line(word("label", "more_files", language, count=more), 2, "dim")
    if copies.summary is None:
        yield Line(word("repair", "none", language), 2)
        return
    yield Line()
    yield from _verdict(copies.summary, language)
    yield Line(word("repair", "status", language), 0, "dim")


def _verdict(summary: Summary, language: str) -> Iterator[Line]:
    told = word("conclusion", summary.verdict.value, language)
    yield Line(f"{word('repair', 'again', language)}{COLONS[language]}{told}", 0, STYLE_OF[summary.verdict])
    counts = {
        key: sum(each[key] for each in summary.counts.values())
        for key in (Conclusion.VIOLATED.value, Conclusion.UNPROVEN.value)
    }
    sizes = {"requirements": len(summary.requirements), "subjects": summary.judged}
    yield Line(word("label", "summary", language, **counts, **sizes))
    yield from unmet(summary, language)


def _record(record: Mapping[str, Any], language: str) -> Iterator[Line]:
    yield Line()
    yield Line(f"{record['subject']} -> {record['copy'] or '-'}", 2, "cyan")
    for repair in record["repairs"]:
        if repair["kept"] and record["copy"]:
            yield Line(f"{repair['requirement']}  {repair['repair'][language]}", 4)
            for change in repair["changes"][:CHANGES_SHOWN]:
                yield Line(_change(change, language), 6, "dim")
            if (more := len(repair["changes"]) - CHANGES_SHOWN) > 0:
                yield Line(word("label", "more_places", language, count=more), 6, "dim")
        elif not repair["kept"]:
            head = f"{repair['requirement']}  {word('repair', 'not_repaired', language)}"
            yield Line(f"{head}{COLONS[language]}{repair['reason'][language]}", 4)
    if record["beside"]:
        yield Line(word("repair", "beside", language, count=len(record["beside"])), 4, "dim")
    for problem in record["problems"]:
        yield Line(problem[language], 4, "bold yellow")


def _change(change: Mapping[str, Any], language: str) -> str:
    """`/scene  Before: 3  After: 0`."""
    values = [
        f"{word('repair', key, language)}{COLONS[language]}"
        + (_value(change[key]) if key in change else word("repair", "nothing", language))
        for key in ("before", "after")
    ]
    return "  ".join([place_inside(Where(**change["where"]), language), *values])


def _value(value: Any) -> str:
    return capped(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
