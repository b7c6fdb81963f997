"""Checks of animations: channels and their targets, samplers and their key frames."""

from __future__ import annotations

import numpy as np

from conformance.authoring import Finding, Findings, check
from conformance.readers.json_values import shown
from conformance_suites.assets.gltf.reader.numbers import Array, all_unit, doubtful, measure

from .view import CUBIC, ROTATION_FORMATS, Animations

UNIT_TOLERANCE = 0.00769
FORMATS = {
    "translation": ["VEC3 FLOAT"],
    "rotation": ROTATION_FORMATS,
    "scale": ["VEC3 FLOAT"],
    "weights": [each.replace("VEC4", "SCALAR") for each in ROTATION_FORMATS],
}
TIMES = "SCALAR FLOAT"
SPLINE_TIMES = 2


@check("AST-GLN-001")
def animated_nodes_have_no_matrix(animations: Animations) -> Findings:
    for channel in animations.channels:
        if channel.node is not None and "matrix" in animations.model.item("nodes", channel.node):
            yield Finding(f"{channel.pointer}/target", node=channel.node, path=channel.path)


@check("AST-GLN-002")
def animated_weights_have_morph_targets(animations: Animations) -> Findings:
    for channel in animations.channels:
        if channel.node is not None and channel.path == "weights" and not animations.morph_targets(channel.node):
            yield Finding(f"{channel.pointer}/target", node=channel.node)


@check("AST-GLN-003")
def targets_have_one_channel(animations: Animations) -> Findings:
    later: dict[tuple[int, int, str], int] = {}
    found = []
    for channel in reversed(animations.channels):
        if channel.node is not None:
            target = (channel.animation, channel.node, channel.path)
            if target in later:
                place = f"{channel.pointer}/target"
                found.append(Finding(place, other=later[target], node=channel.node, path=channel.path))
            later[target] = channel.number
    yield from reversed(found)


@check("AST-GLN-004")
def times_have_their_format(animations: Animations) -> Findings:
    for sampler in animations.all_samplers:
        if sampler.input and sampler.input.format != TIMES:
            yield Finding(f"{sampler.pointer}/input", received=sampler.input.format, expected=TIMES)


@check("AST-GLN-005")
def times_have_bounds(animations: Animations) -> Findings:
    for sampler in animations.all_samplers:
        if not sampler.input or ("min" in sampler.input.members and "max" in sampler.input.members):
            continue
        missing = [bound for bound in ("min", "max") if bound not in sampler.input.members]
        yield Finding(f"{sampler.pointer}/input", accessor=sampler.input.index, received=missing)


@check("AST-GLN-006")
def times_are_not_negative(animations: Animations) -> Findings:
    measure(numbers for _, numbers in animations.times)
    for sampler, numbers in animations.times:
        if numbers.low[0] >= 0:
            continue
        negative = numbers.array[numbers.array < 0]
        if negative.size:
            yield Finding(f"{sampler.pointer}/input", received=shown(float(negative.min())))
    animations.numbers.complete()


@check("AST-GLN-007")
def times_increase(animations: Animations) -> Findings:
    suspects = doubtful([numbers for _, numbers in animations.times], _all_rise)
    for sampler, numbers in animations.times if suspects else ():
        if numbers.accessor.index not in suspects:
            continue
        times = numbers.array[:, 0]
        wrong = np.flatnonzero(times[1:] <= times[:-1])
        if len(wrong):
            at = int(wrong[0]) + 1
            received, previous = shown(float(times[at])), shown(float(times[at - 1]))
            place = f"{sampler.pointer}/input"
            yield Finding(place, element=at, received=received, previous=previous, count=len(wrong))
    animations.numbers.complete()


def _all_rise(columns: Array, starts: Array) -> bool:
    """Whether times decrease or stay equal only at the boundary from one array to the next."""
    times = columns[0]
    wrong = times[1:] <= times[:-1]
    wrong[starts[1:] - 1] = False
    return not wrong.any()


@check("AST-GLN-008")
def key_frames_have_their_format(animations: Animations) -> Findings:
    for channel in animations.channels:
        output, expected = channel.sampler and channel.sampler.output, FORMATS.get(channel.path)
        if output and expected and output.format not in expected:
            place = f"{channel.pointer}/sampler"
            yield Finding(place, path=channel.path, received=output.format, expected=expected)


@check("AST-GLN-009")
def rotations_are_unit_quaternions(animations: Animations) -> Findings:
    judged = [each.numbers for each in animations.rotations]
    suspects = doubtful(judged, lambda columns, _: all_unit(columns, UNIT_TOLERANCE))
    for channel, numbers, first, step in animations.rotations if suspects else ():
        if numbers.accessor.index not in suspects:
            continue
        wrong, lengths = numbers.off_length(4, UNIT_TOLERANCE)
        values = wrong % step == first  # the others are tangents
        if values.any():
            element, received = int(wrong[values][0]), shown(round(float(lengths[values][0]), 6))
            place, count = f"{channel.pointer}/sampler", int(values.sum())
            yield Finding(place, element=element, received=received, expected=1, count=count)
    animations.numbers.complete()


@check("AST-GLN-010")
def every_time_has_a_value(animations: Animations) -> Findings:
    for channel in animations.channels:
        sampler = channel.sampler
        if not sampler or not sampler.input or not sampler.output or channel.path not in FORMATS:
            continue
        targets = 1
        if channel.path == "weights":
            targets = animations.morph_targets(channel.node) if channel.node is not None else 0
        expected = sampler.input.count * targets * (3 if sampler.interpolation == CUBIC else 1)
        if expected and sampler.output.count != expected:
            yield Finding(
                f"{channel.pointer}/sampler",
                received=sampler.output.count,
                expected=expected,
                times=sampler.input.count,
                targets=targets,
                interpolation=sampler.interpolation,
            )


@check("AST-GLN-011")
def splines_have_two_times(animations: Animations) -> Findings:
    for sampler in animations.all_samplers:
        if sampler.input and sampler.interpolation == CUBIC and sampler.input.count < SPLINE_TIMES:
            yield Finding(f"{sampler.pointer}/input", received=sampler.input.count, expected=SPLINE_TIMES)
