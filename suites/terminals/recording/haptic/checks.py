"""Checks of the effects that a device plays: that they are as commanded, and soon."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from conformance.authoring import Finding, Findings, NotApplicable, check
from conformance.readers.json import escape
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.recordings import Block, Hits, Recording
from conformance.recordings.measures import quantile
from conformance_suites.terminals.recording.reader.effects import KIND, NEEDED, TIMES, Effects, effects, second

from .measures import LATEST

MILLISECONDS = 1000


@check("TRM-HPD-001")
def channels_of_effects_are_declared(recording: Recording) -> Findings:
    for name, stream in object_or_empty(object_or_empty(recording.document).get("streams")).items():
        declared = object_or_empty(stream)
        if declared.get("kind") != KIND:
            continue
        place = f"/streams/{escape(name)}/channels"
        channels = [object_or_empty(each) for each in list_or_empty(declared.get("channels"))]
        labels = [channel.get("label") for channel in channels]
        for label in NEEDED:
            if label not in labels:
                yield Finding(place, received=label)
        for at, channel in enumerate(channels):
            if channel.get("label") in TIMES and second(channel.get("unit")) is None:
                yield Finding(f"{place}/{at}/unit", "unit", label=channel["label"], received=str(channel.get("unit")))


@check("TRM-HPD-002", each=Block)
def amplitudes_are_in_range(block: Block) -> Iterator[Hits]:
    for each in some(block, "amplitude"):
        value = each.columns["amplitude"]
        bad = each.flags("amplitude", ~((value >= 0) & (value <= 1)))
        yield each.stream.hits(bad, "channels", received=_shown(value))


@check("TRM-HPD-003", each=Block)
def durations_are_not_negative(block: Block) -> Iterator[Hits]:
    for each in some(block, "duration"):
        value = each.columns["duration"]
        yield each.stream.hits(each.flags("duration", ~(value >= 0)), "channels", received=_shown(value * MILLISECONDS))


@check("TRM-HPD-004", each=Block)
def effects_follow_commands(block: Block) -> Iterator[Hits]:
    for each in some(block, "commandTime", "effectTime"):
        early = each.columns["commandTime"] - each.columns["effectTime"]
        bad = each.flags("effectTime", early > 0)
        yield each.stream.hits(bad, "channels", received=_shown(early * MILLISECONDS))


@check("TRM-HPD-005")
def effects_begin_soon(recording: Recording) -> Findings:
    most = recording.parameters["max_effect_latency"]
    for name, counts in _measured(recording, "effect_delays"):
        seen = quantile(counts, 0.0, LATEST, 0.95)
        if counts.any() and seen * MILLISECONDS > most:
            late = round(seen * MILLISECONDS) if np.isfinite(seen) else f"> {LATEST * MILLISECONDS:g}"
            yield Finding(f"/streams/{name}", received=late, effects=int(counts.sum()), expected=most)


@check("TRM-HPD-006")
def few_effects_are_lost(recording: Recording) -> Findings:
    most = recording.parameters["lost_effects"]
    for name, (commanded, lost) in _measured(recording, "effect_losses"):
        if commanded and lost / commanded > most:
            said = {"received": int(lost), "commanded": int(commanded)}
            yield Finding(f"/streams/{name}", **said, expected=f"{most:.0%}")


@check("TRM-HPD-007")
def stronger_effects_are_played_stronger(recording: Recording) -> Findings:
    needed, least = recording.parameters["strength_effects"], recording.parameters["strength_correlation"]
    judged = False
    for name, (count, x, y, xx, yy, xy) in _measured(recording, "effect_strengths"):
        if count < needed or count * xx - x * x <= VARIED * count * count:
            continue
        judged = True
        spread = np.sqrt((count * xx - x * x) * abs(count * yy - y * y))
        seen = (count * xy - x * y) / spread if spread else 0.0
        if seen < least:
            yield Finding(f"/streams/{name}", received=round(float(seen), 2), effects=int(count), expected=least)
    if not judged:
        raise NotApplicable("too_few", needed=needed)


VARIED = 0.01
"""The variance of the commanded amplitudes from which on a device is asked to tell them apart: a tenth, squared."""


@check("TRM-HPD-008", each=Block)
def effects_last_as_long_as_commanded(block: Block) -> Iterator[Hits]:
    least, slack = block.parameters["duration_error"] / MILLISECONDS, block.parameters["duration_slack"]
    for each in some(block, "duration", "playedDuration"):
        asked, played = each.columns["duration"], each.columns["playedDuration"]
        # An effect of no length is the shortest that the device can play.
        bad = (np.abs(played - asked) > np.maximum(least, slack * asked)) & (asked > 0)
        said = {"received": _shown(played * MILLISECONDS), "expected": _shown(asked * MILLISECONDS)}
        yield each.stream.hits(each.flags("playedDuration", bad), "channels", **said)


def some(block: Block, *labels: str) -> list[Effects]:
    """The streams of effects with these channels. Raises NotApplicable if there are none."""
    found = list(effects(block, *labels))
    if not found:
        raise NotApplicable("no_channel")
    return found


def _measured(recording: Recording, name: str) -> list[tuple[str, np.ndarray]]:
    """(stream, what was measured). Raises NotApplicable if nothing was."""
    found = list(recording.measured.get(name, {}).items())
    if not found:
        raise NotApplicable("no_channel")
    return found


def _shown(values: np.ndarray) -> np.ndarray:
    """(frames, 1): numbers of a finding, for each channel of a stream."""
    rounded: np.ndarray = np.round(values, 3)[:, None]
    return rounded
