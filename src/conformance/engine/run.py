"""Run a plan over targets into a journal: serially until a pool of processes pays, in the order of the targets."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.engine.journal import Journal
from conformance.engine.opening import ending, new_run_id, opening, suite_records
from conformance.engine.plan import Plan, Selection
from conformance.engine.recognise import HEAD_BYTES
from conformance.engine.subject_line import subject_line
from conformance.engine.subjects import Target
from conformance.media.bounds import RECORDING_SPLIT_FROM
from conformance.media.json import parse

if TYPE_CHECKING:
    from concurrent.futures import Future

Chunk = tuple[list[str], tuple[str, ...]]
CHUNK = 200
POOL_PAYS_AFTER_SECONDS = 1.5
POOL_PAYS_FROM_TARGETS = 10_000


def execute(
    plan: Plan,
    targets: Iterable[Target],
    journal: Path,
    *,
    run_id: str | None = None,
    workers: int | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> bool:
    """Judge the targets and write the journal; True if the run was not cut short.

    `workers` is the number of processes, None for automatic. Ctrl-C ends the journal as interrupted; so does an
    exception, which goes on to the caller.
    """
    started = time.monotonic()
    with Journal(journal) as out:
        out.write(opening(plan, run_id or new_run_id()))
        done, status = 0, "interrupted"
        told = {suite.kind for suite in plan.told_at_start}
        chunks = _chunks(plan, targets, workers)
        try:
            for lines, kinds in chunks:
                for kind in kinds:
                    if kind not in told:
                        told.add(kind)
                        out.write({"event": "suites", "suites": suite_records(plan, plan.catalogue.of_kind(kind))})
                out.write_lines(lines)
                done += len(lines)
                progress(done)
            status = "complete"
        except KeyboardInterrupt:
            pass
        finally:
            chunks.close()
            out.write({"event": "end", "run": ending(status, started)})
    return status == "complete"


def _chunks(plan: Plan, targets: Iterable[Target], workers: int | None) -> Generator[Chunk, None, None]:
    """Journal lines in the order of the targets, however many processes made them, and the kinds met until then."""
    waiting = iter(targets)
    plan.workers = workers or os.cpu_count() or 1
    if workers is None or workers == 1:
        automatic = workers is None and (os.cpu_count() or 1) > 1
        started = time.monotonic()
        while chunk := list(islice(waiting, CHUNK)):
            yield [subject_line(target, plan) for target in chunk], plan.kinds_met
            if automatic and time.monotonic() - started > POOL_PAYS_AFTER_SECONDS:
                ahead = list(islice(waiting, POOL_PAYS_FROM_TARGETS))
                waiting = chain(ahead, waiting)
                if len(ahead) == POOL_PAYS_FROM_TARGETS:
                    break
                automatic = False
        else:
            return
    for together, group in groupby(waiting, _is_long_recording):
        if together:
            yield from (([subject_line(target, plan)], plan.kinds_met) for target in group)
        else:
            yield from _pooled(plan.selection, group, plan.workers)


def _is_long_recording(target: Target) -> bool:
    """Whether it is a file of JSON lines that the processes judge together, one after the other."""
    try:
        path = Path(target.path)
        if path.stat().st_size < RECORDING_SPLIT_FROM or not path.is_file():
            return False
        with path.open("rb") as file:
            first, end, _ = file.read(HEAD_BYTES).partition(b"\n")
    except OSError:
        return False
    return bool(end) and parse(first).usable


def _pooled(selection: Selection, targets: Iterator[Target], workers: int) -> Iterator[Chunk]:
    """Chunks judged by spawned processes, few enough in flight that memory stays flat."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, (selection,)) as pool:
        flying: deque[Future[Chunk]] = deque()
        try:
            while True:
                while len(flying) < workers * 3 and (chunk := list(islice(targets, CHUNK))):
                    flying.append(pool.submit(_judge_chunk, chunk))
                if not flying:
                    return
                yield flying.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_worker_plan: Plan | None = None


def _start_worker(selection: Selection) -> None:
    import signal

    global _worker_plan  # noqa: PLW0603 - a worker process has one plan for its whole life
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker_plan = Plan(selection)


def _judge_chunk(chunk: list[Target]) -> Chunk:
    assert _worker_plan is not None
    return [subject_line(target, _worker_plan) for target in chunk], _worker_plan.kinds_met
