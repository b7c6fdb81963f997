"""CSV for spreadsheets: a line per finding or reason, in both languages, written as the journal is read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import IO, Any

from conformance.model.outcome import Outcome
from conformance.reporting.summary import Summary

COLUMNS = (
    *("requirement", "obligation", "origin", "outcome", "cause"),
    *("file", "pointer", "line", "byte", "frame", "exchange", "message_en", "message_zh"),
)
INSIDE = ("pointer", "line", "byte", "frame", "exchange")


def write_csv(journal: Iterable[dict[str, Any]], out: IO[str], language: str) -> Summary:
    """Write every case that is neither passed nor not applicable, then unmet needs of the profile, in any language.

    The text begins with a byte order mark, by which spreadsheets know UTF-8. A cell that a spreadsheet would take for
    a formula gets an apostrophe before it.
    """
    events = iter(journal)
    summary = Summary(next(events))
    out.write("\ufeff")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for event in events:
        summary.add(event)
        for result in event["results"] if event["event"] == "subject" else ():
            if result["requirement"] in summary.requirements and result["outcome"] != Outcome.NOT_APPLICABLE.value:
                table.writerows([_harmless(cell) for cell in row] for row in _rows(result))
    summary.close()
    for reason in summary.unmet:
        nowhere = [""] * (1 + len(INSIDE))
        told = [" ".join(reason["ids"]), "shall", "", Outcome.NOT_APPLICABLE.value, ""]
        table.writerow([*told, *nowhere, reason["en"], reason["zh"]])
    return summary


def _rows(result: dict[str, Any]) -> Iterator[list[Any]]:
    head = [result[key] for key in ("requirement", "obligation", "origin", "outcome")] + [result["cause"] or ""]
    for finding in result["findings"]:
        where, message = finding["where"], finding["message"]
        place = [where["file"], *(where.get(key, "") for key in INSIDE)]
        yield [*head, *place, message["en"], message["zh"]]
    if result["reason"]:
        yield [*head, result["subject"], *[""] * len(INSIDE), result["reason"]["en"], result["reason"]["zh"]]


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
