"""Adapters: what the source said is kept, what cannot be mapped is refused in one sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from doubles.judging import judge
from doubles.ours import CATALOGUE, PLAN

from conformance.engine.converters import converted, converters
from conformance.model.outcome import Outcome
from conformance.readers.source import Source
from conformance.recordings.convert import Refused

SUITES = PLAN.suites_for("recording")
CONVERTERS = converters(CATALOGUE)
POSE = {"p": [0, 1.6, 0], "q": [0, 0, 0, 1], "e": False}
SESSION = {"type": "session", "mode": "immersive-vr", "refSpace": "local-floor", "enabledFeatures": ["local-floor"]}
PAD = {"mapping": "xr-standard", "buttons": [[0.5, True, True]], "axes": [None, None, 0, 1]}
BVH = """HIERARCHY
ROOT Hips
{
  OFFSET 0 0 0
  CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
  End Site
  {
    OFFSET 0 10 0
  }
}
MOTION
Frames: 2
Frame Time: 0.0333333
0 90 0 1 2 3
0 91 0 4 5 6
"""


def webxr(*frames: dict[str, Any], session: dict[str, Any] | None = None) -> bytes:
    return b"\n".join(json.dumps(line).encode() for line in (session or SESSION, *frames)) + b"\n"


def lines(data: bytes, stream: str | None = None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in converted(Source("raw", data), CONVERTERS, stream)]


def read_or_refused(data: bytes) -> None:
    """The file is converted, or refused in one sentence of both languages."""
    refused = None
    try:
        found = lines(data)
    except Refused as reason:
        refused = reason
    assert (refused.text.zh and "\n" not in str(refused)) if refused else found[0]["recording"] == "1.0"


def frame(at: int, **change: Any) -> dict[str, Any]:
    source = {"handedness": "left", "targetRayMode": "tracked-pointer", "profiles": ["generic-trigger"]}
    source |= {"ray": POSE, "grip": POSE, "gamepad": PAD}
    return {
        "type": "frame",
        "i": at,
        "t": 10.0 * at,
        "viewer": POSE | {"p": [0, 1.6, at / 100]},
        "inputs": [source],
    } | change


def test_webxr_frames_become_one_line_each_with_what_the_session_said() -> None:
    header, first, second = lines(webxr(frame(1), frame(2)))
    assert header["space"] == "local-floor"
    assert header["session"] == {"mode": "immersive-vr", "features": ["local-floor"]}
    assert header["source"]["session"] == SESSION
    assert "rate" not in header  # the frame rate of a session is nominal: nobody promised these frames
    assert header["streams"]["left-source"]["buttons"] == ["trigger"]
    assert header["streams"]["left-source"]["axes"] == ["touchpad-x", "touchpad-y", "thumbstick-x", "thumbstick-y"]
    assert (first["t"], first["n"]) == (10.0, 1)
    assert first["left-source"][-7:] == [0.5, 1, 1, None, None, 0, 1]
    assert second["viewer"] == [0, 1.6, 0.02, 0, 0, 0, 1, 0]


def test_gaps_of_raw_webxr_frames_are_judged_by_the_rate_of_the_display() -> None:
    """No rate was known, so that no gap was found (F8)."""
    told = lines(webxr(frame(1), frame(2), session=SESSION | {"frameRate": 90}))[0]
    assert told["session"]["frameRate"] == 90
    regular = [frame(at, t=at * 11.111) for at in range(1, 40)]
    assert lines(webxr(*regular))[0]["session"]["frameRate"] == pytest.approx(90, abs=0.01)
    assert "frameRate" not in lines(webxr(*regular[:5]))[0]["session"]
    gap = [frame(at, t=at * 11.111 + (186 if at > 20 else 0)) for at in range(1, 40)]
    assert _failed(webxr(*regular)) == {"TRM-INP-010"}
    assert _failed(webxr(*gap)) == {"TRM-INP-010", "TRM-STR-023"}


def _failed(data: bytes) -> set[str]:
    judged = judge(Source("raw.jsonl", data), SUITES)
    return {case.requirement.id for _, _, cases in judged for case in cases if case.outcome is Outcome.FAIL}


def test_a_source_that_changes_is_another_stream() -> None:
    other = frame(2)
    other["inputs"][0] = {**other["inputs"][0], "profiles": ["generic-hand-select"]}
    header, first, second = lines(webxr(frame(1), other))
    assert {"left-source", "left-source-2"} <= header["streams"].keys()
    assert first["left-source-2"] is None
    assert second["left-source"] is None


def test_lost_poses_are_null_and_lines_that_are_no_frames_stay_where_they_are() -> None:
    data = webxr(frame(1), frame(2, viewer=None, inputs=[])).replace(b"\n", b"\n{broken\n", 1)
    raw = list(converted(Source("raw", data), CONVERTERS))
    assert raw[1] == b"{broken"
    last = json.loads(raw[-1])
    assert last["viewer"] is None
    assert last["left-source"] is None


def test_raw_webxr_is_judged_where_it_lies_line_for_line() -> None:
    data = webxr(*(frame(at) for at in range(1, 30)))
    found = {
        case.requirement.id: case.findings[0].where.line
        for _, _, cases in judge(Source("raw.jsonl", data), SUITES)
        for case in cases
        if case.outcome is Outcome.FAIL
    }
    assert found == {"TRM-INP-010": 2}


def test_bvh_becomes_channels_without_an_invented_unit() -> None:
    header, first, second = lines(BVH.encode())
    units = [channel["unit"] for channel in header["streams"]["motion"]["channels"]]
    assert units == ["unstated"] * 3 + ["deg"] * 3
    assert header["source"]["joints"] == ["Hips"]
    assert first == {"t": 0, "motion": [0, 90, 0, 1, 2, 3]}
    assert second["t"] == pytest.approx(0.0333333)


@pytest.mark.parametrize("end", range(0, len(BVH) - 1, 7))
def test_a_cut_bvh_file_is_refused_or_read(end: int) -> None:
    read_or_refused(BVH[:end].encode())


@pytest.mark.parametrize("frame_time", ["5e-324", "1e-309", "1.7e308"])
def test_a_frame_time_that_gives_no_times_is_refused(frame_time: str) -> None:
    read_or_refused(BVH.replace("0.0333333", frame_time).encode())


@pytest.mark.parametrize("data", [b"", b"{}", b"\x00\x01", b'{"refSpace": 1}', b"[1]\n[2]\n"])
def test_what_no_adapter_knows_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="not in a format that can be converted"):
        lines(data)


HOSTILE = [
    frame(1, viewer=7),
    frame(1, inputs=7),
    frame(1, inputs=[7, {}, {"joints": 7}, {"joints": {"wrist": 7}}, {"gamepad": 7}, {"gamepad": {"buttons": 7}}]),
    frame(1, viewer={"p": "x", "q": {}, "views": [7, {"eye": 7}]}),
    frame(1, inputs=[{"profiles": 7, "handedness": [], "targetRayMode": {}, "gamepad": {"axes": {}, "mapping": []}}]),
    frame(1, t="x", i="y", pdt=[]),
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_frame_is_mapped_as_far_as_it_goes_and_judged(hostile: dict[str, Any]) -> None:
    data = webxr(frame(1), hostile, frame(3))
    for _, letters, _ in judge(Source("raw.jsonl", data), SUITES):
        assert "E" not in letters


def test_an_xdf_stream_keeps_times_offsets_and_what_was_left_out(corpora: Any) -> None:
    pytest.importorskip("pyxdf", reason="the extra xdf is not installed")
    header, *frames = lines((corpora / "terminals" / "minimal.xdf").read_bytes())
    assert header["source"]["clockOffsets"] == [[6.1, -0.1], [7.1, -0.1]]
    assert header["source"]["leftOut"] == ["SendDataString"]
    assert header["rate"] == 10
    assert frames[0] == {"t": 5.1, "samples": [192, 255, 238]}
    with pytest.raises(Refused, match="contains strings"):
        lines((corpora / "terminals" / "minimal.xdf").read_bytes(), "SendDataString")


def test_an_xdf_file_cut_at_any_byte_is_refused_or_read(corpora: Any) -> None:
    pytest.importorskip("pyxdf", reason="the extra xdf is not installed")
    data = (corpora / "terminals" / "minimal.xdf").read_bytes()
    for end in range(4, len(data), 37):
        read_or_refused(data[:end])
