"""How much there is in an avatar, besides what is in any glTF asset."""

from __future__ import annotations

from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The humanoid bones, as many as have separate nodes and separate places."""
    avatar = source.once(view)
    places = {avatar.humanoid.position(bone) for bone in avatar.bones}
    return {"bones": min(len(set(avatar.bones.values())), len(places - {None}))}
