"""The data for the plots of a recording: a few hundred numbers, whatever its length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from conformance.recordings.block import Block, Flags
from conformance.recordings.gaze_directions import gaze_directions
from conformance.recordings.header import Header, Stream
from conformance.recordings.measures import histogram

POINTS = 240
BINS = 50
PERIODS = 5.0
CELLS, SHAPES = 48, 12
"""Of weights: means over so many stretches of time, of the so many that vary most."""


@dataclass(slots=True)
class PlotsOfBlock:
    """The data of one block. A point is [seconds, shortest, mean, longest interval in ms]; a track is [x, z, flag].

    `over_time` has [seconds, share of positions that are there, from 0 to 1] for each stream, `weights` has
    [seconds, mean of each weight] for each stream that has weights, `gazes` [degrees to the right, degrees upward] for
    each gaze.
    """

    points: list[list[float | None]] = field(default_factory=list)
    intervals: list[int] = field(default_factory=list)
    track: list[list[float]] = field(default_factory=list)
    present: dict[str, list[int]] = field(default_factory=dict)
    over_time: dict[str, list[list[float | None]]] = field(default_factory=dict)
    weights: dict[str, list[list[float | None]]] = field(default_factory=dict)
    gazes: dict[str, list[list[float]]] = field(default_factory=dict)
    frames: int = 0


def plots_of_block(block: Block, violating: Flags, points: int) -> PlotsOfBlock:
    """The data of a block; `violating` flags the frames with findings."""
    share = PlotsOfBlock(frames=len(block))
    if not len(block):
        return share
    unit = block.header.unit or np.nan
    steps = block.steps * 1e3
    top = PERIODS * 1e3 / block.header.rate if block.header.rate else 100.0
    share.intervals = histogram(steps, 0.0, top, BINS).tolist()
    found: dict[str, NDArray[np.bool_] | None] = {}
    for name, stream in ((each.id, each) for each in block.streams):
        if "position" in stream.stream.layout.parts:
            items = len(stream.part("position").items)
            found[name] = None if stream.complete else ~np.isnan(stream.now("position")[..., 0])
            there = [len(block)] * items if found[name] is None else found[name].sum(axis=0)  # type: ignore[union-attr]
            share.present[name] = [int(count) for count in there]
    heads = list(block.having("position", kinds=("head",)))
    stretches = np.array_split(np.arange(len(block)), min(points, len(block)))
    share.gazes = gaze_directions(block, [int(rows[0]) for rows in stretches])
    for rows in stretches:
        there = steps[rows][~np.isnan(steps[rows])]
        time = float(block.times[rows[0] + 1]) * unit
        told = [float(there.min()), float(there.mean()), float(there.max())] if len(there) else [None] * 3
        share.points.append([_short(time), *map(_short, told)])
        for stream in block.having("weights"):
            means = stream.now("weights")[rows, :, 0].mean(axis=0).tolist()
            share.weights.setdefault(stream.id, []).append([_short(time), *map(_short, means)])
        for name, tracked in found.items():
            part = 1.0 if tracked is None else float(tracked[rows].mean())
            share.over_time.setdefault(name, []).append([_short(time), _short(part)])
        if heads:
            flags = np.flatnonzero(violating[rows])
            at = rows[flags[0]] if len(flags) else rows[0]
            x, _, z = heads[0].now("position")[at, 0]
            if not np.isnan(x + z):
                share.track.append([_short(x) or 0.0, _short(z) or 0.0, float(bool(len(flags)))])
    return share


class Plots:
    """The data of all blocks, joined."""

    def __init__(self) -> None:
        self._all = PlotsOfBlock()

    def add(self, share: PlotsOfBlock | None) -> None:
        """Add the data of the next block."""
        if share is None or not share.frames:
            return
        whole = self._all
        whole.points += share.points
        whole.track += share.track
        whole.intervals = _sum(whole.intervals, share.intervals)
        for name, points in share.over_time.items():
            whole.over_time.setdefault(name, []).extend(points)
        for name, points in share.weights.items():
            whole.weights.setdefault(name, []).extend(points)
        for name, directions in share.gazes.items():
            whole.gazes.setdefault(name, []).extend(directions)
        whole.present = {name: _sum(whole.present.get(name, []), counts) for name, counts in share.present.items()}
        whole.frames += share.frames

    def finished(self, header: Header | None) -> dict[str, Any] | None:
        """The numbers for the journal; None for a recording without frames."""
        whole = self._all
        if header is None or not whole.frames:
            return None
        names, looks = {stream.id: stream for stream in header.streams}, whole.gazes.items()
        return {
            "frames": whole.frames,
            "unit_s": _short(header.unit),
            "period_ms": _short(1e3 / header.rate) if header.rate else None,
            "interval": _thinned(whole.points),
            "histogram": {
                "top_ms": _short(PERIODS * 1e3 / header.rate if header.rate else 100.0),
                "counts": whole.intervals,
            },
            "validity": {
                name: {
                    item or name: round(count / whole.frames, 6)
                    for item, count in zip(names[name].layout.parts["position"].items, counts, strict=True)
                }
                for name, counts in whole.present.items()
            },
            "presence": {name: _thinned(points, _missing) for name, points in whole.over_time.items()},
            "track": _thinned(whole.track),
            **({"weights": weights} if (weights := _moving(whole.weights, names)) else {}),
            **({"gazes": gazes} if (gazes := {name: _thinned(each, _alike) for name, each in looks if each}) else {}),
        }


def _moving(weights: dict[str, list[list[float | None]]], streams: dict[str, Stream]) -> dict[str, Any]:
    """By stream, the seconds of at most CELLS stretches, and by name the means there of the weights that vary most."""
    found = {}
    for name, points in weights.items():
        table = np.array(points, float)
        groups = np.array_split(np.arange(len(table)), min(CELLS, len(table)))
        cells = np.stack([table[rows].mean(axis=0) for rows in groups])
        low, high = (np.nan_to_num(cells[:, 1:], nan=end) for end in (np.inf, -np.inf))
        spread = high.max(axis=0) - low.min(axis=0)  # negative infinity for what was never tracked
        items = streams[name].layout.parts["weights"].items
        chosen = [int(at) for at in np.argsort(-spread, kind="stable")[:SHAPES] if spread[at] > 0]
        found[name] = {
            "seconds": [_short(float(second)) for second in cells[:, 0]],
            "weights": {
                items[at] or str(at): [_hundredths(value) for value in cells[:, 1 + at]] for at in sorted(chosen)
            },
        }
    return {name: each for name, each in found.items() if each["weights"]}


def _hundredths(value: float) -> float | None:
    return round(float(value), 2) if np.isfinite(value) else None


def _sum(one: Sequence[int], other: Sequence[int]) -> list[int]:
    return [a + b for a, b in zip(one, other, strict=True)] if one else list(other)


def _thinned(points: list[Any], weight: Callable[[Any], float] | None = None) -> list[Any]:
    """At most POINTS of the points, evenly spaced; each represents its neighbours by the most extreme of them."""
    if len(points) <= POINTS:
        return points
    groups = np.array_split(np.arange(len(points)), POINTS)
    return [max((points[row] for row in rows), key=weight or _standing_out) for rows in groups]


def _missing(point: Sequence[float | None]) -> float:
    return -(point[-1] or 0.0)


def _alike(_: Sequence[float]) -> float:
    return 0.0


def _standing_out(point: Sequence[float | None]) -> float:
    last = point[-1]
    return -1.0 if last is None else last


def _short(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else float(f"{value:.6g}")
