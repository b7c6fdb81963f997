"""Markdown for pull requests: conclusion, counts, what is violated and how to fix it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from conformance.model.journal.records import Event
from conformance.model.outcome import Conclusion, Outcome
from conformance.reporting.cases import RequirementSummary
from conformance.reporting.frozen import notes
from conformance.reporting.neutral import markdown as _plain
from conformance.reporting.neutral import markdown_code as _code
from conformance.reporting.record import title_block
from conformance.reporting.summary import OBLIGATIONS, Summary, summarise
from conformance.reporting.terminal import PLACES_PER_CASE, by_subject, known_findings, origins, place, until
from conformance.reporting.words import COLONS, bracketed, clause, word


def write_markdown(journal: Iterable[Event], out: IO[str], language: str) -> Summary:
    """Write the view; text that comes from a product is escaped."""
    summary = summarise(journal)
    out.writelines(f"{line}\n" for line in _lines(summary, language))
    return summary


def _lines(summary: Summary, language: str) -> Iterator[str]:
    yield f"## {word('conclusion', summary.verdict.value, language)}"
    yield ""
    for label, text in title_block(summary, language):
        yield f"- {label}{COLONS[language]}{_plain(text)}"
    yield ""
    heads = [word("requirement", conclusion.value, language) for conclusion in Conclusion]
    yield f"| | {' | '.join(heads)} |"
    yield f"|---|{'---:|' * len(heads)}"
    for obligation in OBLIGATIONS:
        counts = summary.counts[obligation].values()
        yield f"| {word('obligation', obligation, language)} | {' | '.join(map(str, counts))} |"
    if any(each["violated"] for each in summary.counts.values()):
        yield f"\n{origins(summary, language)}"
    if summary.judged > 1:
        yield f"\n{by_subject(summary, language)}"
    for line in known_findings(summary, language):
        yield f"\n{line.text}"
    for note in notes(summary):
        yield f"\n{_plain(note[language])}"
    for reason in summary.unmet:
        yield f"\n**{_plain(reason.text[language])}**"
    if summary.unjudged:
        yield f"\n**{word('label', 'named', language)}**"
    if summary.status != "complete":
        yield f"\n**{word('label', 'partial', language)}**"
    for conclusion, label in ((Conclusion.VIOLATED, "violated"), (Conclusion.UNPROVEN, "unproven")):
        rows = summary.concluded(conclusion)
        if rows:
            yield f"\n### {word('label', label, language)}"
        for row in rows:
            yield from _row(row, language)
    if summary.problems:
        yield f"\n### {word('label', 'problems', language)}\n"
        for name, problem in summary.problems:
            yield f"- {_code(name)}{COLONS[language]}{_plain(problem.reason.text[language])}"
    if summary.parts:
        yield f"\n### {word('label', 'parts', language)}\n"
        for name, of, _ in summary.parts:
            yield f"- {_code(name)}{COLONS[language]}{word('label', 'part_of', language, name=_code(of))}"


def _row(row: RequirementSummary, language: str) -> Iterator[str]:
    record, cases = row.record, row.kept_with(row.worst)
    basis = "; ".join(clause(each.title[language], each.section, language) for each in record.basis)
    obligation, origin = word("obligation", record.obligation, language), word("origin", record.origin, language)
    yield f"\n**{record.id}** {obligation} {_plain(record.title[language])}"
    yield f"{_plain(bracketed(origin + COLONS[language] + basis, language).strip())}\n"
    if not record.scored:
        yield f"{word('frozen', 'not_scored', language)}\n"
    if record.raised:
        yield f"{word('label', 'raised', language)}{COLONS[language]}{_plain(record.raised[language])}\n"
    for case in cases:
        for finding in case.findings[:PLACES_PER_CASE]:
            where = place(case.subject.name, finding.where, language)
            known = bracketed(until(case.known, language), language) if case.known else ""
            yield f"- {_code(where)} {_plain(finding.message[language] + known)}"
        if case.reason:
            yield f"- {_code(case.subject.name)} {_plain(case.reason.text[language])}"
    more = row.outcomes[row.worst] - len(cases)
    if more > 0:
        yield f"- {word('label', 'more_files', language, count=more)}"
    if record.fix and row.worst is Outcome.FAIL:
        yield f"\n{word('label', 'fix', language)}{COLONS[language]}{_plain(record.fix[language])}"
