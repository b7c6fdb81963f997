"""How much a GeoPose places."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import Blocked
from conformance.readers.source import Source

from .view import view

ORIENTED = ("Quaternion", "Angles")


def facts(source: Source) -> dict[str, float]:
    """The orientations, inner frames and transforms that are complete."""
    with suppress(Blocked):  # a row says that the document cannot be judged
        pose = source.once(view)
        lacking = {*(each.pointer for each in pose.walk.missing), *(each.pointer for each in pose.walk.mistyped)}
        inner = (each for each in pose.of(*ORIENTED, "FrameSpecification") if not each.pointer.endswith("/outerFrame"))
        return {"poses": sum(each.pointer not in lacking for each in inner)}
    return {"poses": 0}
