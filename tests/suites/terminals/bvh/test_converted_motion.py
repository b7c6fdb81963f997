"""Body motion that was converted from BVH claims the profile of motion capture like the file that it was (A6)."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.claims import walk

from conformance.cli.main import main
from conformance_suites.terminals.recording.writer.device import take


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def checked(name: str, level: str = "basic") -> int:
    return main(["check", name, "--profile", "motion-capture", "--level", level, "--lang", "en"])


def test_converted_motion_is_judged_under_motion_capture(capsys: pytest.CaptureFixture[str]) -> None:
    Path("walk.bvh").write_bytes(walk())
    assert main(["convert", "walk.bvh", "walk.jsonl"]) == 0
    assert checked("walk.bvh") == 0
    assert checked("walk.jsonl") == 0
    assert "CONFORMANT" in capsys.readouterr().out


def test_converted_motion_without_a_change_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    head, _, motion = walk().partition(b"MOTION")
    first = motion.split(b"\n")[3]
    frames = [first] * 30
    Path("still.bvh").write_bytes(b"\n".join([head + b"MOTION", b"Frames: 30", b"Frame Time: 0.0333333", *frames, b""]))
    assert main(["convert", "still.bvh", "still.jsonl"]) == 0
    capsys.readouterr()
    assert checked("still.jsonl") == 3  # no standard requires a change, but one pose is too little for a claim
    assert "distinct poses of a body (up to 50) 1 where 10 is required" in capsys.readouterr().out
    assert checked("still.jsonl", "interoperable") == 1  # nothing changes in any frame
    assert "TRM-STR-020" in capsys.readouterr().out


def test_a_recording_of_another_kind_is_no_motion_capture(capsys: pytest.CaptureFixture[str]) -> None:
    Path("hands.jsonl").write_bytes(take(("head", "left-hand")).data())
    assert checked("hands.jsonl") == 3
    assert "Too little was judged" in capsys.readouterr().out
