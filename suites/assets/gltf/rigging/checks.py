"""Checks of skins, and of the joints and weights of skinned meshes."""

from __future__ import annotations

import re

import numpy as np

from conformance.authoring import Finding, Findings, check
from conformance.readers.json_values import list_or_empty, shown
from conformance_suites.assets.gltf.reader.numbers import Array

from .view import Influences, Rig, in_turn

TOLERANCE = 2e-7
BINDING = ("JOINTS_0", "WEIGHTS_0")
SET = re.compile(r"(?:JOINTS|WEIGHTS)_(?:0|[1-9][0-9]*)")


@check("AST-GLR-001")
def skeleton_is_above_the_joints(rig: Rig) -> Findings:
    for skin in rig.skins:
        skeleton = next(rig.existing([skin.members.get("skeleton")]), None)
        if skeleton is None or not all(rig.nodes.has_root(node) for node in (skeleton, *skin.joints)):
            continue
        for joint in skin.joints:
            if joint != skeleton and not rig.nodes.is_below(joint, skeleton):
                yield Finding(f"{skin.pointer}/skeleton", received=skeleton, joint=joint)
                break


@check("AST-GLR-002")
def matrices_have_their_format(rig: Rig) -> Findings:
    for skin in rig.skins:
        accessor = rig.model.accessor(skin.members.get("inverseBindMatrices"))
        if accessor and accessor.format != "MAT4 FLOAT":
            yield Finding(f"{skin.pointer}/inverseBindMatrices", received=accessor.format, expected="MAT4 FLOAT")


@check("AST-GLR-003")
def every_joint_has_a_matrix(rig: Rig) -> Findings:
    for skin in rig.skins:
        accessor, joints = rig.model.accessor(skin.members.get("inverseBindMatrices")), skin.members.get("joints")
        if accessor and isinstance(joints, list) and accessor.count < len(joints):
            yield Finding(f"{skin.pointer}/inverseBindMatrices", received=accessor.count, expected=len(joints))


@check("AST-GLR-004")
def matrices_have_their_fourth_row(rig: Rig) -> Findings:
    expected = np.array([0, 0, 0, 1], np.float32)
    for pointer, numbers in rig.matrices:
        rows = numbers.array[:, 3::4]
        wrong = np.flatnonzero((rows != expected).any(axis=1))
        if len(wrong):
            element = int(wrong[0])
            received = [shown(float(each)) for each in rows[element]]
            yield Finding(pointer, element=element, received=received, expected=[0, 0, 0, 1], count=len(wrong))
    rig.numbers.complete()


@check("AST-GLR-005")
def joints_have_a_common_root(rig: Rig) -> Findings:
    for skin in rig.skins:
        tops: dict[int, int] = {}
        for joint in skin.joints:
            if rig.nodes.has_root(joint):
                tops.setdefault(rig.root_of(joint), joint)
        if len(tops) > 1:
            yield Finding(f"{skin.pointer}/joints", "trees", received=sorted(tops.values())[:10])
        elif not skin.joints and list_or_empty(skin.members.get("joints")):
            yield Finding(f"{skin.pointer}/joints", "none")


@check("AST-GLR-006")
def joints_are_in_the_scene(rig: Rig) -> Findings:
    for pointer, node, _, skin in rig.skinned:
        for number, scene in enumerate(rig.scenes):
            missing = [joint for joint in skin.joints if joint not in scene] if node in scene else []
            if missing:
                yield Finding(pointer, joint=missing[0], scene=number)
                break


@check("AST-GLR-007")
def skinned_nodes_have_skinned_meshes(rig: Rig) -> Findings:
    for pointer, _, mesh, _ in rig.skinned:
        unbound = [
            (int(primitive.pointer.rpartition("/")[2]), missing)
            for primitive in rig.model.primitives_of[mesh]
            if isinstance(names := primitive.members.get("attributes"), dict)
            and (missing := [name for name in BINDING if name not in names])
        ]
        if unbound:
            primitive, missing = unbound[0]
            yield Finding(pointer, mesh=mesh, primitive=primitive, expected=missing, count=len(unbound))


@check("AST-GLR-008")
def joints_come_with_weights(rig: Rig) -> Findings:
    named = any(map(SET.fullmatch, rig.model.attribute_names))
    for primitive in rig.model.primitives if named else ():
        sets = [name for name in primitive.names if SET.fullmatch(name)]
        joints = sum(name.startswith("JOINTS") for name in sets)
        weights = len(sets) - joints
        if joints != weights:
            yield Finding(f"{primitive.pointer}/attributes", received=joints, expected=weights)


@check("AST-GLR-009")
def weights_are_not_negative(rig: Rig) -> Findings:
    for pointers, stored, _ in rig.float_weights:
        negative = stored < 0
        for at, pointer in enumerate(pointers):
            wrong = np.flatnonzero(negative[:, 4 * at : 4 * at + 4].any(axis=1))
            if len(wrong):
                element = int(wrong[0])
                received = [shown(float(each)) for each in stored[element]]
                yield Finding(pointer, element=element, received=received, count=len(wrong))
    rig.numbers.complete()


@check("AST-GLR-010")
def joints_have_one_weight(rig: Rig) -> Findings:
    for influences in rig.influences:
        columns = influences.joints.shape[1]
        # A joint without weight gets a unique number that no joint has.
        own = -1 - np.arange(columns)
        named = np.where(influences.weights != 0, influences.joints.astype(np.int64), own)
        named.sort(axis=1)
        wrong = np.flatnonzero((named[:, 1:] == named[:, :-1]).any(axis=1))
        if len(wrong):
            element = int(wrong[0])
            at, joint = _second(influences, element)
            yield Finding(influences.pointers[at], element=element, received=joint, count=len(wrong))
    rig.numbers.complete()


def _second(influences: Influences, vertex: int) -> tuple[int, int]:
    """(set, joint) of the first joint that occurs again in a vertex, taking the sets in turn component by component."""
    seen: set[int] = set()
    for column in in_turn(len(influences.pointers)):
        joint = int(influences.joints[vertex, column])
        if influences.weights[vertex, column] != 0:
            if joint in seen:
                return column // 4, joint
            seen.add(joint)
    raise AssertionError("the vertex has no joint twice")


@check("AST-GLR-011")
def float_weights_sum_up_to_1(rig: Rig) -> Findings:
    for pointers, stored, _ in rig.float_weights:
        total, wrong = _float_sums(stored)
        yield from _sums(pointers, total, wrong, 1)
    rig.numbers.complete()


@np.errstate(all="ignore")
def _float_sums(stored: Array) -> tuple[Array, Array]:
    """(sums, indices of those that are not 1), in single precision as the standard's own tool adds them."""
    total = stored[:, 0].copy()
    for column in range(1, stored.shape[1]):
        total += stored[:, column]
    allowed = TOLERANCE * np.count_nonzero(stored, axis=1)
    return total, np.flatnonzero(np.abs(total.astype(np.float64) - 1) > allowed)


@check("AST-GLR-012")
def integer_weights_sum_up_to_the_maximum(rig: Rig) -> Findings:
    for pointers, stored, _ in rig.integer_weights:
        total, expected = stored.sum(axis=1, dtype=np.int64), int(np.iinfo(stored.dtype).max)
        yield from _sums(pointers, total, np.flatnonzero(total != expected), expected)
    rig.numbers.complete()


def _sums(pointers: list[str], total: Array, wrong: Array, expected: int) -> Findings:
    if len(wrong):
        element = int(wrong[0])
        for pointer in pointers:
            yield Finding(
                pointer, element=element, received=shown(total[element].item()), expected=expected, count=len(wrong)
            )


@check("AST-GLR-013")
def joints_are_those_of_the_skin(rig: Rig) -> Findings:
    for pointer, numbers, skin in rig.bound_joints:
        size = len(skin.joints)
        if size and int(numbers.high.max()) >= size:
            wrong = np.argwhere(numbers.array >= size)
            element, component = (int(each) for each in wrong[0])
            received = int(numbers.array[element, component])
            count = len(np.unique(wrong[:, 0]))
            yield Finding(pointer, element=element, received=received, skin=skin.number, expected=size, count=count)
    rig.numbers.complete()


@check("AST-GLR-014")
def unused_joints_are_0(rig: Rig) -> Findings:
    for pointers, joints, weights in rig.influences:
        unused = (weights == 0) & (joints != 0)
        for at, pointer in enumerate(pointers):
            wrong = np.argwhere(unused[:, 4 * at : 4 * at + 4])
            if len(wrong):
                element, component = (int(each) for each in wrong[0])
                received = int(joints[element, 4 * at + component])
                yield Finding(pointer, element=element, received=received, count=len(wrong))
    rig.numbers.complete()
