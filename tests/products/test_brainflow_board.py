"""The synthetic board of BrainFlow, written to EDF by edfio: its upper channels are waves that no head has.

Each of its sixteen channels is a wave of a fixed frequency with noise, 5 Hz to 80 Hz: those above 40 Hz are named.
"""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pytest
from doubles.ours import PLAN

from conformance.readers.source import open_source

SECONDS = 5


def board(path: Path) -> int:
    """Write some seconds of the board to a file, and return the number of its channels of EEG."""
    shim = pytest.importorskip("brainflow.board_shim", reason="brainflow is not installed")
    edfio = pytest.importorskip("edfio", reason="edfio is not installed")
    number = shim.BoardIds.SYNTHETIC_BOARD.value
    shim.BoardShim.disable_board_logger()
    device = shim.BoardShim(number, shim.BrainFlowInputParams())
    device.prepare_session()
    try:
        device.start_stream()
        time.sleep(SECONDS + 0.5)
        data = device.get_board_data()
        device.stop_stream()
    finally:
        device.release_session()
    rate, channels = shim.BoardShim.get_sampling_rate(number), shim.BoardShim.get_eeg_channels(number)
    signals = [
        edfio.EdfSignal(data[row][: SECONDS * rate], rate, label=f"EEG {name}", physical_dimension="uV")
        for name, row in zip(shim.BoardShim.get_eeg_names(number), channels, strict=True)
    ]
    edfio.Edf(signals, recording=edfio.Recording(startdate=datetime.date(2026, 11, 24))).write(path)
    return len(signals)


def test_waves_that_no_head_has_are_named_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "board.edf"
    assert board(path) == 16
    found = [
        (case.requirement.id, finding.where.pointer)
        for _, _, told in PLAN.judge(open_source(str(path), path.name), "edf").verdicts
        for case in told
        for finding in case.findings
    ]
    assert {row for row, _ in found} <= {"TRM-EEG-011", "TRM-EEG-010"}
    assert {int(str(place).rpartition("/")[2]) for row, place in found if row == "TRM-EEG-011"} >= set(range(9, 16))
