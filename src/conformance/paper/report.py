"""The test report of a laboratory on paper, from the journal alone: the items of ISO/IEC 17025:2017, 7.8, and tables.

What no record states stays a field to fill in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from conformance.model.journal.records import Event, Reason, Subject, SubjectJudged
from conformance.model.outcome import Conclusion
from conformance.model.text import LANGUAGES
from conformance.paper.blocks import Cover, Document
from conformance.paper.pdf import pdf_bytes
from conformance.paper.report_tables import (
    MOST_ROWS,
    add_basis,
    add_evidence,
    add_findings,
    add_inapplicable,
    add_open,
    add_results,
)
from conformance.paper.word import word_bytes
from conformance.reporting.items import Items
from conformance.reporting.record import SEPARATORS, profile_and_level, record, title_block
from conformance.reporting.summary import Summary, begun
from conformance.reporting.words import COLONS, word

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a document whose run has none."""
SECTION = "paper"
BLANK = "________________"
UNNUMBERED = ("authorisation", "remarks")
"""Items of the record beside those that every report has."""
CLAUSES = {"results": 3, "open": 5, "inapplicable": 6, "basis": 7, "evidence": 8}
"""The items that a clause of the report has at length."""
HEAD = ("product", "producer", "client", "laboratory", "tested", "issued")
PERSONS = ("tested", "reviewed", "approved")


class Told:
    """What a report needs beside the summary: the first items with their digests, and why rows do not apply."""

    def __init__(self) -> None:
        self.items = Items()
        self.subjects: list[Subject] = []
        self.inapplicable: dict[str, Reason] = {}

    def add(self, event: SubjectJudged, most: int) -> None:
        """Take a subject into account; of many only the first are kept."""
        self.items.add(event.subject)
        if len(self.subjects) < most:
            self.subjects.append(event.subject)
        for each in event.verdict.inapplicable:
            self.inapplicable.setdefault(each.requirement, each.reason)


def write_pdf(journal: Iterable[Event], out: IO[bytes], language: str) -> Summary:
    """The report as PDF, dated as the run ended. Raises Problem without a font, ImportError without typst."""
    summary, document = report(journal, language)
    out.write(pdf_bytes(document, _ended(summary)))
    return summary


def write_docx(journal: Iterable[Event], out: IO[bytes], language: str, template: Path | None = None) -> Summary:
    """The report for Word. Raises Problem for a template that cannot be used, ImportError without python-docx."""
    summary, document = report(journal, language)
    out.write(word_bytes(document, template))
    return summary


def report(journal: Iterable[Event], language: str) -> tuple[Summary, Document]:
    """The summary of a journal, and the report in one language."""
    summary, events = begun(journal)
    told = Told()
    for event in events:
        summary.add(event)
        if isinstance(event, SubjectJudged):
            told.add(event, MOST_ROWS)
    summary.close()
    made = Document(language, _cover(summary, language), section=SECTION, running=_running(summary, language))
    _record(made, summary, told)
    _conclusion(made, summary)
    add_results(made, summary)
    add_findings(made, summary)
    add_open(made, summary)
    add_inapplicable(made, summary, told.inapplicable)
    add_basis(made, summary)
    add_evidence(made, told.subjects, told.items)
    _signatures(made, summary)
    return summary, made


def _ended(summary: Summary) -> datetime:
    try:
        found = datetime.fromisoformat(summary.end.finished if summary.end else "")
        return found if found.tzinfo else NEVER
    except ValueError:
        return NEVER


def _running(summary: Summary, language: str) -> str:
    """What identifies each page: the number of the report, else of the run."""
    order = summary.opening.order
    number = SEPARATORS[language].join(filter(None, (order.get("report_number"), order.get("revision"))))
    if number:
        return word(SECTION, "running", language, number=number)
    return word(SECTION, "of_run", language, id=summary.opening.run.get("id", "-"))


def _cover(summary: Summary, language: str) -> Cover:
    other = next(each for each in LANGUAGES if each != language)
    known = dict(title_block(summary, language))
    number = word("head", "number", language)
    lines = [(word("head", key, language), known.get(word("head", key, language), BLANK)) for key in HEAD]
    return Cover(
        (f"{number}{COLONS[language]}{known.get(number, BLANK)}",),
        word("report", "title", language),
        word("report", "title", other),
        tuple(f"{label}{COLONS[language]}{text}" for label, text in lines),
    )


def _record(made: Document, summary: Summary, told: Told) -> None:
    made.chapter("record")
    made.paragraph(word("record", "lead", made.language))
    made.say("to_fill")
    made.facts(_items(made, summary, told))


def _items(made: Document, summary: Summary, told: Told) -> Iterator[tuple[str, str]]:
    number, language = 0, made.language
    for entry in record(summary, told.items):
        number += entry.key not in UNNUMBERED
        name = word("record", entry.key, language)
        text = SEPARATORS[language].join(each[language] for each in entry.texts)
        if entry.key in CLAUSES:
            text = made.word("see", clause=CLAUSES[entry.key])
        mark = "◇ " if entry.stated and text else ""
        yield name if entry.key in UNNUMBERED else f"{number}  {name}", mark + text


def _conclusion(made: Document, summary: Summary) -> None:
    language = made.language
    made.chapter("conclusion")
    verdict, profile = word("conclusion", summary.verdict.value, language), profile_and_level(summary)
    made.say("verdict" if profile else "no_profile", verdict=verdict, profile=profile[language] if profile else "")
    for reason in summary.unmet:
        made.paragraph(reason.text[language])
    for key, met in (("named", summary.unjudged), ("partial", summary.status != "complete")):
        if met:
            made.paragraph(word("label", key, language))
    columns = [("obligation", 20), *((each.value, 16) for each in Conclusion)]
    made.table("counts_table", columns, _counts(summary, language))


def _counts(summary: Summary, language: str) -> Iterator[list[str]]:
    for obligation, counts in summary.counts.items():
        yield [word("obligation", obligation, language), *(str(counts[each.value]) for each in Conclusion)]


def _signatures(made: Document, summary: Summary) -> None:
    """Lines for those responsible, the two sentences on what a report is for, and the mark at its end."""
    language, persons = made.language, summary.opening.persons
    made.chapter("signatures")
    rows = [
        (made.word("signed_on", role=word("qualify", each, language)), persons.get(f"{each}_by") or "")
        for each in PERSONS
    ]
    made.facts([*rows, (made.word("seal"), "\n\n\n")])
    for key in ("relates", "copying"):
        made.paragraph(word("disclaimer", key, language))
    made.paragraph(word("record", "end", language), "lead")
