"""Haptic experiences and streams: what real programs write, and what is hostile."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.terminals.haptics.reader.stream import TYPES, read_stream
from conformance_suites.terminals.haptics.writer.effect import experience
from conformance_suites.terminals.haptics.writer.stream import stream


def outcomes(data: bytes, kind: str, name: str = "x") -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    for loaded, letters, _ in PLAN.judge(Source(name, data), kind).verdicts:
        found |= {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}
    return found


def failed(data: bytes, kind: str, name: str = "x") -> set[str]:
    return {row for row, outcome in outcomes(data, kind, name).items() if outcome is Outcome.FAIL}


def test_what_a_plugin_for_scenes_writes_is_found_for_what_is_wrong_and_nothing_else() -> None:
    """JSON under the name of the binary form, an empty version and date, no list of synchronisation points.

    Avatar 0 without avatars, a block length that is written with a fraction, a type of curve on wavelets and another
    spelling of the profile are legal.
    """
    made = experience() | {"version": "", "profile": "Main", "date": "", "avatars": []}
    del made["syncs"]
    (perception,) = made["perceptions"]
    perception["avatar_id"] = 0
    perception["channels"][0]["bands"][1] |= {"block_length": 1024.0, "curve_type": "Unknown"}
    rows = {"TRM-HJF-003", "TRM-HJF-008", "TRM-HJF-024", "TRM-HJF-023"}
    assert failed(json.dumps(made).encode(), "hjif", "0.hmpg") == rows


def test_kinds_are_told_by_content() -> None:
    assert PLAN.recognise(Source("0.hmpg", json.dumps(experience()).encode()))[0] == ["hjif"]
    assert PLAN.recognise(Source("unnamed", stream()))[0] == ["hmpg"]
    assert PLAN.recognise(Source("unnamed", b"\x01\x00\x00\x00" + bytes(40)))[0] == []


def test_units_and_packets_are_read_as_they_were_written() -> None:
    units = read_stream(Source("x", stream())).units
    assert [unit.name for unit in units] == [TYPES[at] for at in (0, 2, 1, 3, 1)]
    assert [(unit.duration, len(unit.packets)) for unit in units] == [(0, 2), (0, 1), (128, 1), (256, 0), (128, 1)]


def test_a_stream_cut_at_any_byte_is_never_satisfied_unless_whole_units_are_left() -> None:
    whole = stream()
    ends = {unit.byte for unit in read_stream(Source("x", whole)).units[1:]}
    for end in range(len(whole)):
        found = outcomes(whole[:end], "hmpg")
        assert Outcome.ERROR not in found.values(), end
        assert (Outcome.FAIL in found.values()) is (end not in ends), end


def test_an_experience_cut_at_any_byte_is_never_satisfied() -> None:
    whole = json.dumps(experience()).encode()
    for end in range(0, len(whole), 17):
        found = outcomes(whole[:end], "hjif")
        assert found["TRM-HJF-001"] is Outcome.FAIL
        assert Outcome.ERROR not in found.values()


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty stream": ("hmpg", lambda: b""),
    "zeros": ("hmpg", lambda: bytes(900_000)),
    "endless length": ("hmpg", lambda: stream()[:5] + b"\xff" * 40),
    "deep": ("hjif", lambda: b'{"perceptions":' + b"[" * 100_000),
    "wrong throughout": (
        "hjif",
        lambda: b'{"perceptions":[null,1,"",{"channels":[[],{"bands":[{"effects":[0]}]}]}],"avatars":{}}',
    ),
    "many keyframes": ("hjif", lambda: _many(50_000)),
}


def _many(count: int) -> bytes:
    made = experience()
    effect = made["perceptions"][0]["channels"][0]["bands"][0]["effects"][0]
    effect["keyframes"] = [{"relative_position": count - at, "amplitude_modulation": 9} for at in range(count)]
    return json.dumps(made).encode()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_an_answer_and_never_a_green_one(name: str) -> None:
    kind, make = HOSTILE[name]
    found = outcomes(make(), kind)
    assert Outcome.ERROR not in found.values()
    assert {Outcome.FAIL, Outcome.INCONCLUSIVE} & set(found.values())
