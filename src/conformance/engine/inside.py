"""Verdicts on files inside a file: findings get their place in the outer one, and several become one per row."""

from __future__ import annotations

from conformance.engine.case import Case
from conformance.engine.judges import Verdicts
from conformance.engine.loaded import LoadedSuite
from conformance.model.finding import Where
from conformance.model.outcome import BY_LETTER, Outcome, roll_up
from conformance.readers.bounds import FINDINGS_PER_CASE
from conformance.readers.source import Inside


def placed(verdicts: Verdicts, inside: Inside) -> Verdicts:
    """The verdicts on a file inside another, with places in the outer file."""
    for _, _, cases in verdicts:
        for case in cases:
            case.findings = [each._replace(where=_outer(each.where, inside)) for each in case.findings]
    return verdicts


def _outer(where: Where, inside: Inside) -> Where:
    pointer = None if where.pointer is None else f"{inside.pointer}{where.pointer}"
    told = where.byte is not None and inside.offset is not None
    return where._replace(pointer=pointer, byte=(inside.offset or 0) + (where.byte or 0) if told else None)


def together(found: list[Verdicts]) -> Verdicts:
    """The verdicts on several files as one per suite: of each row the worst outcome, with all its findings."""
    parts: dict[str, Verdicts] = {}
    for verdicts in found:
        for each in verdicts:
            parts.setdefault(each[0].suite.id, []).append(each)
    return [_joined(of_suite) if len(of_suite) > 1 else of_suite[0] for of_suite in parts.values()]


def _joined(parts: Verdicts) -> tuple[LoadedSuite, str, list[Case]]:
    loaded = parts[0][0]
    letters = zip(*(each[1] for each in parts), strict=True)
    outcomes = [roll_up(BY_LETTER[each] for each in of_row) for of_row in letters]
    by_row: dict[str, list[Case]] = {}
    for _, _, cases in parts:
        for case in cases:
            by_row.setdefault(case.requirement.id, []).append(case)
    rows = zip(loaded.suite.requirements, outcomes, strict=True)
    told = [case for row, outcome in rows for case in _one(outcome, by_row.get(row.id, []))]
    return loaded, "".join(each.letter for each in outcomes), told


def _one(outcome: Outcome, cases: list[Case]) -> list[Case]:
    """The first case with the outcome, if there is one, with the findings of all."""
    alike = [case for case in cases if case.outcome is outcome]
    if not alike:
        return []
    findings = [finding for case in alike for finding in case.findings]
    alike[0].findings = findings[:FINDINGS_PER_CASE]
    alike[0].more = sum(case.more for case in alike) + len(findings) - len(alike[0].findings)
    return alike[:1]
