"""Checks of faces: names and order of shapes, what flags say of weights, and whether a face looks alive."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

import numpy as np

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.readers.json import escape
from conformance.recordings import Block, Hits, Recording
from conformance_suites.terminals.face.reader.channels import (
    channel,
    confidences_out_of_range,
    is_confidence,
    numbers,
    samples,
    weights,
)
from conformance_suites.terminals.face.reader.declared import declared_faces
from conformance_suites.terminals.face.reader.shapes import ANGLES, CONFIDENCES, OPENXR, SETS, plain

from .measures import variety

FLAGS = ("isValid", "isActive", "isEyeFollowingBlendshapesValid", "isUpperFaceDataValid", "isLowerFaceDataValid")
EYES_LOOK = "eyeslook"
ZEROING = "XR_FB_face_tracking2"
"""The extension whose runtimes write zeros for what is not valid; the others do not say so."""
NEAR = 0.6


@check("TRM-FAC-001")
def shapes_have_the_order_of_their_set(recording: Recording) -> Findings:
    judged = miscounted = False
    for pointer, face, names in declared_faces(recording):
        chosen = face.get("set")
        if chosen not in OPENXR:
            continue
        judged = True
        if len(names) != len(SETS[chosen]):
            miscounted = True
            continue
        for at, (name, due) in enumerate(zip(names, SETS[chosen], strict=True)):
            if isinstance(name, str) and plain(name) != plain(due):
                yield Finding(f"{pointer}/weights/{at}", received=name, expected=due)
    if miscounted:
        raise Blocked("blocked_by", ids=["TRM-INP-017"])
    if not judged:
        raise NotApplicable("no_order")


@check("TRM-FAC-002")
def shapes_are_of_their_set(recording: Recording) -> Findings:
    judged = False
    for pointer, face, names in declared_faces(recording):
        chosen = face.get("set")
        if not isinstance(chosen, str) or chosen not in SETS or chosen in OPENXR:
            continue
        judged = True
        for at, name in enumerate(names):
            where = f"{pointer}/weights/{at}"
            if not isinstance(name, str) or name in SETS[chosen] or plain(name) in ANGLES:
                continue
            if near := get_close_matches(name, SETS[chosen], cutoff=NEAR):
                yield Finding(where, "near", received=name, set=chosen, expected=near[0])
            else:
                yield Finding(where, received=name, set=chosen)
    if not judged:
        raise NotApplicable("no_names")


@check("TRM-FAC-003")
def angles_are_not_weights(recording: Recording) -> Findings:
    for pointer, _, names in declared_faces(recording):
        for at, name in enumerate(names):
            if isinstance(name, str) and plain(name) in ANGLES:
                yield Finding(f"{pointer}/weights/{at}", received=name)


@check("TRM-FAC-004")
def sources_are_known(recording: Recording) -> Findings:
    for pointer, face, _ in declared_faces(recording):
        if "dataSource" in face and face["dataSource"] not in ("visual", "audio"):
            yield Finding(f"{pointer}/dataSource", received=face["dataSource"])


@check("TRM-FAC-005")
def confidences_are_as_many_as_areas(recording: Recording) -> Findings:
    judged = False
    for pointer, face, _ in declared_faces(recording):
        channels, areas = face.get("channels"), CONFIDENCES.get(str(face.get("set")))
        labels = (
            [each.get("label") for each in channels if isinstance(each, dict)] if isinstance(channels, list) else []
        )
        count = sum(isinstance(label, str) and is_confidence(label) for label in labels)
        if areas is None or not count:
            continue
        judged = True
        if count != areas:
            yield Finding(f"{pointer}/channels", received=count, set=face["set"], expected=areas)
    if not judged:
        raise NotApplicable("no_confidence")


@check("TRM-FAC-006", each=Block)
def flags_are_zero_or_one(block: Block) -> Iterator[Hits]:
    judged = False
    for stream in block.having("channels", kinds=("face",)):
        flagged = np.array([label in FLAGS for label in stream.part("channels").items])
        judged = judged or bool(flagged.any())
        value = numbers(stream)
        yield stream.hits(~((value == 0) | (value == 1)) & flagged, "channels", received=value)
    if not judged:
        raise NotApplicable("no_flag")


@check("TRM-FAC-007", each=Block)
def confidences_are_in_range(block: Block) -> Iterator[Hits]:
    return confidences_out_of_range(block, "face")


def _zero_where(block: Block, label: str, begins: str) -> Iterator[Hits]:
    """Hits on frames with weights that are not 0 while the flag of this label is; of shapes whose names begin so."""
    judged = False
    for stream in block.having("weights", "channels", kinds=("face",)):
        at = channel(stream, label) if stream.stream.declaration.get("set") == ZEROING else None
        meant = np.array([plain(name).startswith(begins) for name in stream.part("weights").items])
        if at is None or not meant.any():
            continue
        judged = True
        weight, invalid = weights(stream), samples(stream, at) == 0
        count = np.count_nonzero(weight[:, meant], axis=1)
        yield stream.hits((count > 0) & invalid, None, received=count)
    if not judged:
        raise NotApplicable("no_zeroing")


@check("TRM-FAC-008", each=Block)
def invalid_faces_are_zero(block: Block) -> Iterator[Hits]:
    return _zero_where(block, "isValid", "")


@check("TRM-FAC-009", each=Block)
def eyes_that_are_not_followed_are_zero(block: Block) -> Iterator[Hits]:
    return _zero_where(block, "isEyeFollowingBlendshapesValid", EYES_LOOK)


@check("TRM-FAC-010", each=Block)
def sample_times_do_not_go_back(block: Block) -> Iterator[Hits]:
    judged = False
    for stream in block.having("channels", kinds=("face",)):
        at = channel(stream, "sampleTime")
        if at is None:
            continue
        judged = True
        now, before = samples(stream, at), samples(stream, at, before=True)
        bad = np.zeros(numbers(stream).shape, bool)
        bad[:, at] = (now < before) & stream.follows
        yield stream.hits(bad, "channels", received=now[:, None], expected=before[:, None])
    if not judged:
        raise NotApplicable("no_time")


@check("TRM-FAC-011")
def sides_of_a_face_differ(recording: Recording) -> Findings:
    least = recording.parameters["mirrored_frames"]
    judged = False
    for name, (moved, differ) in recording.measured.get("face_sides", {}).items():
        if moved < least or recording.document["streams"][name].get("dataSource") == "audio":
            continue
        judged = True
        if not differ:
            yield Finding(f"/streams/{escape(name)}", stream=name, frames=int(moved))
    if not judged:
        raise NotApplicable("no_pair", needed=least)


@check("TRM-FAC-012")
def faces_are_alive(recording: Recording) -> Findings:
    needed, least = recording.parameters["alive_frames"], recording.parameters["alive_shapes"]
    judged = False
    for name, found in recording.measured.get("face_variation", {}).items():
        varies = variety(found)
        if varies.frames < needed:
            continue
        judged = True
        alive = int(np.count_nonzero(varies.deviations > recording.parameters["alive_deviation"]))
        if alive < min(least, len(varies.deviations)):
            yield Finding(f"/streams/{escape(name)}", stream=name, received=alive, expected=least)
    if not judged:
        raise NotApplicable("too_few", needed=needed)


@check("TRM-FAC-013")
def faces_move_steadily(recording: Recording) -> Findings:
    needed, most = recording.parameters["alive_frames"], recording.parameters["max_roughness"]
    judged = False
    for name, found in recording.measured.get("face_variation", {}).items():
        varies = variety(found)
        slow = varies.steps < recording.parameters["steady_rate"] * varies.seconds
        if varies.steps < needed or slow or varies.deviation <= recording.parameters["alive_deviation"]:
            continue
        judged = True
        if not varies.roughness <= most:
            rough = round(varies.roughness, 3)
            yield Finding(f"/streams/{escape(name)}", stream=name, received=rough, expected=most)
    if not judged:
        raise NotApplicable("too_few", needed=needed)
