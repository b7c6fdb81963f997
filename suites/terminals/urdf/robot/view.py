"""The view of a robot description: each property holds the places that one kind of row judges.

Missing parts and values that are not numbers are skipped here: exactly one row reports each. Elements that URDF does
not define, such as those of simulators and drives, are extensions and are ignored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance.readers.xml_tree import Element, XmlTree, xml_tree
from conformance_suites.terminals.urdf.reader.numbers import EXPRESSION, NUMBERS, Attribute, numbers

HINGED = ("revolute", "prismatic")
"""Joint types with a limited range."""

WITH_AXIS = (*HINGED, "continuous", "planar")
"""Joint types that use their axis."""

SHAPES = ("box", "cylinder", "sphere", "mesh", "capsule")
"""The elements that a geometry may contain; capsules since version 1.1."""

_NAMING = ("name", "type", "link", "joint")
_DEFINITIONS = {"xacro:property", "xacro:arg", "xacro:macro"}
_OLD_XACRO = {"include", "macro"}


class Part(NamedTuple):
    """An element inside a link or joint, its owner."""

    owner: Element
    element: Element

    @property
    def name(self) -> str:
        return self.owner.attributes.get("name", "")


@dataclass(frozen=True)
class Robot:
    """A robot description."""

    tree: XmlTree

    @property
    def text(self) -> list[XmlTree]:
        """The text, readable or not. Raises Blocked if a limit or rule of the test system prevents reading it."""
        problem = self.tree.problem
        if problem and problem.kind != "syntax":
            raise Blocked(f"xml_{problem.kind}", detail=problem.detail, bound=problem.bound)
        return [self.tree]

    @cached_property
    def root(self) -> Element:
        """The robot. Raises Blocked if there is none, or only a template for one."""
        (tree,) = self.text
        if tree.root is None or tree.root.name != "robot":
            raise Blocked("blocked_by", ids=["TRM-URD-001"])
        if place := _template(tree.root):
            raise Blocked("xacro", line=place.line)
        return tree.root

    @property
    def robot(self) -> list[Element]:
        """The root element."""
        return [self.root]

    @cached_property
    def links(self) -> list[Element]:
        return list(self.root.all("link"))

    @cached_property
    def joints(self) -> list[Element]:
        return list(self.root.all("joint"))

    @cached_property
    def link_names(self) -> dict[str, Element]:
        """The first link of each name."""
        return by_name(self.links)

    @cached_property
    def joint_names(self) -> dict[str, Element]:
        """The first joint of each name."""
        return by_name(self.joints)

    @cached_property
    def numbers(self) -> list[Attribute]:
        """Every numeric attribute."""
        colours = [Part(material, colour) for material in self.root.all("material") for colour in material.all("color")]
        parts = [*self.inside, *colours]
        return [found for part in parts if part.element.name in NUMBERS for found in numbers(part.owner, part.element)]

    @cached_property
    def unexpanded(self) -> list[Attribute]:
        """Attributes that contain a xacro expression instead of a number."""
        return [found for found in self.numbers if found.unexpanded]

    @cached_property
    def inside(self) -> list[Part]:
        """The URDF elements within links and joints."""
        return [Part(owner, each) for owner in (*self.links, *self.joints) for each in _inside(owner)]

    def parts(self, *names: str) -> list[Part]:
        """Those with one of these names."""
        return [part for part in self.inside if part.element.name in names]

    def _expanded(self, parts: list[Part]) -> list[Part]:
        """The same parts. Raises Blocked if one of them contains a xacro expression."""
        left = {found.element for found in self.unexpanded}
        for part in parts:
            if part.element in left:
                raise Blocked("xacro", line=part.element.line)
        return parts

    @cached_property
    def ranges(self) -> list[Element]:
        """The joints with a limited range."""
        return [joint for joint in self.joints if joint.attributes.get("type") in HINGED]

    @cached_property
    def limits(self) -> list[Part]:
        """The limits of joints with a limited range."""
        return self._expanded([Part(joint, limit) for joint in self.ranges for limit in joint.all("limit")])

    @cached_property
    def axes(self) -> list[Part]:
        """The axes of joints that use their axis."""
        moving = [joint for joint in self.joints if joint.attributes.get("type") in WITH_AXIS]
        return self._expanded([Part(joint, axis) for joint in moving for axis in joint.all("axis")])

    @cached_property
    def masses(self) -> list[Part]:
        """The masses, and what is inertial without one, which means 0."""
        return self._expanded([part for part in self.parts("mass", "inertial") if part.element.first("mass") is None])

    @cached_property
    def inertias(self) -> list[Part]:
        return self._expanded(self.parts("inertia"))

    @cached_property
    def mimics(self) -> list[Part]:
        return self.parts("mimic")

    @cached_property
    def meshes(self) -> list[Part]:
        """The meshes with a file name that is not a xacro expression."""
        named = [part for part in self.parts("mesh") if "filename" in part.element.attributes]
        return [part for part in named if not EXPRESSION.search(part.element.attributes["filename"])]

    @cached_property
    def geometries(self) -> list[Part]:
        """The geometries of visuals and collisions, with the links that they are part of."""
        return self.parts("geometry")

    @cached_property
    def own_materials(self) -> list[Element]:
        """The materials directly below the robot, which all its links can use."""
        return list(self.root.all("material"))

    @cached_property
    def versions_and_dynamics(self) -> list[Part]:
        """The robot if it has a version, and the dynamics of every joint."""
        root = [Part(self.root, self.root)] if "version" in self.root.attributes else []
        return [*root, *self.parts("dynamics")]

    @cached_property
    def material_references(self) -> list[Part]:
        """Materials of links that have only a name."""
        named = [part for part in self.parts("material") if part.element.attributes.get("name")]
        return [part for part in named if not part.element.children]

    @cached_property
    def materials(self) -> set[str]:
        """The names of the materials that are defined, inside or outside links."""
        every = [*self.root.all("material"), *(part.element for part in self.parts("material"))]
        return {material.attributes.get("name", "") for material in every if material.children}

    @cached_property
    def colours(self) -> list[Attribute]:
        """Colours with 4 numbers."""
        return [found for found in self.numbers if found.name == "rgba" and found.values]


_CHILDREN = {
    "link": ("inertial", "visual", "collision"),
    "joint": ("origin", "parent", "child", "axis", "calibration", "dynamics", "limit", "mimic", "safety_controller"),
    "inertial": ("origin", "mass", "inertia"),
    "visual": ("origin", "geometry", "material"),
    "collision": ("origin", "geometry"),
    "geometry": SHAPES,
    "material": ("color",),
}


def _inside(owner: Element) -> Iterator[Element]:
    for child in owner.all(*_CHILDREN.get(owner.name, ())):
        yield child
        yield from _inside(child)


def by_name(elements: list[Element]) -> dict[str, Element]:
    """The first element of each name."""
    found: dict[str, Element] = {}
    for element in elements:
        if "name" in element.attributes:
            found.setdefault(element.attributes["name"], element)
    return found


def _template(root: Element) -> Element | None:
    """The first place that needs the macro processor xacro; unused definitions do not."""
    for child in root.children:
        if child.name in _DEFINITIONS:
            continue
        for element in child.walk() if child.name in ("link", "joint", "material") else [child]:
            if element.name.startswith("xacro:") or (element is child and element.name in _OLD_XACRO):
                return element
            if any(EXPRESSION.search(element.attributes.get(name, "")) for name in _NAMING):
                return element
    return None


def view(source: Source) -> Robot:
    """The robot, as far as its text can be read."""
    return Robot(source.once(xml_tree))
