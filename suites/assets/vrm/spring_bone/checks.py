"""Checks of spring bones and node constraints that a schema cannot express."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from conformance.authoring import Blocked, Finding, Findings, check
from conformance.readers.json_values import dangling_indices, values_at

from .view import CONSTRAINTS, SPRINGS, SpringBones

# Every index of the two extensions, with the array it refers to.
INDICES = (
    (f"{SPRINGS}/colliders/*/node", "/nodes"),
    (f"{SPRINGS}/colliderGroups/*/colliders/*", f"{SPRINGS}/colliders"),
    (f"{SPRINGS}/springs/*/center", "/nodes"),
    (f"{SPRINGS}/springs/*/joints/*/node", "/nodes"),
    (f"{SPRINGS}/springs/*/colliderGroups/*", f"{SPRINGS}/colliderGroups"),
    (f"{CONSTRAINTS}/*/source", "/nodes"),
)


@check("AST-VRS-004")
def indices_resolve(bones: SpringBones) -> Findings:
    for found in dangling_indices(bones.document, INDICES):
        yield Finding(found.pointer, received=found.value, array=found.array, size=found.size).cutting()


@check("AST-VRS-005")
def joints_follow_the_hierarchy(bones: SpringBones) -> Findings:
    untold = None
    for spring in bones.springs:
        for before, joint in zip(spring.joints, spring.joints[1:], strict=False):
            if bones.nodes.is_below(joint.node, before.node):
                continue
            if bones.tells(joint.node):
                yield Finding(joint.pointer, received=joint.node, before=before.node)
            else:
                untold = joint.node
    if untold is not None:
        raise Blocked("untold", node=untold)


@check("AST-VRS-006")
def a_node_belongs_to_one_spring(bones: SpringBones) -> Findings:
    """Every walk between joints ends at a node that is already taken, so that each node is visited about once."""
    owner: dict[int, int] = {}
    for spring in bones.springs:
        above: int | None = None
        for pointer, node in spring.joints:
            skipped: Iterable[int] = ()
            if above is not None and bones.nodes.is_below(node, above):
                skipped = bones.nodes.between(node, above)
            for each in chain((node,), skipped):
                if each not in owner:
                    owner[each] = spring.number
                elif owner[each] != spring.number:
                    yield Finding(pointer, received=each, spring=owner[each])
                    break
                elif each != node:
                    break
            above = node


@check("AST-VRS-007")
def center_stands_above_the_chain(bones: SpringBones) -> Findings:
    untold = None
    for spring in bones.springs:
        if spring.center is None or not spring.joints:
            continue
        first = spring.joints[0].node
        if spring.center == first or bones.nodes.is_below(first, spring.center):
            continue
        if bones.tells(first):
            yield Finding(f"{spring.pointer}/center", received=spring.center, first=first)
        else:
            untold = first
    if untold is not None:
        raise Blocked("untold", node=untold)


@check("AST-VRS-008")
def center_stands_outside_other_springs(bones: SpringBones) -> Findings:
    nearest: dict[int, int | None] = {}
    for spring in bones.springs:
        if spring.center is None or not bones.nodes.has_root(spring.center):
            continue
        joint = _joint_above(bones, spring.center, nearest)
        while joint is not None:
            other = next((number for number in bones.owners[joint] if number != spring.number), None)
            if other is not None:
                yield Finding(f"{spring.pointer}/center", received=spring.center, joint=joint, spring=other)
                break
            parent = bones.nodes.parents.get(joint)
            joint = None if parent is None else _joint_above(bones, parent, nearest)


def _joint_above(bones: SpringBones, node: int, known: dict[int, int | None]) -> int | None:
    """The nearest joint at the node or above it; the result is noted for every node on the path."""
    way: list[int] = []
    here: int | None = node
    while here is not None and here not in known and here not in bones.owners:
        way.append(here)
        here = bones.nodes.parents.get(here)
    found = None if here is None else here if here in bones.owners else known[here]
    known.update(dict.fromkeys(way, found))
    return found


@check("AST-VRS-009")
def a_collider_is_a_sphere_or_a_capsule(bones: SpringBones) -> Findings:
    yield from _one_of(bones, f"{SPRINGS}/colliders/*/shape", ("sphere", "capsule"))


@check("AST-VRS-010")
def a_constraint_is_of_one_kind(bones: SpringBones) -> Findings:
    yield from _one_of(bones, CONSTRAINTS, ("roll", "aim", "rotation"))


def _one_of(bones: SpringBones, way: str, names: tuple[str, ...]) -> Findings:
    for pointer, value in values_at(bones.document, way):
        there = [name for name in names if isinstance(value, dict) and name in value]
        if len(there) > 1:
            yield Finding(pointer, "several", received=there)
        elif not there and isinstance(value, dict):
            yield Finding(pointer, "none")


@check("AST-VRS-011")
def constraints_form_no_circle(bones: SpringBones) -> Findings:
    done: set[int] = set()
    for start in bones.sources:
        way: dict[int, int] = {}
        node = start
        while node in bones.sources and node not in done and node not in way:
            way[node] = len(way)
            node = bones.sources[node][1]
        done.update(way)
        if node in way:
            circle = list(way)[way[node] :]
            for each in circle:
                pointer, source = bones.sources[each]
                yield Finding(pointer, received=source, size=len(circle))
