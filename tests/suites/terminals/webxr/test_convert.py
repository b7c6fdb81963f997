"""`conformance convert`: one file in, a recording out, or one sentence that says why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conformance.cli.main import main

SESSION = {"type": "session", "mode": "immersive-vr", "refSpace": "local", "enabledFeatures": []}
FRAME = {"type": "frame", "t": 1, "viewer": {"p": [0, 0, 0], "q": [0, 0, 0, 1]}}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "raw.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in (SESSION, FRAME)), encoding="utf-8")
    return path


def test_it_writes_the_recording_and_says_how_many_frames(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = raw.parent / "new" / "session.jsonl"
    assert main(["convert", str(raw), str(out), "--lang", "en"]) == 0
    assert "1 frames" in capsys.readouterr().out
    header, frame = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert header["recording"] == "1.0"
    assert frame["viewer"] == [0, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("content", [b"", b"no recording", bytes(100), b"HIERARCHY\nROOT"])
def test_what_cannot_be_mapped_is_refused_in_one_sentence_and_leaves_no_file(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "in", tmp_path / "out.jsonl"
    path.write_bytes(content)
    assert main(["convert", str(path), str(out)]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "Traceback" not in said
    assert [each.name for each in tmp_path.iterdir()] == ["in"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(tmp_path / "nothing"), str(tmp_path / "out")]) == 2
    assert "no such file" in capsys.readouterr().err


def test_a_recording_is_not_written_over_its_source(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = raw.read_bytes()
    assert main(["convert", str(raw), str(raw), "--lang", "en"]) == 2
    assert raw.read_bytes() == before
    assert len(capsys.readouterr().err.splitlines()) == 1
