"""Recordings of signals in EDF and BDF: what is read, what is hostile, and signals that are none of a head."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source, open_source
from conformance_suites.terminals.bci.reader.annotations import Annotation, read_annotations
from conformance_suites.terminals.bci.reader.edf import read_edf
from conformance_suites.terminals.bci.writer.edf import Channel, Take
from conformance_suites.terminals.bci.writer.eeg import CAP, cap, digitised

SECONDS = 6
GOOD = (Outcome.PASS, Outcome.NOT_APPLICABLE)


def outcomes(data: bytes) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    for loaded, letters, _ in PLAN.judge(Source("x.edf", data), "edf").verdicts:
        found |= {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}
    return found


def failed(data: bytes) -> set[str]:
    return {row for row, outcome in outcomes(data).items() if outcome is Outcome.FAIL}


@pytest.mark.parametrize("wide", [False, True], ids=["EDF+", "BDF+"])
def test_samples_and_annotations_are_read_as_they_were_written(wide: bool) -> None:
    take = cap(3, 2, wide=wide)
    edf = read_edf(Source("x", take.data()))
    assert (edf.records, edf.duration, edf.plus, len(edf.signals)) == (3, 1.0, "C", 3)
    for channel, signal in zip(take.channels[:2], edf.signals, strict=False):
        np.testing.assert_array_equal(edf.samples(signal), channel.samples)
    stimuli = [each for each in read_annotations(edf) if isinstance(each, Annotation) and each.text]
    assert [(each.onset, each.text) for each in stimuli] == [(1.25, b"Stimulus")]


def test_negative_samples_of_24_bits_keep_their_sign() -> None:
    samples = np.array([-8388608, -1, 0, 8388607], np.int32)
    edf = read_edf(Source("x", Take([Channel("Resp", samples)], 1, wide=True, plus="").data()))
    assert edf.samples(edf.signals[0]).tolist() == samples.tolist()


def test_a_recording_cut_at_any_byte_is_never_satisfied() -> None:
    whole = cap(2, 1).data()
    for end in [*range(0, 1100, 7), *range(1100, len(whole), 53), len(whole) - 1]:
        found = outcomes(whole[:end])
        assert Outcome.ERROR not in found.values(), end
        assert {"TRM-EDF-001", "TRM-EDF-013"} & {row for row, each in found.items() if each is Outcome.FAIL}, end


def test_any_byte_of_the_header_may_be_another_without_a_crash() -> None:
    whole = cap(2, 1).data()
    for at in range(768):
        for other in (0x00, 0x2D, 0x39, 0xFF)[at % 2 :: 2]:
            assert Outcome.ERROR not in outcomes(whole[:at] + bytes([other]) + whole[at + 1 :]).values(), (at, other)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "magic": lambda: b"0       ",
    "zeros": lambda: bytes(4096),
    "text": lambda: b"<!doctype html>" + bytes(1000),
    "lying records": lambda: _with(records="99999999"),
    "lying signals": lambda: _with(signals="9999"),
    "lying samples": lambda: _samples("99999999"),
    "endless duration": lambda: _with(duration="1e99"),
    "tiny duration": lambda: _with(duration="1e-9"),
}


def _with(**fields: str) -> bytes:
    take = cap(2, 1)
    take.fields = fields
    return take.data()


def _samples(text: str) -> bytes:
    take = cap(2, 1)
    take.channels[0].fields = {"samples": text}
    return take.data()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_violates_something_and_crashes_nothing(name: str) -> None:
    found = outcomes(HOSTILE[name]())
    assert Outcome.ERROR not in found.values()
    assert Outcome.FAIL in found.values()


DEAD: dict[str, tuple[Callable[[np.ndarray], np.ndarray], set[str]]] = {
    "zero": (lambda samples: samples * 0, {"TRM-EEG-006", "TRM-EEG-007"}),
    "frozen": (lambda samples: np.where(np.arange(len(samples)) < 700, samples, samples[700]), {"TRM-EEG-007"}),
    "random": (lambda samples: np.random.RandomState(1).permutation(samples), {"TRM-EEG-011"}),
    "mirrored": (lambda samples: -samples, set()),
    "backwards": (lambda samples: samples[::-1], set()),
    "loud": (lambda samples: samples * 20, {"TRM-EEG-009"}),
}


@pytest.mark.parametrize("name", DEAD)
def test_signals_of_no_head_are_found_and_legal_ones_are_not(name: str) -> None:
    change, rows = DEAD[name]
    take = cap(SECONDS, 2)
    take.channels[0].samples = change(digitised(0, SECONDS) // 2)
    take.channels[0].fields = {"physical_minimum": "-1000", "physical_maximum": "1000"}
    assert failed(take.data()) == rows


@pytest.mark.parametrize("seed", [20261124])
def test_faults_planted_at_random_are_found_in_their_signal_and_nowhere_else(seed: int) -> None:
    dice = np.random.RandomState(seed)
    for _ in range(6):
        take, wrong = cap(SECONDS, 6), set(dice.choice(6, 2, replace=False).tolist())
        for at in wrong:
            take.channels[at].samples = dice.permutation(digitised(at, SECONDS))
        judged = PLAN.judge(Source("x.edf", take.data()), "edf")
        places = {
            (case.requirement.id, finding.where.pointer)
            for _, _, told in judged.verdicts
            for case in told
            for finding in case.findings
        }
        assert places == {("TRM-EEG-011", f"/signals/{at}") for at in wrong}


def test_the_generator_of_another_library_is_satisfied(corpora: Path) -> None:
    """A continuous EDF+ of eleven generated waves that calls none of them EEG; a person's name may be in it."""
    path = corpora / "terminals" / "edf" / "test_generator.edf"
    source = open_source(str(path), path.name)
    found = outcomes(bytes(source.data))
    assert {row for row, each in found.items() if each not in GOOD} == {"TRM-EDP-011"}
    assert {row[:8] for row, each in found.items() if each is Outcome.PASS} == {"TRM-EDF-", "TRM-EDP-"}


def test_electrodes_are_those_of_the_10_5_system() -> None:
    from conformance_suites.terminals.bci.reader.electrodes import electrode, is_electrode

    assert all(map(is_electrode, (*CAP, "Fpz", "FCz", "AFF5h", "TTP7h", "T10", "M1", "A2", "iz")))
    assert not any(map(is_electrode, ("", "1", "F", "Fp", "C11", "A3", "EMG", "E1")))
    assert [electrode(label) for label in ("EEG Fpz-Cz", "eeg 1", "Cz", "C3-A2", "EMG Chin", "Status")] == [
        "Fpz", "1", "Cz", "C3", None, None,
    ]  # fmt: skip
