"""What a page sends is recorded as converting the same frames would make it, whatever comes when."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from doubles.device import Device
from doubles.listens import PROFILE, listen_to

from conformance.catalogue import folder
from conformance.engine.plan import Plan, Selection
from conformance.listening.session import Session
from conformance.listening.standing import LiveJudge
from conformance.readers.source import Source
from conformance_suites.terminals.webxr.convert import webxr
from conformance_suites.terminals.webxr.listen.webxr import FILES, capture

SCHEMA = json.loads((folder("schemas") / "terminals" / "webxr" / "raw_frame.json").read_text(encoding="utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA)
SESSION = {
    "refSpace": "local-floor",
    "mode": "immersive-vr",
    "enabledFeatures": ["local-floor"],
    "refused": ["hand-tracking"],
    "frameRate": 90,
    "ua": "test",
}


def line(value: Any) -> bytes:
    return json.dumps(value).encode()


def pose(x: float, **more: Any) -> dict[str, Any]:
    return {"p": [x, 1.6, 0], "q": [0, 0, 0, 1], "e": False, **more}


def source(side: str, x: float | None) -> dict[str, Any]:
    given = None if x is None else pose(x)
    return {
        "handedness": side,
        "targetRayMode": "tracked-pointer",
        "profiles": ["generic-trigger"],
        "ray": given,
        "grip": given,
        "gamepad": {"mapping": "xr-standard", "buttons": [[0.5, True, True]], "axes": []},
    }


def frames() -> list[dict[str, Any]]:
    """A session in which the viewer comes first, then a controller, lost at first, then the other."""
    made: list[dict[str, Any]] = []
    for at in range(60):
        inputs = [source("left", None if at < 15 else at / 1000)] if at >= 10 else []
        inputs += [source("right", 0.2)] if 30 <= at < 50 else []
        viewer = None if at == 40 else {**pose(at / 1000), "views": [{"eye": "left", **pose(at / 1000 - 0.03)}]}
        made.append({"i": at, "t": 11 * at + 1, "pdt": 11 * at + 12, "viewer": viewer, "inputs": inputs})
    made[30]["lag"], made[30]["dropped"] = 3.25, 2
    return made


def recorded(path: Path, messages: list[bytes]) -> Session:
    """A session of these messages."""
    session = Session(path, capture(), LiveJudge(Plan(Selection(profile=PROFILE))))
    for each in messages:
        session.hear(each)
    session.judge()
    session.close()
    return session


@pytest.mark.parametrize("spoilt", [{}, {0: b"no JSON"}, {12: b"[1", 13: b'{"no":"time"}', 45: b"{}"}])
def test_it_is_recorded_as_it_would_be_converted(spoilt: dict[int, bytes], tmp_path: Path) -> None:
    raw = [spoilt.get(at, line(frame)) for at, frame in enumerate(frames())]
    session = recorded(tmp_path / "a.jsonl", [line(SESSION), *raw])
    converted = b"".join(each + b"\n" for each in webxr.lines(Source("raw", b"\n".join([line(SESSION), *raw, b""]))))
    assert session.path.read_bytes() == converted
    assert (session.capture.lag, session.capture.dropped) == (None, 0)
    header = json.loads(converted.split(b"\n")[0])
    assert list(header["streams"]) == ["viewer", "predicted-display-time", "left-source", "right-source"]
    assert header["source"]["session"]["refused"] == ["hand-tracking"]


def test_it_is_whole_and_judged_after_every_message(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    session = Session(path, capture(), LiveJudge(Plan(Selection(profile=PROFILE))))
    for number, each in enumerate([SESSION, *frames()]):
        session.hear(line(each))
        session.judge()
        lines = path.read_bytes().split(b"\n")
        assert lines[-1] == b""
        header, *written = map(json.loads, lines[:-1])
        assert len(written) == number == session.heard
        assert all(header["streams"].keys() <= frame.keys() for frame in written)
        assert session.standing is not None
        assert (session.standing.judged, session.standing.violated) == (number + 1, ())
    session.close()


def test_frames_are_as_the_schema_says() -> None:
    for each in [SESSION, *frames()]:
        VALID.validate(each)
    wrong = [{}, {**frames()[0], "t": "0"}, {**frames()[0], "viewer": {"p": [0, 0, 0]}}, {**SESSION, "frameRate": 0}]
    assert [VALID.is_valid(each) for each in wrong] == [False] * 4


def test_a_device_that_does_not_tell_its_rate_has_it_estimated(tmp_path: Path) -> None:
    told = {name: value for name, value in SESSION.items() if name != "frameRate"}
    many = [line({**frames()[0], "i": at, "t": 12.5 * at}) for at in range(310)]
    session = recorded(tmp_path / "a.jsonl", [line(told), *many])
    assert json.loads(session.path.read_bytes().split(b"\n")[0])["session"]["frameRate"] == 80


def test_what_begins_without_a_session_is_kept_and_ends_with_a_reason(tmp_path: Path) -> None:
    session = recorded(tmp_path / "a.jsonl", [line(frames()[0]), line(SESSION)])
    assert session.ended is not None
    assert session.ended.reason == "not_converted"
    assert session.path.read_bytes() == line(frames()[0]) + b"\n"


def test_endlessly_new_sources_end_the_session_and_keep_what_was_heard(tmp_path: Path) -> None:
    def changing(at: int) -> bytes:
        return line({"t": at, "inputs": [{**source("left", 0.1), "profiles": [f"p{at}"]}]})

    session = recorded(tmp_path / "a.jsonl", [line(SESSION), *map(changing, range(400))])
    assert session.ended is not None
    assert "change too often" in session.ended.note.en
    assert 1 < session.heard < 400
    assert len(json.loads(session.path.read_bytes().split(b"\n")[0])["streams"]) == session.heard


def test_rewriting_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conformance.listening.session.REWRITTEN_BYTES", 2000)
    session = recorded(tmp_path / "a.jsonl", [line(SESSION), *map(line, frames())])
    assert session.ended is not None
    assert session.ended.reason == "too_many_changes"
    assert session.heard == 11


def test_the_page_is_served_with_all_it_needs_and_nothing_from_elsewhere(tmp_path: Path) -> None:
    told: dict[str, httpx.Response] = {}

    def script(addresses: list[str]) -> None:
        base = addresses[0]
        for name in ["", "frames.js", "page.js", "nothing.js"]:
            told[name] = httpx.get(base + name)
        with Device(base.replace("http", "ws", 1) + "frames") as device:
            device.send_each([line(SESSION), *map(line, frames())])
            device.until(60, "judged")
            device.end()

    [session] = listen_to(tmp_path, script, protocol="webxr").sessions
    assert session.heard == 60
    assert [each.status_code for each in told.values()] == [200, 200, 200, 404]
    assert told[""].headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'self'" in told[""].headers["content-security-policy"]
    named = re.findall(r'(?:src|href)="([^"]+)"', told[""].text)
    assert {each for each in named if not each.startswith("data:")} == FILES.keys() - {""}
    assert not re.search(rb"https?://(?!localhost)", b"".join(data for _, data in FILES.values()))


def test_the_page_says_everything_in_both_languages() -> None:
    text = FILES["words.js"][1].decode()
    english, chinese = (set(re.findall(r"^    (\w+): \"", part, re.M)) for part in text.split("  zh: {"))
    assert english == chinese
    used = set(re.findall(r'data-word="(\w+)"', FILES[""][1].decode()))
    assert used <= english
    said = set(re.findall(r'(?:word|complain)\("(\w+)"', FILES["page.js"][1].decode() + FILES["panel.js"][1].decode()))
    assert said <= english
