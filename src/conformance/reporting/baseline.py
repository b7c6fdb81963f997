"""A run seen against a baseline: known findings told apart, what is out of date in it, and how one is begun."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from typing import IO, NamedTuple

from conformance.model.baseline import PLACES, Baseline, Known
from conformance.model.journal.letters import Rows
from conformance.model.journal.records import Event, Failure, Located, Opening, SubjectJudged, SuitesTold
from conformance.model.outcome import Outcome
from conformance.model.text import Text
from conformance.reporting.cases import Case
from conformance.reporting.neutral import visible
from conformance.reporting.summary import Summary, begun
from conformance.reporting.words import word

DAYS = 90
"""How long the entries of a new baseline are valid."""
JUDGED = frozenset({Outcome.PASS, Outcome.NOT_APPLICABLE, Outcome.FAIL})
EXPIRED = Text(
    "the entry for {requirement} has expired: correct the product, or renew reason and date",
    "{requirement} 的条目已过期：请整改产品，或重新填写理由和日期",
)
NOT_FOUND = Text(
    "{requirement} is no longer found in {subject}: delete the entry",
    "{subject} 中已不再发现 {requirement}：请删除此条目",
)
NO_SUBJECT = Text("{subject} does not exist: delete or correct the entry", "{subject} 不存在：请删除或更正此条目")


def marked(journal: Iterable[Event], baseline: Baseline) -> Iterator[Event]:
    """The events of a run; the findings of a case are divided into those that are new and those of each entry."""
    for event in journal:
        if isinstance(event, Opening):
            baseline = baseline.on(day_of(event))
        elif isinstance(event, SubjectJudged) and event.failures:
            parts: list[Failure] = []
            for failure in event.failures:
                parts += _divided(failure, baseline.of(failure.requirement, event.subject.name))
            yield event._replace(failures=tuple(parts))
            continue
        yield event


def _divided(failure: Failure, entries: list[Known]) -> Iterator[Failure]:
    """A violated row, once for what is new and once for each entry; with too many findings, only as a whole."""
    if failure.more:
        yield failure._replace(known=next((entry for entry in entries if not entry.place), None))
        return
    parts: dict[Known | None, list[Located]] = {}
    for finding in failure.findings:
        covering = next((entry for entry in entries if entry.covers(finding.where)), None)
        parts.setdefault(covering, []).append(finding)
    for known, found in parts.items():
        yield Failure(failure.requirement, tuple(found), 0, known)


class Outdated(NamedTuple):
    """An entry that has to be edited, and why."""

    entry: Known
    why: Text


def outdated(journal: Iterable[Event], baseline: Baseline, is_gone: Callable[[str], bool]) -> list[Outdated]:
    """The entries whose finding is gone, and those that have expired on the day of the run, in their order.

    A finding is gone if its requirement was judged again without it. Of a subject that is not in the run, nothing is
    known but what `is_gone` says.
    """
    rows, day = Rows(), date.min
    entries: dict[str, list[Known]] = {}
    for entry in baseline.entries:
        entries.setdefault(entry.subject, []).append(entry)
    absent, stale = set(entries), set[Known]()
    for event in journal:
        if isinstance(event, SubjectJudged):
            if own := entries.get(event.subject.name):
                absent.discard(event.subject.name)
                stale |= _stale(own, event, rows)
        elif isinstance(event, Opening | SuitesTold):
            day = day_of(event) if isinstance(event, Opening) else day
            for suite in event.suites:
                rows.add(suite)
    gone = {subject for subject in absent if is_gone(subject)}
    found = []
    for entry in baseline.entries:
        why = NO_SUBJECT if entry.subject in gone else NOT_FOUND if entry in stale else EXPIRED
        if why is not EXPIRED or entry.expires < day:
            found.append(Outdated(entry, why.filled({"requirement": entry.requirement, "subject": entry.subject})))
    return found


def _stale(entries: list[Known], event: SubjectJudged, rows: Rows) -> set[Known]:
    """The entries for a judged subject whose finding is no longer there."""
    outcomes = rows.all(event.verdict.outcomes)
    failures = {failure.requirement: failure for failure in event.failures}
    stale = set()
    for entry in entries:
        failure = failures.get(entry.requirement)
        there = failure and (failure.more or any(entry.covers(finding.where) for finding in failure.findings))
        if outcomes.get(entry.requirement) in JUDGED and not there:
            stale.add(entry)
    return stale


def write_baseline(journal: Iterable[Event], out: IO[str], language: str) -> Summary:
    """Write an entry for each finding that is not known yet, with a reason to fill in and a date."""
    summary, events = begun(journal)
    expires = date.fromordinal(min(day_of(summary.opening).toordinal() + DAYS, date.max.toordinal()))
    out.write(f"# {word('baseline', 'head', language)}\n")
    for event in events:
        for case in summary.add(event):
            if case.outcome is Outcome.FAIL and case.known is None:
                out.writelines(_entries(case, expires, language))
    return summary.close()


def _entries(case: Case, expires: date, language: str) -> Iterator[str]:
    """The entries for the findings of a case: one for each place, or one for the subject if it has too many."""
    places = {_place(finding): finding.message[language] for finding in reversed(case.findings)}
    if case.more:
        places = {(): word("baseline", "whole", language)}
    for place, message in reversed(places.items()):
        told = {"requirement": case.row.id, "subject": case.subject.name, **dict(place), "reason": ""}
        lines = [f"{name} = {_toml(value)}" for name, value in told.items()]
        lines.append(f"expires = {expires}")
        if any("\ud800" <= each <= "\udfff" for value in told.values() for each in str(value)):
            lines = [f"# {visible(line)}" for line in [word("baseline", "unnameable", language), *lines]]
        else:
            lines.insert(0, "[[known]]")
        yield "\n".join(["", f"# {visible(' '.join(message.split()))}", *lines, ""])


def _place(finding: Located) -> tuple[tuple[str, str | int], ...]:
    """What identifies a place in the next run, too: the line of a pointer follows from it, unless it has a frame.

    Generated requests differ from run to run, and so do the exchanges in which they find something.
    """
    told = finding.where.as_record()
    if finding.where.pointer is not None and finding.where.frame is None:
        told.pop("line", None)
    if "stimulus" in finding.values:
        told.pop("exchange", None)
    return tuple((name, told[name]) for name in PLACES if name in told)


def _toml(value: str | int) -> str:
    """A value as TOML writes it; JSON writes strings in the same way, but for what would not be seen."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in text)


def day_of(opening: Opening) -> date:
    """The day of a run, by UTC; the first of all days where the journal does not say."""
    try:
        return datetime.fromisoformat(opening.run["started"]).astimezone(UTC).date()
    except (KeyError, ValueError, OverflowError):
        return date.min
