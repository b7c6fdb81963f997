"""Ctrl-C while a run is being finished: all is written, the exit status is 130, and nobody sees a traceback."""

from __future__ import annotations

import json
import signal
import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from conformance.cli import check_command, report_command, views
from conformance.cli.main import main
from conformance.engine.bundle import Bundle
from conformance.engine.finishing import finishing, interruptible
from conformance.engine.journal import Journal
from conformance.engine.packing import Packing

GOOD = b'{"badge": {"id": "a", "name": "plain"}}'


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    # A shell starts what runs in its background with SIGINT ignored, and the tests with it.
    surrounding = signal.signal(signal.SIGINT, signal.default_int_handler)
    before = signal.getsignal(signal.SIGINT), sys.unraisablehook
    try:
        yield
        assert (signal.getsignal(signal.SIGINT), sys.unraisablehook) == before
    finally:
        signal.signal(signal.SIGINT, surrounding)


def ctrl_c() -> None:
    signal.raise_signal(signal.SIGINT)


def test_what_is_being_finished_is_finished_and_what_may_be_interrupted_is() -> None:
    done = []

    @finishing()
    def finish() -> None:
        with suppress(KeyboardInterrupt), interruptible():
            ctrl_c()
            done.append("never")
        ctrl_c()
        done.append("finished")

    with pytest.raises(KeyboardInterrupt):
        finish()
    assert done == ["finished"]


def test_a_second_ctrl_c_does_not_wait() -> None:
    done = []

    @finishing()
    def finish() -> None:
        ctrl_c()
        done.append("once")
        ctrl_c()
        done.append("never")

    with pytest.raises(KeyboardInterrupt):
        finish()
    assert done == ["once"]


def test_one_that_waited_interrupts_what_may_be_interrupted() -> None:
    with finishing():
        ctrl_c()
        with pytest.raises(KeyboardInterrupt), interruptible():
            raise AssertionError("never begun")


def test_one_that_a_callback_swallows_shows_no_traceback_and_is_not_lost(capsys: pytest.CaptureFixture[str]) -> None:
    class Thing:
        pass

    @finishing()
    def judge() -> None:
        with interruptible() as look:
            thing = Thing()
            held = weakref.ref(thing, lambda _: ctrl_c())
            del thing
            assert held() is None
            look()

    with pytest.raises(KeyboardInterrupt):
        judge()
    assert capsys.readouterr().err == ""


def test_a_thread_and_a_program_of_its_own_handler_are_left_alone() -> None:
    def in_thread() -> None:
        with finishing(), interruptible() as look:
            look()

    thread = threading.Thread(target=in_thread)
    thread.start()
    thread.join()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with finishing():
            ctrl_c()
    finally:
        signal.signal(signal.SIGINT, before)


STEPS: dict[str, tuple[Any, str]] = {
    "the end of the journal": (Journal, "__exit__"),
    "the bundle": (Packing, "finish"),
    "the report": (views, "write_report"),
    "the views": (check_command, "show"),
    "the last lines": (check_command, "whereabouts"),
}


@pytest.mark.parametrize("step", STEPS)
def test_ctrl_c_at_any_step_loses_nothing(
    step: str, tmp_path: Path, toy_suites: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.badge").write_bytes(GOOD)
    command = ["check", "a.badge", "--suites", str(toy_suites), "--lang", "en", "--workers", "1"]
    outputs = ["--journal", "o/run.jsonl", "--evidence", "o/e.zip", "--format", "html,sarif", "--output", "o"]
    where, name = STEPS[step]
    original = getattr(where, name)

    def interrupted(*given: Any, **named: Any) -> Any:
        ctrl_c()
        return original(*given, **named)

    monkeypatch.setattr(where, name, interrupted)
    assert main([*command, *outputs]) == 130
    assert capsys.readouterr().err == "conformance: interrupted\n"
    assert json.loads((tmp_path / "o" / "report.json").read_bytes())["conclusion"] == "no_violation"
    assert (tmp_path / "o" / "report.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert json.loads((tmp_path / "o" / "report.sarif").read_bytes())["runs"]
    with Bundle(tmp_path / "o" / "e.zip") as bundle:
        assert bundle.of_files


@pytest.mark.parametrize(("where", "name"), [(Journal, "add"), (Packing, "add")])
def test_ctrl_c_while_subjects_are_written_leaves_evidence_of_each_of_them(
    where: Any, name: str, tmp_path: Path, toy_suites: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the journal has of an interrupted run, the bundle has, too: it was refused (B6)."""
    monkeypatch.chdir(tmp_path)
    for number in range(5):
        (tmp_path / f"{number}.badge").write_bytes(GOOD)
    original, calls = getattr(where, name), iter(range(100))

    def interrupted(*given: Any) -> Any:
        if next(calls) == (where is Packing):
            ctrl_c()
        return original(*given)

    monkeypatch.setattr(where, name, interrupted)
    suites = ["--suites", str(toy_suites)]
    assert main(["check", ".", *suites, "--workers", "1", "--journal", "o/run.jsonl", "--evidence", "o/e.zip"]) == 130
    monkeypatch.setattr(where, name, original)
    assert main(["rejudge", "o/e.zip", *suites, "--folder", "again"]) == 3
    assert (tmp_path / "again" / "run.jsonl").read_bytes() == (tmp_path / "o" / "run.jsonl").read_bytes()


def test_ctrl_c_while_an_old_run_is_shown_leaves_a_whole_file(
    tmp_path: Path, toy_suites: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.badge").write_bytes(GOOD)
    main(["check", "a.badge", "--suites", str(toy_suites), "--journal", "run.jsonl"])
    original = report_command.show

    def interrupted(*given: Any) -> Any:
        ctrl_c()
        return original(*given)

    monkeypatch.setattr(report_command, "show", interrupted)
    assert main(["report", "run.jsonl", "--format", "html", "--output", "r.html"]) == 130
    assert (tmp_path / "r.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
