"""Which tests run which line, for choosing the tests of a mutant: a plugin of pytest that writes one file per process.

`python -m pytest -p tests.mutants.reach` with CONFORMANCE_REACH naming a folder. Each line costs one event per test
(sys.monitoring, so Python 3.12 or later). Processes that a test starts are followed by started/sitecustomize.py.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import pytest

from tests.mutants.started.sitecustomize import follow

ALIKE = 3  # items of one parametrised test that are remembered per line: the quickest
ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (f"{ROOT}/src/", f"{ROOT}/suites/")
TOOL = sys.monitoring.COVERAGE_ID

# line ("path:number") -> test function -> the quickest items as (seconds, id)
_reached: dict[str, dict[str, list[tuple[float, str]]]] = {}
_now: set[tuple[str, int]] = set()
_passed: set[str] = set()
_started = tempfile.NamedTemporaryFile(prefix="reach-")  # noqa: SIM115 - lines of processes that the test starts


def _line(code: CodeType, number: int) -> object:
    _now.add((code.co_filename, number))
    return sys.monitoring.DISABLE


def _cpu_seconds() -> float:
    """Of this process and of those it started that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def pytest_configure() -> None:
    search = [str(Path(__file__).parent / "started"), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, search))
    os.environ["CONFORMANCE_REACHED"], os.environ["CONFORMANCE_REACH_OF"] = _started.name, os.pathsep.join(FOLDERS)
    os.register_at_fork(after_in_child=follow)
    sys.monitoring.use_tool_id(TOOL, "reach")
    sys.monitoring.register_callback(TOOL, sys.monitoring.events.LINE, _line)
    sys.monitoring.set_events(TOOL, sys.monitoring.events.LINE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """One test: what it reaches, if it passes."""
    _now.clear()
    sys.monitoring.restart_events()
    started = _cpu_seconds()
    result = yield
    seconds = _cpu_seconds() - started
    for line in _started.read().decode().splitlines():
        path, _, number = line.rpartition(":")
        _now.add((path, int(number)))
    if item.nodeid in _passed:
        for path, number in list(_now):  # this very loop reaches lines
            if path.startswith(FOLDERS):
                items = _reached.setdefault(f"{path[len(str(ROOT)) + 1 :]}:{number}", {}).setdefault(
                    item.nodeid.partition("[")[0], []
                )
                items.append((round(seconds, 3), item.nodeid))
                items.sort()
                del items[ALIKE:]
    return result


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.passed:
        _passed.add(report.nodeid)


def pytest_sessionfinish() -> None:
    sys.monitoring.set_events(TOOL, sys.monitoring.events.NO_EVENTS)
    folder = Path(os.environ["CONFORMANCE_REACH"])
    folder.mkdir(parents=True, exist_ok=True)
    if _reached:
        (folder / f"{os.getpid()}.json").write_text(json.dumps(_reached), encoding="utf-8")
