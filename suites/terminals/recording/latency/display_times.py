"""The predicted display times of a recording: a channel of this label, in a stream of channels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from conformance.authoring import NotApplicable
from conformance.readers.json_values import is_number
from conformance.recordings import Block, StreamBlock
from conformance.recordings.header import UNITS

LABEL = "predictedDisplayTime"


class Display(NamedTuple):
    """A channel of display times: its stream, its column, and (frames) the times in seconds, now and before."""

    stream: StreamBlock
    column: int
    now: np.ndarray
    before: np.ndarray

    def flags(self, bad: np.ndarray) -> np.ndarray:
        """(frames, channels): the flags in the column of the display times."""
        found = np.zeros(self.stream.now("channels").shape[:2], dtype=bool)
        found[:, self.column] = bad
        return found


def displays(block: Block) -> Iterator[Display]:
    """Every channel of display times in the block."""
    for stream in block.having("channels"):
        for column, channel in enumerate(stream.stream.declaration["channels"]):
            seconds = UNITS.get(str(channel.get("unit"))) if channel.get("label") == LABEL else None
            if seconds:
                now, before = (stream.now("channels"), stream.before("channels"))
                yield Display(stream, column, now[:, column, 0] * seconds, before[:, column, 0] * seconds)


def some(block: Block) -> list[Display]:
    """The same. Raises NotApplicable if there is none."""
    found = list(displays(block))
    if not found:
        raise NotApplicable("no_display_time")
    return found


def frame_times(block: Block) -> np.ndarray:
    """(frames): the time of each frame in seconds; NaN where the unit is not known."""
    times: np.ndarray = block.times[1:].astype(float) * (block.header.unit or np.nan)
    return times


def display_period(header: Any) -> float | None:
    """Seconds of a period of the display, by the rate of its session or of the recording; None if neither is stated."""
    rate = header.session.get("frameRate", header.rate)
    known = is_number(rate) and 0 < rate < float("inf")
    return 1 / rate if known else None


def shown(values: np.ndarray) -> np.ndarray:
    """(frames, 1): numbers of a finding, for each channel of a stream."""
    rounded: np.ndarray = np.round(values, 3)[:, None]
    return rounded
