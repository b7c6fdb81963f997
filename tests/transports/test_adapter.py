"""A product behind no HTTP interface, reached by a program that speaks JSON lines."""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from doubles.live_runs import run_live, shelf_plan

from conformance.engine.live_session import open_transports
from conformance.engine.plan_file import parse_plan
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


def reason(script: str, seconds: float) -> Blocked:
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
        (ROUND + HONEST.replace('"result": {}', '"error": "x" * 900'), "adapter_failed", f"'{'x' * 500}'"),
        (ROUND + HONEST.replace("{}}", '{"status": 200, "body": "x" * 9_000_000}}'), "body_too_large", ""),
    ],
)
def test_an_adapter_that_fails_is_told_as_trouble_of_the_adapter(script: str, key: str, told: str) -> None:
    found = reason(script, 1.0 if key == "too_slow" else 60.0)
    assert found.key == key
    assert told in str(dict(found.values))


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(Blocked, match="adapter_failed") as blocked:
        adapter(["no-such-program-at-all", "serve"], Limits())
    (told,) = blocked.value.values.values()
    assert told.en.startswith("no-such-program-at-all: ")
    assert told.zh.startswith("no-such-program-at-all：")


def test_an_answer_that_came_too_late_is_not_taken_for_the_next_one() -> None:
    answer = HONEST.replace("{}}", '{"status": 200 + asked["id"]}}')
    # It says what it owes to the third call when it is called once more.
    slow = f"{ROUND}if asked['id'] == 4:\n        asked['id'] = 3\n        {answer}\n        asked['id'] = 4\n    "
    slow += f"if asked['id'] != 3:\n        {answer}"
    sender = adapter([sys.executable, "-c", slow], Limits(exchange_seconds=3))
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


FORKS = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)  # %s"])
"""


def of_its_kind(mark: str) -> list[int]:
    """The running processes whose command line has the mark."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if mark.encode() in path.read_bytes():
                found.append(int(path.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks at the processes of Linux")
@pytest.mark.parametrize("ends", [True, False], ids=["ends", "goes on"])
def test_what_an_adapter_started_ends_with_it_and_holds_nothing_up(ends: bool) -> None:
    """A grandchild has the standard output, and outlives its parent (E3)."""
    mark = f"grandchild-{os.getpid()}-{ends}"
    script = FORKS % mark + ("" if ends else ROUND + HONEST)
    sender = None
    try:
        if ends:
            with pytest.raises(Blocked) as found:
                adapter([sys.executable, "-c", script], Limits(exchange_seconds=300.0))
            assert "it ended with status 0" in str(dict(found.value.values))
        else:
            sender = adapter([sys.executable, "-c", script], Limits(exchange_seconds=300.0))
    finally:
        if sender:
            sender.close()
    assert of_its_kind(mark) == []


def test_an_adapter_that_does_not_read_holds_nothing_up() -> None:
    deaf = (
        "import sys, time\nfor _ in range(2):\n    line = sys.stdin.readline()\n"
        '    print(\'{"id": %d, "result": {}}\' % (_ + 1), flush=True)\ntime.sleep(600)'
    )
    sender = adapter([sys.executable, "-c", deaf], Limits(exchange_seconds=1.0))
    try:
        with pytest.raises(Blocked, match="too_slow"):
            ask(sender, Request("POST", "adapter:/", (), b"x" * (1 << 20)))
    finally:
        sender.close()


def test_an_adapter_gets_no_variable_but_those_it_needs_and_those_the_plan_names(tmp_path: Path) -> None:
    """A secret of the plan is in the environment of the harness, and not in the adapter's (E3)."""
    tell = 'import os; body = json.dumps(sorted(os.environ)); print(json.dumps({"id": asked["id"], "result": '
    script = ROUND + tell + '{"status": 200, "body": body}}), flush=True)'
    given = {**os.environ, "SHELF_TOKEN": "open-sesame-4711", "OTHER": "1", "NODE_PATH": "/x"}
    values = shelf_plan("adapter:/", adapter={"command": [sys.executable, "-c", script], "environment": ["NODE_PATH"]})
    transports = open_transports(parse_plan(values, "plan.toml"), tmp_path, given)
    try:
        names = set(json.loads(ask(transports, Request("GET", "adapter:/")).body))
    finally:
        transports.close()
    assert "NODE_PATH" in names
    assert "PATH" in names
    assert not names & {"SHELF_TOKEN", "OTHER", "PYTHONPATH", "PYTEST_CURRENT_TEST"}
