"""The reference device: the same bytes for the same seed, perfect until a fault is planted."""

from __future__ import annotations

import json

import numpy as np
import pytest

from conformance.recordings.header import read_header
from conformance.recordings.precise import read_frame
from conformance_suites.terminals.recording.writer.device import take
from conformance_suites.terminals.recording.writer.faults import FAULTS
from conformance_suites.terminals.recording.writer.motion import CYCLE, STREAMS


@pytest.mark.parametrize("name", STREAMS)
def test_the_same_seed_gives_the_same_bytes(name: str) -> None:
    assert take((name,), frames=20, seed=5).data() == take((name,), frames=20, seed=5).data()
    assert take((name,), frames=20, seed=5).data() != take((name,), frames=20, seed=6).data()


@pytest.mark.parametrize("name", STREAMS)
def test_what_it_writes_is_what_its_header_declares(name: str) -> None:
    first, *frames = take((name,), frames=8).lines()
    header = read_header(json.loads(first))
    assert header is not None
    for line in frames:
        frame, troubles = read_frame(line, header)
        assert troubles == []
        assert frame is not None
        assert len(frame.values[name]) == header.streams[0].layout.width


def test_any_rate_and_any_length() -> None:
    made = take(("head",), frames=3, rate=1000.0)
    assert made.header["rate"] == 1000.0
    assert np.diff(made.times) == pytest.approx([1, 1], abs=0.2)


def test_a_cycle_repeats_the_numbers_without_a_jump() -> None:
    made = take(("head",), frames=CYCLE + 2, cycle=True)
    lines = [json.loads(line)["head"] for line in list(made.lines())[1:]]
    assert lines[CYCLE] == lines[0]
    assert np.abs(np.subtract(lines[CYCLE - 1], lines[0])).max() < 0.01


def test_a_fault_is_the_same_each_time() -> None:
    assert len(FAULTS) > 70
    for faults in list(FAULTS.values())[::6]:
        for make in faults.values():
            assert make() == make()
