"""Checks of GeoPoses (OGC GeoPose 1.0, JSON encodings)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from conformance.authoring import Finding, Findings, check
from conformance.readers.json_document import object_findings
from conformance.readers.json_schema import JsonType, kind_of
from conformance.readers.json_values import shown
from conformance_suites.interfaces.geopose.reader.grammar import TARGETS, Type
from conformance_suites.interfaces.geopose.reader.pose import PAIR

from .parts import ALL, lost
from .view import GeoPose

RIGHT_ANGLE, HALF_TURN = 90, 180
HUGE = 1e150
"""The square of a larger number may be too large for a double."""
DIGITS = 6


@check("IFC-GPO-001")
def text_is_one_object(pose: GeoPose) -> Findings:
    for finding in object_findings(pose.json_text):
        yield finding.cutting(*ALL) if finding.cuts else finding


@check("IFC-GPO-002")
def mandatory_members_are_there(pose: GeoPose) -> Findings:
    for found in pose.objects:
        if not found.kind:
            yield Finding("", "target", expected=list(TARGETS)).cutting(*ALL)
    for each in pose.walk.missing:
        yield Finding(each.pointer, name=each.member, object=each.kind).cutting(
            *lost(each.kind, each.member, each.type)
        )


@check("IFC-GPO-003")
def members_have_their_types(pose: GeoPose) -> Findings:
    for each in pose.walk.mistyped:
        finding = Finding(each.pointer, received=_shown(each.value), expected=_expected(each.type))
        yield finding.cutting(each.pointer, *lost(each.kind, each.member, each.type))


def _shown(value: Any) -> JsonType | float:
    """The type of a value; a number itself, which may only have a fraction too many."""
    return value if isinstance(value, float) else kind_of(value)


def _expected(kind: Type) -> list[JsonType]:
    known = kind.name in ("number", "integer", "string", "array")
    return [JsonType(kind.name if known else "object"), *([JsonType("null")] * kind.nullable)]


@check("IFC-GPO-004")
def lists_have_enough_items(pose: GeoPose) -> Findings:
    for pointer, items, least in pose.lists:
        if len(items) < least:
            yield Finding(pointer, received=len(items), expected=least)


@check("IFC-GPO-005")
def latitudes_are_on_the_earth(pose: GeoPose) -> Findings:
    for pointer, degrees in pose.latitudes:
        if abs(degrees) > RIGHT_ANGLE:
            yield Finding(pointer, received=degrees)


@check("IFC-GPO-006")
def longitudes_are_within_half_a_turn(pose: GeoPose) -> Findings:
    for pointer, degrees in pose.longitudes:
        if abs(degrees) > HALF_TURN:
            yield Finding(pointer, received=degrees)


@check("IFC-GPO-007", parameters=True)
def quaternions_are_of_unit_length(pose: GeoPose, parameters: Mapping[str, Any]) -> Findings:
    for pointer, parts in pose.quaternions:
        total = math.hypot(*parts) ** 2 if max(map(abs, parts)) < HUGE else math.inf
        if abs(total - 1) > parameters["unit_tolerance"]:
            yield Finding(pointer, received=shown(round(total, DIGITS)))


@check("IFC-GPO-008")
def frames_are_named(pose: GeoPose) -> Findings:
    for pointer, name in pose.frame_names:
        if not name.strip():
            yield Finding(pointer)


@check("IFC-GPO-009")
def links_are_pairs(pose: GeoPose) -> Findings:
    for pointer, indices in pose.links:
        if len(indices) != PAIR:
            yield Finding(pointer, received=len(indices)).cutting("pairs")


@check("IFC-GPO-010")
def links_join_two_frames_of_the_list(pose: GeoPose) -> Findings:
    for pointer, indices in pose.pairs:
        for at, each in enumerate(indices):
            if not 0 <= each < pose.frames:
                yield Finding(f"{pointer}/{at}", received=each, frames=pose.frames)
        if len(set(indices)) < PAIR:
            yield Finding(pointer, "same", received=indices[0])


@check("IFC-GPO-011")
def graphs_have_no_cycle(pose: GeoPose) -> Findings:
    inner: dict[int, list[tuple[int, str]]] = {}
    for pointer, (one, other) in pose.pairs:
        if one != other:  # which the row on pairs reports
            inner.setdefault(one, []).append((other, pointer))
    done = set[int]()
    for first in inner:
        if first not in done:
            for pointer, frame in _cycles(first, inner, done):
                yield Finding(pointer, received=frame)


def _cycles(first: int, inner: Mapping[int, list[tuple[int, str]]], done: set[int]) -> Iterator[tuple[str, int]]:
    """(pointer, frame) of each link that leads back to a frame on the way from the first; `done` grows."""
    way, around = [(first, iter(inner[first]))], {first}
    while way:
        frame, links = way[-1]
        reached, pointer = next(links, (None, ""))
        if reached is None:
            way.pop()
            around.discard(frame)
            done.add(frame)
        elif reached in around:
            yield pointer, reached
        elif reached not in done:
            around.add(reached)
            way.append((reached, iter(inner.get(reached, ()))))


@check("IFC-GPO-012")
def pose_counts_are_right(pose: GeoPose) -> Findings:
    for pointer, count in pose.pose_counts:
        if count != len(pose.inner_frames):
            yield Finding(pointer, received=count, expected=len(pose.inner_frames))


@check("IFC-GPO-013")
def series_start_before_they_stop(pose: GeoPose) -> Findings:
    for start, stop in pose.spans:
        if start > stop:
            yield Finding("/header", start=start, stop=stop)


@check("IFC-GPO-014")
def times_do_not_fall(pose: GeoPose) -> Findings:
    for (_, before), (pointer, after) in pairwise(pose.times):
        if after < before:
            yield Finding(pointer, received=after, before=before)


@check("IFC-GPO-015")
def times_are_within_the_series(pose: GeoPose) -> Findings:
    for (pointer, time), (start, stop) in pose.timed:
        if start <= stop and not start <= time <= stop:
            yield Finding(pointer, received=time, start=start, stop=stop)


@check("IFC-GPO-016")
def durations_are_positive(pose: GeoPose) -> Findings:
    for duration in pose.durations:
        if duration <= 0:
            yield Finding("/interPoseDuration", received=duration)


@check("IFC-GPO-017")
def poses_fill_the_time(pose: GeoPose) -> Findings:
    for (start, stop), last in pose.steps:
        if start <= stop != last:
            yield Finding("/header/stopInstant", received=stop, expected=last)
