"""Live against a real product, the Functions Framework for Python: what is reported of it is true, as tried by hand.

Its command `functions-framework` has to be installed.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from listening import named

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

COMMAND = shutil.which("functions-framework")
PLAN = Plan(Selection(suites=("interfaces/events/receiver",)))
FUNCTION = """import functions_framework

@functions_framework.cloud_event
def take(event):
    return "OK"
"""
EVENT = {"source": "urn:example:conformance", "type": "com.example.conformance.tested", "data": {}}

if COMMAND is None:
    pytest.skip("functions-framework is not installed", allow_module_level=True)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product with a function that takes any event."""
    source = tmp_path_factory.mktemp("function") / "main.py"
    source.write_text(FUNCTION, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"source": source, "target": "take", "signature-type": "cloudevent", "host": "127.0.0.1", "port": port}
    command = [str(COMMAND), *(f"--{name}={value}" for name, value in options.items())]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            address = f"http://127.0.0.1:{port}/"
            await_(address, program)
            yield address
        finally:
            program.terminate()


def await_(address: str, program: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert program.poll() is None, "functions-framework did not start"
        try:
            status_of(address, {}, b"")
        except URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("functions-framework does not answer")


def status_of(address: str, headers: dict[str, str], body: bytes) -> int:
    try:
        with urlopen(Request(address, body, headers), timeout=30) as answer:  # noqa: S310 - the product on loopback
            return int(answer.status)
    except HTTPError as error:
        return error.code


def structured(address: str, event: object) -> int:
    return status_of(address, {"content-type": "application/cloudevents+json"}, json.dumps(event).encode())


def outcomes(address: str, **statement: bool) -> dict[str, Outcome]:
    values = {
        "product": {"name": "functions-framework", "version": "3"},
        "profile": "event-receiver",
        "endpoints": {"events": address},
        "statement": {"batches": False, "webhook": False, **statement},
        "information": {"event": json.dumps(EVENT)},
        "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
        "limits": {"writing": True},
    }
    return judged_once(PLAN, values)


def test_what_is_wrong_is_found_and_nothing_else(url: str) -> None:
    found = outcomes(url)
    assert named(found, Outcome.FAIL) == {"IFC-WHK-010", "IFC-WHK-013", "IFC-WHK-016"}
    assert named(found, Outcome.ERROR) == named(found, Outcome.INCONCLUSIVE) == set()
    assert {"IFC-WHK-001", "IFC-WHK-002", "IFC-WHK-003"} <= named(found, Outcome.PASS)
    # And so it is.
    event = {**EVENT, "specversion": "1.0", "id": "1"}
    binary = {f"ce-{name}": str(value) for name, value in event.items() if name != "data"}
    assert structured(url, event) == 200
    assert structured(url, {**event, "id": ""}) == 200
    assert structured(url, [7]) == 500
    assert status_of(url, {**binary, "ce-subject": "%FF", "content-type": "application/json"}, b"{}") == 200


def test_it_knows_neither_batches_nor_the_handshake(url: str) -> None:
    """What it does not claim, it need not do."""
    claimed = outcomes(url, batches=True, webhook=True)
    new = named(claimed, Outcome.FAIL) - {"IFC-WHK-010", "IFC-WHK-013", "IFC-WHK-016"}
    assert new == {"IFC-WHK-004", "IFC-WHK-005", "IFC-WHK-021"}
