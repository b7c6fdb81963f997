"""How the time of a function grows with its input, told from ratios that a busy machine does not spoil."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

SIZES = tuple(10 << power for power in range(9))
BACK = 3
"""A size is compared with the third before it, an eighth of it: linear work takes 8 times as long, quadratic 64."""
BOUND = 24.0
TRIES = 6
LEAST = 2e-4
"""Seconds from which a size is compared: a repetition of at most 200 signs grows in short texts as if endless."""


class Growth(NamedTuple):
    """The ratio of two CPU times where it is beyond the bound each time it is measured, else 0.0; and the seconds that
    the largest input took.
    """

    ratio: float
    seconds: float


def grows_too_fast(work: Callable[[Any], object], made: Callable[[int], Any], sizes: Sequence[int] = SIZES) -> Growth:
    """How the work grows over inputs made for these sizes, each twice the one before it.

    Work that grows without measure is so seen before it takes for ever.
    """
    done: list[tuple[Any, float]] = []
    for size in sizes:
        given = made(size)
        seconds = _seconds(work, given)
        done.append((given, seconds))
        short, before = done[max(0, len(done) - 1 - BACK)]
        if seconds > max(LEAST, BOUND * before):  # by chance, or each time
            ratio = min(_seconds(work, given) / _least(work, short) for _ in range(TRIES))
            if ratio > BOUND:
                return Growth(ratio, seconds)
    return Growth(0.0, done[-1][1])


def _least(work: Callable[[Any], object], given: Any) -> float:
    return max(min(_seconds(work, given) for _ in range(3)), 1e-9)


def _seconds(work: Callable[[Any], object], given: Any) -> float:
    started = time.thread_time_ns()
    work(given)
    return (time.thread_time_ns() - started) / 1e9
