"""Checks of records of near-eye displays: what is measured, and what is good for eyes and skin."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from conformance.authoring import Finding, Findings, NotApplicable, check
from conformance.readers.json_values import list_or_empty
from conformance_suites.terminals.laboratory.reader.decision import Limited, decide, held, rounded
from conformance_suites.terminals.laboratory.reader.record import Measured, Record, Result, number


@check("TRM-DSP-004", parameters=True)
def quantities_are_measured(record: Record, parameters: Mapping[str, Any]) -> Findings:
    there = {each.quantity for each in record.results}
    if missing := [each for each in parameters["display_quantities"] if each not in there]:
        yield Finding("/display", missing=missing)


@check("TRM-DSP-006", parameters=True)
def blue_light_is_low(record: Record, parameters: Mapping[str, Any]) -> Findings:
    yield from decide(_of(record, "blue_light_radiance", parameters["max_blue_light"]), parameters["guard_band"])


@check("TRM-DSP-007", parameters=True)
def surfaces_are_not_hot(record: Record, parameters: Mapping[str, Any]) -> Findings:
    limit = parameters["max_skin_temperature"]
    yield from decide(_of(record, "surface_temperature", limit), parameters["guard_band"])


@check("TRM-DSP-008", parameters=True)
def latency_is_short(record: Record, parameters: Mapping[str, Any]) -> Findings:
    limit = parameters["max_motion_to_photon"]
    yield from decide(_of(record, "motion_to_photon_latency", limit), parameters["guard_band"])


def _of(record: Record, quantity: str, limit: float) -> list[Limited]:
    """The results of a quantity against its limit. Raises NotApplicable if there is none."""
    if not (found := held(record.results_of(quantity), limit)):
        raise NotApplicable("no_such", quantity=quantity)
    return found


@check("TRM-DSP-009", parameters=True)
def eyes_are_equally_bright(record: Record, parameters: Mapping[str, Any]) -> Findings:
    share = parameters["max_eye_difference"] / 100
    pairs = _pairs(record)
    if not pairs:
        raise NotApplicable("one_eye")
    yield from decide((_difference(left, right, share) for left, right in pairs), parameters["guard_band"])


def _pairs(record: Record) -> list[tuple[tuple[Result, Measured], tuple[Result, Measured]]]:
    """The luminances of the left and the right eye under each condition that has both, with their results."""
    eyes: dict[str | None, dict[str | None, tuple[Result, Measured]]] = {}
    for result in record.results_of("luminance"):
        if (measured := result.measured) is not None:
            eyes.setdefault(result.text("condition"), {})[result.text("eye")] = (result, measured)
    return [(each["left"], each["right"]) for each in eyes.values() if {"left", "right"} <= each.keys()]


def _difference(left: tuple[Result, Measured], right: tuple[Result, Measured], share: float) -> Limited:
    """The difference of two luminances that were measured independently, against a share of the larger."""
    one, other = left[1], right[1]
    measured = Measured(abs(one.value - other.value), math.hypot(one.uncertainty, other.uncertainty))
    return Limited(right[0].pointer, "luminance", measured, share * max(one.value, other.value))


@check("TRM-DSP-010", parameters=True)
def refresh_rates_are_declared(record: Record, parameters: Mapping[str, Any]) -> Findings:
    declared = list_or_empty(record.table("display").get("refresh_rates"))
    rates = [rate for each in declared if (rate := number(each)) is not None]
    found = [(each, each.measured) for each in record.results_of("refresh_rate")]
    measured = [(result, each) for result, each in found if each is not None]
    if not measured or not rates:
        raise NotApplicable("no_such", quantity="refresh_rate")
    for result, each in measured:
        slack = [max(rate * parameters["rate_tolerance"] / 100, each.uncertainty) for rate in rates]
        if all(abs(each.value - rate) > by for rate, by in zip(rates, slack, strict=True)):
            yield Finding(f"{result.pointer}/value", received=rounded(each.value), expected=rates)
