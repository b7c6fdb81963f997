"""Checks of gazes: flags and times that come with them, where they point, and how they move."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from conformance.authoring import Finding, Findings, NotApplicable, check
from conformance.readers.json import escape
from conformance.recordings import Block, Hits, Recording, StreamBlock
from conformance.recordings.measures import quantile
from conformance.recordings.poses import axis
from conformance_suites.terminals.face.reader.channels import (
    channel,
    confidences_out_of_range,
    samples,
)
from conformance_suites.terminals.face.reader.directions import between, limited

from .measures import TOP

ORIENTATION_VALID, ORIENTATION_TRACKED, POSITION_TRACKED = 1, 4, 8
ALL = 15
FORWARD = 2  # poses look along the negative of this axis


def _flags(stream: StreamBlock) -> np.ndarray | None:
    """(frames): the flags of OpenXR with which the gaze was located; None without the channel."""
    at = channel(stream, "locationFlags")
    if at is None:
        return None
    # TRM-STR-014 reports a number that is missing; flags of later versions say nothing about these four.
    return np.nan_to_num(np.mod(samples(stream, at), ALL + 1), nan=ALL).astype(np.int64)


def _in_channel(stream: StreamBlock, label: str, bad: np.ndarray) -> np.ndarray:
    """(frames, channels): flags of frames as flags of one channel."""
    found = np.zeros(stream.now("channels").shape[:2], bool)
    found[:, stream.part("channels").items.index(label)] = bad
    return found


@check("TRM-GAZ-001", each=Block)
def tracked_together(block: Block) -> Iterator[Hits]:
    judged = False
    for stream in block.having("channels", kinds=("gaze",)):
        flags = _flags(stream)
        if flags is None:
            continue
        judged = True
        one = ((flags & ORIENTATION_TRACKED) == 0) != ((flags & POSITION_TRACKED) == 0)
        yield stream.hits(_in_channel(stream, "locationFlags", one), "channels", received=flags[:, None])
    if not judged:
        raise NotApplicable("no_flags")


@check("TRM-GAZ-002", each=Block)
def nothing_where_nothing_is_valid(block: Block) -> Iterator[Hits]:
    judged = False
    for stream in block.having("channels", "orientation", kinds=("gaze",)):
        flags = _flags(stream)
        if flags is None:
            continue
        judged = True
        invalid = (flags & ORIENTATION_VALID) == 0
        there = ~np.isnan(stream.now("orientation")).any(axis=2)
        yield stream.hits(invalid[:, None] & there, "orientation", flags=flags[:, None])
    if not judged:
        raise NotApplicable("no_flags")


@check("TRM-GAZ-003", each=Block)
def gazes_look_out_of_the_head(block: Block) -> Iterator[Hits]:
    head = next(block.having("orientation", kinds=("head",)), None)
    if head is None:
        raise NotApplicable("no_head")
    most = block.parameters["max_eye_angle"]
    with np.errstate(divide="ignore", invalid="ignore"):
        ahead = axis(head.now("orientation")[:, :1], FORWARD)
        for stream in block.having("orientation", kinds=("gaze",)):
            angle = between(axis(stream.now("orientation"), FORWARD), ahead)
            yield stream.hits(angle > most, "orientation", received=angle, expected=most)


@check("TRM-GAZ-004", each=Block)
def rays_meet_in_front(block: Block) -> Iterator[Hits]:
    judged = False
    for stream in block.having("position", "orientation", kinds=("gaze",)):
        items = stream.part("position").items
        if not {"left-eye", "right-eye"} <= set(items):
            continue
        judged = True
        left, right = items.index("left-eye"), items.index("right-eye")
        with np.errstate(divide="ignore", invalid="ignore"):
            rays = -axis(stream.now("orientation"), FORWARD)
            apart = stream.now("position")[:, right] - stream.now("position")[:, left]
            apart = apart / np.linalg.norm(apart, axis=1, keepdims=True)
            spread = np.einsum("fk,fk->f", rays[:, right] - rays[:, left], apart)
            angle = 2 * np.arcsin(limited(spread / 2))
        most = block.parameters["max_divergence"]
        yield stream.hits(angle > most, None, received=angle, expected=most)
    if not judged:
        raise NotApplicable("no_eyes")


@check("TRM-GAZ-005", each=Block)
def confidences_are_in_range(block: Block) -> Iterator[Hits]:
    return confidences_out_of_range(block, "gaze")


@check("TRM-GAZ-006", each=Block)
def sample_times_are_near(block: Block) -> Iterator[Hits]:
    judged = False
    for stream in block.having("channels", kinds=("gaze",)):
        at = channel(stream, "sampleTime")
        if at is None or block.header.unit is None:
            continue
        judged = True
        given = samples(stream, at)
        away = np.abs(given - block.times[1:].astype(float)) * block.header.unit
        most = block.parameters["max_gaze_age"]
        bad = _in_channel(stream, "sampleTime", ~(away <= most) & (given != 0))
        yield stream.hits(bad, "channels", received=away[:, None], expected=most)
    if not judged:
        raise NotApplicable("no_time")


@check("TRM-GAZ-007")
def gazes_rest(recording: Recording) -> Findings:
    needed, most = recording.parameters["gaze_frames"], recording.parameters["max_usual_turn"]
    judged = False
    for name, counts in recording.measured.get("gaze_speeds", {}).items():
        if counts.sum() < needed:
            continue
        judged = True
        usual = quantile(counts, 0.0, TOP, 0.5)
        if not usual <= most:
            shown = round(usual, 2) if usual <= TOP else f"> {TOP:g}"
            yield Finding(f"/streams/{escape(name)}", stream=name, received=shown, expected=most)
    if not judged:
        raise NotApplicable("too_few", needed=needed)
