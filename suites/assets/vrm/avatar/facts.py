"""How much there is in an avatar, besides what is in any glTF asset."""

from __future__ import annotations

from conformance.readers.source import Source

from .view import view

APART = 4
"""Decimals of a metre: bones that are nearer are at the same place."""

LARGEST = 100.0
"""Metres across all bones."""


def facts(source: Source) -> dict[str, float]:
    """The humanoid bones, as many as have separate nodes and separate places, and how far these are apart.

    VRM is in metres. The bounds are generous, for an ant and for a giant: beyond them it is a mistake of units.
    """
    avatar = source.once(view)
    found = [avatar.humanoid.position(bone) for bone in avatar.bones]
    places = {tuple(round(each, APART) for each in place) for place in found if place}
    size = max((max(axis) - min(axis) for axis in zip(*places, strict=True)), default=0.0)
    return {
        "bones": min(len(set(avatar.bones.values())), len(places)),
        "metres": round(size, APART) if size <= LARGEST else 0,
    }
