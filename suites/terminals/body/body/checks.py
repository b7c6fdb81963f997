"""Checks of bodies: names of joints, which of them are there, lengths of limbs, the floor, and what VMC says beside."""

from __future__ import annotations

import math
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import numpy as np

from conformance.authoring import Finding, Findings, NotApplicable, check
from conformance.readers.json import escape
from conformance.recordings import Block, Hits, Recording, StreamBlock
from conformance_suites.terminals.body.reader.places import PARENT, places
from conformance_suites.terminals.body.reader.sets_of_joints import (
    HUMANOID,
    OPENXR,
    REQUIRED,
    ROOT,
    SETS,
    SIDES,
    WHOLE,
    plain,
    roles,
)

SHORTER = {"XR_BD_body_tracking": 16}
"""The extension has a set without arms, too: its joints are the first of the whole one."""
ALSO = (ROOT, "LastBone")
"""What may be among the bones of a humanoid: the pose of the model, and the enumerator that counts them."""
FLOOR = ("local-floor", "bounded-floor")
MISTYPED, TIME, AVAILABLE = "mistyped", "/VMC/Ext/T 1", "/VMC/Ext/OK"
TOP = {f"{AVAILABLE} {at}": most for at, most in enumerate((1, 3, 2, 1), 1)}
"""The largest value of each argument; the least is 0."""
NEAR = 0.6


def _bodies(recording: Recording) -> Iterator[tuple[str, dict[str, Any], list[str]]]:
    """The pointer to a declared body, its declaration, and the names of its joints."""
    for stream in recording.header.streams if recording.header else ():
        if stream.kind == "body":
            names = [str(name) for name in stream.declaration.get("poses", [])]
            yield f"/streams/{escape(stream.id)}", dict(stream.declaration), names


@check("TRM-BDY-001")
def joints_have_the_order_of_their_set(recording: Recording) -> Findings:
    judged = False
    for pointer, body, names in _bodies(recording):
        if body.get("set") not in OPENXR:
            continue
        judged, due = True, SETS[body["set"]]
        due = due[: len(names)] if len(names) == SHORTER.get(body["set"]) else due
        if len(names) != len(due):
            yield Finding(f"{pointer}/poses", "count", received=len(names), set=body["set"], expected=len(due))
            continue
        for at, (name, expected) in enumerate(zip(names, due, strict=True)):
            if plain(name) != plain(expected):
                yield Finding(f"{pointer}/poses/{at}", received=name, expected=expected)
    if not judged:
        raise NotApplicable("no_order")


@check("TRM-BDY-002")
def bones_are_of_the_humanoid(recording: Recording) -> Findings:
    judged = False
    for pointer, body, names in _bodies(recording):
        if body.get("set") != HUMANOID:
            continue
        judged = True
        for at, name in enumerate(names):
            if name in SETS[HUMANOID] or name in ALSO:
                continue
            if near := get_close_matches(name.casefold(), [each.casefold() for each in SETS[HUMANOID]], cutoff=NEAR):
                expected = next(each for each in SETS[HUMANOID] if each.casefold() == near[0])
                yield Finding(f"{pointer}/poses/{at}", "near", received=name, expected=expected)
            else:
                yield Finding(f"{pointer}/poses/{at}", received=name)
    if not judged:
        raise NotApplicable("no_humanoid")


@check("TRM-BDY-003")
def humanoids_are_complete(recording: Recording) -> Findings:
    humanoids = [(pointer, names) for pointer, body, names in _bodies(recording) if body.get("set") == HUMANOID]
    if not humanoids:
        raise NotApplicable("no_humanoid")
    there = {name for _, names in humanoids for name in names}
    if missing := [name for name in REQUIRED if name not in there]:
        yield Finding(f"{humanoids[0][0]}/poses", missing=missing)


@check("TRM-BDY-004", each=Block)
def joints_are_valid_together(block: Block) -> Iterator[Hits]:
    judged = False
    for stream in block.having("position", kinds=("body",)):
        if stream.stream.declaration.get("set") not in WHOLE:
            continue
        judged = True
        lost = np.any(np.isnan(stream.values[1:]), axis=1)
        count = np.isnan(stream.now("position")).any(axis=2).sum(axis=1)
        yield stream.hits(lost, None, received=count)
    if not judged:
        raise NotApplicable("no_whole")


@check("TRM-BDY-005")
def limbs_keep_their_length(recording: Recording) -> Findings:
    most = recording.parameters["limb_deviation"]
    for name, (frames, total, squares) in _limbs(recording):
        mean = total / frames
        with np.errstate(all="ignore"):  # all joints may be in one place
            part = math.sqrt(max(0.0, squares / frames - mean * mean)) / mean
        if not part <= most:
            stream, limb = name.split(" ", 1)
            yield Finding(f"/streams/{escape(stream)}", limb=limb, received=_percent(part), expected=_percent(most))


@check("TRM-BDY-006")
def sides_are_alike_long(recording: Recording) -> Findings:
    most = recording.parameters["limb_asymmetry"]
    means = {name: total / frames for name, (frames, total, _) in _limbs(recording)}
    for name, left in means.items():
        stream, side, limb = name.split(" ", 2)
        right = means.get(f"{stream} right {limb}")
        if side != SIDES[0] or right is None:
            continue
        with np.errstate(all="ignore"):
            part = 2 * abs(left - right) / (left + right)
        if not part <= most:
            told = {"limb": limb, "left": round(left, 3), "right": round(right, 3), "expected": _percent(most)}
            yield Finding(f"/streams/{escape(stream)}", received=_percent(part), **told)


def _limbs(recording: Recording) -> list[tuple[str, Any]]:
    """The measures of the limbs that are there often enough. Raises NotApplicable if none is."""
    least = recording.parameters["limb_frames"]
    found = [(name, each) for name, each in recording.measured.get("body_limbs", {}).items()]
    found = [(name, each) for name, each in found if each[0] >= least and each[1] > 0]
    if not found:
        raise NotApplicable("no_limb", needed=least)
    return found


def _percent(part: float) -> float:
    return round(100 * part, 1)


@check("TRM-BDY-007")
def feet_reach_the_floor(recording: Recording) -> Findings:
    if recording.header is None or recording.header.space not in FLOOR:
        raise NotApplicable("no_floor")
    most, judged = recording.parameters["ground_gap"], False
    for name, found in recording.measured.get("body_feet", {}).items():
        height = float(found)
        if not math.isfinite(height):
            continue
        judged = True
        if abs(height) > most:
            yield Finding(f"/streams/{escape(name)}", stream=name, received=round(height, 3), expected=most)
    if not judged:
        raise NotApplicable("no_feet")


@check("TRM-BDY-008")
def left_is_left(recording: Recording) -> Findings:
    judged = False
    for name, (known, mirrored) in recording.measured.get("body_facing", {}).items():
        if known < recording.parameters["limb_frames"]:
            continue
        judged = True
        if 2 * mirrored > known:
            yield Finding(f"/streams/{escape(name)}", stream=name, received=int(mirrored), frames=int(known))
    if not judged:
        raise NotApplicable("no_sides")


@check("TRM-BDY-009", each=Block)
def joints_do_not_jump(block: Block) -> Iterator[Hits]:
    most = block.parameters["max_joint_speed"]
    for stream in block.having("position", kinds=("body",)):
        place = stream.once(places)
        steady = stream.follows & (block.steps > 0)
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            speed = np.linalg.norm(place[1:] - place[:-1], axis=2) / block.steps[:, None]
        yield stream.hits((speed > most) & steady[:, None], "position", received=speed, expected=most)


@check("TRM-BDY-010", each=Block)
def hips_are_there(block: Block) -> Iterator[Hits]:
    judged = False
    for stream in block.having("position", kinds=("body",)):
        at = roles(stream.part("position").items).get("hips")
        if at is None:
            continue
        judged = True
        there = ~np.any(np.isnan(stream.now("position")), axis=2)
        yield stream.hits(np.any(there, axis=1) & ~there[:, at], None)
    if not judged:
        raise NotApplicable("no_hips")


def _channels(block: Block, *labels: str) -> Iterator[tuple[StreamBlock, int]]:
    """The streams that have channels with these labels, and where. Raises NotApplicable if none has."""
    judged = False
    for stream in block.having("channels"):
        for at, label in enumerate(stream.part("channels").items):
            if label in labels:
                judged = True
                yield stream, at
    if not judged:
        raise NotApplicable("no_vmc")


def _numbers(stream: StreamBlock, at: int) -> Any:
    """(1 + frames): the numbers of one channel, the first of the frame before."""
    return stream.array("channels")[:, at, 0]


def _in_channel(stream: StreamBlock, at: int, bad: Any) -> Any:
    """(frames, channels): flags of frames as flags of one channel."""
    found = np.zeros(stream.now("channels").shape[:2], bool)
    found[:, at] = bad
    return found


@check("TRM-BDY-011", each=Block)
def arguments_have_their_types(block: Block) -> Iterator[Hits]:
    for stream, at in _channels(block, MISTYPED):
        count = _numbers(stream, at)[1:]
        yield stream.hits(_in_channel(stream, at, count > 0), "channels", received=count[:, None])


@check("TRM-BDY-012", each=Block)
def times_of_the_sender_do_not_go_back(block: Block) -> Iterator[Hits]:
    for stream, at in _channels(block, TIME):
        numbers = _numbers(stream, at)
        now, before = numbers[1:], numbers[:-1]
        bad = _in_channel(stream, at, (now < before) & stream.follows)
        yield stream.hits(bad, "channels", received=now[:, None], expected=before[:, None])


@check("TRM-BDY-013", each=Block)
def states_are_known(block: Block) -> Iterator[Hits]:
    for stream, at in _channels(block, *TOP):
        most, state = TOP[stream.part("channels").items[at]], _numbers(stream, at)[1:]
        known = np.isin(state, range(most + 1))
        yield stream.hits(_in_channel(stream, at, ~known), "channels", received=state[:, None], expected=most)


@check("TRM-BDY-014")
def poses_are_of_the_parent_or_of_the_space(recording: Recording) -> Findings:
    for pointer, body, _ in _bodies(recording):
        if "relativeTo" in body and (body["relativeTo"] != PARENT or body.get("set") != HUMANOID):
            yield Finding(f"{pointer}/relativeTo", received=body["relativeTo"], set=body.get("set"))
