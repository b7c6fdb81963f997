"""A performer of the VMC protocol by python-osc on this machine: heard, recorded and judged while it sends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from doubles.listens import command
from listening import free_port

from conformance.reporting.journal import events

SENDER = """
import math, sys, time
from pythonosc.udp_client import SimpleUDPClient
client, begun = SimpleUDPClient("127.0.0.1", int(sys.argv[1])), time.monotonic()
BONES = {"Hips": (0.0, 0.95, 0.0), "Spine": (0.0, 0.1, 0.0), "Head": (0.0, 0.5, 0.0)}
for side, x in (("Left", -1.0), ("Right", 1.0)):
    BONES |= {side + "UpperArm": (0.2 * x, 0.3, 0.0), side + "LowerArm": (0.27 * x, 0.0, 0.0)}
    BONES |= {side + "Hand": (0.25 * x, 0.0, 0.0), side + "UpperLeg": (0.1 * x, 0.0, 0.0)}
    BONES |= {side + "LowerLeg": (0.0, -0.45, 0.0), side + "Foot": (0.0, -0.43, 0.0), side + "Toes": (0.0, -0.05, 0.12)}
while time.monotonic() - begun < 60:
    now = time.monotonic() - begun
    client.send_message("/VMC/Ext/OK", [1, 3, 0])
    client.send_message("/VMC/Ext/T", [now])
    client.send_message("/VMC/Ext/Root/Pos", ["root", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0])
    for at, (name, place) in enumerate(BONES.items()):
        half = 0.05 * math.sin(2 * now + at)
        client.send_message("/VMC/Ext/Bone/Pos", [name, *place, math.sin(half), 0.0, 0.0, math.cos(half)])
    time.sleep(1 / 60)
"""


def test_a_performer_is_recorded_and_judged(tmp_path: Path) -> None:
    pytest.importorskip("pythonosc", reason="the extra osc is not installed")
    port = free_port()
    sender = subprocess.Popen([sys.executable, "-c", SENDER, str(port)])
    options = ("--profile", "body-tracker", "--port", str(port), "--duration", "3", "--wait", "20")
    try:
        with command(*options, folder=tmp_path) as listener:
            status, output, said = listener.end()
    finally:
        sender.kill()
        sender.wait()
    assert status == 0, output + said
    lines = (tmp_path / "session.jsonl").read_bytes().splitlines()
    assert b'"relativeTo":"parent"' in lines[0]
    assert len(lines) > 60
    assert any(True for _ in events(tmp_path / "run.jsonl"))
