"""XDF files that were cut off: nothing is converted as if it were the whole recording (F8)."""

from __future__ import annotations

import json
import math
import struct
import sys
from pathlib import Path

import pytest
from doubles.judging import judge
from doubles.ours import CATALOGUE, PLAN

from conformance.cli.main import main
from conformance.engine.converters import converted, converters
from conformance.model.outcome import Outcome
from conformance.readers.source import Source
from conformance.recordings.convert import Refused

pytest.importorskip("pyxdf", reason="the extra xdf is not installed")
CONVERTERS = converters(CATALOGUE)
SUITES = PLAN.suites_for("recording")
SAMPLES = 9
HEADER = (
    "<?xml version='1.0'?><info><name>Force</name><type>Force</type><channel_count>1</channel_count>"
    "<nominal_srate>10</nominal_srate><channel_format>double64</channel_format></info>"
)


def chunk(tag: int, content: bytes) -> bytes:
    return b"\x04" + struct.pack("<IH", len(content) + 2, tag) + content


def xdf(samples: int = SAMPLES, said: int = SAMPLES) -> list[bytes]:
    """The chunks of a file with one stream of `samples` samples, whose footer says that there are `said`."""
    stream = struct.pack("<I", 1)
    values = b"".join(struct.pack("<Bdd", 8, 5 + at / 10, at) for at in range(samples))
    footer = f"<?xml version='1.0'?><info><sample_count>{said}</sample_count></info>"
    return [
        b"XDF:" + chunk(1, b"<?xml version='1.0'?><info><version>1.0</version></info>"),
        chunk(2, stream + HEADER.encode()),
        chunk(3, stream + struct.pack("<BB", 1, samples) + values),
        chunk(6, stream + footer.encode()),
    ]


def lines(data: bytes) -> list[bytes]:
    return list(converted(Source("force.xdf", data), CONVERTERS, None))


def test_a_whole_file_is_converted_with_the_number_that_its_footer_states() -> None:
    header, *frames = map(json.loads, lines(b"".join(xdf())))
    assert header["frames"] == len(frames) == SAMPLES


def test_a_file_cut_at_any_byte_is_refused() -> None:
    whole = b"".join(xdf())
    for end in range(4, len(whole)):
        with pytest.raises(Refused):
            lines(whole[:end])


def test_a_stream_without_a_footer_is_refused_and_leaves_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "force.xdf"
    path.write_bytes(b"".join(xdf()[:-1]))
    assert main(["convert", str(path), str(tmp_path / "out.jsonl"), "--lang", "en"]) == 2
    assert "no footer" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["force.xdf"]


def test_lost_samples_are_found_in_the_recording() -> None:
    data = b"\n".join(lines(b"".join(xdf(SAMPLES - 2)))) + b"\n"
    failed = {
        case.requirement.id: case.findings[0].values
        for _, _, cases in judge(Source("force.jsonl", data), SUITES)
        for case in cases
        if case.outcome is Outcome.FAIL
    }
    assert failed["TRM-STR-021"] == {"received": SAMPLES, "expected": SAMPLES - 2}


def test_a_damaged_file_is_refused_without_a_word_of_the_library(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """pyxdf leaves out damaged chunks and prints tracebacks on the way; here any byte of any chunk is another."""
    whole = b"".join(xdf())
    for at in range(4, len(whole), 3):
        try:
            lines(whole[:at] + b"\xa0" + whole[at + 1 :])
        except Refused:
            continue
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")
    (tmp_path / "damaged.xdf").write_bytes(whole[:5] + b"\0\0" + whole[7:])
    assert main(["convert", str(tmp_path / "damaged.xdf"), str(tmp_path / "out.jsonl")]) == 2
    said = capfd.readouterr()
    assert "Traceback" not in said.err
    assert "XDF" in said.err


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_json_does_not_have_is_null(number: float) -> None:
    parts = xdf()
    odd = struct.pack("<Bdd", 8, number, number)
    parts[2] = chunk(3, struct.pack("<IBB", 1, 1, SAMPLES) + odd * SAMPLES)
    parts.insert(3, chunk(4, struct.pack("<Idd", 1, number, number)))
    header, first, *_ = map(json.loads, lines(b"".join(parts)))
    assert header["source"]["clockOffsets"] == [[None, None]]
    assert first == {"t": None, "samples": [None]}


@pytest.mark.parametrize("rate", ["inf", "nan", "-1", "1e999"])
def test_a_rate_that_is_none_becomes_zero(rate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "HEADER", HEADER.replace(">10<", f">{rate}<"))
    assert json.loads(lines(b"".join(xdf()))[0])["rate"] == 0
