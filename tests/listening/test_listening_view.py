"""What `listen` shows while it listens, sentence by sentence: where nobody looks on, and on a terminal."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from conformance.cli.listening_view import ListeningView
from conformance.model.text import Text

pytest.importorskip("segno")

WRONG = SimpleNamespace(id="T-1", title="a title", said="it is wrong")
PLACE = SimpleNamespace(addresses=["http://a.example/"], page=True, fingerprint="", port=8080)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def standing(*violated: Any, rate: float | None = 60.0) -> SimpleNamespace:
    return SimpleNamespace(violated=violated, rate=rate, jitter=1.26)


def session(**changed: Any) -> Any:
    told = {"path": SimpleNamespace(name="a.jsonl"), "peer": "127.0.0.1", "standing": None, "ended": None, "heard": 7}
    return SimpleNamespace(**{**told, "capture": SimpleNamespace(lag=None, dropped=0), **changed})


def shown(view: ListeningView, place: Any = PLACE, looked_for: Text | None = None) -> None:
    """A device comes, violates a row, satisfies it again, and goes; another is turned away."""
    desk = SimpleNamespace(turned_away=[])
    view.begin(place, SimpleNamespace(desk=desk), looked_for)  # type: ignore[arg-type]
    view.update([session()])
    view.update([session(standing=standing(WRONG))])
    view.update([session(standing=standing(WRONG))])
    desk.turned_away.append("127.0.0.2")
    view.update([session(standing=standing())])
    view.update([session(standing=standing(WRONG))])
    lost = SimpleNamespace(lag=2.0, dropped=3)
    for _ in range(2):
        view.update([session(standing=standing(rate=None), ended=SimpleNamespace(note="it went"), capture=lost)])


SAID = """
open this in the browser of the device: http://a.example/
a device at the end of a cable reaches it after: adb reverse tcp:8080 tcp:8080
Ctrl-C ends the recording
a.jsonl: 127.0.0.1 is there
a.jsonl: violated so far: T-1 a title: it is wrong
a.jsonl: no longer violated: T-1
127.0.0.2 was turned away: another device is using that address
a.jsonl: violated so far: T-1 a title: it is wrong
a.jsonl: no longer violated: T-1
a.jsonl: it went; 7 frames are recorded
a.jsonl: the device left out 3 frames, since the network was too slow
"""


def test_each_event_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    with ListeningView("en") as view:
        shown(view)
    assert capsys.readouterr().err.splitlines() == [f"conformance: {line}" for line in SAID.split("\n") if line]


def test_a_place_is_said_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    signed = SimpleNamespace(addresses=["tcp://a:1"], page=False, fingerprint="AB:CD", port=1)
    with ListeningView("zh") as view:
        view.begin(signed, SimpleNamespace(), Text("a stream", "一个流"))  # type: ignore[arg-type]
    assert capsys.readouterr().err.splitlines() == [
        "conformance: 正在查找一个流",
        "conformance: 设备发送至：tcp://a:1",
        "conformance: 证书为自签，浏览器会给出警告；证书的 SHA-256 指纹为 AB:CD",
        "conformance: 按 Ctrl-C 结束录制",
    ]


def test_a_terminal_also_shows_how_each_device_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Terminal())
    with ListeningView("en") as view:
        live = view._live
        states: list[str] = []
        monkeypatch.setattr(live, "update", states.append)
        shown(view)
    written = sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert [line for line in SAID.split("\n") if line and f"conformance: {line}" not in written] == []
    state = "a.jsonl  7 frames  {} Hz  jitter {} ms  latency {} ms  violated: {}"
    assert [states[0], states[1], states[3], states[-1]] == [
        state.format("-", "-", "-", "-"),
        state.format("60.0", "1.3", "-", "T-1"),
        state.format("60.0", "1.3", "-", "-"),
        state.format("-", "1.3", "2.0", "-"),
    ]
    assert not live.is_started
    assert view._live is None


@pytest.mark.parametrize(
    ("page", "fingerprint", "drawn"), [(True, "AB", True), (True, "", False), (False, "AB", False)]
)
def test_the_address_of_a_page_is_drawn_for_a_camera(
    page: bool, fingerprint: str, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only an address with a certificate is one that another device reaches."""
    monkeypatch.setattr(sys, "stderr", Terminal())
    place = SimpleNamespace(addresses=["https://a.example/"], page=page, fingerprint=fingerprint, port=0)
    ListeningView("en").begin(place, SimpleNamespace())  # type: ignore[arg-type]
    assert ("\u2584" in sys.stderr.getvalue()) == drawn  # type: ignore[attr-defined]
