"""The limits of the harness are never a fault of a recording (E12), and no recording exceeds them at a cost (E9)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from doubles.ours import PLAN

from conformance.catalogue.samples import samples
from conformance.engine.plan import Plan
from conformance.model.finding import NotJudged
from conformance.model.outcome import Outcome
from conformance.readers import json as json_reader
from conformance.readers.source import Source
from conformance.recordings import fast


@pytest.fixture(scope="module")
def plan() -> Plan:
    return PLAN


@pytest.fixture(scope="module")
def good(plan: Plan) -> list[bytes]:
    """The lines of a good recording with some frames."""
    suite = plan.catalogue.suite("recording/pose")
    data = next(sample.data for sample in samples(suite) if sample.requirement is None)
    return data.splitlines(keepends=True)


def outcomes(plan: Plan, lines: list[bytes]) -> dict[str, Outcome]:
    return plan.judge(Source("a.jsonl", b"".join(lines)), "recording").outcomes


def with_member(line: bytes, text: str) -> bytes:
    return line.rstrip().removesuffix(b"}") + b',"more":' + text.encode() + b"}\n"


BEYOND = {
    "long": '"' + "x" * (5 << 20) + '"',
    "deep": "[" * 300 + "]" * 300,
}


@pytest.mark.parametrize("limit", BEYOND)
@pytest.mark.parametrize("at", [0, 1, -1])
def test_a_line_beyond_the_limits_violates_nothing_and_leaves_nothing_green(limit: str, at: int, plan, good) -> None:
    before = outcomes(plan, good)
    lines = [*good]
    lines[at] = with_member(lines[at], BEYOND[limit])
    found = outcomes(plan, lines)
    assert Outcome.FAIL not in found.values()
    assert Outcome.ERROR not in found.values()
    assert found["TRM-STR-001"] is Outcome.INCONCLUSIVE
    green = [row for row, outcome in found.items() if outcome is Outcome.PASS]
    assert all(before[row] is Outcome.PASS for row in green)
    assert len(green) < len([each for each in before.values() if each is Outcome.PASS]) / 2


def test_what_was_found_before_a_line_beyond_the_limits_still_counts(plan, good) -> None:
    lines = [*good[:-1], b"not json\n", with_member(good[-1], BEYOND["deep"])]
    assert outcomes(plan, lines)["TRM-STR-001"] is Outcome.FAIL


def test_many_faulty_lines_are_not_all_read(plan, good, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "RECORDING_TROUBLES", 50)
    read = []
    original = fast.read_frame
    monkeypatch.setattr(fast, "read_frame", lambda *given: read.append(1) or original(*given))
    found = outcomes(plan, [*good, *[b"{}\n"] * 1000])
    assert len(read) < 100
    assert Outcome.FAIL in found.values()
    assert Outcome.ERROR not in found.values()


def test_many_streams_are_not_read(plan, good) -> None:
    header = json.loads(good[0])
    one = next(iter(header["streams"].values()))
    header["streams"] = {f"s{number}": one for number in range(2_000)}
    found = outcomes(plan, [json.dumps(header).encode() + b"\n", *good[1:]])
    assert set(found.values()) <= {Outcome.INCONCLUSIVE, Outcome.NOT_APPLICABLE}


def test_json_with_too_many_values_is_a_limit_and_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """(B3) Each value costs memory, however few bytes it has."""
    monkeypatch.setattr(json_reader, "JSON_VALUES", 100)
    text = json_reader.parse(b"[" + b"{}," * 200 + b"{}]")
    assert not text.usable
    assert [problem.kind for problem in text.problems] == ["values"]
    with pytest.raises(NotJudged) as told:
        text.judged()
    assert told.value.key == "json_values"
    assert json_reader.parse(b'"' + b"a" * 500 + b'"').usable


def test_a_recording_without_a_header_is_read_as_far_as_the_limit(plan, tmp_path: Path, monkeypatch) -> None:
    from conformance.engine.judges import recording_pass

    monkeypatch.setattr(recording_pass, "RECORDING_LINES_WITHOUT_HEADER", 10)
    found = outcomes(plan, [b'{"recording":"1.0","streams":{}}\n', *[b"{}\n"] * 50])
    assert Outcome.ERROR not in found.values()
