"""Checks of meshes: attributes, vertex indices, morph targets."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import Any

import numpy as np

from conformance.authoring import Finding, Findings, check
from conformance.readers.json_values import shown, whole
from conformance_suites.assets.gltf.reader.numbers import Array, Numbers, all_unit, doubtful
from conformance_suites.assets.gltf.reader.parts import Accessor

from .formats import INDICES, NAME, SETS, TARGET_NAME, formats
from .view import Geometry

UNIT_TOLERANCE = 0.00674
UNSIGNED_INT = 5125
POINTS, LINES, LINE_LOOP, LINE_STRIP, TRIANGLES, TRIANGLE_STRIP, TRIANGLE_FAN = range(7)
# For each mode, the least number of vertices and the number it must be a multiple of.
VERTICES = {
    POINTS: (1, 1),
    LINES: (2, 2),
    LINE_LOOP: (2, 1),
    LINE_STRIP: (2, 1),
    TRIANGLES: (3, 3),
    TRIANGLE_STRIP: (3, 1),
    TRIANGLE_FAN: (3, 1),
}


@check("AST-GLM-001")
def attributes_have_known_names(geometry: Geometry) -> Findings:
    unknown = _unknown(geometry, geometry.model.attribute_names, NAME)
    of_target = _unknown(geometry, geometry.target_names, TARGET_NAME)
    for primitive in geometry.model.primitives if unknown or of_target else ():
        for name in primitive.names:
            if name in unknown:
                yield Finding(primitive.attribute_place(name), received=name)
        for at, names in enumerate(primitive.target_names):
            for name in names:
                if name in of_target:
                    yield Finding(primitive.target_place(at, name), received=name)


def _unknown(geometry: Geometry, names: set[str], known: re.Pattern[str]) -> set[str]:
    """The names defined neither by the standard nor by an extension that the asset uses (`KHR_example:NAME`)."""
    used = geometry.model.extensions_used
    return {name for name in names if not known.fullmatch(name) and not (":" in name and name.split(":")[0] in used)}


@check("AST-GLM-002")
def attributes_have_their_formats(geometry: Geometry) -> Findings:
    quantized = geometry.quantized
    for attribute in geometry.attributes:
        expected, received = formats(attribute.name, attribute.target is not None, quantized), attribute.accessor.format
        if expected and received not in expected:
            yield Finding(attribute.pointer, received=received, expected=expected)


@check("AST-GLM-003")
def application_attributes_are_short(geometry: Geometry) -> Findings:
    for attribute in geometry.attributes:
        if attribute.name.startswith("_") and attribute.accessor.code == UNSIGNED_INT:
            yield Finding(attribute.pointer, received=attribute.accessor.code)


@check("AST-GLM-004")
def positions_have_bounds(geometry: Geometry) -> Findings:
    for attribute in geometry.attributes:
        accessor = attribute.accessor
        if attribute.name == "POSITION" and not ("min" in accessor.members and "max" in accessor.members):
            missing = [bound for bound in ("min", "max") if bound not in accessor.members]
            yield Finding(attribute.pointer, accessor=accessor.index, received=missing)


@check("AST-GLM-005")
def directions_have_unit_length(geometry: Geometry) -> Findings:
    judged = [numbers for _, numbers in geometry.directions]
    suspects = doubtful(judged, lambda columns, _: all_unit(columns[:3], UNIT_TOLERANCE))
    for pointer, numbers in geometry.directions if suspects else ():
        if numbers.accessor.index not in suspects:
            continue
        wrong, lengths = numbers.off_length(3, UNIT_TOLERANCE)
        if len(wrong):
            received = shown(round(float(lengths[0]), 6))
            yield Finding(pointer, element=int(wrong[0]), received=received, expected=1, count=len(wrong))
    geometry.numbers.complete()


@check("AST-GLM-006")
def tangents_have_a_sign(geometry: Geometry) -> Findings:
    for pointer, numbers in geometry.tangents:
        signs = numbers.real[:, 3]
        wrong = np.flatnonzero((signs != 1) & (signs != -1))
        if len(wrong):
            yield Finding(pointer, element=int(wrong[0]), received=shown(float(signs[wrong[0]])), count=len(wrong))
    geometry.numbers.complete()


@check("AST-GLM-007")
def colors_are_clamped(geometry: Geometry) -> Findings:
    for pointer, numbers in geometry.colors:
        low, high = _range(numbers)
        if low < 0 or high > 1:
            yield Finding(pointer, low=shown(low), high=shown(high))
    geometry.numbers.complete()


def _range(numbers: Numbers) -> tuple[float, float]:
    """The least and the greatest number, or infinity; another row reports values that are not numbers."""
    low, high = float(numbers.low.min()), float(numbers.high.max())
    if math.isnan(low):
        known = numbers.array[~np.isnan(numbers.array)]
        low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)
    return low, high


@check("AST-GLM-008")
def sets_are_consecutive(geometry: Geometry) -> Findings:
    sets_of = cache(_sets)  # many primitives have the same names
    for primitive in geometry.model.primitives:
        for semantic, sets in sets_of(primitive.names).items():
            if max(sets) != len(sets) - 1:
                place = f"{primitive.pointer}/attributes"
                yield Finding(place, received=sorted(sets), semantic=semantic, expected=len(sets))


def _sets(names: tuple[str, ...]) -> dict[str, list[int]]:
    """The numbers of the semantics with these names."""
    numbers: dict[str, list[int]] = {}
    for name in names:
        if name.startswith(SETS) and NAME.fullmatch(name):
            semantic, _, number = name.partition("_")
            numbers.setdefault(semantic, []).append(int(number[:9]))  # no asset has a thousand million sets
    return numbers


@check("AST-GLM-009")
def attributes_have_one_count(geometry: Geometry) -> Findings:
    for primitive in geometry.model.primitives:
        expected = primitive.vertices
        for name, accessor in primitive.attributes.items():
            if accessor.count != expected:
                place, other = primitive.attribute_place(name), next(iter(primitive.attributes))
                yield Finding(place, received=accessor.count, expected=expected, other=other)


@check("AST-GLM-010")
def indices_are_unsigned_integers(geometry: Geometry) -> Findings:
    for primitive in geometry.model.primitives:
        if primitive.indices and primitive.indices.format not in INDICES:
            yield Finding(f"{primitive.pointer}/indices", received=primitive.indices.format, expected=INDICES)


@check("AST-GLM-011")
def indices_are_those_of_vertices(geometry: Geometry) -> Findings:
    for pointer, numbers, vertices in geometry.indexed:
        if int(numbers.high[0]) >= vertices:
            indices = numbers.array[:, 0]
            wrong = np.flatnonzero(indices >= vertices)
            at = int(wrong[0])
            yield Finding(pointer, position=at, received=int(indices[at]), expected=vertices, count=len(wrong))
    geometry.numbers.complete()


@check("AST-GLM-012")
def indices_restart_nothing(geometry: Geometry) -> Findings:
    for pointer, numbers, _ in geometry.indexed:
        restart = _restart(numbers.accessor)
        if int(numbers.high[0]) == restart:
            wrong = np.flatnonzero(numbers.array[:, 0] == restart)
            yield Finding(pointer, position=int(wrong[0]), received=restart, count=len(wrong))
    geometry.numbers.complete()


def _restart(accessor: Accessor) -> int:
    return int((1 << 8 * accessor.size) - 1)


@check("AST-GLM-013")
def vertices_suit_the_topology(geometry: Geometry) -> Findings:
    for primitive in geometry.model.primitives:
        count = primitive.indices.count if primitive.indices else primitive.vertices
        if "indices" in primitive.members and not primitive.indices:
            continue
        if count is not None and primitive.mode in VERTICES:
            least, divisor = VERTICES[primitive.mode]
            if count < least or count % divisor:
                yield Finding(primitive.pointer, received=count, mode=primitive.mode)


@check("AST-GLM-014")
def triangles_are_not_degenerate(geometry: Geometry) -> Findings:
    whole_lists = [each.numbers for each in geometry.triangles if len(each.numbers.array) % 3 == 0]
    fine = {numbers.accessor.index for numbers in whole_lists} - doubtful(whole_lists, _none_degenerate)
    for pointer, numbers, _ in geometry.triangles:
        if numbers.accessor.index in fine:
            continue
        corners = numbers.array[: len(numbers.array) // 3 * 3, 0].reshape(-1, 3)
        wrong = np.flatnonzero(_degenerate(corners))
        if len(wrong):
            yield Finding(pointer, received=len(wrong), size=len(corners), position=int(wrong[0]))
    geometry.numbers.complete()


def _none_degenerate(columns: Array, _: Array) -> bool:
    return not _degenerate(columns.reshape(-1, 3)).any()


def _degenerate(corners: Array) -> Array:
    first, second, third = corners[:, 0], corners[:, 1], corners[:, 2]
    equal: Array = (first == second) | (second == third) | (first == third)
    return equal


@check("AST-GLM-015")
def displaced_attributes_are_there(geometry: Geometry) -> Findings:
    for primitive in geometry.model.primitives:
        base, targets = primitive.members.get("attributes"), primitive.members.get("targets")
        if not isinstance(base, dict) or not isinstance(targets, list):
            continue
        for at, target in enumerate(targets):
            for name in target if isinstance(target, dict) else ():
                if name not in base:
                    yield Finding(primitive.target_place(at, name), received=name)


@check("AST-GLM-016")
def primitives_have_equal_targets(geometry: Geometry) -> Findings:
    for primitives in geometry.model.primitives_of.values():
        whole = [each for each in primitives if isinstance(each.members.get("targets", []), list)]
        expected = len(whole[0].targets) if whole else 0
        for primitive in whole[1:]:
            if len(primitive.targets) != expected:
                place = f"{primitive.pointer}/targets" if "targets" in primitive.members else primitive.pointer
                yield Finding(place, received=len(primitive.targets), expected=expected)


@check("AST-GLM-017")
def targets_displace_every_vertex(geometry: Geometry) -> Findings:
    for attribute in geometry.attributes:
        if attribute.target is None:
            continue
        base, count = attribute.primitive.attributes.get(attribute.name), attribute.accessor.count
        if base and base.count != count:
            yield Finding(attribute.pointer, received=count, expected=base.count)


@check("AST-GLM-018")
def mesh_has_a_weight_for_each_target(geometry: Geometry) -> Findings:
    for index, pointer, mesh in geometry.model.all_of("meshes"):
        yield from _weights(geometry, pointer, mesh, index)


@check("AST-GLM-019")
def node_has_a_weight_for_each_target(geometry: Geometry) -> Findings:
    for _, pointer, node in geometry.model.all_of("nodes"):
        if "weights" in node:
            yield from _weights(geometry, pointer, node, node.get("mesh"))


def _weights(geometry: Geometry, pointer: str, owner: dict[str, Any], mesh: Any) -> Findings:
    weights, index = owner.get("weights"), whole(mesh)
    primitives = geometry.model.primitives_of.get(index) if index is not None else None
    if isinstance(weights, list) and primitives and len(weights) != len(primitives[0].targets):
        yield Finding(f"{pointer}/weights", received=len(weights), expected=len(primitives[0].targets))
