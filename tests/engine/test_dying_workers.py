"""A process that dies while it judges costs the subject that killed it, and no other (B3)."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from doubles.small_suites import function, write_suite

from conformance.engine.plan import Plan, Selection
from conformance.engine.run import execute
from conformance.engine.subjects import targets
from conformance.engine.workers import make_pool
from conformance.model.outcome import Conclusion, Verdict
from conformance.reporting.journal import events
from conformance.reporting.summary import Summary, summarise

DEADLY = function(body='__import__("os")._exit(9) if document["thing"] == "deadly" else None\n    return iter(())')
FAULTY = '    if document["thing"] == "bad":\n        yield Finding("/thing", received="bad")\n'
BOTH = DEADLY.replace("    return iter(())\n", FAULTY)


def judged(tmp_path: Path, things: list[str], *, named: bool = True) -> Summary:
    suites = write_suite(tmp_path / "suites", checks=BOTH)
    for number, thing in enumerate(things):
        path = tmp_path / "product" / f"{number:02}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"thing": thing}), encoding="utf-8")
    journal = tmp_path / "run.jsonl"
    assert execute(Plan(Selection((str(suites),))), targets([str(tmp_path / "product")]), journal, workers=2)
    return summarise(events(journal))


def test_only_the_subject_that_kills_its_process_is_not_judged_and_it_is_named(tmp_path: Path) -> None:
    summary = judged(tmp_path, ["good"] * 12 + ["deadly"] + ["good"] * 12)
    assert [(Path(name).name, problem.reason.key) for name, problem in summary.problems] == [("12.json", "judge_died")]
    assert summary.judged == 24
    assert summary.requirements["TNY-THG-001"].conclusion is Conclusion.SATISFIED
    assert summary.verdict is Verdict.ERROR


def test_a_violation_elsewhere_counts_for_more_than_the_death(tmp_path: Path) -> None:
    summary = judged(tmp_path, ["deadly", "bad", "deadly"])
    assert summary.verdict is Verdict.NONCONFORMANT
    assert summary.judged == 1


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")
def test_no_worker_outlives_a_run_that_was_killed(tmp_path: Path) -> None:
    """(B6) Each of them ends with the process that started it."""
    slow = function(body="import time\n    time.sleep(0.05)\n    return iter(())")
    suites = write_suite(tmp_path / "suites", checks=slow)
    (tmp_path / "product").mkdir()
    for number in range(400):
        (tmp_path / "product" / f"{number:03}.json").write_text('{"thing": 1}', encoding="utf-8")
    command = [sys.executable, "-m", "conformance", "check", "product", "--suites", str(suites), "--workers", "2"]
    started = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: len(children(started.pid)) >= 2)
        workers = children(started.pid)
    finally:
        started.kill()
        started.wait()
    wait_until(lambda: not any(Path(f"/proc/{each}").exists() for each in workers))


def children(pid: int) -> list[int]:
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and b"spawn_main" in (each.parent / "cmdline").read_bytes():
            found.append(int(each.parent.name))
    return found


def wait_until(holds) -> None:
    end = time.monotonic() + 600
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_mapped_file_that_ends_its_process_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """(B3) A process that reads a mapped file dies if the file is cut meanwhile; it is not the one of the run."""
    suites = write_suite(tmp_path / "suites", checks=DEADLY)
    for name, thing, size in (("large.json", "deadly", 100_000), ("small.json", "good", 1)):
        (tmp_path / name).write_text(json.dumps({"thing": thing, "rest": "y" * size}), encoding="utf-8")
    monkeypatch.setattr("conformance.engine.run.MAPPED_FROM", 50_000)
    journal, files = tmp_path / "run.jsonl", [str(tmp_path / name) for name in ("large.json", "small.json")]
    execute(Plan(Selection((str(suites),))), targets(files), journal)
    summary = summarise(events(journal))
    assert [(Path(name).name, each.reason.key) for name, each in summary.problems] == [("large.json", "judge_died")]
    assert summary.judged == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_worker_never_hears_ctrl_c_not_even_while_it_starts() -> None:
    """Python told where the start of a worker was interrupted, with a traceback."""
    with make_pool(1, print, ()) as pool:
        assert signal.SIGINT in pool.submit(signal.pthread_sigmask, signal.SIG_BLOCK, ()).result()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
