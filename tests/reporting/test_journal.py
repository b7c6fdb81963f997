"""A journal can be read wherever it was cut off, and nothing else is taken for one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from doubles.journals import blocked, end, failed, finding, opening, requirement, subject, unjudged, write

from conformance.model.journal import to_json
from conformance.model.journal.records import Unjudged
from conformance.reporting.journal import NotAJournal, events
from conformance.reporting.summary import summarise

pytestmark = pytest.mark.versions

EVENTS = [
    opening(requirement("T-1"), requirement("T-2"), requirement("T-3")),
    subject("PP-", name="一.json"),
    subject("PFI", failed("T-2", finding(received=[1, None])), blocked("T-3"), name="二.json"),
    subject("PP-", name="\udcff.json"),
    subject("PIP", blocked("T-2"), name="三.json"),
    unjudged("unknown_kind", named=False),
    end(),
]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return write(tmp_path / "run.jsonl", *EVENTS)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_what_was_written_is_read(journal: Path) -> None:
    assert list(events(journal)) == EVENTS


def test_a_class_and_a_reason_stand_before_their_first_use_and_once(journal: Path) -> None:
    told = [(each["event"], each.get("number", each.get("class"))) for each in lines(journal)[1:-1]]
    inline = told[3][1]
    assert told == [
        ("class", 0),
        ("subject", 0),
        ("reason", 0),
        ("subject", inline),
        ("subject", 0),
        ("class", 1),
        ("subject", 1),
        ("class", 2),
        ("subject", 2),
    ]
    assert inline["reasons"] == {"T-3": 0}
    assert lines(journal)[6]["reasons"] == {"T-2": 0}


def test_a_clean_small_subject_costs_at_most_140_bytes_and_its_name(tmp_path: Path) -> None:
    clean = [subject("PP-", name=name, digest=f"sha256:{'0' * 64}") for name in ("a.json", "模型/b.json")]
    clean = [each._replace(subject=each.subject._replace(bytes=999_999)) for each in clean]
    path = write(tmp_path / "run.jsonl", EVENTS[0], *clean, end())
    for told, line in zip(clean, path.read_bytes().splitlines(keepends=True)[2:-1], strict=True):
        assert len(line) <= 140 + len(told.subject.name.encode())


@pytest.mark.parametrize("members", [{"plots": {"frames": 3}}, {"leftovers": ("cup", "jug")}])
def test_what_a_subject_without_findings_has_to_tell_is_told(tmp_path: Path, members: dict[str, Any]) -> None:
    told = subject("PPP")._replace(**members)
    assert list(events(write(tmp_path / "run.jsonl", EVENTS[0], told, end()))) == [EVENTS[0], told, end()]


def test_beyond_so_many_classes_and_reasons_they_stand_where_they_are_used(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(to_json, "MOST_NUMBERED", 2)
    told = [subject(f"{one}{other}P", *cases) for one in "PI-" for other in "P-" for cases in [_open(one)]]
    path = write(tmp_path / "run.jsonl", EVENTS[0], *told, *told, end())
    assert list(events(path)) == [EVENTS[0], *told, *told, end()]
    found = [each["class"] for each in lines(path) if each["event"] == "subject"]
    assert [each for each in found if isinstance(each, int)] == [0, 1, 0, 1]


def _open(letter: str) -> list[Unjudged]:
    return [blocked("T-1")] if letter == "I" else []


def test_a_journal_cut_off_anywhere_holds_the_events_of_its_whole_lines(journal: Path, tmp_path: Path) -> None:
    data = journal.read_bytes()
    cut = tmp_path / "cut.jsonl"
    near_ends = {at + step for at, byte in enumerate(data) if byte == 10 for step in (-1, 0, 1, 2)}
    defining = [each["event"] in ("class", "reason") for each in lines(journal)]
    for length in sorted({*range(0, len(data), 13), *near_ends, len(data)} - {len(data) + 1}):
        cut.write_bytes(data[:length])
        whole = data[:length].count(b"\n")
        if whole:
            assert list(events(cut)) == EVENTS[: whole - sum(defining[:whole])]
        else:
            with pytest.raises(NotAJournal, match="contains no event of a run"):
                list(events(cut))


def test_a_journal_cut_off_before_its_end_is_partial_and_never_conformant(journal: Path, tmp_path: Path) -> None:
    whole = journal.read_bytes().splitlines(keepends=True)
    cut = tmp_path / "cut.jsonl"
    for number in range(1, len(whole)):
        cut.write_bytes(b"".join(whole[:number]))
        summary = summarise(events(cut))
        assert summary.status == "partial"
        assert summary.verdict.value in ("unproven", "nonconformant")


def test_what_follows_the_end_is_left_alone(journal: Path) -> None:
    with journal.open("ab") as file:
        file.write(b"garbage\n")
    assert len(list(events(journal))) == len(EVENTS)


WRONG = {
    "empty": (b"", "contains no event of a run"),
    "no line": (b'{"event":"run","format":1}', "contains no event of a run"),
    "text": (b"hello\n", "line 1 is not an event of a run"),
    "binary": (b"glTF\x02\0\0\0\xff\xff\n", "line 1 is not an event of a run"),
    "a number": (b"7\n", "line 1 is not an event of a run"),
    "a list": (b"[]\n", "line 1 is not an event of a run"),
    "an object": (b'{"asset":{}}\n', "line 1 is not an event of a run"),
    "deep": (b"[" * 100_000 + b"\n", "line 1 is not an event of a run"),
    "a later format": (b'{"event":"run","format":3}\n', "is not a journal of format 1 or 2"),
    "no format": (b'{"event":"run","format":[]}\n', "is not a journal of format 1 or 2"),
    "no opening": (b'{"event":"end","run":{}}\n', "is not a journal of format 1 or 2"),
    "a subject first": (b'{"event":"subject","name":"a"}\n', "is not a journal of format 1 or 2"),
    "half an opening": (b'{"event":"run","format":2}\n', "line 1 is not an event of a run"),
}


@pytest.mark.parametrize(("data", "problem"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_in_a_sentence(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "run.jsonl"
    path.write_bytes(data)
    with pytest.raises(NotAJournal, match=problem):
        list(events(path))


VERDICT = {"kind": "thing", "recognised_by": "content", "outcomes": {"t/t": "PPP"}}
SUBJECT = {"event": "subject", "name": "a", "digest": None, "bytes": None, "class": VERDICT}
CRAFTED = {
    "a class that is not defined": {**SUBJECT, "class": 1},
    "a class below zero": {**SUBJECT, "class": -1},
    "true for a class": {**SUBJECT, "class": True},
    "a number left out": {**VERDICT, "event": "class", "number": 7},
    "a suite that nobody told of": {**SUBJECT, "class": {**VERDICT, "outcomes": {"x": "PPP"}}},
    "too few letters": {**SUBJECT, "class": {**VERDICT, "outcomes": {"t/t": "PP"}}},
    "a letter of another alphabet": {**SUBJECT, "class": {**VERDICT, "outcomes": {"t/t": "PPX"}}},
    "letters that are a list": {**SUBJECT, "class": {**VERDICT, "outcomes": {"t/t": ["P", "P", "P"]}}},
    "a reason that is not defined": {**SUBJECT, "class": {**VERDICT, "reasons": {"T-1": 9}}},
    "a reason for a row that is none": {**SUBJECT, "class": {**VERDICT, "reasons": {"X-1": 9}}},
    "a name that is a number": {**SUBJECT, "name": 7},
    "a size that is a text": {**SUBJECT, "bytes": "7"},
    "a failure without findings": {**SUBJECT, "failures": [{"requirement": "T-1"}]},
    "a message in one language": {
        **SUBJECT,
        "failures": [{"requirement": "T-1", "findings": [{"where": {}, "message": {"en": "x"}, "values": {}}]}],
    },
    "a line that is a text": {
        **SUBJECT,
        "failures": [
            {
                "requirement": "T-1",
                "findings": [{"where": {"line": "<b>"}, "message": {"en": "", "zh": ""}, "values": {}}],
            }
        ],
    },
    "an end without a status": {"event": "end", "run": {}},
    "an end that is complete in another way": {"event": "end", "run": {"status": "x", "finished": "", "seconds": 0}},
    "another opening": {"event": "run", "format": 2},
    "an event of another kind": {"event": "verdict"},
}


@pytest.mark.parametrize("crafted", CRAFTED.values(), ids=CRAFTED)
def test_a_crafted_line_is_refused_in_a_sentence(tmp_path: Path, crafted: dict[str, Any]) -> None:
    """E8: what is read has the types that views count on, so that no crafted journal ends in an error of ours."""
    path = write(tmp_path / "run.jsonl", EVENTS[0])
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(crafted) + "\n")
    with pytest.raises(NotAJournal, match="line 2 is not an event of a run"):
        list(events(path))


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.jsonl", tmp_path):
        with pytest.raises(NotAJournal, match=path.name):
            list(events(path))
