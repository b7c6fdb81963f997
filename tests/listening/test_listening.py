"""Devices that speak the recording format: what they say is recorded, judged meanwhile, and judged alike afterwards."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from doubles.device import Device
from doubles.listens import FAULT, FRAMES, LINES, PROFILE, listen_to

from conformance.engine.judges import Means
from conformance.engine.judges.growing import Growing
from conformance.engine.plan import Plan, Selection
from conformance.listening.desk import NO_TOKEN, TAKEN
from conformance.listening.session import DONE, OVER, VANISHED
from conformance.readers.bounds import RECORDING_LINE_BYTES
from conformance.readers.source import Source

pytestmark = pytest.mark.needs("terminals/recording")
Story = dict[str, Any]


def violated(path: Path) -> dict[str, int | None]:
    """By violated row, the line of its first finding, as the whole file is judged."""
    found = Plan(Selection(profile=PROFILE, level="mutual_recognition")).judge(
        Source("session.jsonl", path.read_bytes()), "recording"
    )
    cases = [case for _, _, cases in found.verdicts for case in cases if case.findings]
    return {case.requirement.id: case.findings[0].where.line for case in cases}


def turned_away(address: str) -> tuple[int, str]:
    """How a device is turned away."""
    with Device(address) as device:
        return device.until_closed()


def test_what_a_device_says_is_recorded_acknowledged_and_judged_while_it_says_it(tmp_path: Path) -> None:
    told: Story = {}

    def script(addresses: list[str]) -> None:
        with Device(addresses[0]) as device:
            device.send_each(LINES[:101])
            told["good"] = device.until(100, "judged")
            device.send(FAULT % (1010, 101))
            started = time.monotonic()
            told["bad"] = device.until(101, "judged")
            told["seconds"] = time.monotonic() - started
            device.end()

    listening = listen_to(tmp_path, script)
    path = tmp_path / "session.jsonl"
    assert path.read_bytes() == b"\n".join([*LINES[:101], FAULT % (1010, 101), b""])
    assert (told["good"]["heard"], told["good"]["violated"]) == (100, [])
    assert told["good"]["rate"] == pytest.approx(100)
    assert told["good"]["jitter"] == pytest.approx(0, abs=0.01)
    [found] = told["bad"]["violated"]
    assert (found["id"], found["line"], found["obligation"]) == ("TRM-POS-004", 102, "shall")
    assert set(found["said"]) == set(found["title"]) == {"en", "zh"}
    assert told["seconds"] < 2
    assert violated(path) == {"TRM-POS-004": 102}
    [session] = listening.sessions
    assert session.ended is not None
    assert session.ended.note is DONE


@pytest.mark.parametrize("size", [1, 7, 64])
def test_a_growing_recording_has_the_verdicts_of_the_whole_one(size: int) -> None:
    plan = Plan(Selection(profile=PROFILE, level="mutual_recognition"))
    lines = [*LINES[:50], FAULT % (495, 50), b"no JSON", *LINES[60:80], FAULT % (795, 81), FAULT % (797, 82)]
    suites = plan.suites_for("recording")
    growing = Growing(lines[0], suites, Means())
    for at in range(1, len(lines), size):
        growing.add(lines[at : at + size])
    whole = plan.judge(Source("", b"\n".join([*lines, b""])), "recording")
    by_now = growing.judged()
    assert [letters for _, letters, _ in by_now.verdicts] == [letters for _, letters, _ in whole.verdicts]
    findings = [[case.findings for case in cases] for _, _, cases in by_now.verdicts]
    assert findings == [[case.findings for case in cases] for _, _, cases in whole.verdicts]


def test_two_devices_on_one_token(tmp_path: Path) -> None:
    told: Story = {}

    def script(addresses: list[str]) -> None:
        page = addresses[0].replace("ws://", "http://").removesuffix("frames")
        with Device(addresses[0]) as device:
            device.send_each(LINES[:20])
            device.until(19)
            told["second"] = turned_away(addresses[0])
            told["page"] = httpx.get(page)
            told["stranger"] = httpx.get(page[:-4] + "abc/")
            told["nobody"] = turned_away(addresses[0].replace("/frames", "x/frames"))
            device.send_each(LINES[20:])
            device.until(FRAMES)
            device.end()

    listening = listen_to(tmp_path, script)
    assert told["second"] == (4403, TAKEN.en)
    assert told["nobody"] == (4403, NO_TOKEN.en)
    assert (told["page"].status_code, told["stranger"].status_code) == (409, 403)
    assert TAKEN.zh in told["page"].text
    assert listening.desk.turned_away == ["127.0.0.1"]
    assert [session.heard for session in listening.sessions] == [FRAMES]
    assert violated(tmp_path / "session.jsonl") == {}


def test_each_device_has_its_own_address_and_recording(tmp_path: Path) -> None:
    def script(addresses: list[str]) -> None:
        for number, address in enumerate(addresses, 1):
            with Device(address) as device:
                device.send(*LINES[: 50 * number])
                device.until(50 * number - 1, "judged")
                device.end()

    listening = listen_to(tmp_path, script, devices=3)
    assert [session.path.name for session in listening.sessions] == [f"session-{at}.jsonl" for at in (1, 2, 3)]
    assert [session.heard for session in listening.sessions] == [49, 99, 149]
    assert [len(session.path.read_bytes().splitlines()) for session in listening.sessions] == [50, 100, 150]


def test_a_peer_that_vanishes_leaves_what_it_said(tmp_path: Path) -> None:
    def script(addresses: list[str]) -> None:
        device = Device(addresses[0])
        device.send_each(LINES)
        device.until(FRAMES)
        device.send_bytes(b'{"t":', finished=False)
        device.vanish()

    [session] = listen_to(tmp_path, script).sessions
    assert session.ended is not None
    assert (session.ended.note, session.ended.reason) == (VANISHED, "")
    assert session.path.read_bytes() == b"\n".join([*LINES, b""])


@pytest.mark.parametrize(
    ("nonsense", "row"),
    [
        (b"no JSON at all", "TRM-STR-001"),
        (b"[]", "TRM-STR-012"),
        (b'{"t":5e9,"n":101,"head":[1,2]}', "TRM-STR-013"),
        (b'{"t":5e9,"n":101,"helmet":null}', "TRM-STR-011"),
        (b"\xff\xfe\x00", "TRM-STR-002"),
    ],
)
def test_nonsense_is_recorded_and_a_finding(nonsense: bytes, row: str, tmp_path: Path) -> None:
    told: Story = {}

    def script(addresses: list[str]) -> None:
        with Device(addresses[0]) as device:
            device.send_each(LINES[:101])
            device.send_bytes(nonsense)
            told.update(device.until(101, "judged"))
            device.end()

    listen_to(tmp_path, script)
    assert row in [each["id"] for each in told["violated"]]
    assert violated(tmp_path / "session.jsonl")[row] == 102


def test_a_first_line_that_is_no_header_is_recorded_and_a_frame_is_not_lost(tmp_path: Path) -> None:
    def script(addresses: list[str]) -> None:
        with Device(addresses[0]) as device:
            device.send(b"hello")
            device.send(b"is there anybody")
            device.until(1)
            device.end()

    [session] = listen_to(tmp_path, script).sessions
    assert session.path.read_bytes() == b"hello\nis there anybody\n"
    assert session.standing is None


def test_a_message_of_ten_megabytes_ends_the_session_with_its_reason(tmp_path: Path) -> None:
    told: Story = {}

    def script(addresses: list[str]) -> None:
        with Device(addresses[0]) as device:
            device.send_each(LINES)
            device.until(FRAMES)
            try:
                for _ in range(10):
                    device.send_bytes(bytes(1 << 20), finished=False)
                device.until_closed()
            except OSError:  # the other side has closed while this one was still sending
                pass
            told["closed"] = device.closed

    [session] = listen_to(tmp_path, script).sessions
    assert session.ended is not None
    assert (session.ended.reason, session.ended.values) == ("message_too_large", {"bound": RECORDING_LINE_BYTES})
    assert session.path.read_bytes() == b"\n".join([*LINES, b""])


def test_the_duration_ends_the_recording_and_the_device_is_told(tmp_path: Path) -> None:
    told: Story = {}

    def script(addresses: list[str]) -> None:
        with Device(addresses[0]) as device:
            device.send(*LINES[:101])
            told["closed"] = device.until_closed()
            told["last"] = device.told[-1]

    [session] = listen_to(tmp_path, script, duration=0.3).sessions
    assert session.ended is not None
    assert session.ended.note is OVER
    assert told["closed"][0] == 1000
    assert told["last"]["ended"] == {"en": OVER.en, "zh": OVER.zh}
    assert (told["last"]["heard"], told["last"]["judged"]) == (100, 100)


def test_a_flood_is_bounded_by_what_a_recording_may_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conformance.listening.session.FILE_BYTES", RECORDING_LINE_BYTES + 20_000)

    def script(addresses: list[str]) -> None:
        with Device(addresses[0]) as device:
            device.send(LINES[0])
            try:
                for _ in range(10_000):
                    device.send(*LINES[1:])
            except OSError:
                pass

    [session] = listen_to(tmp_path, script).sessions
    assert session.ended is not None
    assert session.ended.reason == "recording_too_large"
    assert 20_000 < session.path.stat().st_size < 40_000
    assert json.loads(session.path.read_bytes().splitlines()[-1])["n"] == FRAMES
