"""A journal of very many cases, written as a run over the documents of this bench would write it."""

from __future__ import annotations

import json
from pathlib import Path

from conformance.engine.plan import Plan, Selection
from conformance.engine.run import execute
from tests.bench.documents import MEMBERS, write_suite

ROWS = 2 * len(MEMBERS)


def write_journal(folder: Path, cases: int, failing: int) -> Path:
    """`cases` cases of 20 rows, `failing` of them with a finding and 1 of 10 of these without a verdict."""
    suites = write_suite(folder)
    seed = folder / "seed" / "run.jsonl"
    ticket = folder / "ticket.json"
    ticket.write_text('{"id": "ABC-123456", "issued": "2026-11-21T08:00:00Z"}', encoding="utf-8")
    from conformance.engine.subjects import targets

    execute(Plan(Selection((str(suites),), ("ticket",))), targets([str(ticket)]), seed, workers=1)
    first, *told, last = seed.read_text(encoding="utf-8").splitlines(keepends=True)
    opening = "".join([first, *(line for line in told if line.startswith('{"event":"suites"'))])
    path = folder / "run.jsonl"
    subjects = cases // ROWS
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(opening)
        broken = 0
        for number in range(subjects):
            wanted = failing * (number + 1) // subjects
            out.write(_subject(number, range(broken, wanted)))
            broken = wanted
        out.write(last)
    return path


def _subject(number: int, broken: range) -> str:
    name = f"models/{number // 1000:04}/ticket-{number:06}.json"
    letters, results = ["P"] * ROWS, []
    for each in broken:
        at = each % ROWS
        outcome = "inconclusive" if each % 10 == 9 else "fail"
        letters[at] = "I" if outcome == "inconclusive" else "F"
        results.append(_result(f"BEN-TKT-{at + 1:03}", name, outcome, number))
    subject = {
        "name": name,
        "kind": "ticket",
        "recognised_by": "content",
        "digest": f"sha256:{number * 2654435761 % (1 << 256):064x}",
        "bytes": 1200 + number % 97,
        "outcomes": {"bench/ticket": "".join(letters)},
    }
    event = {"event": "subject", "results": results, "subject": subject}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n"


def _result(row: str, name: str, outcome: str, number: int) -> dict[str, object]:
    member = MEMBERS[(int(row[-3:]) - 1) // 2][0]
    finding = {
        "where": {"file": name, "pointer": f"/{member}/{number % 7}", "line": number % 40 + 1},
        "message": {
            "en": f"A ticket shall be well formed.: {number % 9973} is greater than the maximum of 9",
            "zh": f"票据应格式正确。：{number % 9973} 大于最大值 9",
        },
        "values": {"received": number % 9973, "expected": 9},
    }
    blocked = {"key": "blocked_by", "en": "blocked by BEN-TKT-001", "zh": "被 BEN-TKT-001 阻断", "ids": ["BEN-TKT-001"]}
    failed = outcome == "fail"
    return {
        "requirement": row,
        "obligation": "shall",
        "origin": "added",
        "subject": name,
        "outcome": outcome,
        "cause": None if failed else "product",
        "reason": None if failed else blocked,
        "findings": [finding] if failed else [],
    }
