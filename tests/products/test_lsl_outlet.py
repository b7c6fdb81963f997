"""An outlet of pylsl on this machine: found, recorded and judged while it sends.

Chunks without times get theirs from the clock at the moment of sending, so that they overlap: a true finding.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from doubles.listens import command

from conformance.reporting.journal import events

SENDER = """
import sys, time, pylsl
pylsl.set_config_content("[multicast]\\nResolveScope = machine\\n\\n[log]\\nlevel = -2\\n")
info = pylsl.StreamInfo("Cap", "EEG", 2, 250, "float32", "cap-7")
channels = info.desc().append_child("channels")
for label in ("C3", "C4"):
    channel = channels.append_child("channel")
    channel.append_child_value("label", label)
    channel.append_child_value("unit", "microvolts")
outlet, begun, sent = pylsl.StreamOutlet(info), pylsl.local_clock(), 0
while sent < 10_000:
    for _ in range(25):
        outlet.push_sample([sent % 7, sent % 11], begun + sent / 250)
        sent += 1
    time.sleep(max(0, begun + sent / 250 - pylsl.local_clock()))
"""


def test_an_outlet_is_recorded_and_judged(tmp_path: Path) -> None:
    pytest.importorskip("pylsl", reason="the extra lsl is not installed")
    sender = subprocess.Popen([sys.executable, "-c", SENDER])
    try:
        with command("--protocol", "lsl", "--duration", "2", "--wait", "20", folder=tmp_path) as listening:
            status, output, said = listening.end()
    finally:
        sender.kill()
        sender.wait()
    assert status == 0, output + said
    lines = (tmp_path / "session.jsonl").read_bytes().splitlines()
    assert b'"label":"C3","unit":"microvolts"' in lines[0]
    assert len(lines) > 300
    assert any(True for _ in events(tmp_path / "run.jsonl"))
