"""Checks of recordings of joint states against the robot: its joints, their limits, and what follows what."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from conformance.authoring import Finding, Findings, NotApplicable, capped, check
from conformance_suites.terminals.urdf.reader.joints import Joint

from .view import JointStates, Sampled

DIGITS = 6


@check("TRM-JST-007")
def names_are_joints_that_move(recording: JointStates) -> Findings:
    seen: set[str] = set()
    for number, state in enumerate(recording.states):
        for name in state.names:
            if name in seen:
                continue
            seen.add(name)
            joint = recording.joints.get(name)
            if recording.joints and (joint is None or not joint.moves):
                key = "fixed" if joint else ""
                yield Finding(recording.where(number), key, received=capped(name))


@check("TRM-JST-008", parameters=True)
def positions_keep_their_limits(recording: JointStates, parameters: Mapping[str, Any]) -> Findings:
    slack = parameters["limit_slack"]
    judged = False
    for joint, track in recording.known("position"):
        if joint.lower is None or joint.upper is None or joint.lower > joint.upper:
            continue
        judged = True
        for limit, sign in ((joint.upper, 1), (joint.lower, -1)):
            beyond = [(sign * (each.value - limit), each) for each in track]
            yield from _worst(recording, joint, beyond, slack, f"{'≤' if sign > 0 else '≥'} {limit:g}")
    _some(judged)


@check("TRM-JST-009", parameters=True)
def velocities_keep_their_limits(recording: JointStates, parameters: Mapping[str, Any]) -> Findings:
    yield from _magnitudes(recording, "velocity", 1 + parameters["velocity_slack"] / 100)


@check("TRM-JST-010", parameters=True)
def positions_change_no_faster(recording: JointStates, parameters: Mapping[str, Any]) -> Findings:
    share = 1 + parameters["velocity_slack"] / 100
    judged = False
    for joint, track in recording.known("position"):
        if not joint.velocity:
            continue
        judged = True
        speeds = [each._replace(value=abs(each.value)) for each in _speeds(track)]
        beyond = [(each.value - share * joint.velocity, each) for each in speeds]
        yield from _worst(recording, joint, beyond, 0, f"≤ {joint.velocity:g}")
    _some(judged)


@check("TRM-JST-011")
def efforts_keep_their_limits(recording: JointStates) -> Findings:
    yield from _magnitudes(recording, "effort", 1)


@check("TRM-JST-012", parameters=True)
def velocities_are_those_of_the_positions(recording: JointStates, parameters: Mapping[str, Any]) -> Findings:
    reported = _by_number(recording, "velocity")
    judged = False
    for joint, track in recording.known("position"):
        found = reported.get(joint.name, {})
        pairs = [
            (each, found[each.number], found[before.number])
            for before, each in pairwise([Sampled(-1, math.nan, math.nan), *_speeds(track)])
            if each.number in found and before.number in found
        ]
        if not pairs:
            continue
        judged = True
        off = sorted(abs(speed.value - (now + then) / 2) for speed, now, then in pairs)
        largest = max(abs(speed.value) for speed, _, _ in pairs)
        slack = max(parameters["velocity_error"] / 100 * largest, parameters["still_velocity"])
        if (median := off[len(off) // 2]) > slack:
            said = {"joint": capped(joint.name), "received": rounded(median), "expected": f"≤ {rounded(slack)}"}
            yield Finding(recording.where(pairs[0][0].number), **said)
    _some(judged)


@check("TRM-JST-013", parameters=True)
def followers_follow(recording: JointStates, parameters: Mapping[str, Any]) -> Findings:
    positions = _by_number(recording, "position")
    judged = False
    for joint, track in recording.known("position"):
        if joint.mimic is None or joint.mimic.joint not in positions:
            continue
        judged = True
        led, mimic = positions[joint.mimic.joint], joint.mimic
        expected = {number: mimic.multiplier * value + mimic.offset for number, value in led.items()}
        beyond = [(abs(each.value - expected[each.number]), each) for each in track if each.number in expected]
        yield from _worst(recording, joint, beyond, parameters["mimic_slack"], f"{mimic.multiplier:g} x {mimic.joint}")
    _some(judged)


def _by_number(recording: JointStates, kind: str) -> dict[str, dict[int, float]]:
    """Joint -> number of the state -> its value of this kind."""
    return {joint.name: {each.number: each.value for each in track} for joint, track in recording.known(kind)}


def _magnitudes(recording: JointStates, kind: str, share: float) -> Findings:
    judged = False
    for joint, track in recording.known(kind):
        limit = getattr(joint, kind)
        if not limit:  # 0 is what descriptions write for an unknown limit
            continue
        judged = True
        beyond = [(abs(each.value) - share * limit, each) for each in track]
        yield from _worst(recording, joint, beyond, 0, f"≤ {limit:g}")
    _some(judged)


def _speeds(track: list[Sampled]) -> list[Sampled]:
    """The mean speed of a joint up to each state, where time goes on."""
    return [
        Sampled(after.number, after.stamp, (after.value - before.value) / (after.stamp - before.stamp))
        for before, after in pairwise(track)
        if after.stamp > before.stamp and math.isfinite(after.value) and math.isfinite(before.value)
    ]


def _worst(
    recording: JointStates, joint: Joint, beyond: Iterable[tuple[float, Sampled]], slack: float, expected: str
) -> Findings:
    """One finding for all states in which a joint is beyond by more than the slack, at the worst of them."""
    wrong = [each for each in beyond if each[0] > slack]
    if wrong:
        _, worst = max(wrong, key=lambda each: each[0])
        said = {"joint": capped(joint.name), "received": rounded(worst.value), "expected": expected}
        yield Finding(recording.where(worst.number), **said, count=len(wrong))


def _some(judged: bool) -> None:
    """Raises NotApplicable where no joint has what the row judges."""
    if not judged:
        raise NotApplicable("no_limits")


def rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
