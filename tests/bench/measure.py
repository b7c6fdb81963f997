"""Figures, and how they are measured: wall time, processor time and peak memory of processes."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5


@dataclass
class Figure:
    """A measured figure with the goal it has to meet; `better` is `<=` or `>=`."""

    name: str
    value: float
    better: str
    goal: float
    detail: str

    @property
    def met(self) -> bool:
        return self.value <= self.goal if self.better == "<=" else self.value >= self.goal


def seconds(command: list[str], **options: object) -> float:
    """Wall time of a process that has to end well or with a verdict."""
    started = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, **options)  # type: ignore[call-overload]
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command}: {done.stderr.decode(errors='replace')}")
    return time.perf_counter() - started


def processor_seconds(command: list[str]) -> float:
    """Processor time of a process, and of those it waited for, that has to end well or with a verdict."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def interleaved(*jobs: Callable[[], float], rounds: int = ROUNDS) -> list[float]:
    """The median of each job over rounds that take the jobs in turn, after one round to warm up."""
    times = [[job() for job in jobs] for _ in range(rounds + 1)][1:]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def command() -> str:
    """The installed command, as a user starts it."""
    return str(Path(sys.executable).with_name("conformance"))


def peak_megabytes(started: list[str]) -> float:
    """Peak resident memory of a process, by a child that asks the system about its own child."""
    program = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    output = subprocess.run(
        [sys.executable, "-c", program, *started], capture_output=True, text=True, check=True
    ).stdout
    return int(output) / (1 << 20 if sys.platform == "darwin" else 1 << 10)
