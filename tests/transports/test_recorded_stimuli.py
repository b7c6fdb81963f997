"""What a record has of a case for which stimuli were made."""

from __future__ import annotations

import pytest

from conformance.model.finding import NotRun
from conformance.transports.record import Record

LINES = [{"stimulus": {"case": "T-1", "number": number, "value": value}} for number, value in ((2, "b"), (1, "a"))]


def record(*, complete: bool, **more: object) -> Record:
    return Record([*LINES, *([more] if more else [])], {}, complete=complete)


def test_they_come_in_their_order() -> None:
    assert list(record(complete=False).stimuli("T-1")) == ["a", "b"]


def test_a_case_without_any_was_not_recorded_unless_the_record_is_complete() -> None:
    assert list(record(complete=True).stimuli("T-2")) == []
    with pytest.raises(NotRun) as found:
        list(record(complete=False).stimuli("T-2"))
    assert (found.value.key, found.value.values) == ("not_recorded", {"exchange": "T-2"})


@pytest.mark.parametrize(("case", "before"), [("T-1", ["a", "b"]), ("T-2", [])])
def test_why_no_more_were_made_comes_at_the_end(case: str, before: list[str]) -> None:
    untried = {"case": case, "outcome": "NotRun", "key": "stopped", "values": {}}
    tried = record(complete=False, untried=untried).stimuli(case)
    assert [next(tried) for _ in before] == before
    with pytest.raises(NotRun) as found:
        next(tried)
    assert found.value.key == "stopped"
