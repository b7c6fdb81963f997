"""Checks of the poses of a recording."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from conformance.authoring import Finding, Findings, NotApplicable, check
from conformance.recordings import Block, Hits, Recording, StreamBlock
from conformance.recordings.measures import quantile
from conformance.recordings.poses import axis, distances, norms, turns

from .measures import HEIGHTS, UPWARD

HARD_TOLERANCE = 0.01  # XrPosef: XR_ERROR_POSE_INVALID beyond 1 %
FLOOR = ("local-floor", "bounded-floor")
LOCAL = ("local", "local-floor")
UPRIGHT = ("local", "local-floor", "bounded-floor", "unbounded")
LEAST_MOTION = 0.05  # m/s and rad/s on average; slower velocities are noise
PAIRS = 10
CONSENTED = {"gaze-tracking", "eye-tracking", "face-tracking"}  # WebXR grants a feature on explicit consent


@check("TRM-POS-002")
def space_is_named(recording: Recording) -> Findings:
    if recording.positions and "space" not in recording.document:
        yield Finding("")


@check("TRM-POS-004", each=Block)
def orientations_are_unit(block: Block) -> Iterator[Hits]:
    for stream in block.having("orientation"):
        length = stream.once(norms)
        yield stream.hits(~(np.abs(length - 1) <= HARD_TOLERANCE), "orientation", received=length)


@check("TRM-POS-005", each=Block)
def orientations_are_exact(block: Block) -> Iterator[Hits]:
    decimals = block.header.decimals
    if decimals is None:
        raise NotApplicable("no_decimals")
    tolerance = max(10.0**-decimals, 1e-6)  # single precision is exact to 6e-8 only
    for stream in block.having("orientation"):
        length = stream.once(norms)
        off = np.abs(length - 1)
        yield stream.hits(
            (off > tolerance) & (off <= HARD_TOLERANCE), "orientation", received=length, tolerance=tolerance
        )


@check("TRM-POS-006")
def head_heights_are_plausible(recording: Recording) -> Findings:
    if recording.header is None or recording.header.space not in FLOOR:
        raise NotApplicable("other_space")
    least, most = recording.parameters["min_head_height"], recording.parameters["max_head_height"]
    for name, heights in _of_heads(recording, "heights"):
        median = quantile(heights, *HEIGHTS[:2], 0.5)
        if not least <= median <= most:
            yield Finding(f"/streams/{name}", stream=name, received=_beyond(median), expected=f"{least:g} … {most:g}")


def _of_heads(recording: Recording, measure: str) -> list[tuple[str, np.ndarray]]:
    """The histograms of the heads that have what is measured. Raises NotApplicable if no head has."""
    found = [(name, counts) for name, counts in recording.measured.get(measure, {}).items() if counts.any()]
    if not found:
        raise NotApplicable(f"no_{measure}")
    return found


def _beyond(value: float) -> object:
    """A median for a sentence: beyond the range of its histogram only the side is known."""
    return round(value, 3) if np.isfinite(value) else f"> {HEIGHTS[1]:g}" if value > 0 else f"< {HEIGHTS[0]:g}"


@check("TRM-POS-007")
def heads_are_upright(recording: Recording) -> Findings:
    if recording.header is None or recording.header.space not in UPRIGHT:
        raise NotApplicable("other_space")
    least = recording.parameters["min_head_up"]
    for name, upward in _of_heads(recording, "upward"):
        median = quantile(upward, *UPWARD[:2], 0.5)
        if not median >= least:
            yield Finding(f"/streams/{name}", stream=name, received=round(median, 2), expected=least)


@check("TRM-POS-008", each=Block)
def positions_are_near(block: Block) -> Iterator[Hits]:
    if block.header.space not in LOCAL:
        raise NotApplicable("other_space")
    most = block.parameters["max_local_distance"]
    for stream in block.having("position"):
        if stream.largest <= most / 2:  # no corner of that cube is farther
            continue
        now = stream.now("position")
        far = np.sqrt(np.einsum("fik,fik->fi", now, now))
        if (far > most).any():
            here = np.abs(now).max(axis=2) <= block.parameters["max_extent"]
            yield stream.hits((far > most) & here, "position", received=far, expected=most)


@check("TRM-POS-009", each=Block)
def coordinates_are_plausible(block: Block) -> Iterator[Hits]:
    most = block.parameters["max_extent"]
    for stream in block.having("position"):
        if stream.largest <= most:
            continue
        largest = np.abs(stream.now("position")).max(axis=2)
        yield stream.hits(~(largest <= most), "position", received=largest, expected=most)


@check("TRM-POS-010", each=Block)
def emulation_is_a_flag(block: Block) -> Iterator[Hits]:
    for stream in block.having("emulated"):
        flag = stream.now("emulated")[..., 0]
        yield stream.hits((flag != 0) & (flag != 1), "emulated", received=flag)


@check("TRM-POS-011", each=Block)
def emulated_positions_have_no_velocity(block: Block) -> Iterator[Hits]:
    for stream in block.having("emulated", "linearVelocity"):
        speed = np.sqrt(np.square(stream.now("linearVelocity")).sum(axis=2))
        yield stream.hits((stream.now("emulated")[..., 0] == 1) & ~np.isnan(speed), "linearVelocity", received=speed)


@check("TRM-POS-012", each=Block)
def head_speeds_are_plausible(block: Block) -> Iterator[Hits]:
    most = block.parameters["max_head_speed"]
    for stream, steady in _steady_heads(block, "position"):
        speed = distances(stream) / block.steps[:, None]
        yield stream.hits((speed > most) & steady, "position", received=speed, expected=most)


@check("TRM-POS-013", each=Block)
def head_turns_are_plausible(block: Block) -> Iterator[Hits]:
    most = block.parameters["max_head_turn"]
    for stream, steady in _steady_heads(block, "orientation"):
        speed = turns(stream) / block.steps[:, None]
        yield stream.hits((speed > most) & steady, "orientation", received=speed, expected=most)


def _steady_heads(block: Block, part: str) -> Iterator[tuple[StreamBlock, np.ndarray]]:
    """Heads, and the steps (frames, 1) that can be judged: time increases and positions have the same source."""
    for stream in block.having(part, kinds=("head",)):
        steady = stream.follows & (block.steps > 0)
        if stream.has("emulated"):
            flag = stream.array("emulated")[:, 0, 0]
            steady &= flag[1:] == flag[:-1]
        yield stream, steady[:, None]


@check("TRM-POS-014")
def velocities_fit_the_motion(recording: Recording) -> Findings:
    most, judged = recording.parameters["velocity_tolerance"], False
    for name, (off, there, count) in sorted(recording.measured.get("velocities", {}).items()):
        if count < PAIRS or there / count < LEAST_MOTION**2:
            continue
        judged = True
        part = math.sqrt(off / there) if math.isfinite(off) else math.inf  # squares of huge velocities overflow
        if part > most:
            stream, which = name.split(" ")
            yield Finding(f"/streams/{stream}", stream=stream, which=which, received=round(part, 2), expected=most)
    if not judged:
        raise NotApplicable("no_motion")


@check("TRM-POS-015", each=Block)
def left_eye_is_left(block: Block) -> Iterator[Hits]:
    for stream, between in _eyes(block):
        across = np.einsum("fk,fk->f", between, axis(stream.now("orientation")[:, 0], 0))
        yield stream.hits(~(across > 0) & ~np.isnan(across), received=-across)


@check("TRM-POS-016", each=Block)
def eye_distances_are_plausible(block: Block) -> Iterator[Hits]:
    least, most = block.parameters["min_eye_distance"], block.parameters["max_eye_distance"]
    for stream, between in _eyes(block):
        apart = np.sqrt(np.square(between).sum(axis=1))
        wrong = ~((apart >= least) & (apart <= most)) & ~np.isnan(apart)
        yield stream.hits(wrong, received=apart, expected=f"{least:g} … {most:g}")


def _eyes(block: Block) -> Iterator[tuple[StreamBlock, np.ndarray]]:
    """Heads with two eyes, and the vectors from the left eye to the right eye."""
    for stream in block.having("position", "orientation", kinds=("head",)):
        items = stream.part("position").items
        if {"left-eye", "right-eye"} <= set(items):
            now = stream.now("position")
            yield stream, now[:, items.index("right-eye")] - now[:, items.index("left-eye")]


@check("TRM-POS-017")
def sensitive_streams_have_consent(recording: Recording) -> Findings:
    header = recording.header
    sensitive = [stream.id for stream in header.streams if stream.kind in ("gaze", "face")] if header else []
    if not sensitive or header is None:
        raise NotApplicable("no_sensitive")
    features = header.session.get("features")
    granted = isinstance(features, list) and not CONSENTED.isdisjoint(str(each) for each in features)
    if header.session.get("consent") is not True and not granted:
        for name in sensitive:
            yield Finding(f"/streams/{name}", stream=name)
