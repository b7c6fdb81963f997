"""Times of streams against each other: clocks that were reset, and samples apart from all signals."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from conformance_suites.terminals.xdf.reader.xdf import Stream

RESET_SLACK = 1.0
"""Seconds by which the jump of a clock offset may differ from that of the times."""


def exact(time: float) -> float:
    """A time as findings tell it, to the microsecond."""
    return round(time, 6)


class Step(NamedTuple):
    """Where the time goes back: the sample, from 0, and the times before and at it."""

    sample: int
    before: float
    after: float


def steps_back(stream: Stream) -> list[Step]:
    """Where times go back and no clock offset jumps forward by as much: the clock was not reset, or nobody noticed."""
    import numpy as np

    times = stream.times
    back = np.flatnonzero(times[1:] < times[:-1]) + 1
    offsets = [value for _, value in stream.offsets]
    jumps = [after - before for before, after in pairwise(offsets)]
    steps = [Step(int(at), float(times[at - 1]), float(times[at])) for at in back]
    return [step for step in steps if not any(abs(jump - (step.before - step.after)) <= RESET_SLACK for jump in jumps)]


def rate_of(stream: Stream) -> float | None:
    """Samples a second by the steps forward of its times; None if they are less than a second together."""
    import numpy as np

    steps = np.diff(stream.times)
    forward = steps[steps > 0]
    seconds = float(forward.sum())
    return len(forward) / seconds if seconds >= 1 else None


def lost(stream: Stream, spans: Sequence[tuple[float, float]], skew: float) -> list[float]:
    """The times of a stream, by the clock of the recording, that lie in none of the spans, nor within `skew` of one."""
    import numpy as np

    times = stream.times + stream.offset
    inside = np.zeros(len(times), bool)
    for start, end in spans:
        inside |= (times >= start - skew) & (times <= end + skew)
    return [float(time) for time in times[~inside & ~np.isnan(times)]]
