"""The command `listen`: what it says, what it leaves, and how it ends."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import ssl
import sys
import time
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from doubles.device import Device
from doubles.listens import FAULT, FRAMES, LINES, PROFILE, command

from conformance.cli.main import main

pytestmark = pytest.mark.needs("terminals/recording")
OPTIONS = ("--profile", PROFILE, "--protocol", "websocket")
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def verdict(folder: Path) -> list[object]:
    """What the journal of a run says of its subjects, without their names."""
    events = [json.loads(line) for line in (folder / "run.jsonl").read_text(encoding="utf-8").splitlines()]
    return [{**each, "name": ""} for each in events if each["event"] not in ("run", "end")]


@pytest.mark.parametrize(("extra", "status"), [([], 0), ([FAULT % (3000, FRAMES + 1)], 1)])
def test_the_report_is_the_one_of_check(extra: list[bytes], status: int, tmp_path: Path) -> None:
    with command(*OPTIONS, folder=tmp_path / "live") as listening:
        with Device(listening.addresses[0]) as device:
            device.send_each([*LINES, *extra])
            device.until(FRAMES + len(extra))
            device.end()
        ended, output, said = listening.end()
    assert ended == status, output + said
    assert "Recording:" in output
    assert "session.jsonl: 127.0.0.1 is there" in said
    assert f"{FRAMES + len(extra)} frames are recorded" in said
    assert ("violated so far: TRM-POS-004" in said) == bool(extra)
    recording, again = tmp_path / "live" / "session.jsonl", tmp_path / "again"
    assert main(["check", str(recording), "--profile", PROFILE, "--journal", str(again / "run.jsonl")]) == status
    assert verdict(tmp_path / "live") == verdict(again)


@posix
def test_ctrl_c_ends_with_a_partial_report_in_words(tmp_path: Path) -> None:
    with command(*OPTIONS, folder=tmp_path) as listening, Device(listening.addresses[0]) as device:
        device.send_each(LINES)
        device.until(FRAMES)
        listening.process.send_signal(signal.SIGINT)
        closed = device.until_closed()
        ended, output, said = listening.end()
    assert ended == 130
    assert closed[0] == 1000
    assert "interrupted: this report is partial" in output
    assert "subjects judged: 1" in output
    assert "Traceback" not in output + said


@posix
def test_after_a_kill_the_recording_is_valid_to_its_last_frame(tmp_path: Path) -> None:
    with command(*OPTIONS, folder=tmp_path) as listening, Device(listening.addresses[0]) as device:
        device.send(LINES[0])
        device.send_each(LINES[1:])
        heard = device.until(FRAMES // 2)["heard"]
        os.kill(listening.process.pid, signal.SIGKILL)
        listening.process.wait()
    lines = (tmp_path / "session.jsonl").read_bytes().split(b"\n")
    assert lines[-1] == b""
    assert lines[:-1] == LINES[: len(lines) - 1]
    assert len(lines) - 2 >= heard
    journal = tmp_path / "journal" / "run.jsonl"
    assert main(["check", str(tmp_path / "session.jsonl"), "--profile", PROFILE, "--journal", str(journal)]) == 0


def test_what_was_cut_off_at_a_limit_leaves_the_run_unproven(tmp_path: Path) -> None:
    with command(*OPTIONS, folder=tmp_path) as listening, Device(listening.addresses[0]) as device:
        device.send_each(LINES)
        device.until(FRAMES)
        device.send_bytes(bytes((4 << 20) + 1))
        assert device.until_closed()[0] == 1009
        ended, output, said = listening.end()
    assert ended == 3
    assert "a message is longer than the test system's limit of 4194304 bytes" in output
    assert "Traceback" not in output + said


def test_nobody_comes(tmp_path: Path) -> None:
    with command(*OPTIONS, "--wait", "0.2", folder=tmp_path) as listening:
        ended, output, _ = listening.end()
    assert ended == 3
    assert "no device has sent anything within 0.2 seconds" in output
    assert {each.name for each in tmp_path.iterdir()} == {"run.jsonl", "report.json"}


def test_on_a_network_it_is_encrypted_and_tells_its_fingerprint(tmp_path: Path) -> None:
    with command(*OPTIONS, "--lan", "127.0.0.1", folder=tmp_path) as listening:
        [address] = listening.addresses
        assert address.startswith("wss://127.0.0.1:")
        fingerprint = re.search(r"fingerprint is (\S+)", "".join(listening.said))
        assert fingerprint
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        with Device(address, trusting) as device:
            given = device.certificate
            device.send_each(LINES)
            device.until(FRAMES, "judged")
            device.end()
        ended, _, said = listening.end()
    assert ended == 0
    named = x509.load_der_x509_certificate(given).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    assert [str(each) for each in named.value.get_values_for_type(x509.IPAddress)] == ["127.0.0.1"]
    assert hashlib.sha256(given).hexdigest().upper() == fingerprint[1].replace(":", "")
    assert "adb reverse" not in said


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--protocol", "websockets"], "unknown protocol 'websockets'; did you mean websocket?"),
        ([], "--profile NAME or --protocol NAME is needed; protocols: lsl, mqtt, osc, vmc, websocket"),
        (["--level", "interoperable"], "--level needs --profile"),
        (["--protocol", "websocket", "--duration", "0"], "--duration and --wait: seconds above 0"),
        (["--protocol", "websocket", "--devices", "99"], "--devices: a whole number from 1 to 16"),
        (["--protocol", "websocket", "--port", "70000"], "--port: a whole number from 0 to 65535"),
        (["--protocol", "websocket", "--lan", "192.0.2.1"], "cannot listen at 192.0.2.1:0"),
    ],
)
def test_mistakes_are_said_before_anybody_is_waited_for(
    options: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    started = time.monotonic()
    assert main(["listen", *options, "--folder", str(tmp_path)]) == 2
    assert sentence in capsys.readouterr().err
    assert time.monotonic() - started < 10


def test_an_http_client_gets_nothing_without_the_token(tmp_path: Path) -> None:
    with command(*OPTIONS, folder=tmp_path) as listening:
        base = listening.addresses[0].replace("ws://", "http://").rsplit("/", 2)[0]
        assert httpx.get(f"{base}/").status_code == 404
        assert httpx.get(f"{base}/guess/").status_code == 403
        assert httpx.get(f"{base}/guess/page.js").status_code == 403
