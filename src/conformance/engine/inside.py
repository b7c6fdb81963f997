"""Verdicts on files inside a file: findings get their place in the outer one, and several become one per row."""

from __future__ import annotations

from conformance.engine.case import Case
from conformance.engine.judges import Verdicts
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
    return where._replace(pointer=pointer, byte=None if where.byte is None else inside.offset + where.byte)


def together(found: list[Verdicts]) -> Verdicts:
    """The verdicts of the same suites on several files as one: of each row the worst outcome, with all its findings."""
    if len(found) < 2:
        return found[0] if found else []
    joined: Verdicts = []
    for parts in zip(*found, strict=True):
        loaded = parts[0][0]
        outcomes = [
            roll_up(BY_LETTER[each] for each in of_row) for of_row in zip(*(each[1] for each in parts), strict=True)
        ]
        told: list[Case] = []
        for row, outcome in zip(loaded.suite.requirements, outcomes, strict=True):
            cases = [case for _, _, cases in parts for case in cases if case.requirement.id == row.id]
            told += _one(outcome, cases)
        joined.append((loaded, "".join(each.letter for each in outcomes), told))
    return joined


def _one(outcome: Outcome, cases: list[Case]) -> list[Case]:
    """The first case with the outcome, if there is one, with the findings of all."""
    alike = [case for case in cases if case.outcome is outcome]
    if not alike:
        return []
    findings = [finding for case in alike for finding in case.findings]
    alike[0].findings = findings[:FINDINGS_PER_CASE]
    alike[0].more = sum(case.more for case in alike) + len(findings) - len(alike[0].findings)
    return alike[:1]
