"""A million generated inputs: `python -m tests.fuzz --seed 1 --each 20000 --folder DIR`.

No input may lead to a traceback, an internal error (exit 4), more than 20 s of processor time or 1.5 GB of memory. The
folder keeps what is done, so that the same command goes on where it was stopped, and every input that made trouble with
its reason. Status 1 where there is any. POSIX only.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.format import Format
from tests.fuzz.formats import formats
from tests.fuzz.trial import SECONDS, generated, work

CHUNK = 1000
"""Inputs of one process."""
SILENT = 10 * SECONDS
"""Seconds after which a process that says nothing is ended: native code that does not return to Python.

A machine that was suspended looks the same, so that such an input is tried once more, in a separate process.
"""
FORK = multiprocessing.get_context("fork")


class Chunk(NamedTuple):
    """Inputs of one format; `again` is one input of which nothing was heard before."""

    of: Format
    indices: range
    again: bool = False


class Running(NamedTuple):
    """A process that tries a chunk; `since` is when it was heard last, `index` what it tries."""

    chunk: Chunk
    process: multiprocessing.process.BaseProcess
    index: int
    since: float


class Record:
    """What is done and what made trouble, in a folder."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.seed = folder, seed
        self._path = folder / f"done-{seed}.json"
        self._done: dict[str, int] = json.loads(self._path.read_text("utf-8")) if self._path.is_file() else {}
        self.troubles = folder / "troubles"
        self.troubles.mkdir(parents=True, exist_ok=True)

    def left(self, each: Format, count: int) -> Iterator[Chunk]:
        """The chunks of a format that are not done."""
        for start in range(self._done.get(each.name, 0), count, CHUNK):
            yield Chunk(each, range(start, min(count, start + CHUNK)))

    def done(self, chunk: Chunk) -> None:
        """Note that a chunk is done, and with it those before it: that are chunks done or being done."""
        before = self._done.get(chunk.of.name, 0)
        self._done[chunk.of.name] = max(before, chunk.indices.stop)
        self._path.write_text(json.dumps(self._done, indent=1), "utf-8")

    def trouble(self, each: Format, index: int, problem: str) -> None:
        name, data = generated(each, self.seed, index)
        place = self.troubles / f"{self.seed}-{each.name}-{index}"
        place.with_name(f"{place.name}.input").write_bytes(data)
        place.with_name(f"{place.name}.txt").write_text(f"{name!r}\n{problem}\n", "utf-8", errors="backslashreplace")
        print(f"{each.name} {index}: {problem.strip().splitlines()[-1]}", flush=True)


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.fuzz")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--each", type=int, default=20_000, help="inputs of each format")
    options.add_argument("--folder", type=Path, required=True, help="what is done, and what made trouble")
    options.add_argument("--only", default="", help="only formats whose name contains this")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = options.parse_args()
    record = Record(given.folder, given.seed)
    wanted = [each for name, each in formats().items() if given.only in name]
    started = time.monotonic()
    for each in wanted:
        began = time.monotonic()
        run(list(record.left(each, given.each)), record, given.jobs)
        print(f"{each.name}: {given.each:,} inputs, {time.monotonic() - began:.0f} s", flush=True)
    found = len([*record.troubles.glob(f"{given.seed}-*.txt")])
    total = sum(given.each for each in wanted)
    print(f"{total:,} inputs of {len(wanted)} formats, {found} made trouble; {time.monotonic() - started:.0f} s")
    return 1 if found else 0


def run(chunks: list[Chunk], record: Record, jobs: int) -> None:
    """Try chunks in so many processes; one that dies or hangs costs its input alone."""
    left, running = chunks[::-1], dict[Connection, Running]()
    while left or running:
        while left and len(running) < jobs:
            _start(left.pop(), record.seed, running)
        for connection in wait(list(running), timeout=1.0):
            assert isinstance(connection, Connection)
            _hear(connection, record, running, left)
        for connection, each in list(running.items()):
            if time.monotonic() - each.since > SILENT:
                each.process.kill()
                _over(connection, f"no answer for {SILENT:g} s", record, running, left)


def _start(chunk: Chunk, seed: int, running: dict[Connection, Running]) -> None:
    ours, theirs = FORK.Pipe(duplex=False)
    process = FORK.Process(target=work, args=(theirs, chunk.of, seed, chunk.indices), daemon=True)
    process.start()
    theirs.close()
    running[ours] = Running(chunk, process, chunk.indices.start, time.monotonic())


def _hear(connection: Connection, record: Record, running: dict[Connection, Running], left: list[Chunk]) -> None:
    each = running[connection]
    try:
        index, problem = connection.recv()
    except EOFError:
        _over(connection, "", record, running, left)
        return
    if problem:
        record.trouble(each.chunk.of, index, problem)
    running[connection] = each._replace(index=index, since=time.monotonic())


def _over(
    connection: Connection, problem: str, record: Record, running: dict[Connection, Running], left: list[Chunk]
) -> None:
    """Note how a process ended; what it did not try is tried by another."""
    each = running.pop(connection)
    connection.close()
    each.process.join()
    chunk, status = each.chunk, each.process.exitcode
    if each.index == chunk.indices.stop:
        record.done(chunk)
        return
    left.append(Chunk(chunk.of, range(each.index + 1, chunk.indices.stop)))
    if problem and not chunk.again:
        left.append(Chunk(chunk.of, range(each.index, each.index + 1), again=True))
    elif problem or status:
        record.trouble(chunk.of, each.index, problem or f"the process ended with status {status}")


if __name__ == "__main__":
    sys.exit(main())
