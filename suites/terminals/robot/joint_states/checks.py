"""Checks of recordings of joint states: how they are written, and the clock."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, Where, capped, check
from conformance.readers.json_values import object_or_empty
from conformance_suites.terminals.robot.reader.states import SECOND

from .motion import (
    efforts_keep_their_limits,
    followers_follow,
    names_are_joints_that_move,
    positions_change_no_faster,
    positions_keep_their_limits,
    velocities_are_those_of_the_positions,
    velocities_keep_their_limits,
)
from .view import JointStates

__all__ = [
    "checksums_match",
    "clock_does_not_go_back",
    "efforts_keep_their_limits",
    "emergency_stop_is_declared",
    "followers_follow",
    "lists_are_as_long_as_the_names",
    "names_are_joints_that_move",
    "names_are_unique",
    "positions_change_no_faster",
    "positions_keep_their_limits",
    "recording_can_be_read",
    "robot_is_there",
    "states_come_without_gaps",
    "statistics_count_the_messages",
    "values_are_numbers",
    "velocities_are_those_of_the_positions",
    "velocities_keep_their_limits",
]

PARTS = ("header", "states")
VERSION = "1.0"


@check("TRM-JST-001")
def recording_can_be_read(recording: JointStates) -> Findings:
    for problem in recording.of_kind("syntax", "shape", "width", "cut", "container", "message"):
        yield Finding(Where(line=problem.line), problem.kind, received=capped(problem.detail)).cutting(*PARTS)
    if not recording.containers:
        for header in recording.header:
            if header.get("joint_states") != VERSION:
                received = capped(str(header.get("joint_states")))
                yield Finding(Where(line=1), "version", received=received, expected=VERSION)


@check("TRM-JST-002")
def robot_is_there(recording: JointStates) -> Findings:
    for header in recording.header:
        if isinstance(recording.robot, str):
            yield Finding(Where(line=1), recording.robot, received=capped(str(header.get("robot"))))


@check("TRM-JST-003")
def lists_are_as_long_as_the_names(recording: JointStates) -> Findings:
    for number, state in enumerate(recording.states):
        for kind, values in state.lists.items():
            if values and len(values) != len(state.names):
                said = {"kind": kind, "received": len(values), "expected": len(state.names)}
                yield Finding(recording.where(number), **said)


@check("TRM-JST-004")
def names_are_unique(recording: JointStates) -> Findings:
    for number, state in enumerate(recording.states):
        if len(set(state.names)) != len(state.names):
            twice = [capped(name) for name, times in Counter(state.names).items() if times > 1]
            yield Finding(recording.where(number), received=twice)


@check("TRM-JST-005")
def clock_does_not_go_back(recording: JointStates) -> Findings:
    last = -math.inf
    for number, state in enumerate(recording.states):
        if not math.isfinite(state.stamp):
            yield Finding(recording.where(number), "none")
            continue
        if not 0 <= state.nanosec < SECOND:
            yield Finding(recording.where(number), "nanosec", received=state.nanosec)
        if state.stamp < last:
            yield Finding(recording.where(number), received=state.stamp, expected=f"≥ {last}")
        last = max(last, state.stamp)


@check("TRM-JST-006")
def values_are_numbers(recording: JointStates) -> Findings:
    for number, state in enumerate(recording.states):
        for kind, values in state.lists.items():
            for name, value in zip(state.names, values, strict=False):
                if not math.isfinite(value):
                    yield Finding(recording.where(number), kind=kind, joint=capped(name))


@check("TRM-JST-014", parameters=True)
def states_come_without_gaps(recording: JointStates, parameters: Mapping[str, Any]) -> Findings:
    stamps = [(number, state.stamp) for number, state in enumerate(recording.states) if math.isfinite(state.stamp)]
    for (_, before), (number, after) in pairwise(stamps):
        if after - before > parameters["max_state_gap"]:
            received = round(after - before, 6)
            yield Finding(recording.where(number), received=received, expected=f"≤ {parameters['max_state_gap']}")


@check("TRM-JST-015")
def emergency_stop_is_declared(recording: JointStates) -> Findings:
    for header in recording.header:
        stop = object_or_empty(header.get("emergency_stop"))
        seconds, actuator = stop.get("stops_within"), stop.get("actuator")
        if not isinstance(actuator, str) or not actuator.strip():
            yield Finding(Where(line=1), "actuator")
        if not isinstance(seconds, (int, float)) or isinstance(seconds, bool) or not seconds > 0:
            yield Finding(Where(line=1), "seconds")


@check("TRM-JST-016")
def checksums_match(recording: JointStates) -> Findings:
    for problem in recording.of_kind("crc"):
        yield Finding(Where(frame=len(recording.states)), received=problem.detail).cutting(*PARTS)
    if any(recording.of_kind("cut", "container")):
        raise Blocked("blocked_by", ids=["TRM-JST-001"])


@check("TRM-JST-017")
def statistics_count_the_messages(recording: JointStates) -> Findings:
    for counted, there in recording.counts:
        if counted != there:
            yield Finding(Where(frame=len(recording.states)), received=counted, expected=there)
