"""Live against brokers that nobody here wrote: what is reported of each is what it does when asked by hand."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

PLAN = Plan(Selection(suites=tuple(f"interfaces/mqtt/{name}" for name in ("broker", "delivery", "packets"))))
MOSQUITTO = os.environ.get("CONFORMANCE_MOSQUITTO") or shutil.which("mosquitto") or shutil.which("/usr/sbin/mosquitto")
START_SECONDS = 20


@contextmanager
def running(command: Sequence[str], port: int) -> Iterator[str]:
    """A broker, once it accepts connections, until the block ends."""
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + START_SECONDS
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            assert program.poll() is None, "the broker did not start"
            assert time.monotonic() < end, "the broker does not listen"
            time.sleep(0.1)
        yield f"mqtt://127.0.0.1:{port}"
    finally:
        program.terminate()
        program.wait(10)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def judged(url: str) -> dict[Outcome, set[str]]:
    """The rows by what came of them."""
    values = {
        "product": {"name": "Broker", "version": "1"},
        "profile": "mqtt-broker",
        "endpoints": {"broker": url},
        "statement": {},
        "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
        "limits": {"writing": True},
    }
    found = judged_once(PLAN, values)
    return {outcome: {name for name, each in found.items() if each is outcome} for outcome in Outcome}


@pytest.mark.skipif(MOSQUITTO is None, reason="the broker mosquitto is not installed")
def test_mosquitto(tmp_path: Path) -> None:
    port, file = free_port(), tmp_path / "mosquitto.conf"
    file.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\n", encoding="utf-8")
    with running([str(MOSQUITTO), "-c", str(file)], port) as url:
        found = judged(url)
    # It closes the connection of a client that is taken over without a word.
    assert found[Outcome.FAIL] == {"IFC-MQT-019"}
    assert found[Outcome.NOT_APPLICABLE] <= {"IFC-MQT-020"}
    assert found[Outcome.INCONCLUSIVE] | found[Outcome.ERROR] | found[Outcome.NOT_RUN] == set()


@pytest.mark.skipif(find_spec("mqttools") is None, reason="the broker mqttools is not installed")
def test_mqttools() -> None:
    port = free_port()
    command = [sys.executable, "-m", "mqttools", "broker", "--host", "127.0.0.1", "--port", str(port)]
    with running(command, port) as url:
        found = judged(url)
    assert found[Outcome.FAIL] == {
        "IFC-MQT-004",  # sessions never expire
        "IFC-MQT-005",  # an empty Client Identifier is not replaced
        "IFC-MQT-013",  # any flags will do
        "IFC-MQT-016",  # U+0000 is passed on
        "IFC-MQT-018",  # both connections stay
        "IFC-MQT-020",  # the connection stays open after a DISCONNECT
        "IFC-MQT-023",  # a will is published at once
        "IFC-MQD-011",  # a PUBLISH with User Properties ends the connection
        "IFC-MQD-020",  # No Local is ignored
        "IFC-MQD-021",  # as are Subscription Identifiers
    }
    assert found[Outcome.INCONCLUSIVE] == {"IFC-MQT-006", "IFC-MQT-019"}
    assert found[Outcome.ERROR] | found[Outcome.NOT_RUN] == set()
    # It announces that it takes neither QoS 1 nor wildcards.
    assert found[Outcome.PASS] >= {"IFC-MQT-001", "IFC-MQT-002", "IFC-MQT-003", "IFC-MQD-019"}
    assert found[Outcome.NOT_APPLICABLE] >= {"IFC-MQD-001", "IFC-MQD-010", "IFC-MQD-022"}
