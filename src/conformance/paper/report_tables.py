"""The tables of a test report; of very many rows the first are shown, and the others counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from conformance.model.journal.records import Reason, Subject
from conformance.model.outcome import Conclusion, Outcome
from conformance.paper.blocks import Document
from conformance.reporting.cases import Case, RequirementSummary
from conformance.reporting.items import Items
from conformance.reporting.summary import Summary
from conformance.reporting.terminal import place, shown_values
from conformance.reporting.words import COLONS, word

MOST_ROWS = 2000
"""Of each table: some 60 pages."""
PLACES = 3
"""Of each case; the others are counted."""
Row = Sequence[str]


def _table(made: Document, key: str, columns: Sequence[tuple[str, int]], rows: Iterator[Row], beyond: int = 0) -> None:
    """A chapter with a table, or without one where there are no rows."""
    shown = list(islice(rows, MOST_ROWS))
    left = beyond + sum(1 for _ in rows)
    if shown:
        made.table(f"{key}_table", columns, shown)
    else:
        made.say("none")
    if left:
        made.say("left_out", count=left)


def add_results(made: Document, summary: Summary) -> None:
    """Every requirement with its conclusion, and how many cases had which outcome."""
    made.chapter("results")
    columns = [("id", 17), ("title", 36), ("obligation", 12), ("outcome", 15), ("cases", 20)]
    _table(made, "results", columns, (_result(row, made.language) for row in summary.requirements.values()))


def _result(row: RequirementSummary, language: str) -> Row:
    record = row.record
    counts = [f"{word('outcome', each, language)} {row.outcomes[each]}" for each in Outcome if row.outcomes[each]]
    conclusion = word("requirement", row.conclusion.value, language)
    if not record.scored:
        conclusion += f"\n{word('frozen', 'not_scored', language)}"
    return (
        record.id,
        record.title[language],
        word("obligation", record.obligation, language),
        conclusion,
        "\n".join(counts),
    )


def add_findings(made: Document, summary: Summary) -> None:
    """The violated requirements with their first findings."""
    made.chapter("findings")
    violated = summary.concluded(Conclusion.VIOLATED)
    cases = [each for row in violated for each in row.kept_with(Outcome.FAIL)]
    beyond = sum(row.outcomes[Outcome.FAIL] for row in violated) - len(cases)
    columns = [("id", 22), ("place", 28), ("finding", 50)]
    _table(made, "findings", columns, (row for case in cases for row in _findings(case, made.language)), beyond)


def _findings(case: Case, language: str) -> Iterator[Row]:
    name = f"{case.row.id}\n{case.row.title[language]}"
    for finding in case.findings[:PLACES]:
        said = [finding.message[language].removeprefix(case.row.title[language] + COLONS[language])]
        values = shown_values(finding, language).items()
        said += [f"{word('label', key, language)}{COLONS[language]}{text}" for key, text in values]
        yield name, place(case.subject.name, finding.where, language), "\n".join(said)
    if more := max(0, len(case.findings) - PLACES) + case.more:
        yield name, case.subject.name, word("label", "more_places", language, count=more)


def add_open(made: Document, summary: Summary) -> None:
    """The requirements without a verdict, each with its first reason."""
    made.chapter("open")
    rows = summary.concluded(Conclusion.UNPROVEN)
    columns = [("id", 17), ("title", 33), ("outcome", 15), ("reason", 35)]
    _table(made, "open", columns, (_open(row, made.language) for row in rows))


def _open(row: RequirementSummary, language: str) -> Row:
    reason = next((case.reason for case in row.kept_with(row.worst) if case.reason), None)
    told = reason.text[language] if reason else ""
    return row.record.id, row.record.title[language], word("outcome", row.worst.value, language), told


def add_inapplicable(made: Document, summary: Summary, reasons: Mapping[str, Reason]) -> None:
    """The requirements that do not apply or are excluded, each with its reason."""
    made.chapter("inapplicable")
    found = [each for name in (Conclusion.NOT_APPLICABLE, Conclusion.EXCLUDED) for each in summary.concluded(name)]
    columns = [("id", 17), ("title", 33), ("reason", 50)]
    _table(made, "inapplicable", columns, (_inapplicable(made, row, reasons) for row in found))


def _inapplicable(made: Document, row: RequirementSummary, reasons: Mapping[str, Reason]) -> Row:
    record = row.record
    if record.excluded:
        told = record.excluded[made.language]
    else:
        told = reasons[record.id].text[made.language] if record.id in reasons else made.word("nothing_there")
    return record.id, record.title[made.language], told


def add_basis(made: Document, summary: Summary) -> None:
    """The sets of requirements with their digests, and the standards that they cite."""
    made.chapter("basis")
    language = made.language
    rows = [(f"{each.title[language]}\n{each.id}", each.version, each.digest) for each in summary.suites]
    if profile := summary.opening.profile:
        rows.insert(0, (f"{profile.title[language]}\n{profile.id}", profile.version, profile.digest))
    _table(made, "suites", [("suite", 40), ("version", 15), ("digest", 45)], iter(rows))
    cited = (basis.title[language] for row in summary.requirements.values() for basis in row.record.basis)
    if titles := sorted(dict.fromkeys(cited)):
        made.subclause(made.word("standards"))
        made.paragraph("\n".join(titles))


def add_evidence(made: Document, subjects: Sequence[Subject], items: Items) -> None:
    """The items that were tested, by digest."""
    made.chapter("evidence")
    rows = ((each.name, each.digest or "", "" if each.bytes is None else str(each.bytes)) for each in subjects)
    columns = [("item", 38), ("digest", 48), ("bytes", 14)]
    _table(made, "evidence", columns, rows, items.count - len(subjects))
