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
from conformance.readers.bounds import RECORDING_SPLIT_FROM
from conformance.readers.json import parse

if TYPE_CHECKING:
    from concurrent.futures import Future

Chunk = tuple[list[str], dict[int, tuple[str, ...]]]
"""Lines of the journal in the order of their targets, and the kinds met at the latest with a line, by its number."""
LARGEST_CHUNK, FIRST_CHUNK, CHUNK_SECONDS = 200, 10, 0.25
POOL_PAYS_AFTER_SECONDS = 1.5
POOL_PAYS_FOR_SECONDS = 2.0
MOST_TARGETS_AHEAD = 10_000


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
                told_to = 0
                for at, met in kinds.items():
                    out.write_lines(lines[told_to:at])
                    told_to = at
                    for kind in met:
                        if kind not in told:
                            told.add(kind)
                            out.write({"event": "suites", "suites": suite_records(plan, plan.catalogue.of_kind(kind))})
                out.write_lines(lines[told_to:])
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
    """What is judged in the order of the targets, however many processes judge."""
    waiting = iter(targets)
    plan.workers = workers or os.cpu_count() or 1
    size = FIRST_CHUNK
    if workers is None or workers == 1:
        automatic = workers is None and (os.cpu_count() or 1) > 1
        done, spent = 0, 0.0
        while some := list(islice(waiting, size)):
            chunk, seconds = _judged(some, plan)
            yield chunk
            size = _next_size(size, seconds)
            done, spent = done + len(some), spent + seconds
            if automatic and spent > POOL_PAYS_AFTER_SECONDS:
                automatic = False
                enough = min(int(POOL_PAYS_FOR_SECONDS * done / spent) + 1, MOST_TARGETS_AHEAD)
                ahead = list(islice(waiting, enough))
                waiting = chain(ahead, waiting)
                if len(ahead) == enough:
                    break
        else:
            return
    for together, group in groupby(waiting, _is_long_recording):
        if together:
            yield from (_judged([target], plan)[0] for target in group)
        else:
            yield from _pooled(plan.selection, group, plan.workers, size)


def _judged(targets: Iterable[Target], plan: Plan) -> tuple[Chunk, float]:
    """The targets judged, and the seconds that took."""
    started = time.monotonic()
    lines: list[str] = []
    kinds: dict[int, tuple[str, ...]] = {}
    known = 0
    for at, target in enumerate(targets):
        lines.append(subject_line(target, plan))
        if new := plan.kinds_met[known:]:
            kinds[at] = new
            known += len(new)
    return (lines, kinds), time.monotonic() - started


def _next_size(size: int, seconds: float) -> int:
    """How many targets to judge together next, where `size` of them took so long: slow ones are told of in time."""
    if seconds * 2 < CHUNK_SECONDS:
        return min(size * 2, LARGEST_CHUNK)
    return max(1, min(int(size * CHUNK_SECONDS / seconds), LARGEST_CHUNK))


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


def _pooled(selection: Selection, targets: Iterator[Target], workers: int, size: int) -> Iterator[Chunk]:
    """Chunks judged by spawned processes, few enough in flight that memory stays flat."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, (selection,)) as pool:
        flying: deque[Future[tuple[Chunk, float]]] = deque()
        try:
            while True:
                while len(flying) < workers * 3 and (some := list(islice(targets, size))):
                    flying.append(pool.submit(_judged_by_worker, some))
                if not flying:
                    return
                chunk, seconds = flying.popleft().result()
                yield chunk
                size = _next_size(len(chunk[0]), seconds)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_worker_plan: Plan | None = None


def _start_worker(selection: Selection) -> None:
    import signal

    global _worker_plan  # noqa: PLW0603 - a worker process has one plan for its whole life
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker_plan = Plan(selection)


def _judged_by_worker(targets: list[Target]) -> tuple[Chunk, float]:
    assert _worker_plan is not None
    return _judged(targets, _worker_plan)
