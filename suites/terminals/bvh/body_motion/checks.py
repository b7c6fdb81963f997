"""Checks of BVH files: the problems the reader found, by row, and what concerns several joints."""

from __future__ import annotations

from collections import Counter

from conformance.authoring import Blocked, Finding, Findings, Where, check
from conformance_suites.terminals.bvh.reader.bvh import Node, Problem

from .view import BodyMotion

SHOWN = 60


def shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _finding(problem: Problem, nothing: str) -> Finding:
    """The problem as a finding, with the sentence `nothing` if the file has nothing there."""
    where = Where(line=problem.line)
    if problem.received:
        return Finding(where, received=problem.received, expected=problem.expected)
    return Finding(where, nothing, expected=problem.expected)


@check("TRM-BVH-001")
def skeleton_is_well_formed(motion: BodyMotion) -> Findings:
    for problem in motion.bvh.of_kind("structure"):
        yield _finding(problem, "end").cutting("nodes", "joints", "channels", "lines")


@check("TRM-BVH-002")
def nodes_have_an_offset(motion: BodyMotion) -> Findings:
    for problem in motion.bvh.of_kind("offset"):
        yield _finding(problem, "missing")


@check("TRM-BVH-003")
def channels_are_counted(motion: BodyMotion) -> Findings:
    at = {node.line: node for node in motion.joints}
    for problem in motion.bvh.of_kind("channels"):
        where = Where(line=problem.line)
        if problem.expected == "CHANNELS":
            yield Finding(where, "missing", joint=shown(at[problem.line].name)).cutting("channels", "lines")
        else:
            yield Finding(where, received=problem.received, expected=problem.expected).cutting("lines")


@check("TRM-BVH-004")
def channels_are_known(motion: BodyMotion) -> Findings:
    for problem in motion.bvh.of_kind("channel"):
        yield Finding(Where(line=problem.line), received=problem.received, expected=problem.expected.split(", "))


@check("TRM-BVH-005")
def channels_of_a_joint_differ(motion: BodyMotion) -> Findings:
    for joint in motion.joints:
        for name, times in Counter(joint.channels).items():
            if times > 1:
                yield Finding(Where(line=joint.line), joint=shown(joint.name), received=shown(name))


@check("TRM-BVH-006")
def names_of_joints_differ(motion: BodyMotion) -> Findings:
    first: dict[str, Node] = {}
    for joint in motion.joints:
        if first.setdefault(joint.name, joint) is not joint:
            yield Finding(Where(line=joint.line), received=shown(joint.name), first=first[joint.name].line)


@check("TRM-BVH-007")
def chains_end_in_an_end_site(motion: BodyMotion) -> Findings:
    if any(motion.bvh.of_kind("structure")):
        raise Blocked("blocked_by", ids=["TRM-BVH-001"])
    parents = {node.parent for node in motion.nodes}
    for at, node in enumerate(motion.nodes):
        if node.kind != "end" and at not in parents:
            yield Finding(Where(line=node.line), received=shown(node.name))


@check("TRM-BVH-008")
def frames_are_declared(motion: BodyMotion) -> Findings:
    for problem in motion.bvh.of_kind("motion", "frames"):
        if problem.kind == "motion":
            yield Finding(Where(line=problem.line), "motion").cutting("motion_section", "frames", "lines")
        else:
            yield _finding(problem, "missing").cutting("frames")


@check("TRM-BVH-009")
def frame_time_is_positive(motion: BodyMotion) -> Findings:
    for problem in motion.bvh.of_kind("frame_time"):
        yield _finding(problem, "missing")
    seconds = motion.bvh.frame_time
    if seconds is not None and seconds <= 0 and len(motion.lines) > 1:
        yield Finding(Where(line=motion.motion_section[0]), received=seconds, expected="> 0")


@check("TRM-BVH-010")
def lines_match_the_frames(motion: BodyMotion) -> Findings:
    for frames in motion.frames:
        if frames != len(motion.lines):
            last = motion.lines[-1] if motion.lines else motion.motion_section[0]
            yield Finding(Where(line=last), received=len(motion.lines), expected=frames)


@check("TRM-BVH-011")
def lines_have_a_number_for_every_channel(motion: BodyMotion) -> Findings:
    for problem in motion.bvh.of_kind("width"):
        frame = motion.frame_at[problem.line]
        where = Where(line=problem.line, frame=frame)
        yield Finding(where, frame=frame, received=int(problem.received), expected=int(problem.expected))


@check("TRM-BVH-012")
def values_are_finite_numbers(motion: BodyMotion) -> Findings:
    for problem in motion.bvh.of_kind("number"):
        frame, column = motion.frame_at[problem.line], int(problem.expected)
        where = Where(line=problem.line, frame=frame)
        if column > len(motion.channels):
            yield Finding(where, "beyond", frame=frame, column=column, received=problem.received)
            continue
        channel = motion.channels[column - 1]
        values = {"channel": shown(channel.name), "joint": shown(channel.joint.name)}
        yield Finding(where, frame=frame, column=column, received=problem.received, **values)
