"""The verdicts on several files inside a file are one: the worst outcome of each row with the findings of all."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from conformance.engine.case import Case
from conformance.engine.inside import together
from conformance.model.finding import Where
from conformance.model.journal.records import Located
from conformance.model.outcome import Outcome
from conformance.model.text import Text
from conformance.readers.bounds import FINDINGS_PER_CASE

ROWS: Any = [SimpleNamespace(id="T-1"), SimpleNamespace(id="T-2")]
LOADED: Any = SimpleNamespace(suite=SimpleNamespace(id="t", requirements=ROWS))


def failed(row: int, count: int, more: int = 0) -> Case:
    found = [Located(Where(f"/{number}"), Text("wrong", "不对"), {}) for number in range(count)]
    return Case(ROWS[row], Outcome.FAIL, findings=found, more=more)


def test_findings_of_all_files_are_kept_up_to_the_bound_and_the_others_counted() -> None:
    few, many = failed(0, 2), failed(0, FINDINGS_PER_CASE, more=3)
    open_ = Case(ROWS[0], Outcome.INCONCLUSIVE, reason=("blocked_by", {}))
    [(_, letters, told)] = together([[(LOADED, "FP", [few])], [(LOADED, "I-", [open_])], [(LOADED, "F-", [many])]])
    assert letters == "FP"
    assert [(case.outcome, len(case.findings), case.more) for case in told] == [(Outcome.FAIL, FINDINGS_PER_CASE, 5)]
    assert [found.where.pointer for found in told[0].findings[:3]] == ["/0", "/1", "/0"]


def test_one_file_is_as_it_is_and_none_says_nothing() -> None:
    one: Any = [(LOADED, "FP", [failed(0, 1)])]
    assert together([one]) == one
    assert together([]) == []
