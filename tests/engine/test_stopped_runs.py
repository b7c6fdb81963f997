"""Ctrl-C on a live run: what was finished counts, nothing else is sent, and the evidence gives the same bytes (B6)."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from doubles.live_runs import LiveRun, run_live, shelf_plan
from doubles.shelf import Shelf, running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
AT_ONCE = 2


class SlowAfter(Shelf):
    """It answers at once, and so slowly after some requests that the run is over before."""

    def __init__(self, many: int, lie: str = "") -> None:
        super().__init__(lie)
        self.many = many
        self.stuck, self.over = threading.Event(), threading.Event()

    @property
    def delay(self) -> float:
        if len(self.seen) > self.many:
            self.stuck.set()
            self.over.wait(30)
        return 0.0

    @delay.setter
    def delay(self, seconds: float) -> None:
        """It decides that itself."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that have gone."""


def stopped_run(folder: Path, many: int, lie: str = "") -> tuple[LiveRun, int]:
    """A run that is interrupted while it waits for an answer; the number of requests before and after that."""
    with running(SlowAfter(many, lie)) as shelf:

        def interrupt() -> None:
            assert shelf.stuck.wait(30)
            time.sleep(0.1)
            os.kill(os.getpid(), signal.SIGINT)

        thread = threading.Thread(target=interrupt)
        thread.start()
        run = run_live(folder, shelf_plan(shelf.url, limits={"writing": True, "stimuli": 10, "concurrency": AT_ONCE}))
        thread.join()
        shelf.over.set()
        return run, len(shelf.seen)


@pytest.mark.parametrize("many", [0, 1, 5, 12])
def test_a_stopped_run_keeps_what_was_finished_and_is_judged_again_to_the_same_bytes(many: int, tmp_path: Path) -> None:
    run, seen = stopped_run(tmp_path, many)
    assert run.summary.status == "interrupted"
    assert seen <= many + 1 + AT_ONCE
    rows = run.summary.requirements
    outcomes = {name: run.outcome(name) for name in rows}
    assert ("not_run", "stopped") in outcomes.values()
    assert not [name for name, (outcome, _) in outcomes.items() if outcome in ("fail", "inconclusive", "error")]
    if many >= 5:  # some rows were finished by then
        assert ("pass", None) in outcomes.values()
    again = run.again(tmp_path / "again")
    assert again.differing == []
    assert again.same_bytes


@pytest.mark.parametrize("many", [1, 2, 4])
def test_a_part_that_could_not_be_made_before_the_stop_counts_as_well(many: int, tmp_path: Path) -> None:
    """What is inconclusive for lack of a document stays so when it is judged again (B6)."""
    run, _ = stopped_run(tmp_path, many, "blank")
    assert run.summary.status == "interrupted"
    assert "inconclusive" in {run.outcome(name)[0] for name in run.summary.requirements}
    again = run.again(tmp_path / "again")
    assert again.differing == []
    assert again.same_bytes


def test_a_second_ctrl_c_interrupts_at_once(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    stopped_run(tmp_path, 3)
    assert signal.getsignal(signal.SIGINT) is before
