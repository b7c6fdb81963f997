"""A product behind no HTTP interface, reached by a program that speaks JSON lines."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from doubles.live_runs import run_live, shelf_plan

from conformance.model.finding import Blocked
from conformance.model.outcome import Verdict
from conformance.transports.adapter import AdapterTransport
from conformance.transports.exchange import Request, ask
from conformance.transports.limits import Limits
from conformance.transports.transport import Setup

pytestmark = pytest.mark.versions

ADAPTERS = Path(__file__).parents[1] / "doubles" / "adapters"
ROUND = "import sys, json\nfor line in sys.stdin:\n    asked = json.loads(line)\n    "
HONEST = 'print(json.dumps({"id": asked["id"], "result": {}}), flush=True)'


def commands() -> list[list[str]]:
    node = shutil.which("node")
    found = [[sys.executable, str(ADAPTERS / "shelf_adapter.py")]]
    return [*found, [node, str(ADAPTERS / "shelf_adapter.mjs")]] if node else found


@pytest.mark.parametrize("command", commands(), ids=lambda command: Path(command[1]).suffix)
def test_the_same_suite_judges_a_product_behind_an_adapter(command: list[str], tmp_path: Path) -> None:
    values = shelf_plan("adapter:/", adapter={"command": command})
    run = run_live(tmp_path, values)
    assert run.summary.verdict is Verdict.CONFORMANT
    assert run.again(tmp_path / "again").same_bytes


def test_both_examples_can_be_tried_where_node_is_installed() -> None:
    if shutil.which("node") is None:
        pytest.skip("Node is not installed")
    assert len(commands()) == 2


def adapter(command: list[str], limits: Limits) -> AdapterTransport:
    return AdapterTransport(Setup(limits, command=tuple(command)))


def reason(script: str, seconds: float = 2.0) -> Blocked:
    sender: AdapterTransport | None = None

    def all_of_it() -> None:
        nonlocal sender
        sender = adapter([sys.executable, "-c", script], Limits(exchange_seconds=seconds))
        ask(sender, Request("GET", "adapter:/"))

    try:
        with pytest.raises(Blocked) as found:
            all_of_it()
    finally:
        if sender:
            sender.close()
    return found.value


@pytest.mark.parametrize(
    ("script", "key", "told"),
    [
        ("", "adapter_failed", "it ended with status 0"),
        ("import sys; sys.exit(7)", "adapter_failed", "it ended with status 7"),
        ("print('hello', flush=True); input()", "adapter_failed", "does not answer the call"),
        ("print('[]', flush=True); input()", "adapter_failed", "does not answer the call"),
        ("import time; time.sleep(60)", "too_slow", ""),
        (ROUND + HONEST, "adapter_failed", "has no status, headers and body"),
        (ROUND + HONEST.replace("{}}", '{"status": 7}}'), "adapter_failed", "the status is 7"),
        (ROUND + HONEST.replace("{}}", '{"status": 200, "headers": 3}}'), "adapter_failed", "no status, headers"),
        (ROUND + HONEST.replace("{}}", '{"status": 200, "body": {"base64": "?"}}}'), "adapter_failed", "no status"),
        (ROUND + HONEST.replace('"result": {}', '"error": "no luck"'), "adapter_failed", "no luck"),
        (ROUND + HONEST.replace("{}}", '{"status": 200, "body": "x" * 9_000_000}}'), "body_too_large", ""),
    ],
)
def test_an_adapter_that_fails_is_told_as_trouble_of_the_adapter(script: str, key: str, told: str) -> None:
    found = reason(script)
    assert found.key == key
    assert told in str(dict(found.values))


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(Blocked, match="adapter_failed"):
        adapter(["no-such-program-at-all"], Limits())


def test_an_answer_that_came_too_late_is_not_taken_for_the_next_one() -> None:
    slow = (
        ROUND
        + "import time\n    time.sleep(0.8 if asked['id'] == 3 else 0)\n    "
        + HONEST.replace("{}}", '{"status": 200 + asked["id"]}}')
    )
    sender = adapter([sys.executable, "-c", slow], Limits(exchange_seconds=0.5))
    try:
        with pytest.raises(Blocked, match="too_slow"):
            ask(sender, Request("GET", "adapter:/"))
        assert ask(sender, Request("GET", "adapter:/")).status == 204
    finally:
        sender.close()


def test_bytes_that_are_no_text_travel_as_base64() -> None:
    echo = ROUND + HONEST.replace("{}}", '{"status": 200, "body": asked.get("request", {}).get("body", "")}}')
    sender = adapter([sys.executable, "-c", echo], Limits())
    try:
        for body in (b"", "上海".encode(), bytes(range(256))):
            assert ask(sender, Request("POST", "adapter:/", (), body)).body == body
    finally:
        sender.close()
