"""How much there is in an avatar, besides what is in any glTF asset."""

from __future__ import annotations

from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The humanoid bones, each on a node of its own at a place of its own."""
    avatar = source.once(view)
    places = {avatar.humanoid.position(bone) for bone in avatar.bones}
    return {"bones": min(len(set(avatar.bones.values())), len(places - {None}))}
