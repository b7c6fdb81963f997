"""XDF files of several streams: what is read, files that were cut off or damaged, and what others wrote."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source, open_source
from conformance_suites.terminals.xdf.reader.chunks import MAGIC, STREAM_HEADER, read_chunks
from conformance_suites.terminals.xdf.reader.samples import read_samples
from conformance_suites.terminals.xdf.reader.xdf import read_xdf
from conformance_suites.terminals.xdf.streams.samples import START, cap, markers
from conformance_suites.terminals.xdf.writer.xdf import chunk, header, whole

FILE = whole([cap(2.5), markers(START + 1, START + 2)])
GOOD = (Outcome.PASS, Outcome.NOT_APPLICABLE)


def outcomes(data: bytes) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    for loaded, letters, _ in PLAN.judge(Source("x.xdf", data), "xdf").verdicts:
        found |= {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}
    return found


def failed(data: bytes) -> set[str]:
    return {row for row, outcome in outcomes(data).items() if outcome is Outcome.FAIL}


def test_streams_are_read_as_the_library_reads_them() -> None:
    pyxdf = pytest.importorskip("pyxdf", reason="the extra xdf is not installed")
    theirs, _ = pyxdf.load_xdf(BytesIO(FILE), synchronize_clocks=False, dejitter_timestamps=False, verbose=False)
    mine = {stream.id: stream for stream in read_xdf(Source("x", FILE)).streams}
    for stream in theirs:
        own = mine[stream["info"]["stream_id"]]
        np.testing.assert_array_equal(own.times, stream["time_stamps"])
        if own.numeric:
            np.testing.assert_array_equal(own.samples.astype(np.float32), stream["time_series"])


def test_a_file_cut_at_any_byte_is_never_satisfied() -> None:
    """A cut between two chunks leaves whole chunks: then streams have no footer, or the last ones are not known."""
    ends = {0, *(each.byte for each in read_chunks(FILE))}
    for end in [*range(0, 900, 3), *range(900, len(FILE), 211), *range(len(FILE) - 300, len(FILE))]:
        found = outcomes(FILE[:end])
        assert Outcome.ERROR not in found.values(), end
        wrong = {row for row, each in found.items() if each is Outcome.FAIL}
        assert wrong & {"TRM-XDF-001", "TRM-XDF-008"} or end in ends, end
        assert found["TRM-XDF-008"] is not Outcome.PASS or "TRM-XDF-001" in wrong or end in ends, end


def test_any_byte_may_be_another_without_a_crash() -> None:
    for at in [*range(1400), *range(1400, len(FILE), 97)]:
        assert Outcome.ERROR not in outcomes(FILE[:at] + bytes([FILE[at] ^ 0x55]) + FILE[at + 1 :]).values(), at


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "magic alone": lambda: MAGIC,
    "endless chunk": lambda: MAGIC + b"\x08" + b"\xff" * 40,
    "many streams": lambda: (
        MAGIC + header() + b"".join(b"\x01\x06\x03\x00" + at.to_bytes(4, "little") for at in range(5_000))
    ),
    "bomb of entities": lambda: FILE.replace(b"<info>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><info>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_an_answer_and_never_a_green_one(name: str) -> None:
    found = outcomes(HOSTILE[name]())
    assert Outcome.ERROR not in found.values()
    passed = {row for row, each in found.items() if each is Outcome.PASS}
    assert {Outcome.FAIL, Outcome.INCONCLUSIVE} & set(found.values()) or passed <= {"TRM-XDF-001"}


def test_frozen_and_random_channels_are_found_and_a_shifted_clock_is_not() -> None:
    dice, track = np.random.RandomState(5), cap(4, 4)
    values = np.array(track.values)
    values[:, 1], values[:, 2] = 0.0, dice.permutation(values[:, 2])
    track.values = values
    assert failed(whole([track])) == {"TRM-XDF-017", "TRM-XDF-018", "TRM-XDF-020"}
    shifted = cap(4)
    shifted.times, shifted.offsets = shifted.times - 5_000, [(START, 5_000.25)]
    assert failed(whole([shifted, markers(START + 1)])) == set()


@pytest.mark.parametrize(("name", "streams"), [("minimal.xdf", 2), ("empty_streams.xdf", 4)])
def test_examples_of_others_are_satisfied(corpora: Path, name: str, streams: int) -> None:
    """The stream of EEG in one of them describes no channel, which is only recommended."""
    path = corpora / "terminals" / name
    source = open_source(str(path), path.name)
    assert len(read_xdf(source).streams) == streams
    found = outcomes(bytes(source.data))
    assert {row for row, each in found.items() if each not in GOOD} == (
        {"TRM-XDF-013"} if name == "minimal.xdf" else set()
    )


def test_headers_without_number_are_a_reason_and_not_parsed() -> None:
    again = chunk(STREAM_HEADER, b"\1\0\0\0<info/>")
    assert set(outcomes(FILE + again * 100_000).values()) == {Outcome.INCONCLUSIVE}


def test_more_numbers_than_the_limit_are_a_reason_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from conformance_suites.terminals.xdf.reader import xdf

    monkeypatch.setattr(xdf, "VALUES", 1000)
    found = outcomes(FILE)
    assert set(found.values()) == {Outcome.INCONCLUSIVE}


@pytest.mark.parametrize("stamped", [True, False])
def test_a_signalling_nan_is_read_without_a_warning(stamped: bool) -> None:
    value = b"\x01\x00\xa0\x7f"  # in IEEE 754 an arithmetic operation on it is invalid
    sample = (b"\x08" + bytes(8) if stamped else b"\x00") + value
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        alone = read_samples(b"\x01\x01" + sample, 1, "float32")
        mixed = read_samples(b"\x01\x02" + sample + b"\x00" + value, 1, "float32")
    for found in (alone, mixed):
        assert found is not None
        assert found.values is not None
        assert np.isnan(found.values).all()
