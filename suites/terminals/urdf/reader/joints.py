"""The joints of a robot description, with the limits that its states have to keep."""

from __future__ import annotations

from typing import NamedTuple

from conformance.readers.source import Source
from conformance.readers.xml_tree import Element, xml_tree
from conformance_suites.terminals.urdf.reader.numbers import number

MOVING = ("revolute", "prismatic", "continuous", "floating", "planar")
HINGED = ("revolute", "prismatic")
"""The types of joints whose position has limits."""


class Mimic(NamedTuple):
    """The joint that another follows: position = multiplier x its position + offset."""

    joint: str
    multiplier: float
    offset: float


class Joint(NamedTuple):
    """A joint; its limits are in rad or m, rad/s or m/s, N m or N, and None where the description has none."""

    name: str
    type: str
    lower: float | None = None
    upper: float | None = None
    velocity: float | None = None
    effort: float | None = None
    mimic: Mimic | None = None

    @property
    def moves(self) -> bool:
        return self.type in MOVING


def read_joints(source: Source) -> dict[str, Joint] | None:
    """The joints by name, the first of a name; None if the source is not a robot description."""
    root = source.once(xml_tree).root
    if root is None or root.name != "robot":
        return None
    found: dict[str, Joint] = {}
    for element in root.all("joint"):
        if name := element.attributes.get("name"):
            found.setdefault(name, _joint(name, element))
    return found


def _joint(name: str, element: Element) -> Joint:
    kind, limit = element.attributes.get("type", ""), element.first("limit")
    found = Joint(name, kind, mimic=_mimic(element.first("mimic")))
    if limit is None:
        return found
    if kind in HINGED:
        found = found._replace(lower=number(limit, "lower", 0.0), upper=number(limit, "upper", 0.0))
    return found._replace(velocity=number(limit, "velocity", None), effort=number(limit, "effort", None))


def _mimic(element: Element | None) -> Mimic | None:
    if element is None or not (joint := element.attributes.get("joint")):
        return None
    multiplier, offset = number(element, "multiplier", 1.0), number(element, "offset", 0.0)
    return None if multiplier is None or offset is None else Mimic(joint, multiplier, offset)
