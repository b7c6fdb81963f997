"""What a recording is judged to violate, line by line."""

from __future__ import annotations

from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source


def judged_lines(data: bytes, *prefixes: str) -> tuple[dict[str, Outcome], dict[str, set[int]]]:
    """The outcomes of the rows of these suites and, of those that failed, the lines.

    A run of findings is all its lines.
    """
    outcomes: dict[str, Outcome] = {}
    lines: dict[str, set[int]] = {}
    for loaded, letters, cases in PLAN.judge(Source("a.jsonl", data), "recording").verdicts:
        if not loaded.suite.prefix.startswith(prefixes):
            continue
        rows = (row.id for row in loaded.suite.requirements)
        outcomes |= {row: BY_LETTER[letter] for row, letter in zip(rows, letters, strict=True)}
        for case in cases:
            if case.outcome is Outcome.FAIL:
                lines[case.requirement.id] = {
                    (each.where.line or 0) + at for each in case.findings for at in range(each.values.get("count", 1))
                }
    return outcomes, lines
