"""How much there is in an avatar, besides what is in any glTF asset."""

from __future__ import annotations

from conformance.readers.source import Source

from .view import view

APART = 4
"""Decimals of a metre: bones that are nearer are at the same place."""


def facts(source: Source) -> dict[str, float]:
    """The humanoid bones, as many as have separate nodes and separate places."""
    avatar = source.once(view)
    found = [avatar.humanoid.position(bone) for bone in avatar.bones]
    places = {tuple(round(each, APART) for each in place) for place in found if place}
    return {"bones": min(len(set(avatar.bones.values())), len(places))}
