"""Findings of a check: identical findings on consecutive lines are merged into runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conformance.readers.bounds import FINDINGS_PER_CASE
from conformance.recordings.block import Block, Hits

Key = tuple[str, str, str, str]
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Run:
    """Identical findings from line `first` to line `last`, both counted from the start of the part that was read.

    `key` is the template, the stream, the item and the pointer; `time` and `values` are those of the first line.
    """

    first: int
    last: int
    key: Key
    rank: tuple[str, int]
    time: int | float | None
    values: dict[str, Any]
    cuts: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Lines in the run."""
        return self.last - self.first + 1

    def moved(self, lines: int) -> Run:
        """The run with its line numbers increased by `lines`."""
        return replace(self, first=self.first + lines, last=self.last + lines)


@dataclass(slots=True)
class Found:
    """The findings of one check: the first runs in line order, and their total number.

    `opening` and `open` hold, by key, the runs that touch the first and the last line read, whether kept or not.
    """

    runs: list[Run] = field(default_factory=list)
    total: int = 0
    opening: dict[Key, Run] = field(default_factory=dict)
    open: dict[Key, Run] = field(default_factory=dict)

    def append(self, later: Found, lines: int) -> None:
        """Add what was found after the first `lines` lines; a run across the boundary becomes one run."""
        own = dict(self.open)
        joined = {key: replace(own[key], last=run.last + lines) for key, run in later.opening.items() if key in own}
        places = {run.key: at for at, run in enumerate(self.runs) if run.key in joined and run.last == lines - 1}
        for key, at in places.items():
            self.runs[at] = joined[key]
        for run in later.runs:
            if len(self.runs) >= FINDINGS_PER_CASE:
                break
            if run.first > 0 or run.key not in joined:
                self.runs.append(run.moved(lines))
        self.total += later.total - len(joined)
        self.open = {
            key: joined[key] if key in joined and run.first == 0 else run.moved(lines)
            for key, run in later.open.items()
        }
        if lines == 0:
            self.opening = later.opening


def runs_of(hits: Iterable[Hits], block: Block) -> Found:
    """The runs of a check's hits in a block."""
    runs: list[Run] = []
    total, last = 0, block.line_count - 1
    edges: dict[Key, Run] = {}
    for hit in hits:
        if not hit.mask.any():
            continue
        lines = hit.lines if hit.lines is not None else block.lines
        starts, ends, columns = _stretches(hit.mask, lines)
        total += len(starts)
        order = np.lexsort((columns, starts))
        touching = (lines[starts] == 0) | (lines[ends] == last)
        chosen = set(order[:FINDINGS_PER_CASE].tolist()) | set(np.flatnonzero(touching).tolist())
        kept = set(order[:FINDINGS_PER_CASE].tolist())
        for at in sorted(chosen, key=lambda at: (starts[at], columns[at])):
            run = _run(hit, block, lines, int(starts[at]), int(ends[at]), int(columns[at]))
            if at in kept:
                runs.append(run)
            if touching[at]:
                edges[run.key] = run
    runs.sort(key=lambda run: (run.first, run.rank))
    merged = _adjacent(runs)
    total -= len(runs) - len(merged)
    opening = {run.key: run for run in [*edges.values(), *merged] if run.first == 0}
    closing = {run.key: run for run in [*edges.values(), *merged] if run.last == last}
    return Found(merged[:FINDINGS_PER_CASE], total, opening, closing)


def _stretches(mask: NDArray[np.bool_], lines: NDArray[np.int64]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """(first row, last row, column) of every stretch of flags on consecutive lines."""
    columns = mask if mask.ndim == 2 else mask[:, None]
    broken = np.ones(len(lines), bool)
    broken[1:] = np.diff(lines) != 1
    before = np.zeros_like(columns)
    before[1:] = columns[:-1] & ~broken[1:, None]
    after = np.zeros_like(columns)
    after[:-1] = columns[1:] & ~broken[1:, None]
    start_columns, starts = np.nonzero((columns & ~before).T)
    _, ends = np.nonzero((columns & ~after).T)
    return starts, ends, start_columns


def _run(hit: Hits, block: Block, lines: NDArray[np.int64], start: int, end: int, column: int) -> Run:
    shape = hit.mask.shape
    item, pointer = "", ""
    if hit.lines is not None:
        pointer = str(hit.values.get("pointer", ""))
        time = None
    else:
        time = block.times[start + 1].item()
        time = time if isinstance(time, int) else float(f"{time:.12g}")
        if hit.part is not None:
            item = hit.part.items[column]
            pointer = f"/{hit.stream}/{hit.part.offset(column)}"
        elif hit.stream:
            pointer = f"/{hit.stream}"
    place = (start, column) if len(shape) == 2 else (start,)
    values = _plain({name: _at(value, shape, place) for name, value in hit.values.items() if name != "pointer"})
    key = (hit.template, hit.stream, item, pointer)
    return Run(int(lines[start]), int(lines[end]), key, (hit.stream, column), time, values, hit.cuts)


def _at(value: Any, shape: tuple[int, ...], place: tuple[int, ...]) -> Any:
    return np.broadcast_to(value, shape)[place] if isinstance(value, np.ndarray) else value


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """The values for a sentence: floats to six digits, or as many as tell what was received from what was expected."""
    exact = {name: value.item() if isinstance(value, np.generic) else value for name, value in values.items()}
    received, limits = exact.get("received"), _limits(exact.get("expected"))
    shown: dict[str, Any] = {}
    for digits in (6, 9, 12, 15, 17):
        shown = {name: _to_digits(value, digits) for name, value in exact.items()}
        alike = [each for each in limits if each != received and _to_digits(each, digits) == shown.get("received")]
        if not alike or not isinstance(received, float):
            break
    return shown


def _limits(expected: Any) -> list[float]:
    """The numbers in what was expected: a number, or a range as text."""
    if isinstance(expected, str):
        return [float(number) for number in _NUMBER.findall(expected)]
    return [expected] if isinstance(expected, int | float) else []


def _to_digits(value: Any, digits: int) -> Any:
    """A float to so many significant digits, without the sign of a zero; any other value unchanged."""
    return float(f"{value:.{digits}g}") + 0.0 if isinstance(value, float) else value


def _adjacent(runs: list[Run]) -> list[Run]:
    """The runs, with those that were reported line by line joined."""
    found: list[Run] = []
    open_: dict[Key, int] = {}
    for run in runs:
        at = open_.get(run.key)
        if at is not None and found[at].last + 1 == run.first:
            found[at] = replace(found[at], last=run.last)
        else:
            open_[run.key] = len(found)
            found.append(run)
    return found
