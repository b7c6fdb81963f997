"""Recordings judged: faults at their exact lines wherever the file is cut, by any number of processes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from doubles.judging import judge
from doubles.ours import PLAN
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.engine.case import Case
from conformance.engine.judges.recording_pass import Pass
from conformance.engine.plan import Plan, Selection
from conformance.engine.run import execute
from conformance.engine.subjects import Target
from conformance.model.nearest import UnknownName
from conformance.model.outcome import BY_LETTER, Conclusion, Outcome, conclude
from conformance.readers.source import Source, open_source
from conformance.recordings import pieces, read_recording
from conformance_suites.terminals.recording.writer.device import Take, take

SUITES = PLAN.suites_for("recording")
HEADER_LINES = 1
JOINT = 8


def judged(data: bytes, plan: Plan = PLAN) -> tuple[dict[str, Outcome], dict[str, Case]]:
    """Outcomes and cases by requirement."""
    outcomes, cases = {}, {}
    for loaded, letters, found in plan.judge(Source("recording.jsonl", data), "recording").verdicts:
        rows = (row.id for row in loaded.suite.requirements)
        outcomes |= {row: BY_LETTER[letter] for row, letter in zip(rows, letters, strict=True)}
        cases |= {case.requirement.id: case for case in found}
    return outcomes, cases


def violated(data: bytes) -> dict[str, list[tuple[int | None, int]]]:
    """By violated requirement, the runs of lines: (first line, number of lines)."""
    _, cases = judged(data)
    return {
        name: [(found.where.line, found.values.get("count", 1)) for found in case.findings]
        for name, case in cases.items()
        if case.outcome is Outcome.FAIL
    }


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Cut recordings into pieces of so many bytes."""
    return lambda size: monkeypatch.setattr(pieces, "RECORDING_PIECE_BYTES", size)


def faulty_take() -> Take:
    """Faults of several kinds, in single frames, in runs, and in the text of lines."""
    made = take(("head", "left-hand"), frames=300)
    made.values["head"][17, 3:7] *= 2
    made.values["head"][100:141, 3:7] *= 1.5
    made.values["left-hand"].reshape(300, -1, JOINT)[60:64, 9, 7] = -1
    made.values["left-hand"].reshape(300, -1, JOINT)[200, 7, 1] += 3
    made.times[80] = made.times[79]
    made.numbers[220:] = [number + 2 for number in made.numbers[220:]]
    made.lost["left-hand"] = {*range(150, 170), 299}
    lines = list(made.lines())
    made.edits = {30: b"", 31: b"", 90: lines[91][:-30], 91: b"[]", 250: lines[251].replace(b'"n"', b'"m"')}
    made.events[270] = ["clock-reset", "sequence-reset"]
    return made


WANTED = {
    "TRM-STR-001": [(32, 2), (92, 1)],
    "TRM-STR-011": [(252, 1)],
    "TRM-STR-012": [(93, 1)],
    "TRM-STR-015": [(82, 1)],
    "TRM-STR-017": [(222, 1)],
    "TRM-POS-004": [(19, 1), (102, 41)],
    "TRM-HND-008": [(62, 4)],
    "TRM-HND-010": [(202, 1), (202, 1)],
}


def test_every_fault_is_found_at_its_line_and_nowhere_else() -> None:
    found = violated(faulty_take().data())
    assert {name: lines for name, lines in found.items() if name in WANTED} == WANTED
    assert not {name for name in found if name not in WANTED} - {"TRM-HND-011", "TRM-POS-013", "TRM-STR-024"}


@pytest.mark.parametrize("size", [1 << 10, 3_000, 7_919, 50_000, 1 << 17])
def test_no_finding_depends_on_where_the_file_is_cut(size: int, cut: Callable[[int], None]) -> None:
    data = faulty_take().data()
    whole = told(data)
    cut(size)
    assert told(data) == whole


def told(data: bytes) -> Any:
    """All that a report would say."""
    return [
        (loaded.suite.id, letters, [(c.requirement.id, c.outcome, c.reason, c.findings, c.more) for c in cases])
        for loaded, letters, cases in judge(Source("recording.jsonl", data), SUITES)
    ]


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(700, 40_000))
def test_random_faults_are_found_alike_wherever_the_file_is_cut(seed: int, size: int) -> None:
    chance = random.Random(seed)
    made = take(("head",), frames=80, seed=seed)
    for _ in range(chance.randrange(12)):
        at, count = chance.randrange(80), chance.choice((1, 1, 2, 30))
        fault = chance.randrange(5)
        if fault == 0:
            made.values["head"][at : at + count, 3:7] *= 2
        elif fault == 1:
            made.times[at] -= 40
        elif fault == 2:
            made.edits |= dict.fromkeys(range(at, min(at + count, 80)), b"{")
        elif fault == 3:
            made.lost.setdefault("head", set()).update(range(at, at + count))
        else:
            made.numbers[at] += 3
    data = made.data()
    whole = told(data)
    original = pieces.RECORDING_PIECE_BYTES
    pieces.RECORDING_PIECE_BYTES = size
    try:
        assert told(data) == whole
    finally:
        pieces.RECORDING_PIECE_BYTES = original


@pytest.mark.parametrize("size", [90, 700, 2_500, 9_000])
def test_a_process_that_starts_at_any_piece_finds_what_one_that_came_from_before_finds(
    size: int, cut: Callable[[int], None]
) -> None:
    made = faulty_take()
    del made.values["left-hand"], made.header["streams"]["left-hand"], made.times[100:], made.numbers[100:]
    source = Source("recording.jsonl", made.data())
    cut(size)
    order = Pass(read_recording(source), SUITES)
    with pieces.open_pieces(source) as cut_up:
        whole = list(order.stretches(cut_up, 0, cut_up.count))
        for first in range(cut_up.count):
            (alone,) = order.stretches(cut_up, first, first + 1)
            assert (alone.found, alone.tracked, alone.frames) == (
                whole[first].found,
                whole[first].tracked,
                whole[first].frames,
            )


def test_a_wholly_broken_recording_costs_a_bounded_number_of_findings() -> None:
    made = take(("head",), frames=2000)
    made.values["head"][::2, 3:7] *= 2
    _, cases = judged(made.data())
    assert len(cases["TRM-POS-004"].findings) == 100
    assert cases["TRM-POS-004"].more == 900


def test_values_that_json_cannot_hold_leave_the_rows_about_them_undecided() -> None:
    made = take(("head",), frames=50)
    lines = list(made.lines())
    made.edits = {20: lines[21].replace(b'"head":[', b'"head":[NaN,', 1)}
    outcomes, _ = judged(made.data())
    assert outcomes["TRM-STR-001"] is Outcome.FAIL
    assert outcomes["TRM-POS-004"] is Outcome.INCONCLUSIVE
    assert outcomes["TRM-STR-007"] is Outcome.PASS


def journal_without_times(path: Path) -> list[Any]:
    events = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [event for event in events if event["event"] not in ("run", "end")]


def test_several_processes_write_the_same_report_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conformance.engine.judges.recording_workers.RECORDING_SPLIT_FROM", 1)
    monkeypatch.setattr("conformance.engine.run.RECORDING_SPLIT_FROM", 1)
    monkeypatch.setattr("conformance.readers.source.MAPPED_FROM", 1)
    made = take(("head", "left-hand", "right-hand"), frames=4_000, cycle=True)
    lines = [line + b"\n" for line in made.lines()]
    for at in random.Random(3).sample(range(1, 4_000), 40):
        lines[at] = lines[at].replace(b'"head":[', b'"head":[9', 1) if at % 2 else lines[at][:-20] + b"\n"
    path = tmp_path / "long.jsonl"
    path.write_bytes(b"".join(lines))
    assert path.stat().st_size > 4 * pieces.RECORDING_PIECE_BYTES
    target = Target(str(path), "long.jsonl", True)
    journals = []
    for workers in (1, 2, 3):
        journals.append(tmp_path / f"{workers}.jsonl")
        assert execute(PLAN, [target, target], journals[-1], workers=workers)
    first = journal_without_times(journals[0])
    assert all(journal_without_times(each) == first for each in journals[1:])
    subject = first[-1]
    assert subject["digest"] == Source("x", path.read_bytes()).digest
    assert subject["plots"]["frames"] > 3_900


def test_a_file_that_grows_is_judged_as_long_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "growing.jsonl"
    path.write_bytes(take(("head",), frames=50).data())
    source = open_source(str(path), "growing.jsonl")
    with path.open("ab") as file:
        file.write(b"{this is not a frame\n")
    letters = [letters for _, letters, _ in judge(source, SUITES)]
    assert not any("F" in each or "E" in each for each in letters)


def test_a_file_that_shrinks_is_undecided_because_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conformance.readers.source.MAPPED_FROM", 1)
    path = tmp_path / "shrinking.jsonl"
    path.write_bytes(take(("head",), frames=500).data())
    source = open_source(str(path), "shrinking.jsonl")
    source.data.close()  # type: ignore[union-attr]  # a mapping keeps Windows from cutting the file
    source.data = memoryview(b"{")  # type: ignore[assignment]
    with path.open("r+b") as file:
        file.truncate(1000)
    (_, letters, cases), *_ = judge(source, SUITES)
    assert set(letters) <= {"I", "-"}  # excluded rows have no case
    assert {str(case.cause) for case in cases} == {"environment"}


def null_recordings() -> Iterator[tuple[str, Take]]:
    """Devices that report nothing."""
    for name in ("head", "left-hand", "left-controller", "gaze", "face", "body", "eeg"):
        frozen = take((name,))
        frozen.values[name][:] = frozen.values[name][0]
        yield f"frozen_{name}", frozen
        zero = take((name,))
        zero.values[name][:] = 0
        yield f"zero_{name}", zero
        shuffled = take((name,))
        np.random.default_rng(1).shuffle(shuffled.times)
        yield f"shuffled_{name}", shuffled
        lost = take((name,))
        lost.lost[name] = set(range(lost.frames))
        yield f"lost_{name}", lost
        empty = take((name,), frames=1)
        empty.times, empty.numbers = [], []
        yield f"empty_{name}", empty
        noise = take((name,))
        noise.values[name] = np.random.default_rng(2).normal(0, 1000, noise.values[name].shape)
        yield f"random_{name}", noise


NULL = dict(null_recordings())


@pytest.mark.parametrize("name", NULL)
def test_a_stream_with_nothing_in_it_never_concludes_conformant(name: str) -> None:
    outcomes, _ = judged(NULL[name].data())
    rows = PLAN.catalogue.requirements
    binding = [conclude(outcome) for row, outcome in outcomes.items() if rows[row].obligation == "shall"]
    assert Outcome.ERROR not in outcomes.values()
    assert Conclusion.VIOLATED in binding


@pytest.mark.parametrize(
    "streams", [("head", "gaze", "face"), ("left-hand", "right-hand"), ("left-controller",), ("eeg",)]
)
def test_sign_flipped_quaternions_losses_and_marked_resets_are_fine(streams: tuple[str, ...]) -> None:
    made = take(streams, frames=200)
    for name in streams:
        declared = made.header["streams"][name]
        stride = 8 if declared["kind"] == "hand" else 7
        for pose in range(len(declared.get("poses", ()))):
            made.values[name][::2, pose * stride + 3 : pose * stride + 7] *= -1
        made.lost[name] = set(range(40, 60))
    made.times[150:] = [round(time - made.times[149], 3) for time in made.times[150:]]
    made.events[150] = ["clock-reset"]
    assert violated(made.data()) == {}


def test_parameters_of_a_profile_stand_before_those_of_the_suite(tmp_path: Path) -> None:
    folder = tmp_path / "suites"
    profiles = tmp_path / "profiles"
    folder.mkdir()
    profiles.mkdir()
    (profiles / "strict.toml").write_text(
        '[profile]\nid = "strict"\nversion = "1"\ntitle = { en = "Strict", zh = "严格" }\n'
        'role = { en = "a head", zh = "头部" }\nkinds = ["recording"]\n[parameters]\nmax_gap_periods = 1.5\n'
        '[[level]]\nid = "basic"\nrequirements = ["TRM-STR-023"]\n',
        encoding="utf-8",
    )
    made = take(("head",), frames=50)
    made.times[20:] = [time + 9 for time in made.times[20:]]
    strict = Plan(Selection(folders=(str(folder),), profile="strict"))
    assert judged(made.data())[0]["TRM-STR-023"] is Outcome.PASS
    outcomes, cases = judged(made.data(), strict)
    assert outcomes["TRM-STR-023"] is Outcome.FAIL
    assert [found.where.line for found in cases["TRM-STR-023"].findings] == [22]


def test_a_parameter_that_no_suite_has_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "suites").mkdir()
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "misspelt.toml").write_text(
        '[profile]\nid = "misspelt"\nversion = "1"\ntitle = { en = "Misspelt", zh = "误写" }\n'
        'role = { en = "a head", zh = "头部" }\nkinds = ["recording"]\n[parameters]\nmax_gap_period = 2\n'
        '[[level]]\nid = "basic"\nrequirements = ["TRM-STR-023"]\n',
        encoding="utf-8",
    )
    with pytest.raises(UnknownName, match="max_gap_periods"):
        Plan(Selection(folders=(str(tmp_path / "suites"),), profile="misspelt"))


def test_a_check_that_fails_itself_is_an_error_and_blames_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(block: Any) -> Iterator[Any]:
        raise ZeroDivisionError("oh")
        yield

    suite = next(each for each in SUITES if each.suite.id.endswith("pose"))
    rows = tuple(row._replace(check=crash) if row.requirement.id == "TRM-POS-004" else row for row in suite.judged)
    monkeypatch.setattr(suite, "judged", rows)
    outcomes, cases = judged(take(("head",), frames=20).data())
    assert outcomes["TRM-POS-004"] is Outcome.ERROR
    assert cases["TRM-POS-004"].reason is not None
    assert "ZeroDivisionError: oh" in cases["TRM-POS-004"].reason[1]["exception"]


def test_a_check_cannot_change_what_the_next_one_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    def change(block: Any) -> Iterator[Any]:
        for stream in block.having("orientation"):
            stream.now("orientation")[...] = 0
        yield from ()

    suite = next(each for each in SUITES if each.suite.id.endswith("pose"))
    rows = tuple(row._replace(check=change) if row.requirement.id == "TRM-POS-004" else row for row in suite.judged)
    monkeypatch.setattr(suite, "judged", rows)
    _, cases = judged(take(("head",), frames=20).data())
    assert cases["TRM-POS-004"].reason is not None
    assert "read-only" in cases["TRM-POS-004"].reason[1]["exception"]


def test_a_sentence_has_as_many_digits_as_tell_received_from_expected() -> None:
    """A time that went back by 0.25 ms was reported as "received 120687.0, expected more than 120687.0" (H5)."""
    made = take(("head",), frames=20)
    made.times = [120_680_000.0 + 11 * at for at in range(20)]
    made.times[10] = made.times[9] - 0.25
    _, cases = judged(made.data())
    values = cases["TRM-STR-015"].findings[0].values
    assert values["received"] == values["expected"] - 0.25


def test_a_null_joint_is_one_finding() -> None:
    """It was one for each of position, orientation and radius, with the same sentence (H5)."""
    made = take(("left-hand",), frames=20)
    made.values["left-hand"].reshape(20, -1, JOINT)[5, 9] = np.nan
    made.values["left-hand"].reshape(20, -1, JOINT)[7, 9, 7] = np.nan
    _, cases = judged(made.data())
    assert [(found.where.line, found.where.pointer) for found in cases["TRM-HND-007"].findings] == [
        (7, f"/left-hand/{9 * JOINT}"),
        (9, f"/left-hand/{9 * JOINT + 7}"),
    ]


def test_times_in_sentences_are_in_seconds_whatever_the_unit_of_the_clock() -> None:
    """Plots had seconds, sentences the numbers of the file (C5)."""
    told = set()
    for unit, factor in (("ns", 1_000_000), ("us", 1_000), ("ms", 1), ("s", 0.001)):
        made = take(("head",), frames=300)
        made.header["clock"]["unit"] = unit
        times = [at * 10 + (500 if at >= 100 else 0) for at in range(300)]
        made.header["rate"] = 0
        made.header["session"]["frameRate"] = 100
        made.times = [at * factor for at in times]
        told.add(judged(made.data())[1]["TRM-STR-023"].findings[0].message.en)
    assert told == {"t = 1.5 s: 0.51 s since the previous frame, expected at most 0.1 s"}
