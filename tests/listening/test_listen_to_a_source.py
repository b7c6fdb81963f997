"""Devices that a protocol finds itself: what they say is recorded and judged, and what goes wrong has a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from doubles.listens import FRAMES, LINES

from conformance.authoring import NotRun, Text
from conformance.engine.plan import Plan, Selection
from conformance.listening.listener import Listening
from conformance.recordings.capture import AsItIs
from conformance.recordings.convert import Refused

pytestmark = pytest.mark.needs("terminals/recording")
Script = Callable[[Callable[[], bool]], Iterator[bytes]]


class Bus:
    """A protocol whose only device says what the script says."""

    TITLE = LOOKED_FOR = Text("a bus", "总线")
    BY = "source"
    PROFILES = ()

    def __init__(self, script: Script) -> None:
        self.script = script
        self.asked: list[str | None] = []

    def capture(self) -> AsItIs:
        return AsItIs()

    def messages(self, address: str | None, over: Callable[[], bool]) -> Iterator[bytes]:
        self.asked.append(address)
        return self.script(over)


def heard(script: Script, folder: Path, duration: float | None = None) -> Listening:
    plan = Plan(Selection(profile="xr-headset"))
    bus = Bus(script)
    listening = Listening(plan, bus, folder)
    with listening.found(bus, "192.0.2.1"):
        for _ in listening.until_over(duration, 5.0):
            pass
    assert bus.asked == ["192.0.2.1"]
    return listening


def test_a_device_is_recorded_until_it_is_gone(tmp_path: Path) -> None:
    def script(_: Callable[[], bool]) -> Iterator[bytes]:
        yield LINES[0]
        yield b"\n".join(LINES[1:])

    (session,) = heard(script, tmp_path).sessions
    assert (session.heard, session.peer) == (FRAMES, "a bus")
    assert session.ended is not None
    assert "lost" in session.ended.note.en
    assert session.path.read_bytes() == b"\n".join([*LINES, b""])


def test_a_device_that_goes_on_is_left_when_the_time_is_over(tmp_path: Path) -> None:
    left: list[bool] = []

    def script(over: Callable[[], bool]) -> Iterator[bytes]:
        yield b"\n".join(LINES)
        while not over():
            continue
        left.append(True)

    (session,) = heard(script, tmp_path, 0.3).sessions
    assert session.ended is not None
    assert session.ended.note.en == "the recording is over"
    assert left == [True]


def test_a_device_that_cannot_be_understood_and_a_missing_library_are_reasons(tmp_path: Path) -> None:
    def refuses(_: Callable[[], bool]) -> Iterator[bytes]:
        raise Refused("it says nothing", "没有内容")
        yield b""

    def lacks(_: Callable[[], bool]) -> Iterator[bytes]:
        raise NotRun("extra_missing", extra="lsl")
        yield b""

    for script, reason in ((refuses, "not_converted"), (lacks, "extra_missing")):
        (tmp_path / reason).mkdir()
        (session,) = heard(script, tmp_path / reason).sessions
        assert session.ended is not None
        assert session.ended.reason == reason
