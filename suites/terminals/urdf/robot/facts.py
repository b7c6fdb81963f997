"""How much there is in the description of a robot."""

from __future__ import annotations

from conformance.readers.source import Source
from conformance.readers.xml_tree import Element
from conformance_suites.terminals.urdf.reader.numbers import number, numbers

from .files import file_of
from .view import HINGED, SHAPES, WITH_AXIS, Part, view

MOVING = (*WITH_AXIS, "floating")
LEAST = 1e-6
"""Metres or radians: what is smaller is a point, or no way to move."""


def facts(source: Source) -> dict[str, float]:
    """The joints that can move, and the links with a shape to be seen or touched."""
    robot = source.once(view)
    shaped = {part.name for part in robot.parts(*SHAPES) if _has_extent(part, source)}
    return {"moving_joints": sum(map(_can_move, robot.joints)), "links_with_shape": len(shaped)}


def _can_move(joint: Element) -> bool:
    """Whether the joint has a range to move in; limits that cannot be read are taken to be one."""
    kind = joint.attributes.get("type")
    ranges = [(number(each, "lower", 0.0), number(each, "upper", 0.0)) for each in joint.all("limit")]
    known = [(lower, upper) for lower, upper in ranges if lower is not None and upper is not None]
    stiff = kind in HINGED and any(abs(upper - lower) <= LEAST for lower, upper in known)
    return kind in MOVING and not stiff


def _has_extent(part: Part, source: Source) -> bool:
    """Whether no measure of a solid is a point's; of a mesh, whether its file is there, which is not read here."""
    given = [value for each in numbers(part.owner, part.element) for value in each.values or ()]
    if part.element.name == "mesh":
        return all(given) and file_of(part.element.attributes.get("filename", ""), source.folder) is not None
    return all(value > LEAST for value in given)
