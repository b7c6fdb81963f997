"""Checks of robot descriptions: the text, the tree of links and joints, and what moves."""

from __future__ import annotations

import math

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, Where, capped, check
from conformance.readers.xml_tree import Element
from conformance_suites.terminals.urdf.reader.numbers import number, vector

from .bodies import NOTHING, TOLERANCE, inertia_values, principal_moments
from .files import is_remote, unportable
from .kinematics import edges, end, first_parents, loops, mimicked
from .view import HINGED, SHAPES, Robot, by_name

JOINT_TYPES = ["revolute", "continuous", "prismatic", "fixed", "floating", "planar"]
REQUIRED = {
    "parent": ["link"],
    "child": ["link"],
    "mesh": ["filename"],
    "cylinder": ["radius", "length"],
    "capsule": ["radius", "length"],
    "sphere": ["radius"],
    "box": ["size"],
    "mimic": ["joint"],
    "safety_controller": ["k_velocity"],
    "axis": ["xyz"],
    "limit": ["effort", "velocity"],
}
VERSIONS = ["1.0", "1.1", "1.2"]
LENGTH_TOLERANCE = 0.01
LOOP_SHOWN = 10
CUT = {"axis": "axes", "mass": "masses", "inertia": "inertias", "limit": "limits", "color": "colours"}


def place(element: Element) -> Where:
    return Where(line=element.line)


@check("TRM-URD-001")
def text_is_a_robot(robot: Robot) -> Findings:
    for tree in robot.text:
        if tree.problem:
            where = Where(line=tree.problem.line, byte=tree.problem.byte)
            yield Finding(where, "syntax", received=tree.problem.detail)
        elif tree.root and tree.root.name != "robot":
            yield Finding(place(tree.root), received=capped(tree.root.name), expected="robot")


@check("TRM-URD-002")
def required_parts_are_present(robot: Robot) -> Findings:
    for element in (robot.root, *robot.links, *robot.root.all("material")):
        yield from _without(element, element, ["name"])
    for joint in robot.joints:
        yield from _without(joint, joint, ["name", "type"])
        for name in ("parent", "child"):
            if joint.first(name) is None:
                yield _missing(joint, joint, name)
    for owner, element in robot.inside:
        if element.name != "limit" or owner.attributes.get("type") not in HINGED:  # those are judged by TRM-URD-011
            yield from _without(owner, element, REQUIRED.get(element.name, []))
        if element.name in ("visual", "collision") and element.first("geometry") is None:
            yield _missing(owner, element, "geometry")


def _without(owner: Element, element: Element, names: list[str]) -> Findings:
    for name in names:
        if name not in element.attributes:
            yield _missing(owner, element, name)


def _missing(owner: Element, element: Element, name: str) -> Finding:
    return Finding(place(element), owner=capped(owner.attributes.get("name", "")), element=element.name, name=name)


@check("TRM-URD-003")
def numbers_are_numbers(robot: Robot) -> Findings:
    for found in robot.numbers:
        if found.values is None and not found.unexpanded:
            said = {"owner": capped(found.owner.attributes.get("name", "")), "element": found.element.name}
            finding = Finding(
                place(found.element), **said, name=found.name, received=capped(found.text), expected=found.sizes[-1]
            )
            yield finding.cutting(*[CUT[each] for each in (found.element.name,) if each in CUT])
    for found in robot.unexpanded:
        raise Blocked("xacro", line=found.element.line)


@check("TRM-URD-004")
def link_names_are_unique(robot: Robot) -> Findings:
    yield from _repeated(robot.links, robot.link_names)


@check("TRM-URD-005")
def joint_names_are_unique(robot: Robot) -> Findings:
    yield from _repeated(robot.joints, robot.joint_names)


def _repeated(elements: list[Element], first: dict[str, Element]) -> Findings:
    for element in elements:
        name = element.attributes.get("name")
        if name is not None and first[name] is not element:
            yield Finding(place(element), received=capped(name), first=first[name].line)


@check("TRM-URD-006")
def joint_types_are_known(robot: Robot) -> Findings:
    for joint in robot.joints:
        kind = joint.attributes.get("type")
        if kind is not None and kind not in JOINT_TYPES:
            joint_name = capped(joint.attributes.get("name", ""))
            yield Finding(place(joint), joint=joint_name, received=capped(kind), expected=JOINT_TYPES)


@check("TRM-URD-007")
def joints_connect_links(robot: Robot) -> Findings:
    for joint in robot.joints:
        for side in ("parent", "child"):
            link = end(joint, side)
            if link is not None and link not in robot.link_names:
                where = place(joint.first(side) or joint)
                yield Finding(where, joint=capped(joint.attributes.get("name", "")), side=side, received=capped(link))


@check("TRM-URD-008")
def links_have_one_parent(robot: Robot) -> Findings:
    parents = first_parents(robot)
    for _, child, joint in edges(robot):
        first = parents[child][1]
        if joint is not first:
            said = {
                "joint": capped(joint.attributes.get("name", "")),
                "first": capped(first.attributes.get("name", "")),
            }
            yield Finding(place(joint), link=capped(child), **said)


@check("TRM-URD-009")
def links_form_no_loop(robot: Robot) -> Findings:
    parents = first_parents(robot)
    for loop in loops(parents):
        yield Finding(place(parents[loop[0]][1]), received=_path(loop), size=len(loop))


def _path(loop: list[str]) -> str:
    return " < ".join([capped(name) for name in loop[:LOOP_SHOWN]] + (["…"] if len(loop) > LOOP_SHOWN else []))


@check("TRM-URD-010")
def root_link_is_the_only_one(robot: Robot) -> Findings:
    parents = first_parents(robot)
    roots = [link for name, link in robot.link_names.items() if name not in parents]
    if not roots and robot.links:
        raise Blocked("blocked_by", ids=["TRM-URD-009" if robot.link_names else "TRM-URD-002"])
    if not roots:
        yield Finding(place(robot.root), "none")
    for link in roots[1:]:
        yield Finding(place(link), received=capped(link.attributes["name"]), first=capped(roots[0].attributes["name"]))


@check("TRM-URD-011")
def ranges_have_a_limit(robot: Robot) -> Findings:
    for joint in robot.ranges:
        limit = joint.first("limit")
        said = {"joint": capped(joint.attributes.get("name", "")), "type": joint.attributes["type"]}
        if limit is None:
            yield Finding(place(joint), "none", **said)
            continue
        for name in ("effort", "velocity"):
            if name not in limit.attributes:
                yield Finding(place(limit), **said, name=name)


@check("TRM-URD-012")
def limits_are_in_order(robot: Robot) -> Findings:
    for part in robot.limits:
        lower, upper = number(part.element, "lower", 0.0), number(part.element, "upper", 0.0)
        if lower is not None and upper is not None and lower > upper:
            yield Finding(place(part.element), joint=capped(part.name), lower=_json(lower), upper=_json(upper))


def _json(value: float) -> float | str:
    """A number that JSON can represent, otherwise a string."""
    return value if math.isfinite(value) else str(value)


@check("TRM-URD-013")
def axes_have_a_direction(robot: Robot) -> Findings:
    for part in robot.axes:
        if vector(part.element, "xyz") == (0, 0, 0):
            yield Finding(place(part.element), joint=capped(part.name))


@check("TRM-URD-014")
def axes_are_unit_vectors(robot: Robot) -> Findings:
    judged = False
    for part in robot.axes:
        axis = vector(part.element, "xyz")
        length = math.hypot(*axis) if axis else 0.0
        if not axis or not length:
            continue
        judged = True
        if abs(length - 1) > LENGTH_TOLERANCE:
            received = round(length, 6) if math.isfinite(length) else str(length)
            yield Finding(place(part.element), joint=capped(part.name), received=received, expected=1, **_unit(axis))
    if robot.axes and not judged:
        raise NotApplicable("no_axis")


def _unit(axis: tuple[float, ...]) -> dict[str, str]:
    largest = max(abs(value) for value in axis)
    scaled = [value / largest for value in axis]
    length = math.hypot(*scaled)
    return {"corrected": f'xyz="{" ".join(f"{value / length:.6g}" for value in scaled)}"'}


@check("TRM-URD-017")
def mimic_names_another_joint(robot: Robot) -> Findings:
    for part in robot.mimics:
        other = part.element.attributes.get("joint")
        if other is not None and other == part.owner.attributes.get("name"):
            yield Finding(place(part.element), "self", joint=capped(part.name))
        elif other is not None and other not in robot.joint_names:
            yield Finding(place(part.element), joint=capped(part.name), received=capped(other))


@check("TRM-URD-018")
def mimic_chains_end(robot: Robot) -> Findings:
    graph = mimicked(robot)
    for loop in loops(graph):
        yield Finding(place(graph[loop[0]][1]), received=_path(loop), size=len(loop))


@check("TRM-URD-015")
def masses_are_positive(robot: Robot) -> Findings:
    inertias = {part.owner: part.element for part in reversed(robot.inertias)}
    for part in robot.masses:
        mass = number(part.element, "value", 0.0)
        if mass is None or mass > 0:
            continue
        values = inertia_values(inertias[part.owner]) if part.owner in inertias else (0.0,) * 6
        if mass < 0:
            yield Finding(place(part.element), link=capped(part.name), received=mass)
        elif values and any(values):
            yield Finding(place(part.element), "massless", link=capped(part.name), received=mass)


@check("TRM-URD-016")
def inertias_are_of_a_rigid_body(robot: Robot) -> Findings:
    for part in robot.inertias:
        values = inertia_values(part.element)
        if values is None:
            continue
        moments = principal_moments(values)
        least, middle, largest = moments
        slack = max(NOTHING, TOLERANCE * max(abs(moment) for moment in moments))
        said = {"link": capped(part.name), "moments": [float(f"{moment:.4g}") for moment in moments]}
        if least < -slack:
            yield Finding(place(part.element), "negative", **said)
        elif largest - middle - least > slack:
            yield Finding(place(part.element), **said)


@check("TRM-URD-019")
def meshes_are_local(robot: Robot) -> Findings:
    for part in robot.meshes:
        filename = part.element.attributes["filename"]
        if is_remote(filename):
            yield Finding(place(part.element), link=capped(part.name), received=capped(filename))


@check("TRM-URD-020")
def meshes_are_portable(robot: Robot) -> Findings:
    for part in robot.meshes:
        filename = part.element.attributes["filename"]
        if why := unportable(filename):
            yield Finding(place(part.element), why, link=capped(part.name), received=capped(filename))


@check("TRM-URD-021")
def materials_are_defined(robot: Robot) -> Findings:
    for part in robot.material_references:
        name = part.element.attributes["name"]
        if name not in robot.materials:
            yield Finding(place(part.element), link=capped(part.name), received=capped(name))


@check("TRM-URD-022")
def colours_are_in_range(robot: Robot) -> Findings:
    for found in robot.colours:
        if any(not 0 <= value <= 1 for value in found.values or ()):
            yield Finding(
                place(found.element), owner=capped(found.owner.attributes.get("name", "")), received=found.text
            )


@check("TRM-URD-023")
def shapes_are_known(robot: Robot) -> Findings:
    for part in robot.geometries:
        shape = next(iter(part.element.children), None)
        if shape is None:
            yield Finding(place(part.element), "none", link=capped(part.name))
        elif shape.name not in SHAPES:
            yield Finding(place(shape), link=capped(part.name), received=capped(shape.name), expected=list(SHAPES))


@check("TRM-URD-024")
def own_materials_are_unique(robot: Robot) -> Findings:
    yield from _repeated(robot.own_materials, by_name(robot.own_materials))


@check("TRM-URD-025")
def versions_and_dynamics_can_be_read(robot: Robot) -> Findings:
    for part in robot.versions_and_dynamics:
        if part.element is robot.root:
            if (version := part.element.attributes["version"].strip()) not in VERSIONS:
                yield Finding(place(part.element), "version", received=capped(version), expected=VERSIONS)
        elif not part.element.attributes.keys() & {"damping", "friction"}:
            yield Finding(place(part.element), "dynamics", joint=capped(part.name))
