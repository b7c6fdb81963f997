"""Checks of recorded gamepads against the layouts of the registry of input profiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import dropwhile
from typing import Any, NamedTuple

import numpy as np

from conformance.authoring import Finding, Findings, NotApplicable, check
from conformance.readers.json import escape
from conformance.readers.json_values import object_or_empty
from conformance.recordings import Block, Hits, Recording
from conformance_suites.terminals.webxr.reader.registry import PLACEHOLDER, PROFILES, Layout

HANDS = ("none", "left", "right")
MAPPINGS = ("", "standard", "xr-standard")
PARTS = ("buttons", "axes")
GENERIC = "generic-"


class Source(NamedTuple):
    """A stream whose first profile is registered for a device: its pointer, its declaration and that profile."""

    pointer: str
    declared: Mapping[str, Any]
    profile: str

    @property
    def layout(self) -> Layout | None:
        """The layout for its hand; None if there is none."""
        hand = self.declared.get("handedness")
        return PROFILES[self.profile].layouts.get(hand) if isinstance(hand, str) else None


def profile_of(declaration: Mapping[str, Any]) -> str | None:
    """The first profile that a stream lists, if it is registered for a device: a generic one lists only the least."""
    profiles = declaration.get("profiles")
    first = profiles[0] if isinstance(profiles, list) and profiles else None
    known = isinstance(first, str) and first in PROFILES and not first.startswith(GENERIC)
    return first if known else None


def sources(recording: Recording) -> list[Source]:
    """Every stream of a registered device. Raises NotApplicable if there is none."""
    found = []
    for name, declared in object_or_empty(object_or_empty(recording.document).get("streams")).items():
        if isinstance(declared, dict) and (profile := profile_of(declared)):
            found.append(Source(f"/streams/{escape(name)}", declared, profile))
    if not found:
        raise NotApplicable("no_profile")
    return found


@check("TRM-GPD-001")
def profile_has_a_layout_for_the_hand(recording: Recording) -> Findings:
    for source in sources(recording):
        hand = source.declared.get("handedness")
        if hand in HANDS and source.layout is None:
            hands = list(PROFILES[source.profile].layouts)
            yield Finding(f"{source.pointer}/handedness", received=hand, profile=source.profile, expected=hands)


@check("TRM-GPD-002")
def mapping_is_that_of_the_profile(recording: Recording) -> Findings:
    for source in sources(recording):
        mapping, layout = source.declared.get("mapping"), source.layout
        if mapping not in MAPPINGS or layout is None or mapping == layout.mapping:
            continue
        template = "none" if not layout.mapping else "" if mapping else "empty"
        said = {"profile": source.profile, "received": mapping, "expected": layout.mapping}
        yield Finding(f"{source.pointer}/mapping", template, **said)


@check("TRM-GPD-003")
def gamepad_has_what_the_profile_lists(recording: Recording) -> Findings:
    judged = False
    for source in sources(recording):
        layout = source.layout
        declared = {part: source.declared.get(part, []) for part in PARTS}
        gamepad = {part: items for part, items in declared.items() if isinstance(items, list)}
        if layout is None or not any(gamepad.values()):
            continue
        judged = True
        for part, there in gamepad.items():
            listed: tuple[str, ...] = getattr(layout, part)
            if not _without_end(listed) <= len(there) <= len(listed):
                place = source.pointer + (f"/{part}" if part in source.declared else "")
                yield Finding(place, profile=source.profile, part=part, received=len(there), expected=len(listed))
    if not judged:
        raise NotApplicable("no_layout")


def _without_end(listed: tuple[str, ...]) -> int:
    """How many items there are before the placeholders at the end, which a gamepad leaves out."""
    return len(list(dropwhile(PLACEHOLDER.__eq__, reversed(listed))))


@check("TRM-GPD-004", each=Block)
def free_items_are_zero(block: Block) -> Iterator[Hits]:
    judged = False
    for stream in block.streams:
        profile = profile_of(stream.stream.declaration)
        layout = Source("", stream.stream.declaration, profile).layout if profile else None
        for part, listed in zip(PARTS, (layout.buttons, layout.axes), strict=True) if layout else ():
            if not stream.has(part):
                continue
            now = stream.now(part)
            index = np.arange(now.shape[1])
            free = np.array([at < len(listed) and listed[at] == PLACEHOLDER for at in index])
            judged = judged or bool(free.any())
            largest = np.take_along_axis(now, np.abs(now).argmax(axis=2)[..., None], axis=2).reshape(now.shape[:2])
            yield stream.hits((largest != 0) & free, part, received=largest, index=index, profile=profile)
    if not judged:
        raise NotApplicable("no_free")


@check("TRM-GPD-005")
def names_are_at_their_index(recording: Recording) -> Findings:
    for source in sources(recording):
        for part in PARTS if source.layout else ():
            listed: tuple[str, ...] = getattr(source.layout, part)
            there = source.declared.get(part)
            for index, name in enumerate(there if isinstance(there, list) else ()):
                plain = name.removeprefix("xr-standard-") if isinstance(name, str) else PLACEHOLDER
                if plain != PLACEHOLDER and plain in listed and listed.index(plain) != index:
                    said = {"received": name, "index": index, "expected": listed.index(plain)}
                    yield Finding(f"{source.pointer}/{part}/{index}", profile=source.profile, **said)


@check("TRM-GPD-006")
def fallbacks_are_those_of_the_profile(recording: Recording) -> Findings:
    for source in sources(recording):
        received, expected = source.declared["profiles"][1:], list(PROFILES[source.profile].fallbacks)
        if received != expected:
            said = {"profile": source.profile, "received": received, "expected": expected}
            yield Finding(f"{source.pointer}/profiles", "" if received else "alone", **said)
