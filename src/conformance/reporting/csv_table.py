"""CSV for spreadsheets: one line per finding or reason, in both languages, written while the journal is read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import IO, Any

from conformance.model.journal.records import Event
from conformance.model.outcome import Outcome
from conformance.reporting.cases import Case
from conformance.reporting.frozen import errata
from conformance.reporting.neutral import cell
from conformance.reporting.summary import Summary, begun

COLUMNS = (
    *("requirement", "obligation", "origin", "outcome", "cause"),
    *("file", "pointer", "line", "byte", "frame", "exchange", "message_en", "message_zh", "scored"),
)
INSIDE = ("pointer", "line", "byte", "frame", "exchange")


def write_csv(journal: Iterable[Event], out: IO[str], language: str) -> Summary:
    """Write every case that is neither passed nor not applicable, then the unmet needs and errata of the profile.

    The columns are the same in either `language`. The text begins with a byte order mark, by which spreadsheets
    recognise UTF-8. A cell that a spreadsheet would take for a formula is prefixed with an apostrophe.
    """
    summary, events = begun(journal)
    out.write("\ufeff")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for event in events:
        for case in summary.add(event):
            table.writerows(map(cell, row) for row in _rows(case))
    summary.close()
    for reason in summary.unmet:
        nowhere = [""] * (1 + len(INSIDE))
        told = [" ".join(reason.ids) or reason.key, "shall", "", Outcome.NOT_APPLICABLE.value, ""]
        table.writerow(map(cell, [*told, *nowhere, reason.text.en, reason.text.zh, "true"]))
    for row, note in errata(summary):
        table.writerow(map(cell, [row, *[""] * (5 + len(INSIDE)), note.en, note.zh, "true"]))
    return summary


def _rows(case: Case) -> Iterator[list[Any]]:
    row, name, reason = case.row, case.subject.name, case.reason
    scored = "true" if row.scored else "false"
    head = [
        row.id,
        row.obligation,
        row.origin,
        case.outcome.value,
        reason.cause.value if reason and reason.cause else "",
    ]
    for finding in case.findings:
        where = finding.where.as_record()
        yield [*head, name, *(where.get(key, "") for key in INSIDE), finding.message.en, finding.message.zh, scored]
    if reason:
        yield [*head, name, *[""] * len(INSIDE), reason.text.en, reason.text.zh, scored]
