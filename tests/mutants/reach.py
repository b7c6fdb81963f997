"""Which tests run which line, for choosing the tests of a mutant: a plugin of pytest that writes one file per module.

`python -m pytest -p tests.mutants.reach` with CONFORMANCE_REACH naming a folder; modules that have their file there are
not run again. A file has the `seconds` of CPU time of each test that passed, and for each of the `lines`
("path:number") which of these tests reach it: a hexadecimal number whose bit n, from the least, stands for the n-th.
Each line costs one event per test (sys.monitoring, so Python 3.12 or later). Processes that a test starts are followed
by started/sitecustomize.py.
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

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (f"{ROOT}/src/", f"{ROOT}/suites/")
TOOL = sys.monitoring.COVERAGE_ID

_seconds: dict[str, float] = {}
_reached: dict[str, int] = {}
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


def _kept(module: str) -> Path:
    return Path(os.environ["CONFORMANCE_REACH"]) / f"{module.removesuffix('.py').replace('/', '.')}.json"


def pytest_configure() -> None:
    search = [str(Path(__file__).parent / "started"), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, search))
    os.environ["CONFORMANCE_REACHED"], os.environ["CONFORMANCE_REACH_OF"] = _started.name, os.pathsep.join(FOLDERS)
    os.register_at_fork(after_in_child=follow)
    sys.monitoring.use_tool_id(TOOL, "reach")
    sys.monitoring.register_callback(TOOL, sys.monitoring.events.LINE, _line)
    sys.monitoring.set_events(TOOL, sys.monitoring.events.LINE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = [item for item in items if not _kept(_module(item)).exists()]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
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
        bit = 1 << len(_seconds)
        _seconds[item.nodeid] = round(seconds, 3)
        for path, number in list(_now):  # this very loop reaches lines
            if path.startswith(FOLDERS):
                line = f"{path[len(str(ROOT)) + 1 :]}:{number}"
                _reached[line] = _reached.get(line, 0) | bit
    if nextitem is None or _module(nextitem) != _module(item):
        _keep(_kept(_module(item)))
    return result


def _module(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.passed:
        _passed.add(report.nodeid)


def _keep(file: Path) -> None:
    """Write what the tests of a module reach, and forget it."""
    lines = {line: f"{tests:x}" for line, tests in _reached.items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".part")
    unfinished.write_text(json.dumps({"seconds": _seconds, "lines": lines}), encoding="utf-8")
    unfinished.rename(file)
    _seconds.clear()
    _reached.clear()


def pytest_sessionfinish() -> None:
    sys.monitoring.set_events(TOOL, sys.monitoring.events.NO_EVENTS)
