"""Checks of records of devices that act on people: what they release, how they move, and how they stop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.authoring import Finding, Findings, NotApplicable, capped, check
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance_suites.terminals.laboratory.reader.decision import Limited, decide, held
from conformance_suites.terminals.laboratory.reader.record import Record, number

CAS = re.compile(r"([0-9]{2,7})-([0-9]{2})-([0-9])")
DOSE = ("release_rate", "release_duration", "clearance_time")
MOTION = {
    "travel": ("displacement", "rotation"),
    "velocity": ("velocity", "angular_velocity"),
    "acceleration": ("acceleration", "angular_acceleration"),
}


def device(record: Record) -> dict[str, Any]:
    """What the record declares of the device."""
    return record.table("device")


def substances(record: Record) -> Iterator[tuple[str, dict[str, Any]]]:
    """(pointer, members) of each substance."""
    for index, each in enumerate(list_or_empty(device(record).get("substances"))):
        yield f"/device/substances/{index}", object_or_empty(each)


@check("TRM-ENV-004")
def cas_numbers_are_valid(record: Record) -> Findings:
    for pointer, substance in substances(record):
        text = substance.get("cas")
        if not isinstance(text, str):
            continue
        if not (found := CAS.fullmatch(text)):
            yield Finding(f"{pointer}/cas", "form", received=capped(text))
            continue
        digits = reversed(found[1] + found[2])
        expected = sum(place * int(digit) for place, digit in enumerate(digits, 1)) % 10
        if int(found[3]) != expected:
            yield Finding(f"{pointer}/cas", received=text, expected=expected)


@check("TRM-ENV-005")
def doses_are_measured(record: Record) -> Findings:
    there = {(each.quantity, each.text("substance")) for each in record.results if each.measured}
    for pointer, substance in substances(record):
        name = substance.get("name")
        if isinstance(name, str) and (missing := [each for each in DOSE if (each, name) not in there]):
            yield Finding(f"{pointer}/name", received=capped(name), missing=missing)


@check("TRM-ENV-007", parameters=True)
def motion_keeps_its_limits(record: Record, parameters: Mapping[str, Any]) -> Findings:
    found: list[Limited] = []
    for axis, limits in object_or_empty(device(record).get("axes")).items():
        for name, quantities in MOTION.items():
            if (limit := number(object_or_empty(limits).get(name))) is not None:
                of_axis = [each for each in record.results_of(*quantities) if each.text("axis") == axis]
                found += held(of_axis, limit)
    yield from decide(_some(found), parameters["guard_band"])


@check("TRM-ENV-009", parameters=True)
def stop_is_measured(record: Record, parameters: Mapping[str, Any]) -> Findings:
    limit = number(object_or_empty(device(record).get("emergency_stop")).get("stops_within"))
    if limit is None:
        return
    found = held(record.results_of("stop_time"), limit)
    if not found:
        yield Finding("/device/emergency_stop", "none")
    yield from decide(found, parameters["guard_band"])


@check("TRM-ENV-010", parameters=True)
def concentrations_are_low(record: Record, parameters: Mapping[str, Any]) -> Findings:
    found: list[Limited] = []
    for _, substance in substances(record):
        if (limit := number(substance.get("exposure_limit"))) is not None:
            results = record.results_of("concentration")
            found += held((each for each in results if each.text("substance") == substance.get("name")), limit)
    yield from decide(_some(found), parameters["guard_band"])


def _some(found: list[Limited]) -> list[Limited]:
    """The same. Raises NotApplicable if there is nothing to decide."""
    if not found:
        raise NotApplicable("nothing")
    return found
