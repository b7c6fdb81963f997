"""JUnit XML for CI servers: one test case per requirement, which passes only if the requirement is satisfied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from conformance.model.journal.records import Event
from conformance.model.outcome import Conclusion, Outcome
from conformance.reporting.cases import Case, RequirementSummary
from conformance.reporting.frozen import labelled_notes
from conformance.reporting.neutral import visible
from conformance.reporting.record import title_block
from conformance.reporting.summary import Summary, summarise
from conformance.reporting.terminal import heading, place, until
from conformance.reporting.words import COLONS, word


def write_junit(journal: Iterable[Event], out: IO[str], language: str) -> Summary:
    """Write one `testsuite` per suite. A violated SHALL is a failure; an unproven SHALL and an unmet need are errors.

    A violated or unproven SHOULD or MAY, and whatever does not apply or is excluded, is skipped with the reason, and so
    is what is violated by known findings only.
    """
    summary = summarise(journal)
    head = [*title_block(summary, language), *labelled_notes(summary, language)]
    title = "".join(f"<property name={_attribute(label)} value={_attribute(text)}/>" for label, text in head)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')
    for suite in summary.suites:
        rows = [row for row in summary.requirements.values() if row.suite == suite.id]
        states = [_state(row) for row in rows]
        counts = "".join(
            f" {name}={quoteattr(str(states.count(state)))}"
            for name, state in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
        )
        out.write(f'<testsuite name={_attribute(suite.id)} tests="{len(rows)}"{counts}>\n')
        out.write(f"<properties>{title}</properties>\n")
        for row, state in zip(rows, states, strict=True):
            _write_case(row, state, out, language)
        out.write("</testsuite>\n")
    _write_unmet(summary, out, language)
    out.write("</testsuites>\n")
    return summary


def _write_unmet(summary: Summary, out: IO[str], language: str) -> None:
    """The unmet needs of the profile, as a suite of errors: their rows themselves are merely skipped."""
    profile, unmet = summary.opening.profile, summary.unmet
    if not unmet:
        return
    name, count = _attribute(profile.id if profile else summary.opening.harness.name), len(unmet)
    out.write(f'<testsuite name={name} tests="{count}" failures="0" errors="{count}" skipped="0">\n')
    for reason in unmet:
        case = f"classname={name} name={_attribute(' '.join(reason.ids) or reason.key)}"
        out.write(
            f'<testcase {case}><error message={_attribute(reason.text[language])} type="conformance"/></testcase>\n'
        )
    out.write("</testsuite>\n")


def _state(row: RequirementSummary) -> str:
    if row.conclusion is Conclusion.SATISFIED:
        return ""
    if row.record.decides:
        return {Conclusion.VIOLATED: "failure", Conclusion.UNPROVEN: "error"}.get(row.but_known, "skipped")
    return "skipped"


def _write_case(row: RequirementSummary, state: str, out: IO[str], language: str) -> None:
    record = row.record
    name = heading(record, language)
    out.write(f"<testcase classname={_attribute(row.suite)} name={_attribute(name)}")
    if not state:
        out.write("/>\n")
        return
    message = word("requirement", row.conclusion.value, language)
    if record.excluded:
        message += f"{COLONS[language]}{record.excluded[language]}"
    text = "\n".join(map(visible, _lines(row, language)))
    kind = ' type="conformance"' if state != "skipped" else ""
    out.write(f"><{state} message={_attribute(message)}{kind}>{_text(text)}</{state}></testcase>\n")


def _lines(row: RequirementSummary, language: str) -> Iterator[str]:
    """The cases that decide: each finding with its place, or the reason why there is no verdict."""
    cases = row.kept_with(row.worst)
    for case in cases:
        for finding in case.findings:
            where = place(case.subject.name, finding.where, language)
            yield f"{where}{COLONS[language]}{finding.message[language]}{_known(case, language)}"
        if case.reason:
            yield f"{case.subject.name}{COLONS[language]}{case.reason.text[language]}"
    shown = len(cases)
    if row.worst in (Outcome.FAIL, Outcome.ERROR, Outcome.INCONCLUSIVE) and row.outcomes[row.worst] > shown:
        yield word("label", "more_files", language, count=row.outcomes[row.worst] - shown)


def _known(case: Case, language: str) -> str:
    return f" [{until(case.known, language)}]" if case.known else ""


def _text(text: str) -> str:
    """Lines of text; XML 1.0 allows no controls and no lone surrogates, and here they are escapes, as elsewhere."""
    return escape(text)


def _attribute(text: str) -> str:
    return quoteattr(visible(text))
