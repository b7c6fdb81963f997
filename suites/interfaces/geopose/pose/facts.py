"""How much a GeoPose places."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import Blocked
from conformance.readers.source import Source

from .view import view

PLACED = ("Position", "FrameSpecification")


def facts(source: Source) -> dict[str, float]:
    """The positions and frames that are complete."""
    with suppress(Blocked):  # a row says that the document cannot be judged
        pose = source.once(view)
        lacking = {each.pointer for each in pose.walk.missing}
        return {"poses": sum(each.pointer not in lacking for each in pose.of(*PLACED))}
    return {"poses": 0}
