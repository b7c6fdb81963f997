"""Live effects in a recording: streams of the kind haptic, which have numbers where an effect is commanded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from conformance.recordings import Block, StreamBlock
from conformance.recordings.header import UNITS

KIND = "haptic"
TIMES = ("commandTime", "effectTime", "duration")
MEASURED_IN_TIME = {*TIMES, "playedDuration"}
NEEDED = ("amplitude", *TIMES)
"""Channels without which an effect cannot be judged."""
PLAYED = {"effectTime", "playedAmplitude", "playedDuration"}
"""What a device or a sensor tells of an effect that began; the channel BEGUN is 0 for one that never did."""
BEGUN = "begun"


class Effects(NamedTuple):
    """The effects of a stream in a block: (frames) by label, times in seconds; NaN where there is no effect."""

    stream: StreamBlock
    columns: Mapping[str, NDArray[np.float64]]

    def flags(self, label: str, bad: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """(frames, channels): the flags in the column of this label."""
        found = np.zeros(self.stream.now("channels").shape[:2], dtype=bool)
        found[:, self.stream.part("channels").items.index(label)] = bad
        return found


def second(unit: Any) -> float | None:
    """The seconds of a unit of time; None for any other."""
    return UNITS.get(unit) if isinstance(unit, str) else None


def effects(block: Block, *labels: str) -> Iterator[Effects]:
    """Every stream of effects that has channels with these labels, those of times with a unit of time."""
    for stream in block.having("channels", kinds=(KIND,)):
        items = stream.part("channels").items
        units = dict(zip(items, (each.get("unit") for each in stream.stream.declaration["channels"]), strict=True))
        scales = {label: second(units.get(label)) if label in MEASURED_IN_TIME else 1.0 for label in labels}
        if all(label in items and scales[label] for label in labels):
            now = stream.now("channels")[..., 0]
            never = now[:, items.index(BEGUN)] == 0 if BEGUN in items else np.zeros(len(now), dtype=bool)
            columns = {label: now[:, items.index(label)] * (scales[label] or 1) for label in labels}
            for label in PLAYED & columns.keys():
                columns[label] = np.where(never, np.nan, columns[label])
            yield Effects(stream, columns)
