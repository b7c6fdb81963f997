"""Running a plan over targets into a journal, serially until a process pool is worthwhile, in target order."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from itertools import chain, groupby, islice
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.engine.finishing import interruptible
from conformance.engine.journal import NOTHING, Entry, Journal, entry
from conformance.engine.judge_target import judge_target
from conformance.engine.opening import Recorded, ending, new_run_id, opening
from conformance.engine.parts import Parts, relative
from conformance.engine.plan import Plan, Selection
from conformance.engine.recognise import HEAD_BYTES
from conformance.engine.records import unjudged
from conformance.engine.subjects import Target
from conformance.engine.suite_records import suite_records
from conformance.engine.workers import end_with_parent, make_pool
from conformance.model.journal.records import Subject, SuitesTold, VerdictClass
from conformance.model.outcome import Cause
from conformance.readers.beside import noting
from conformance.readers.bounds import MAPPED_FROM, RECORDING_SPLIT_FROM
from conformance.readers.json import parse

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from conformance.engine.packing import Packing

Chunk = list[Entry]
"""Some subjects in the order of their targets, judged by one process at a time."""
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
    stated: Mapping[str, Mapping[str, str | None]] | None = None,
    evidence: Packing | None = None,
    again: Recorded | None = None,
    cut_short: bool = False,
) -> bool:
    """Judge the targets and write the journal; True if the run was not interrupted.

    `stated` is what a plan says for the report alone.

    `workers` is the number of processes, None for automatic. `evidence` is the bundle to fill; `again` is how a run
    that is judged again began and ended; `cut_short` says that making the targets was interrupted. Ctrl-C ends the
    journal as interrupted; so does an exception, which is raised again.
    """
    started = time.monotonic()
    waiting: deque[Target] = deque()
    with Journal(journal) as out:
        first = opening(plan, run_id or new_run_id(), stated=stated)
        out.write(again.opening(first) if again else first)
        suites = _Suites(plan, out)
        done, status = 0, "interrupted"
        parts, chunks = Parts(), _chunks(plan, _passing(targets, waiting), workers)
        try:
            while (chunk := _next(chunks)) is not None:
                suites.write(chunk)
                done += len(chunk)
                for judged in chunk:
                    parts.add(target := waiting.popleft(), judged)
                    if evidence:
                        evidence.add(target, judged)
                progress(done)
            status = "interrupted" if cut_short else "complete"
        except KeyboardInterrupt:
            pass
        finally:
            chunks.close()
            for each in parts.told():
                out.write(each)
            end = ending(status, started)
            out.write(again.ending(end) if again else end)
    if evidence:
        evidence.finish(journal)
    return status == "complete"


def _next(chunks: Iterator[Chunk]) -> Chunk | None:
    """The next chunk, None after the last. Ctrl-C interrupts it at once, and nothing that is written of it."""
    with interruptible():
        return next(chunks, None)


def _passing(targets: Iterable[Target], seen: deque[Target]) -> Iterator[Target]:
    """The targets, each of which waits in `seen` until it was judged."""
    for target in targets:
        seen.append(target)
        yield target


class _Suites:
    """Writes subjects to the journal, and each suite once, before the first subject that it judges or looks into.

    If suites or a profile were selected, the opening has them all.
    """

    def __init__(self, plan: Plan, out: Journal) -> None:
        self._plan, self._out = plan, out
        self._kinds: set[str | None] = {None}
        self._told: set[str] = set()

    def write(self, chunk: Chunk) -> None:
        """Write the subjects. Where a suite is written does not depend on how they were divided into chunks."""
        start = 0
        for at, judged in enumerate(chunk):
            if judged.verdict.kind not in self._kinds and judged.verdict.outcomes:
                self._out.add(chunk[start:at])
                self._tell(judged.verdict.kind)
                start = at
        self._out.add(chunk[start:] if start else chunk)

    def _tell(self, kind: str | None) -> None:
        """Write the suites of a kind that is judged for the first time."""
        self._kinds.add(kind)
        if self._plan.told_at_start or not kind:
            return
        judging = self._plan.catalogue.of_kind_and_inside(kind)
        new = {suite.id: suite for suite in judging if suite.id not in self._told}
        if new:
            self._told.update(new)
            self._out.write(SuitesTold(suite_records(self._plan, new.values())))


def _chunks(plan: Plan, targets: Iterable[Target], workers: int | None) -> Generator[Chunk, None, None]:
    """The judged subjects in target order, whatever the number of processes."""
    waiting = iter(targets)
    plan.workers = workers or os.cpu_count() or 1
    size = FIRST_CHUNK
    if workers is None or workers == 1:
        automatic = workers is None and (os.cpu_count() or 1) > 1
        done, spent = 0, 0.0
        while True:
            chunk, seconds = _judged(islice(waiting, size), plan, CHUNK_SECONDS, apart=workers is None)
            if not chunk:
                return
            yield chunk
            size = _next_size(size, seconds)
            done, spent = done + len(chunk), spent + seconds
            if automatic and spent > POOL_PAYS_AFTER_SECONDS:
                automatic = False
                enough = min(int(POOL_PAYS_FOR_SECONDS * done / spent) + 1, MOST_TARGETS_AHEAD)
                ahead = list(islice(waiting, enough))
                waiting = chain(ahead, waiting)
                if len(ahead) == enough:
                    break
    for together, group in groupby(waiting, _is_long_recording):
        if together:
            yield from (_judged([target], plan)[0] for target in group)
        else:
            yield from _pooled(plan.selection, group, plan.workers, size)


def _judged(targets: Iterable[Target], plan: Plan, enough: float = inf, *, apart: bool = False) -> tuple[Chunk, float]:
    """The judged targets, as many as take `enough` seconds, and the seconds that it took.

    Equal classes share one object, so that they are sent once. `apart` is whether another process judges what is
    mapped: a process dies if such a file is cut meanwhile.
    """
    started = time.monotonic()
    seen: dict[VerdictClass, VerdictClass] = {}
    chunk = []
    with noting() as asked:
        for target in targets:
            if apart and _is_mapped(target):
                chunk += [judged for alone in _one_by_one(plan.selection, [target]) for judged in alone]
            else:
                line, verdict, shared, digest, _ = entry(judge_target(target, plan))
                beside = relative(asked, target) if asked else NOTHING
                asked.clear()
                chunk.append(Entry(line, seen.setdefault(verdict, verdict), shared, digest, beside))
            if time.monotonic() - started > enough:
                break
    return chunk, time.monotonic() - started


def _next_size(size: int, seconds: float) -> int:
    """How many targets to judge together next, given that `size` took so long; slow ones are reported promptly."""
    if seconds * 2 < CHUNK_SECONDS:
        return min(size * 2, LARGEST_CHUNK)
    return max(1, min(int(size * CHUNK_SECONDS / seconds), LARGEST_CHUNK))


def _is_mapped(target: Target) -> bool:
    """Whether its file is mapped when it is judged, and not a recording, which several processes judge together."""
    try:
        large = target.data is None and os.stat(target.path).st_size >= MAPPED_FROM
    except OSError:
        return False
    return large and not _is_long_recording(target)


def _is_long_recording(target: Target) -> bool:
    """Whether it is a JSON Lines file long enough for the processes to judge it together."""
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
    """Chunks judged by spawned processes, few enough at once to keep memory constant.

    If a process dies, what was being judged is judged again, one subject at a time: only the one that kills its process
    is not judged.
    """
    from concurrent.futures.process import BrokenProcessPool

    flying: deque[tuple[list[Target], Future[tuple[Chunk, float]]]] = deque()
    left = True
    while left or flying:
        with _pool(selection, workers) as pool:
            try:
                while True:
                    while left and len(flying) < workers * 3:
                        left = bool(some := list(islice(targets, size)))
                        if some:
                            flying.append((some, pool.submit(_judged_by_worker, some)))
                    if not flying:
                        return
                    chunk, seconds = flying[0][1].result()
                    flying.popleft()
                    yield chunk
                    size = _next_size(len(chunk), seconds)
            except BrokenProcessPool:
                pass
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
        for suspects, _ in flying:
            yield from _one_by_one(selection, suspects)
        flying.clear()


def _one_by_one(selection: Selection, targets: Iterable[Target]) -> Iterator[Chunk]:
    """Each target judged by a process that may die of it; then it is not judged, and another process goes on."""
    from concurrent.futures.process import BrokenProcessPool

    waiting = deque(targets)
    while waiting:
        with _pool(selection, 1) as pool:
            try:
                while waiting:
                    chunk, _ = pool.submit(_judged_by_worker, [waiting[0]]).result()
                    waiting.popleft()
                    yield chunk
            except BrokenProcessPool:
                died = waiting.popleft()
                nothing = Subject(died.name, None, None)
                yield [entry(unjudged(nothing, None, "judge_died", {}, Cause.ENVIRONMENT, named=died.named))]
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def _pool(selection: Selection, workers: int) -> ProcessPoolExecutor:
    return make_pool(workers, _start_worker, (selection,))


_worker_plan: Plan | None = None


def _start_worker(selection: Selection) -> None:
    import signal

    global _worker_plan  # noqa: PLW0603 - a worker process has one plan for its whole life
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    _worker_plan = Plan(selection)


def _judged_by_worker(targets: list[Target]) -> tuple[Chunk, float]:
    assert _worker_plan is not None
    return _judged(targets, _worker_plan)
