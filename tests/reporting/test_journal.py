"""A journal can be read wherever it was cut off, and nothing else is taken for one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from doubles.journals import end, finding, opening, requirement, result, subject, unjudged, write

from conformance.reporting.journal import NotAJournal, events
from conformance.reporting.summary import summarise

EVENTS = [
    opening(requirement("T-1"), requirement("T-2")),
    subject("PP", name="一.json"),
    subject("PF", result("T-2", "fail", finding())),
    subject("PP", name="\udcff.json"),
    unjudged("unknown_kind", named=False),
    end(),
]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return write(tmp_path / "run.jsonl", *EVENTS)


def full(event: dict[str, Any]) -> dict[str, Any]:
    """A brief event with its subject parsed."""
    if "text" not in event:
        return event
    return {"event": "subject", "results": [], "subject": json.loads(event["text"])}


@pytest.mark.parametrize("brief", [False, True])
def test_what_was_written_is_read(journal: Path, brief: bool) -> None:
    found = list(events(journal, brief=brief))
    assert [full(event) for event in found] == EVENTS
    assert sum("text" in event for event in found) == (2 if brief else 0)


@pytest.mark.parametrize("name", ["plots", "leftovers"])
def test_what_a_subject_without_results_has_to_tell_is_not_passed_over(tmp_path: Path, name: str) -> None:
    told = subject("PPP")
    told["subject"][name] = {"frames": 3}
    path = write(tmp_path / "run.jsonl", EVENTS[0], told, end())
    assert list(events(path, brief=True)) == [EVENTS[0], told, end()]


@pytest.mark.parametrize("brief", [False, True])
def test_a_journal_cut_off_anywhere_holds_the_events_of_its_whole_lines(
    journal: Path, tmp_path: Path, brief: bool
) -> None:
    data = journal.read_bytes()
    cut = tmp_path / "cut.jsonl"
    near_ends = {at + step for at, byte in enumerate(data) if byte == 10 for step in (-1, 0, 1, 2)}
    for length in sorted({*range(0, len(data), 13), *near_ends, len(data)} - {len(data) + 1}):
        cut.write_bytes(data[:length])
        whole = data[:length].count(b"\n")
        if whole:
            assert [full(event) for event in events(cut, brief=brief)] == EVENTS[:whole]
        else:
            with pytest.raises(NotAJournal, match="holds no event of a run"):
                list(events(cut, brief=brief))


def test_a_journal_cut_off_before_its_end_is_partial_and_never_conformant(journal: Path, tmp_path: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    cut = tmp_path / "cut.jsonl"
    for number in range(1, len(lines)):
        cut.write_bytes(b"".join(lines[:number]))
        summary = summarise(events(cut))
        assert summary.status == "partial"
        assert summary.verdict.value in ("unproven", "nonconformant")


def test_what_follows_the_end_is_left_alone(journal: Path) -> None:
    with journal.open("ab") as file:
        file.write(b"garbage\n")
    assert len(list(events(journal))) == len(EVENTS)


WRONG = {
    "empty": (b"", "holds no event of a run"),
    "no line": (b'{"event":"run","format":1}', "holds no event of a run"),
    "text": (b"hello\n", "line 1 is no event of a run"),
    "binary": (b"glTF\x02\0\0\0\xff\xff\n", "line 1 is no event of a run"),
    "a number": (b"7\n", "line 1 is no event of a run"),
    "a list": (b"[]\n", "line 1 is no event of a run"),
    "an object": (b'{"asset":{}}\n', "line 1 is no event of a run"),
    "deep": (b"[" * 100_000 + b"\n", "line 1 is no event of a run"),
    "a later format": (b'{"event":"run","format":2}\n', "is no journal of format 1"),
    "no opening": (b'{"event":"end","run":{}}\n', "is no journal of format 1"),
    "a subject first": (b'{"event":"subject","results":[],"subject":{"outcomes":{"t":"P"}}}\n', "is no journal"),
    "a broken middle": (b'{"event":"run","format":1}\n{"event":\n{}\n', "line 2 is no event of a run"),
    "a broken subject": (
        b'{"event":"run","format":1}\n{"event":"subject","results":[],"subject":{}}\n',
        None,
    ),
    "a torn subject": (
        b'{"event":"run","format":1}\n{"event":"subject","results":[],"subject":{"outcomes":{"t\n',
        "line 2 is no event of a run",
    ),
}


@pytest.mark.parametrize("brief", [False, True])
@pytest.mark.parametrize(("data", "problem"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_in_a_sentence(tmp_path: Path, data: bytes, problem: str | None, brief: bool) -> None:
    path = tmp_path / "run.jsonl"
    path.write_bytes(data)
    if problem is None and not brief:
        assert len(list(events(path))) == 2
        return
    with pytest.raises(NotAJournal, match=problem or "line 2 is no event of a run"):
        list(events(path, brief=brief))


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.jsonl", tmp_path):
        with pytest.raises(NotAJournal, match=path.name):
            list(events(path))
