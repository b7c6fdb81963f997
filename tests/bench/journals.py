"""A journal of very many cases, written as a run over the documents of this bench would write it."""

from __future__ import annotations

from pathlib import Path

from conformance.engine.journal import Journal, entry
from conformance.engine.plan import Plan, Selection
from conformance.engine.run import execute
from conformance.engine.subjects import targets
from conformance.model.finding import Where
from conformance.model.journal.records import (
    Ending,
    Failure,
    Located,
    Opening,
    Reason,
    Subject,
    SubjectJudged,
    SuitesTold,
    Unjudged,
    VerdictClass,
)
from conformance.model.outcome import Cause, Outcome
from conformance.model.text import Text
from conformance.reporting.journal import events
from tests.bench.documents import MEMBERS, write_suite

ROWS = 2 * len(MEMBERS)
SUITE = "bench/tickets/ticket"
BLOCKED = Reason("blocked_by", Text("blocked by BEN-TKT-001", "被 BEN-TKT-001 阻断"), ("BEN-TKT-001",), Cause.PRODUCT)


def write_journal(folder: Path, cases: int, failing: int) -> Path:
    """`cases` cases of 20 rows, `failing` of them with a finding and 1 of 10 of these without a verdict."""
    suites = write_suite(folder)
    seed = folder / "seed" / "run.jsonl"
    ticket = folder / "ticket.json"
    ticket.write_text('{"id": "ABC-123456", "issued": "2026-11-21T08:00:00Z"}', encoding="utf-8")
    execute(Plan(Selection((str(suites),), (SUITE,))), targets([str(ticket)]), seed, workers=1)
    told = list(events(seed))
    path = folder / "run.jsonl"
    subjects = cases // ROWS
    with Journal(path) as out:
        for event in told:
            if isinstance(event, Opening | SuitesTold):
                out.write(event)
        broken = 0
        for number in range(subjects):
            wanted = failing * (number + 1) // subjects
            out.add([entry(_subject(number, range(broken, wanted)))])
            broken = wanted
        for event in told:
            if isinstance(event, Ending):
                out.write(event)
    return path


def _subject(number: int, broken: range) -> SubjectJudged:
    letters, failures, open_ = ["P"] * ROWS, [], []
    for each in broken:
        at = each % ROWS
        row = f"BEN-TKT-{at + 1:03}"
        if each % 10 == 9:
            letters[at] = "I"
            open_.append(Unjudged(row, Outcome.INCONCLUSIVE, BLOCKED))
        else:
            letters[at] = "F"
            failures.append(Failure(row, (_finding(row, number),)))
    digest = f"sha256:{number * 2654435761 % (1 << 256):064x}"
    subject = Subject(f"models/{number // 1000:04}/ticket-{number:06}.json", digest, 1200 + number % 97)
    verdict = VerdictClass("ticket", "content", ((SUITE, "".join(letters)),), tuple(open_))
    return SubjectJudged(subject, verdict, tuple(failures))


def _finding(row: str, number: int) -> Located:
    member = MEMBERS[(int(row[-3:]) - 1) // 2][0]
    message = Text(
        f"A ticket shall be well formed.: {number % 9973} is greater than the maximum of 9",
        f"票据应格式正确。：{number % 9973} 大于最大值 9",
    )
    where = Where(f"/{member}/{number % 7}", line=number % 40 + 1)
    return Located(where, message, {"received": number % 9973, "expected": 9})
