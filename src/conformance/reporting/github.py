"""Annotations for GitHub Actions: workflow commands that mark the files of a pull request, worst first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from conformance.model.outcome import Conclusion, Outcome, Verdict
from conformance.reporting.cases import RequirementSummary
from conformance.reporting.causes import Causes, causes
from conformance.reporting.neutral import workflow_data, workflow_property
from conformance.reporting.summary import Summary
from conformance.reporting.terminal import conclusion, heading, place_inside, until
from conformance.reporting.words import COLONS, bracketed, word

COMMANDS = {"shall": "error", "should": "warning", "may": "notice"}
MOST_IDS = 20


def write_github(summary: Summary, out: IO[str], language: str) -> None:
    """Write one command for the conclusion, one per violated requirement and subject, one per cause of unproven ones.

    GitHub shows the first ten errors and the first ten warnings of a step, so SHALL comes first, and each annotation
    counts the further places of its subject.
    """
    for line in _lines(summary, language):
        out.write(line + "\n")


def _lines(summary: Summary, language: str) -> Iterator[str]:
    first, *rest = (line.text for line in conclusion(summary, language))
    kind = {Verdict.NONCONFORMANT: "error", Verdict.ERROR: "error", Verdict.UNPROVEN: "warning"}
    separator = "；" if language == "zh" else "; "
    further = separator.join(each.rstrip(".。") for each in rest)
    yield _command(kind.get(summary.verdict_but_known, "notice"), first, further)
    for known in (False, True):
        for row in summary.concluded(Conclusion.VIOLATED):
            yield from _violated(row, language, known=known)
    unproven = (row for row in summary.concluded(Conclusion.UNPROVEN) if row.kept_with(row.worst))
    for each in causes(unproven):
        yield _unproven(each, language)


def _violated(row: RequirementSummary, language: str, *, known: bool) -> Iterator[str]:
    for case in (each for each in row.kept_with(Outcome.FAIL) if bool(each.known) is known):
        finding, further = case.findings[0], len(case.findings) - 1 + case.more
        inside = place_inside(finding.where, language)
        told = f"{inside}{COLONS[language]}" if inside else ""
        told += finding.message[language]
        if further:
            told += bracketed(word("label", "more_places", language, count=further), language)
        where = {"file": case.subject.name}
        if finding.where.line is not None:
            where["line"] = str(finding.where.line)
        if case.known:
            told += bracketed(until(case.known, language), language)
        kind = COMMANDS[row.record.obligation] if row.record.scored and not case.known else "notice"
        yield _command(kind, heading(row.record, language), told, **where)


def _unproven(cause: Causes, language: str) -> str:
    """The first of the requirements that share a cause, one that decides if there is any, and the ids of the others."""
    first = next((row for row in cause.rows if row.record.decides), cause.rows[0])
    told = cause.reason.text[language] if cause.reason else word("requirement", "unproven", language)
    if others := [row.record.id for row in cause.rows if row is not first]:
        rows = ("、" if language == "zh" else ", ").join(others[:MOST_IDS])
        if len(others) > MOST_IDS:
            rows += ("，" if language == "zh" else " ") + word(
                "label", "more_rows", language, count=len(others) - MOST_IDS
            )
        told += bracketed(word("label", "same_cause", language, rows=rows), language)
    kind = "warning" if first.record.decides else "notice"
    return _command(kind, heading(first.record, language), told, file=first.kept_with(first.worst)[0].subject.name)


def _command(kind: str, title: str, message: str, **where: str) -> str:
    pairs = {**where, "title": title}
    properties = ",".join(f"{key}={workflow_property(value)}" for key, value in pairs.items())
    return f"::{kind} {properties}::{workflow_data(message)}"
