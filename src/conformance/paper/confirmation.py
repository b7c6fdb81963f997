"""The tool confirmation record on paper: what was planted on this machine, and what caught it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.model.text import LANGUAGES
from conformance.paper.blocks import Cover, Document
from conformance.paper.report_tables import MOST_ROWS
from conformance.reporting.qualification_page import counted, facts, problems
from conformance.reporting.words import word

SECTION = "qualify"
PERSONS = ("tested", "reviewed", "approved")


def confirmation_paper(record: dict[str, Any], language: str) -> Document:
    """The paper of a record of `conformance qualify --format json`."""
    other = next(each for each in LANGUAGES if each != language)
    cover = Cover((), word(SECTION, "title", language), word(SECTION, "title", other), (), page=False)
    made = Document(language, cover, section=SECTION)
    rows = [row for suite in record["suites"] for row in suite["requirements"]]
    planted, caught = counted(rows)
    made.paragraph(made.word("confirmed" if record["confirmed"] else "not_confirmed"), "lead")
    made.say("limits")
    made.say("counted", caught=caught, planted=planted, rows=len(rows))
    made.facts((made.word(key), text) for key, text in facts(record, language).items())
    made.chapter("suites")
    columns = [("suite", 58), ("requirements", 14), ("planted", 14), ("caught", 14)]
    made.table("suites", columns, (_suite(suite, language) for suite in record["suites"]))
    made.chapter("faults")
    found = [line for row in rows for line in _faults(row, made)]
    made.table("faults", [("requirement", 18), ("state", 14), ("fault", 68)], found[:MOST_ROWS])
    if len(found) > MOST_ROWS:
        made.paragraph(word("paper", "left_out", language, count=len(found) - MOST_ROWS))
    made.chapter("signatures")
    made.facts((word("paper", "signed_on", language, role=made.word(each)), "") for each in PERSONS)
    return made


def _suite(suite: dict[str, Any], language: str) -> tuple[str, ...]:
    planted, caught = counted(suite["requirements"])
    name = f"{suite['title'][language]}\n{suite['id']} {suite['version']}\n{suite['digest']}"
    return name, str(len(suite["requirements"])), str(planted), str(caught)


def _faults(row: dict[str, Any], made: Document) -> Iterator[tuple[str, str, str]]:
    """A line for each fault; one for a requirement that is excluded, or for what keeps it from being confirmed."""
    state = made.word("excluded" if row["excluded"] else "confirmed" if row["confirmed"] else "not_confirmed")
    if row["excluded"]:
        yield row["id"], state, row["excluded"][made.language]
    if row["problems"]:
        yield row["id"], state, problems(row, made.language)
    for fault in row["planted"]:
        yield row["id"], state, f"{fault['sample']} → {', '.join(fault['caught_by']) or '-'}"
