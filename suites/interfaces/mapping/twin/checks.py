"""Checks of a twin against its source, of which another interface says what it observes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, capped, check
from conformance_suites.interfaces.mapping.reader.observation import equal

from .view import Twin

SECOND = 1_000_000


@check("IFC-TWN-001")
def the_twin_has_an_observation(twin: Twin) -> Findings:
    found = twin.now
    if found.answer.status != 200:
        yield Finding(found.answer.where(), "status", received=found.answer.status)
    elif found.value is None:
        yield Finding(found.answer.where(), place=found.places["value"])


@check("IFC-TWN-002")
def the_time_has_a_zone(twin: Twin) -> Findings:
    for each in twin.given:
        if not each.is_zoned:
            yield Finding(each.answer.where(each.places["time"]), received=_shown(each.at("time")))


@check("IFC-TWN-003")
def observations_arrive_in_time(twin: Twin) -> Findings:
    for watch in twin.watched:
        if not watch.arrived:
            where = watch.shown.answer.where(watch.shown.places["time"])
            yield Finding(where, received=watch.shown.time, expected=watch.new.time, seconds=twin.delay)


@check("IFC-TWN-004")
def the_time_is_that_of_the_observation(twin: Twin) -> Findings:
    for watch in twin.watched:
        if not watch.arrived:
            raise Blocked("blocked_by", ids=["IFC-TWN-003"])
        if watch.pair is None:
            where = watch.shown.answer.where(watch.shown.places["time"])
            yield Finding(where, received=watch.shown.time, expected=watch.new.time)


@check("IFC-TWN-005")
def the_value_is_that_of_the_source(twin: Twin) -> Findings:
    for source, seen in twin.pairs:
        if not equal(seen.value, source.value):
            where = seen.answer.where(seen.places["value"])
            yield Finding(where, received=_shown(seen.value), expected=_shown(source.value))


@check("IFC-TWN-006")
def the_unit_is_that_of_the_source(twin: Twin) -> Findings:
    for source, seen in twin.units:
        received, expected = seen.at("unit"), source.at("unit")
        if expected is None:
            raise Blocked("no_control", cause="configuration", exchange=source.answer.key)
        if received != expected:
            yield Finding(seen.answer.where(seen.places["unit"]), received=_shown(received), expected=_shown(expected))


@check("IFC-TWN-007")
def times_do_not_go_back(twin: Twin) -> Findings:
    for watch in twin.watched:
        seen = [each for each in [twin.now, *watch.at_twin] if each.moment is not None]
        for earlier, later in pairwise(seen):
            if (later.moment or 0) < (earlier.moment or 0):
                yield Finding(later.answer.where(later.places["time"]), received=later.time, earlier=earlier.time)
                break


@check("IFC-TWN-008", parameters=True)
def clocks_agree(twin: Twin, parameters: Mapping[str, Any]) -> Findings:
    for source, seen in twin.clocks:
        offset = abs((seen.answered or 0) - (source.answered or 0)) // SECOND
        if offset > parameters["max_clock_offset"]:
            yield Finding(seen.answer.where(), received=offset, expected=parameters["max_clock_offset"])


@check("IFC-TWN-009", parameters=True)
def observations_are_not_of_the_future(twin: Twin, parameters: Mapping[str, Any]) -> Findings:
    for each in twin.dated:
        ahead = ((each.moment or 0) - (each.answered or 0)) // SECOND
        if ahead > parameters["max_clock_offset"]:
            where = each.answer.where(each.places["time"])
            yield Finding(where, received=ahead, expected=parameters["max_clock_offset"])


@check("IFC-TWN-010")
def stale_values_are_marked(twin: Twin) -> Findings:
    for each in twin.stopped:
        marks = twin.marks("stale_marks")
        if each.answer.status != 200 or each.answer.json.document is None:
            yield Finding(each.answer.where(), "status", received=each.answer.status)
        elif not each.has(marks):
            yield Finding(each.answer.where(), marks=_shown(marks))
        if twin.now.has(marks):
            yield Finding(twin.now.answer.where(), "fresh", marks=_shown(marks))


@check("IFC-TWN-011")
def simulated_sources_are_named_as_such(twin: Twin) -> Findings:
    for each in twin.given:
        marks = twin.marks("simulated_marks")
        if not each.has(marks):
            yield Finding(each.answer.where(), marks=_shown(marks))


def _shown(value: Any) -> str:
    return capped(json.dumps(value, ensure_ascii=False))
