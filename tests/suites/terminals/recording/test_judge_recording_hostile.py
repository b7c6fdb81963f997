"""Recordings made to break the harness: a finding or a reasoned outcome, never an error of ours, never a hang."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest
from doubles.judging import judge
from doubles.ours import PLAN
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conformance.model.outcome import Outcome
from conformance.readers.source import Source
from conformance_suites.terminals.recording.writer.device import take

SUITES = PLAN.suites_for("recording")
VALUES: list[Any] = [
    *(None, True, 0, -1, 0.5, 1e308, 10**400, "", "x", "left", "\ud800"),
    *([], [None], [[]], {}, {"a": {}}, [1, 2], {"kind": "hand"}, {"kind": ["hand"]}),
    *(["position"] * 2, ["wrist"], ["wrist", "palm"], list("abcdefgh"), ["left-eye", "right-eye"]),
]
WHOLE = take(("viewer", "left-hand", "left-controller", "face", "eeg"), frames=6)


def letters(data: bytes) -> str:
    return "".join(each for _, each, _ in judge(Source("hostile.jsonl", data), SUITES))


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to every value in a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(each for name, item in inner for each in places(item, (*way, name)))]


PLACES = places(WHOLE.header)[1:]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(VALUES)), min_size=1, max_size=3))
@example([(("sequence", "modulus"), 1e308)])
def test_no_header_makes_the_harness_fail(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    header = copy.deepcopy(WHOLE.header)
    for way, value in changes:
        place = header
        try:
            for step in way[:-1]:
                place = place[step]
            place[way[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue
    lines = list(WHOLE.lines())
    found = letters(b"\n".join([json.dumps(header).encode(), *lines[1:]]))
    assert "E" not in found


def test_no_member_of_the_header_is_indispensable_to_the_harness() -> None:
    lines = list(WHOLE.lines())
    for way in PLACES:
        header = copy.deepcopy(WHOLE.header)
        place = header
        for step in way[:-1]:
            place = place[step]
        del place[way[-1]]
        assert "E" not in letters(b"\n".join([json.dumps(header).encode(), *lines[1:]])), way


DATA = WHOLE.data()


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_no_changed_byte_makes_the_harness_fail(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(DATA)
    for _ in range(chance.randrange(1, 20)):
        at = chance.randrange(len(data))
        if chance.random() < 0.5:
            data[at] = chance.choice(b'{}[]",:0123456789.eE-\n\r\\ntf\xff\x00')
        else:
            del data[at : at + chance.randrange(40)]
    assert "E" not in letters(bytes(data))


@pytest.mark.parametrize("end", [*range(0, 400, 13), *range(400, len(DATA), 997)])
def test_no_cut_makes_the_harness_fail(end: int) -> None:
    assert "E" not in letters(DATA[:end])


def test_interleaved_lines_are_found_and_nothing_else_breaks() -> None:
    lines = list(WHOLE.lines())
    half = len(lines[2]) // 2
    mixed = [*lines[:2], lines[2][:half] + lines[3] + lines[2][half:], *lines[4:]]
    found = letters(b"\n".join(mixed))
    assert "F" in found
    assert "E" not in found


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        (b"[" * 100_000, "I"),
        (b'{"t":' * 50_000, "I"),
        (b'"' * 50_000, "F"),
        (b"1" * 300_000, "F"),
        (b'{"t":1,' + b'"x":1,' * 50_000, "F"),
        (b" " * (5 << 20), "I"),
    ],
    ids=["arrays", "objects", "quotes", "digits", "members", "space"],
)
def test_a_monstrous_line_is_a_finding_or_beyond_the_limits(line: bytes, outcome: str) -> None:
    """What the harness does not read is not held against the recording (E12)."""
    lines = list(WHOLE.lines())
    found = letters(b"\n".join([*lines[:3], line, *lines[3:], b""]))
    assert ("F" in found) is (outcome == "F")
    assert "I" in found
    assert "E" not in found


def test_a_file_without_a_line_end_is_not_read_whole_into_one_line() -> None:
    header = next(iter(WHOLE.lines()))
    assert "E" not in letters(header + b"\n" + b"7" * (9 << 20))


def _renamed(header: dict[str, Any]) -> None:
    header["streams"]["</script>x"] = header["streams"].pop("left-hand")


def _unreadable(header: dict[str, Any]) -> None:
    header["streams"]["left-hand"]["fields"] = ["place"]


def _of_no_kind(header: dict[str, Any]) -> None:
    header["streams"]["left-hand"]["kind"] = "foot"


@pytest.mark.parametrize(
    ("change", "row", "place"),
    [
        (_renamed, "TRM-STR-010", "/streams/<~1script>x"),
        (_unreadable, "TRM-STR-010", "/streams/left-hand"),
        (_of_no_kind, "TRM-STR-008", "/streams/left-hand/kind"),
        (lambda header: header.pop("streams"), "TRM-STR-006", "/streams"),
        (lambda header: header.update(streams=[]), "TRM-STR-005", "/streams"),
        (lambda header: header.update(streams={}), "TRM-STR-019", "/streams"),
    ],
)
def test_what_a_header_leaves_open_names_the_row_and_the_place(change: Any, row: str, place: str) -> None:
    """Also at a level to which that row does not belong: "the first line is not a header" helped nobody."""
    header = copy.deepcopy(WHOLE.header)
    change(header)
    lines = list(WHOLE.lines())
    source = Source("hostile.jsonl", b"\n".join([json.dumps(header).encode(), *lines[1:]]))
    cases = {case.requirement.id: case for _, _, found in judge(source, SUITES) for case in found}
    assert cases[row].outcome is Outcome.FAIL
    open_ = [case for case in cases.values() if case.outcome is Outcome.INCONCLUSIVE]
    assert len(open_) > 20
    told = [case.reason for case in open_ if case.reason]
    assert {reason[0] for reason in told} <= {"bad_header", "blocked_by"}
    assert all(row in reason[1]["ids"] and place in reason[1]["places"] for reason in told if reason[0] == "bad_header")
    assert [reason for reason in told if reason[0] == "bad_header"]
