"""Checks of the envelope and the timing of a recording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from conformance.authoring import Finding, Findings, NotApplicable, check
from conformance.readers.json import escape
from conformance.readers.json_values import is_number, whole
from conformance.recordings import Block, Hits, Recording
from conformance.recordings.header import FRAME_MEMBERS, STREAM_NAME, UNITS
from conformance.recordings.layout import KINDS, layout_of
from conformance.recordings.measures import quantile
from conformance.recordings.parts import parts_of

from .measures import JITTER_TOP

LARGEST_NS = 2**63 - 1
MICROSECOND = 1e-6
WHOLE_POSE = ("position", "orientation", "radius", "emulated")
VELOCITIES = ("linearVelocity", "angularVelocity")  # an emulated pose has none
INPUTS = ("buttons", "axes")  # TRM-INP-010, and the joints of a hand TRM-HND-007


@check("TRM-STR-001", each=Block)
def lines_are_json(block: Block) -> Iterator[Hits]:
    for hits, text in _problems(block, "text"):
        if text is None:
            yield replace(hits, template="unreadable")
        else:
            yield replace(hits, values={**hits.values, "received": text})


def _problems(block: Block, kind: str) -> Iterator[tuple[Hits, str | None]]:
    """Hits on lines with a problem of the JSON reader, and the text at the problem, if the reader gives any."""
    for hits in block.wrong_lines(kind):
        text = hits.values["received"]
        yield replace(hits, values={"pointer": hits.values["pointer"]}), text if isinstance(text, str) else None


@check("TRM-STR-002", each=Block)
def encoding_is_utf8(block: Block) -> Iterator[Hits]:
    for hits, _ in _problems(block, "encoding"):
        yield hits


@check("TRM-STR-003", each=Block)
def members_are_unique(block: Block) -> Iterator[Hits]:
    for hits, name in _problems(block, "duplicate"):
        yield replace(hits, values={**hits.values, "name": name})


@check("TRM-STR-004", each=Block)
def numbers_are_in_range(block: Block) -> Iterator[Hits]:
    for hits, _ in _problems(block, "overflow"):
        yield hits


@check("TRM-STR-008")
def kinds_are_known(recording: Recording) -> Findings:
    known = list({**KINDS, **recording.defined})
    streams = recording.document.get("streams") if isinstance(recording.document, dict) else None
    for name, declaration in streams.items() if isinstance(streams, dict) else ():
        kind = declaration.get("kind") if isinstance(declaration, dict) else None
        if isinstance(kind, str) and kind not in known:
            yield Finding(f"/streams/{escape(name)}/kind", received=kind, expected=known)


@check("TRM-STR-010")
def streams_have_a_layout(recording: Recording) -> Findings:
    streams = recording.document.get("streams") if isinstance(recording.document, dict) else None
    for name, declaration in streams.items() if isinstance(streams, dict) else ():
        if name in FRAME_MEMBERS or not STREAM_NAME.fullmatch(name):
            yield Finding(f"/streams/{escape(name)}", received=name)
        elif _readable(declaration, {**KINDS, **recording.defined}) and layout_of(declaration) is None:
            yield Finding(f"/streams/{escape(name)}", "layout")


def _readable(declaration: object, known: Mapping[str, object]) -> bool:
    """Whether the kind is given and known, and the lists are lists; otherwise other rows report it."""
    lists = ("poses", "fields", "buttons", "axes", "weights", "channels")
    return (
        isinstance(declaration, dict)
        and isinstance(kind := declaration.get("kind"), str)
        and kind in known
        and all(isinstance(declaration.get(key, []), list) for key in lists)
    )


@check("TRM-STR-011", each=Block)
def frames_have_their_members(block: Block) -> Iterator[Hits]:
    return block.wrong_lines("missing")


@check("TRM-STR-012", each=Block)
def members_have_their_types(block: Block) -> Iterator[Hits]:
    return block.wrong_lines("type")


@check("TRM-STR-013", each=Block)
def arrays_have_their_length(block: Block) -> Iterator[Hits]:
    return block.wrong_lines("width")


@check("TRM-STR-014", each=Block)
def no_number_is_null(block: Block) -> Iterator[Hits]:
    for stream in block.having():
        if stream.complete:
            continue
        nulls = {name: np.isnan(stream.now(name)) for name in stream.stream.layout.parts}
        poses = [nulls[name] for name in WHOLE_POSE if name in nulls]
        absent = np.logical_and.reduce([each.all(axis=2) for each in poses]) if poses else None
        for name, null in nulls.items():
            if name in VELOCITIES or name in INPUTS or (stream.stream.kind == "hand" and name in WHOLE_POSE):
                continue
            some = null.any(axis=2) & stream.tracked[1:, None]
            if name in WHOLE_POSE and absent is not None:
                some &= ~absent
            cuts = parts_of([stream.stream]) if some.any() else ()
            yield Hits(some, "", {}, stream.id, stream.part(name), cuts)


@check("TRM-STR-015", each=Block)
def time_goes_forward(block: Block) -> Iterator[Hits]:
    bad = ~(np.diff(block.times) > 0) & ~block.marked("clock-reset")
    if len(block) and not block.has_before:
        bad[0] = False
    yield block.hits(bad, received=block.times[1:], expected=block.times[:-1], unit=_unit(block))


def _unit(block: Block) -> str:
    """The unit of time, a question mark where the header states none that is known: another row says so."""
    return next((name for name, seconds in UNITS.items() if seconds == block.header.unit), "?")


@check("TRM-STR-016", each=Block)
def time_is_in_range(block: Block) -> Iterator[Hits]:
    times = block.times[1:]
    yield block.hits(~(times >= 0), received=times, expected="0 …", unit=_unit(block))
    if block.header.unit:
        most = LARGEST_NS * 1e-9 / block.header.unit
        above = ~(times.astype(float) <= most)
        yield block.hits(above, received=times, expected=f"… {most:.6g}", unit=_unit(block))


@check("TRM-STR-017", each=Block)
def sequence_has_no_gaps(block: Block) -> Iterator[Hits]:
    modulus = block.header.modulus
    if modulus is None:
        raise NotApplicable("no_modulus")
    if _unbroken(block, modulus):
        return
    bad, due = np.zeros(len(block), bool), np.zeros(len(block), object)
    offsets = [
        None if number is None else (number - place) % modulus
        for number, place in zip(block.numbers, block.places, strict=True)
    ]
    for at, (earlier, before, now) in enumerate(zip(offsets, offsets[1:], offsets[2:], strict=False)):
        if before is not None and now is not None and now not in (before, earlier):  # earlier: one alone was wrong
            due[at] = (before + block.places[at + 2]) % modulus
            bad[at] = True
    yield block.hits(bad & ~block.marked("sequence-reset"), received=np.array(block.numbers[2:], object), expected=due)


def _unbroken(block: Block, modulus: int) -> bool:
    """Whether all numbers are consecutive: a fast path for the common case."""
    first = next((at for at, number in enumerate(block.numbers) if number is not None), 0)
    numbers = [number for number in block.numbers[first:] if number is not None]
    whole = len(numbers) == len(block.numbers) - first
    if not numbers or not whole or not 0 <= min(numbers) <= max(numbers) < LARGEST_NS or modulus > LARGEST_NS:
        return False
    offsets = (np.array(numbers, np.int64) - np.array(block.places[first:])) % modulus
    return bool((offsets == offsets[:1]).all())


@check("TRM-STR-018", each=Block)
def time_has_resolution(block: Block) -> Iterator[Hits]:
    if block.header.unit is None:
        raise NotApplicable("no_unit")
    if block.times.dtype.kind == "i":
        return
    times = block.times[1:]
    step = np.spacing(np.abs(times)) * block.header.unit
    yield block.hits(~(step <= MICROSECOND), received=times, step=step * 1e6, unit=_unit(block))


@check("TRM-STR-019")
def something_is_tracked(recording: Recording) -> Findings:
    if isinstance(recording.document, dict) and recording.document.get("streams") == {}:
        yield Finding("/streams", "none")
        return
    if recording.streams and not any(_numbered(recording).values()):
        yield Finding("/streams", frames=recording.frames)


def _numbered(recording: Recording) -> dict[str, int]:
    """By stream, the frames in which it has numbers."""
    return {name: int(count) for name, count in recording.measured.get("numbered", {}).items()}


@check("TRM-STR-020")
def something_changes(recording: Recording) -> Findings:
    least = recording.parameters["changing_frames"]
    if max(_numbered(recording).values(), default=0) < least:
        raise NotApplicable("too_short", needed=least)
    if not any(recording.measured["changes"].values()):
        yield Finding("/streams", frames=recording.frames)


@check("TRM-STR-021")
def frames_are_as_many_as_declared(recording: Recording) -> Findings:
    declared = whole(recording.document.get("frames")) if isinstance(recording.document, dict) else None
    there = recording.frame_lines
    if declared is not None and declared != there:
        yield Finding("/frames", received=declared, expected=there)


@check("TRM-STR-022")
def rate_is_kept(recording: Recording) -> Findings:
    rate, intervals = _timing(recording)
    seen = float(intervals["count"] / intervals["seconds"])
    tolerance = recording.parameters["rate_tolerance"]
    if not abs(seen / rate - 1) <= tolerance:
        yield Finding("/rate", received=round(seen, 3), expected=rate, tolerance=f"{tolerance:.0%}")


def _timing(recording: Recording) -> tuple[float, dict[str, np.ndarray]]:
    """The declared rate and the measured intervals. Raises NotApplicable without either."""
    rate = recording.header.rate if recording.header else None
    if not rate:
        raise NotApplicable("no_rate")
    if recording.header is None or recording.header.unit is None:
        raise NotApplicable("no_unit")
    intervals = recording.measured.get("intervals", {})
    if not intervals or not intervals["count"]:
        raise NotApplicable("too_short", needed=2)
    return rate, intervals


@check("TRM-STR-023", each=Block)
def gaps_are_short(block: Block) -> Iterator[Hits]:
    rate = block.header.rate or _display_rate(block)
    if not rate:
        raise NotApplicable("no_rate")
    most = block.parameters["max_gap_periods"] / rate
    yield block.hits((block.steps > most) & block.follows, received=block.steps, expected=round(most, 6))


def _display_rate(block: Block) -> float:
    """The nominal rate of the session's display in hertz, 0 if it is not stated."""
    rate: Any = block.header.session.get("frameRate")
    known = is_number(rate) and 0 < rate < float("inf")
    return float(rate) if known else 0.0


@check("TRM-STR-024")
def intervals_are_even(recording: Recording) -> Findings:
    _, intervals = _timing(recording)
    seen = quantile(intervals["jitter"], 0.0, JITTER_TOP, 0.95)
    most = recording.parameters["jitter_periods"]
    if not seen <= most:
        shown = f"> {JITTER_TOP:g}" if seen > JITTER_TOP else round(seen, 2)
        yield Finding("/rate", received=shown, expected=most)


@check("TRM-STR-025")
def streams_change(recording: Recording) -> Findings:
    least = recording.parameters["frozen_frames"]
    numbered = _numbered(recording)
    judged = [name for name in recording.streams if numbered.get(name, 0) >= least]
    if not judged:
        raise NotApplicable("too_short", needed=least)
    for name in judged:
        if not recording.measured["changes"][name]:
            yield Finding(f"/streams/{name}", received=name, frames=numbered[name])
