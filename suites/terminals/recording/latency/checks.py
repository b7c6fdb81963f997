"""Checks of predicted display times: that they go on, lie ahead, and are kept."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from conformance.authoring import Finding, Findings, NotApplicable, check
from conformance.recordings import Block, Hits, Recording
from conformance.recordings.measures import quantile

from .display_times import display_period, frame_times, shown, some
from .measures import LEAD_TOP

MILLISECONDS = 1000


@check("TRM-LAT-001", each=Block)
def display_times_increase(block: Block) -> Iterator[Hits]:
    for each in some(block):
        bad = each.now <= each.before
        yield each.stream.hits(
            each.flags(bad),
            "channels",
            received=shown(each.now * MILLISECONDS),
            expected=shown(each.before * MILLISECONDS),
        )


@check("TRM-LAT-002", each=Block)
def frames_are_displayed_later(block: Block) -> Iterator[Hits]:
    if not str(block.header.session.get("mode", "")).startswith("immersive"):
        raise NotApplicable("not_immersive")
    times = frame_times(block)
    for each in some(block):
        bad = each.now <= times
        yield each.stream.hits(
            each.flags(bad), "channels", received=shown(each.now * MILLISECONDS), expected=shown(times * MILLISECONDS)
        )


@check("TRM-LAT-003", each=Block)
def steps_are_whole_periods(block: Block) -> Iterator[Hits]:
    period = display_period(block.header)
    if not period:
        raise NotApplicable("no_rate")
    for each in some(block):
        steps = (each.now - each.before) / period
        off = np.abs(steps - np.round(steps))
        bad = off > block.parameters["period_slack"]
        yield each.stream.hits(each.flags(bad), "channels", received=shown(steps))


@check("TRM-LAT-004")
def leads_are_short(recording: Recording) -> Findings:
    most = recording.parameters["max_lead"]
    for name, counts in _measured(recording, "leads"):
        seen = quantile(counts, 0.0, LEAD_TOP, 0.95)
        if not seen * MILLISECONDS <= most:
            said = {"received": _milliseconds(seen), "frames": int(counts.sum())}
            yield Finding(f"/streams/{name}", **said, expected=most)


@check("TRM-LAT-005")
def few_periods_have_no_frame(recording: Recording) -> Findings:
    most = recording.parameters["missed_share"]
    for name, (periods, missed) in _measured(recording, "periods"):
        if periods and not missed / periods <= most:
            said = {"received": f"{missed / periods:.1%}", "periods": int(periods)}
            yield Finding(f"/streams/{name}", **said, expected=f"{most:.0%}")


def _milliseconds(seconds: float) -> int | str:
    """The milliseconds; beyond what is measured, only that they are more."""
    return round(seconds * MILLISECONDS) if seconds < LEAD_TOP else f"> {LEAD_TOP * MILLISECONDS:g}"


def _measured(recording: Recording, name: str) -> list[tuple[str, np.ndarray]]:
    """(stream, what was measured). Raises NotApplicable if nothing was."""
    found = list(recording.measured.get(name, {}).items())
    if not found:
        raise NotApplicable("no_display_time")
    return found
