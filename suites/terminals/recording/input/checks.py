"""Checks of input sources, faces and channels in a recording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from conformance.authoring import Finding, Findings, NotApplicable, check
from conformance.readers.json import escape
from conformance.readers.json_values import is_number
from conformance.recordings import Block, Hits, Recording, StreamBlock
from conformance_suites.terminals.webxr.reader.registry import PROFILES

from .personal import CODES, UNNAMED, is_code, is_personal_name, is_personal_value, is_pseudonym
from .registry import LAYOUTS

# WebXR: ASCII lowercase, no spaces, no indication of handedness.
PROFILE_NAME = re.compile(r"[!-@\[-~]+")
HAND = re.compile(r"(?:^|-)(?:left|right)(?:-|$)")
SETS = {
    "arkit": 52,
    "XR_FB_face_tracking": 63,
    "XR_FB_face_tracking2": 70,
    "XR_ANDROID_face_tracking": 68,
    "XR_HTC_facial_tracking-eye": 14,
    "XR_HTC_facial_tracking-lip": 37,
}


def _streams(recording: Recording) -> Iterator[tuple[str, dict[str, Any]]]:
    """(pointer, declaration) of every declared stream."""
    document = recording.document
    streams = document.get("streams") if isinstance(document, dict) else None
    for name, declaration in streams.items() if isinstance(streams, dict) else ():
        if isinstance(declaration, dict):
            yield f"/streams/{escape(name)}", declaration


def _lists(recording: Recording, member: str) -> Iterator[tuple[str, list[Any], dict[str, Any]]]:
    """(pointer, list, declaration) of every stream that has a list as this member."""
    for pointer, declaration in _streams(recording):
        if isinstance(declaration.get(member), list):
            yield f"{pointer}/{member}", declaration[member], declaration


@check("TRM-INP-003")
def profile_names_are_well_formed(recording: Recording) -> Findings:
    for pointer, profiles, _ in _lists(recording, "profiles"):
        for at, name in enumerate(profiles):
            if not isinstance(name, str):
                continue
            if not PROFILE_NAME.fullmatch(name):
                yield Finding(f"{pointer}/{at}", received=name)
            elif HAND.search(name):
                yield Finding(f"{pointer}/{at}", "hand", received=name)


@check("TRM-INP-004")
def inline_sessions_hide_profiles(recording: Recording) -> Findings:
    session = recording.document.get("session") if isinstance(recording.document, dict) else None
    if not isinstance(session, dict) or session.get("mode") != "inline":
        raise NotApplicable("not_inline")
    for pointer, profiles, _ in _lists(recording, "profiles"):
        if profiles:
            yield Finding(pointer, received=profiles)


@check("TRM-INP-005")
def profiles_are_registered(recording: Recording) -> Findings:
    for pointer, profiles, _ in _lists(recording, "profiles"):
        for at, name in enumerate(profiles):
            if (
                isinstance(name, str)
                and PROFILE_NAME.fullmatch(name)
                and not HAND.search(name)
                and name not in PROFILES
            ):
                yield Finding(f"{pointer}/{at}", received=name)


@check("TRM-INP-007")
def xr_standard_is_met(recording: Recording) -> Findings:
    judged = False
    for pointer, source in _streams(recording):
        if source.get("mapping") != "xr-standard":
            continue
        judged = True
        if source.get("targetRayMode") != "tracked-pointer":
            yield Finding(f"{pointer}/mapping", received=source.get("targetRayMode"))
        if isinstance(poses := source.get("poses"), list) and poses and "grip" not in poses:
            yield Finding(f"{pointer}/mapping", "grip")
        if isinstance(buttons := source.get("buttons", []), list) and (not buttons or buttons[0] is None):
            yield Finding(f"{pointer}/mapping", "trigger")
    if not judged:
        raise NotApplicable("no_standard")


@check("TRM-INP-008")
def gaze_has_no_grip(recording: Recording) -> Findings:
    judged = False
    for pointer, source in _streams(recording):
        if (mode := source.get("targetRayMode")) in ("gaze", "screen"):
            judged = True
            if isinstance(poses := source.get("poses"), list) and "grip" in poses:
                yield Finding(f"{pointer}/poses/{poses.index('grip')}", received=mode)
    if not judged:
        raise NotApplicable("no_aim")


@check("TRM-INP-009")
def no_placeholder_is_last(recording: Recording) -> Findings:
    judged = False
    for member in ("buttons", "axes"):
        for pointer, items, source in _lists(recording, member):
            if source.get("mapping") != "xr-standard":
                continue
            judged = True
            if items and items[-1] is None:
                yield Finding(f"{pointer}/{len(items) - 1}", received=len(items))
    if not judged:
        raise NotApplicable("no_standard")


@check("TRM-INP-010", each=Block)
def buttons_and_axes_are_numbers(block: Block) -> Iterator[Hits]:
    for name in ("buttons", "axes"):
        for stream in block.having(name):
            if not stream.complete:
                null = np.isnan(stream.now(name)).any(axis=2) & stream.tracked[1:, None]
                yield Hits(null, "", {}, stream.id, stream.part(name), (name,) if null.any() else ())


@check("TRM-INP-011", each=Block)
def button_values_are_in_range(block: Block) -> Iterator[Hits]:
    for stream in block.having("buttons"):
        value = stream.now("buttons")[..., 0]
        yield stream.hits(~((value >= 0) & (value <= 1)), "buttons", received=value)


@check("TRM-INP-012", each=Block)
def button_states_are_flags(block: Block) -> Iterator[Hits]:
    for stream in block.having("buttons"):
        flags = stream.now("buttons")[..., 1:]
        wrong = (flags != 0) & (flags != 1)
        first = np.where(wrong[..., 0], flags[..., 0], flags[..., 1])
        yield stream.hits(wrong.any(axis=2), "buttons", received=first)


@check("TRM-INP-013", each=Block)
def axes_are_in_range(block: Block) -> Iterator[Hits]:
    for stream in block.having("axes"):
        value = stream.now("axes")[..., 0]
        yield stream.hits(~(np.abs(value) <= 1), "axes", received=value)


@check("TRM-INP-014", each=Block)
def placeholders_are_zero(block: Block) -> Iterator[Hits]:
    judged = False
    for name in ("buttons", "axes"):
        for stream in block.having(name):
            free = np.array([item == "" for item in stream.part(name).items])
            judged = judged or bool(free.any())
            now = stream.now(name)
            largest = np.take_along_axis(now, np.abs(now).argmax(axis=2)[..., None], axis=2)[..., 0]
            wrong = (largest != 0) & free
            position = np.arange(1, len(free) + 1)
            yield stream.hits(wrong, name, received=largest, position=position)
    if not judged:
        raise NotApplicable("no_place")


@check("TRM-INP-015", each=Block)
def untouched_touchpads_are_zero(block: Block) -> Iterator[Hits]:
    judged = False
    for stream in block.having("buttons", "axes"):
        buttons, axes = stream.part("buttons").items, stream.part("axes").items
        pads = np.array([axis.startswith("touchpad") for axis in axes])
        if "touchpad" not in buttons or not pads.any():
            continue
        judged = True
        touched = stream.now("buttons")[:, buttons.index("touchpad"), 2]
        value = stream.now("axes")[..., 0]
        yield stream.hits((value != 0) & pads & (touched == 0)[:, None], "axes", received=value)
    if not judged:
        raise NotApplicable("no_touchpad")


@check("TRM-INP-016", each=Block)
def weights_are_in_range(block: Block) -> Iterator[Hits]:
    for stream in block.having("weights"):
        weight = stream.now("weights")[..., 0]
        yield stream.hits(~((weight >= 0) & (weight <= 1)), "weights", received=weight)


@check("TRM-INP-017")
def sets_are_complete(recording: Recording) -> Findings:
    judged = False
    for pointer, weights, face in _lists(recording, "weights"):
        chosen = face.get("set")
        if isinstance(chosen, str) and chosen in SETS:
            judged = True
            if len(weights) != SETS[chosen]:
                yield Finding(pointer, received=len(weights), set=chosen, expected=SETS[chosen])
    if not judged:
        raise NotApplicable("no_set")


@check("TRM-INP-020")
def channel_labels_are_unique(recording: Recording) -> Findings:
    for pointer, channels, _ in _lists(recording, "channels"):
        seen: set[str] = set()
        for at, channel in enumerate(channels):
            label = channel.get("label") if isinstance(channel, dict) else None
            if isinstance(label, str) and label in seen:
                yield Finding(f"{pointer}/{at}/label", received=label)
            elif isinstance(label, str):
                seen.add(label)


@check("TRM-INP-021", each=Block)
def samples_are_in_range(block: Block) -> Iterator[Hits]:
    judged = False
    for stream in block.having("channels"):
        least, most = _range(stream, "minimum", -np.inf), _range(stream, "maximum", np.inf)
        judged = judged or bool(np.isfinite(least).any() or np.isfinite(most).any())
        value = stream.now("channels")[..., 0]
        wrong = ~((value >= least) & (value <= most))
        yield stream.hits(wrong, "channels", received=value, least=_shown(least), most=_shown(most))
    if not judged:
        raise NotApplicable("no_range")


def _range(stream: StreamBlock, member: str, default: float) -> np.ndarray:
    """(channels): one end of each channel's range."""
    given = [channel.get(member) for channel in stream.stream.declaration["channels"]]
    fine = [is_number(value) for value in given]
    return np.array([float(value) if good else default for value, good in zip(given, fine, strict=True)])


def _shown(ends: np.ndarray) -> np.ndarray:
    return np.array([f"{end:g}".replace("inf", "∞") for end in ends], object)


@check("TRM-INP-022")
def header_has_no_personal_data(recording: Recording) -> Findings:
    """Findings name the member, never its value."""
    subject = recording.document.get("subject") if isinstance(recording.document, dict) else None
    for where, name, value in _values("/subject", "subject", subject if isinstance(subject, dict) else {}):
        if str(value).strip().lower() in UNNAMED:
            continue
        if is_personal_name(name) and not is_pseudonym(name, value):
            yield Finding(where, received=name)
        elif name in CODES and not is_code(value):
            yield Finding(where, "code", received=name)
        elif is_personal_value(value):
            yield Finding(where, "value", received=name)


def _values(place: str, name: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    """(pointer, name, value) of all texts, numbers and the like below a place; items of a list have its name."""
    if isinstance(value, dict):
        for inner, each in value.items():
            yield from _values(f"{place}/{escape(inner)}", inner, each)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _values(f"{place}/{at}", name, each)
    else:
        yield place, name, value


@check("TRM-INP-023")
def controls_are_those_of_the_generic_profile(recording: Recording) -> Findings:
    judged = False
    for pointer, profiles, source in _lists(recording, "profiles"):
        generic = next((name for name in reversed(profiles) if isinstance(name, str) and name in LAYOUTS), None)
        buttons = source.get("buttons")
        has_trigger = isinstance(buttons, list) and bool(buttons) and buttons[0] is not None  # TRM-INP-007
        if generic is None or source.get("mapping") != "xr-standard" or not has_trigger:
            continue
        judged = True
        for part, layout in zip(("buttons", "axes"), LAYOUTS[generic], strict=True):
            there = source.get(part, [])
            for at, exists in enumerate(layout if isinstance(there, list) else ""):
                if exists == "1" and (at >= len(there) or there[at] is None):
                    yield Finding(pointer, profile=generic, part=part, index=at)
    if not judged:
        raise NotApplicable("no_generic")
