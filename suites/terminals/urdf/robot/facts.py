"""How much there is in the description of a robot."""

from __future__ import annotations

from conformance.readers.source import Source

from .view import WITH_AXIS, view

MOVING = (*WITH_AXIS, "floating")


def facts(source: Source) -> dict[str, float]:
    """The joints that move, and the links with a shape to be seen or touched."""
    robot = source.once(view)
    shaped = {part.name for part in robot.parts("box", "cylinder", "sphere", "capsule", "mesh")}
    moving = [joint for joint in robot.joints if joint.attributes.get("type") in MOVING]
    return {"moving_joints": len(moving), "links_with_shape": len(shaped)}
