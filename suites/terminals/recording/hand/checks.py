"""Checks of the hands in a recording."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from conformance.authoring import Finding, Findings, NotApplicable, check
from conformance.readers.json import escape
from conformance.recordings import Block, Hits, Recording, StreamBlock
from conformance_suites.terminals.recording.reader.hands import JOINTS, parents

from .bones import alignment, bone_lengths, bones, directions

PROFILE = "generic-hand-select"
FEATURES = {"hand-tracking", "XR_EXT_hand_tracking"}  # of WebXR and of OpenXR
LEAST_SEEN = 10
LEAST_THUMB = 0.01  # m from the centre of the wrist; below that the side is undecided


def _hands(recording: Recording) -> Iterator[tuple[str, dict[str, object]]]:
    """(pointer, declaration) of every stream declared as a hand."""
    document = recording.document
    streams = document.get("streams") if isinstance(document, dict) else None
    for name, declaration in streams.items() if isinstance(streams, dict) else ():
        if isinstance(declaration, dict) and declaration.get("kind") == "hand":
            yield f"/streams/{escape(name)}", declaration


JOINT = ("position", "orientation", "radius")


@check("TRM-HND-004")
def joints_are_those_of_the_set(recording: Recording) -> Findings:
    for pointer, hand in _hands(recording):
        chosen, given = hand.get("set"), hand.get("poses")
        wanted = JOINTS.get(chosen) if isinstance(chosen, str) else None
        if wanted is None or not isinstance(given, list):
            continue
        if len(given) != len(wanted):
            yield Finding(f"{pointer}/poses", "count", received=len(given), expected=len(wanted)).cutting("hands")
            continue
        for at, (received, expected) in enumerate(zip(given, wanted, strict=True)):
            if isinstance(received, str) and received != expected:
                finding = Finding(f"{pointer}/poses/{at}", position=at + 1, received=received, expected=expected)
                yield finding.cutting("hands")


@check("TRM-HND-005")
def hands_have_their_profile(recording: Recording) -> Findings:
    judged = False
    for pointer, hand in _hands(recording):
        profiles = hand.get("profiles")
        if isinstance(profiles, list) and profiles:
            judged = True
            if PROFILE not in profiles:
                yield Finding(f"{pointer}/profiles", received=profiles)
    if not judged:
        raise NotApplicable("no_profiles")


@check("TRM-HND-006")
def hand_tracking_was_granted(recording: Recording) -> Findings:
    features = recording.header.session.get("features") if recording.header else None
    if not isinstance(features, list):
        raise NotApplicable("no_features")
    if recording.hands and FEATURES.isdisjoint(str(each) for each in features):
        yield Finding("/session/features", received=features or "[]")


@check("TRM-HND-007", each=Block)
def joints_are_complete(block: Block) -> Iterator[Hits]:
    for stream in block.having(kinds=("hand",)):
        told = np.zeros((), bool)
        for name in JOINT:
            if not stream.has(name):
                yield Hits(stream.tracked[1:], "absent", {"name": name}, stream.id)
            elif not stream.complete:
                missing = np.isnan(stream.now(name)).any(axis=2) & stream.tracked[1:, None]
                # A joint is reported once, at the first of its parts that is missing.
                yield Hits(missing & ~told, "", {}, stream.id, stream.part(name), ("hands", "radii"))
                told = told | missing


@check("TRM-HND-008", each=Block)
def radii_are_positive(block: Block) -> Iterator[Hits]:
    for stream in block.having("radius"):
        radius = stream.now("radius")[..., 0]
        yield stream.hits(~(radius > 0), "radius", received=radius)


@check("TRM-HND-009", each=Block)
def radii_are_plausible(block: Block) -> Iterator[Hits]:
    most = block.parameters["max_radius"]
    for stream in block.having("radius"):
        radius = stream.now("radius")[..., 0]
        yield stream.hits(~(radius <= most), "radius", received=radius, expected=most)


@check("TRM-HND-010", each=Block)
def bone_lengths_are_plausible(block: Block) -> Iterator[Hits]:
    least, most = block.parameters["min_bone"], block.parameters["max_bone"]
    for stream in block.having("position", kinds=("hand",)):
        length = stream.once(bone_lengths)
        wrong = ~((length >= least) & (length <= most))
        if wrong.any():
            yield _on_joints(stream, wrong, length, expected=f"{least:g} … {most:g}", parent=_parent_names(stream))


def _on_joints(stream: StreamBlock, wrong: np.ndarray, received: np.ndarray, **values: object) -> Hits:
    """Hits on the joints at which the bones end."""
    ends, _ = bones(stream.part("position").items)
    shape = (wrong.shape[0], len(stream.part("position").items))
    mask, shown = np.zeros(shape, bool), np.zeros(shape)
    there = ~np.isnan(received)
    mask[:, ends], shown[:, ends] = wrong & there, received
    return stream.hits(mask, "position", received=shown, **values)


def _parent_names(stream: StreamBlock) -> np.ndarray:
    """(joints): the name of each joint's parent."""
    items = stream.part("position").items
    names = np.full(len(items), "", object)
    for joint, parent in parents(items):
        names[joint] = items[parent]
    return names


@check("TRM-HND-011", each=Block)
def joints_point_along_their_bones(block: Block) -> Iterator[Hits]:
    most = block.parameters["bone_angle"]
    for stream in block.having("position", "orientation", kinds=("hand",)):
        items = stream.part("position").items
        cosine, (looking, bone) = stream.once(alignment), directions(items)
        off = cosine < np.cos(np.radians(most))
        if not off.any():
            continue
        length = stream.once(bone_lengths)[:, bone]
        plausible = (length >= block.parameters["min_bone"]) & (length <= block.parameters["max_bone"])
        mask, angle = np.zeros((len(block), len(items)), bool), np.zeros((len(block), len(items)))
        mask[:, looking] = off & plausible
        angle[:, looking] = np.round(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))), 1)
        yield stream.hits(mask, "orientation", received=angle, expected=most)


@check("TRM-HND-012", each=Block)
def hand_speeds_are_plausible(block: Block) -> Iterator[Hits]:
    most = block.parameters["max_hand_speed"]
    for stream in block.having("position", kinds=("hand",)):
        items = stream.part("position").items
        if "wrist" not in items:
            continue
        wrist = stream.array("position")[:, items.index("wrist")]
        x, y, z = np.diff(wrist, axis=0).T
        speed = np.sqrt(x * x + y * y + z * z) / block.steps
        fast = (speed > most) & stream.follows & (block.steps > 0)
        if fast.any():
            only = np.array(items) == "wrist"
            yield stream.hits(fast[:, None] & only, "position", received=speed[:, None], expected=most)


@check("TRM-HND-013")
def bones_keep_their_length(recording: Recording) -> Findings:
    most, judged = recording.parameters["bone_deviation"], False
    streams = recording.header.streams if recording.header else ()
    items_of = {each.id: each.layout.parts["position"].items for each in streams if "position" in each.layout.parts}
    for name in (each for each in recording.hands if each in items_of):
        items = items_of[name]
        count, total, squares = recording.measured["bone_lengths"][name]
        for at, (joint, parent) in enumerate(parents(items)):
            if count[at] < LEAST_SEEN or not total[at] > 0:
                continue
            judged = True
            mean = total[at] / count[at]
            part = float(np.sqrt(max(squares[at] / count[at] - mean * mean, 0.0)) / mean)
            if not part <= most:
                bone = {"stream": name, "joint": items[joint], "parent": items[parent]}
                yield Finding(f"/streams/{name}/poses/{joint}", **bone, received=round(part, 3), expected=most)
    if not judged:
        raise NotApplicable("too_short", needed=LEAST_SEEN)


@check("TRM-HND-014")
def thumbs_are_on_their_side(recording: Recording) -> Findings:
    for pointer, hand in _hands(recording):
        name = pointer.rpartition("/")[2]
        count, total = recording.measured.get("thumbs", {}).get(name, (0, 0.0))
        if count and hand.get("handedness") in ("left", "right"):
            mean = float(total / count)
            side = 1.0 if hand["handedness"] == "left" else -1.0
            if mean * side < -LEAST_THUMB:
                yield Finding(f"{pointer}/handedness", stream=name, received=round(mean, 3))


@check("TRM-HND-015")
def radii_differ(recording: Recording) -> Findings:
    for name in recording.hands:
        if name in (measured := recording.measured["radii"]):
            least, most = -measured[name][0], measured[name][1]
            if least == most:
                yield Finding(f"/streams/{name}", stream=name, received=float(most))


@check("TRM-HND-016")
def hands_differ(recording: Recording) -> Findings:
    judged = False
    for names, (both, same) in sorted(recording.measured.get("pairs", {}).items()):
        if both >= recording.parameters["identical_frames"]:
            judged = True
            if both == same:
                one, other = names.split(" ")
                yield Finding(f"/streams/{other}", received=[one, other], frames=int(both))
    if not judged:
        raise NotApplicable("no_pair")
