"""Judging the same evidence by two versions of the requirements, and what comes out differently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conformance.impact.side import Refused, SideProcess
from conformance.model.frozen import Parts, changed_parts
from conformance.model.journal.reading import NotAJournal
from conformance.model.journal.records import Event, SubjectJudged
from conformance.model.outcome import Outcome
from conformance.model.text import Text
from conformance.reporting.comparison import Outcomes, outcomes
from conformance.reporting.impact import EXCLUDED, NOT_JUDGED, CaseChange, Impact, LevelChange, NewRun, RowChange
from conformance.reporting.journal import events
from conformance.reporting.record import product_name
from conformance.reporting.summary import Summary, begun

LACKING = "not_recorded"
"""The reason of a row that asks for an exchange that the evidence does not have."""
NOTHING: Parts = {}
BY_SIDE = Text("by {path}: {why}", "按 {path}：{why}")


@dataclass
class _Again:
    """A bundle judged again by one side: outcomes and conclusion, and what the evidence cannot answer.

    `lacking` are (requirement, subject); `gone` are subjects that are not in the evidence; `asked` are files beside a
    subject, by subject, that were asked for and are not there.
    """

    outcomes: Outcomes
    summary: Summary
    lacking: set[tuple[str, str]]
    gone: frozenset[str]
    asked: Mapping[str, list[str]]
    plan: int


@dataclass
class _Known:
    """The frozen parts of rows and the digests of code that a side told, by plan and suite."""

    side: SideProcess
    _told: dict[tuple[int, int, str], tuple[dict[str, Parts], str | None]] = field(default_factory=dict)

    def of(self, plan: int, suite: str) -> tuple[dict[str, Parts], str | None]:
        """The rows of a suite under a plan, and the digest of its code; None for a suite that the side lacks."""
        key = self.side.starts, plan, suite  # a process that starts again counts its plans anew
        if key not in self._told:
            self.side.send({"plan": plan, "rows": [suite]})
            told = self.side.receive()
            self._told[key] = told["rows"], told["code"].get(suite)
        return self._told[key]


def impact_of(
    sides: tuple[SideProcess, SideProcess],
    bundles: Iterable[Path],
    supplied: Iterable[Path] = (),
    progress: Callable[[int], None] = lambda done: None,
) -> Impact:
    """What differs between the sides over these bundles; one that cannot be read costs itself alone.

    `supplied` are folders with files that bundles withhold.
    """
    impact = Impact(tuple((str(each.path), each.version) for each in sides))  # type: ignore[arg-type]  # two of them
    known = tuple(map(_Known, sides))
    folders = [str(each.resolve()) for each in supplied]
    for done, path in enumerate(bundles, 1):
        with TemporaryDirectory(prefix="conformance-") as folder:
            judged = _judged(sides, path, Path(folder), folders, impact)
            if judged:
                try:
                    _compare(str(path), *judged, known, impact)
                except Refused as error:
                    impact.unread.append((str(path), error.text))
        progress(done)
    return impact


def _judged(
    sides: tuple[SideProcess, SideProcess], bundle: Path, folder: Path, supplied: list[str], impact: Impact
) -> tuple[_Again, _Again] | None:
    """The bundle judged by both sides at the same time; None, with the reason kept, where one of them cannot."""
    journals = [folder / f"{number}.jsonl" for number in range(2)]
    for side, journal in zip(sides, journals, strict=True):
        side.send({"bundle": str(bundle.resolve()), "journal": str(journal), "subjects": supplied})
    found: list[_Again] = []
    problems: list[tuple[SideProcess, Text]] = []
    for side, journal in zip(sides, journals, strict=True):
        try:
            found.append(_read(journal, side.receive()))
        except (Refused, NotAJournal) as error:
            problems.append((side, _without(f"{bundle.resolve()}", error.text)))
    if len(problems) == 2 and problems[0][1] == problems[1][1]:
        impact.unread.append((str(bundle), problems[0][1]))
    else:
        told = [BY_SIDE.filled({"path": str(side.path), "why": why}) for side, why in problems]
        impact.unread += [(str(bundle), each) for each in told]
    return None if problems else (found[0], found[1])


def _without(name: str, text: Text) -> Text:
    """A sentence without the name of the file that it may begin with."""
    return Text(text.en.removeprefix(f"{name}: "), text.zh.removeprefix(f"{name}："))


def _read(journal: Path, answer: Mapping[str, Any]) -> _Again:
    summary, rest = begun(events(journal))
    lacking: set[tuple[str, str]] = set()

    def watched() -> Iterator[Event]:
        yield summary.opening
        for event in rest:
            summary.add(event)
            if isinstance(event, SubjectJudged):
                open_ = event.verdict.open
                name = event.subject.name
                lacking.update((row, name) for row, _, reason in open_ if reason.key == LACKING)
            yield event

    told = outcomes(watched())
    return _Again(told, summary.close(), lacking, frozenset(answer["subjects"]), answer["files"], answer["plan"])


def _compare(bundle: str, old: _Again, new: _Again, known: tuple[_Known, ...], impact: Impact) -> None:
    """Add what differs in one bundle."""
    touched = {each.requirement for each in _rows(old, new, known, impact)}
    for name in {**old.outcomes.subjects, **new.outcomes.subjects}:
        impact.documents += 1
        if name in new.gone:
            impact.new_runs.append(NewRun(bundle, name, None))
            continue
        touched |= _cases(bundle, name, old, new, impact)
    impact.bundles += 1
    verdicts = [each.summary.verdict.value for each in (old, new)]
    if verdicts[0] != verdicts[1]:
        impact.levels.append(_level(bundle, new.summary, *verdicts))
    records = {**old.outcomes.records, **new.outcomes.records}
    for row in touched:
        for clause in records[row].policy:
            impact.clauses.setdefault(clause.key, set()).add(row)
            impact.phrases[clause.key] = clause.phrase


def _cases(bundle: str, name: str, old: _Again, new: _Again, impact: Impact) -> set[str]:
    """Add the cases of a subject that differ, or that the evidence cannot answer; the rows that differ."""
    before, after = _states(old, name), _states(new, name)
    unknown = {*new.asked.get(name, ())} - {*old.asked.get(name, ())}
    changed, found = set(), False
    for row in {**before, **after}:
        was, is_ = before.get(row, NOT_JUDGED), after.get(row, NOT_JUDGED)
        if (row, name) in new.lacking or (unknown and was != is_):
            impact.new_runs.append(NewRun(bundle, name, row))
            found = True
        elif was != is_:
            impact.cases.append(CaseChange(bundle, name, row, was, is_))
            changed.add(row)
    if unknown and not found:  # nothing differs, but a file was asked for that may have been beside the subject
        impact.new_runs.append(NewRun(bundle, name, None))
    return changed


def _states(judged: _Again, name: str) -> dict[str, str]:
    """The outcome of each row that was judged on a subject; one that does not apply is as one that is not there."""
    records = judged.outcomes.records
    return {
        row: EXCLUDED if records[row].excluded else outcome.value
        for row, outcome in judged.outcomes.of(name).items()
        if records[row].excluded or outcome is not Outcome.NOT_APPLICABLE
    }


def _level(bundle: str, summary: Summary, before: str, after: str) -> LevelChange:
    profile, level = summary.opening.profile, summary.opening.level
    named = f"{profile.id} {profile.version}" if profile else ""
    return LevelChange(bundle, product_name(summary), named, level or "", before, after)


def _rows(old: _Again, new: _Again, known: tuple[_Known, ...], impact: Impact) -> set[RowChange]:
    """Add the rows by which the bundle is judged and that differ."""
    found = set()
    for suite in sorted({*old.outcomes.suites, *new.outcomes.suites}):
        (before, old_code), (after, new_code) = (
            each.of(judged.plan, suite) for each, judged in zip(known, (old, new), strict=True)
        )
        if old_code and new_code and old_code != new_code:
            impact.code.add(suite)
        for row in {**before, **after}:
            counted = row in old.outcomes.records, row in new.outcomes.records
            if any(counted) and (change := _row(row, before.get(row), after.get(row), *counted)):
                found.add(change)
    for each in found:
        impact.rows[each] += 1
    return found


def _row(row: str, before: Parts | None, after: Parts | None, was: bool, is_: bool) -> RowChange | None:
    """How a row differs: as its suite has it, then as the run counts it."""
    if before is None or after is None:
        return RowChange(row, "removed" if after is None else "added")
    if after.get("excluded") == "withdrawn" != before.get("excluded"):
        return RowChange(row, "withdrawn")
    if was != is_:
        return RowChange(row, "counted" if is_ else "not_counted")
    parts = changed_parts(before, after)
    return RowChange(row, "changed", tuple(parts)) if parts else None
