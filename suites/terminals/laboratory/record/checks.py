"""Checks of laboratory records: the text, what each result rests on, and the limits that the record states."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping
from typing import Any

from conformance.authoring import Finding, Findings, Where, capped, check
from conformance_suites.terminals.laboratory.reader.decision import Limited, decide, rounded
from conformance_suites.terminals.laboratory.reader.quantities import UNITS
from conformance_suites.terminals.laboratory.reader.record import Record, Result, day, number, readings

UNREADABLE = ("bom", "utf8", "syntax", "empty")
ROUNDING = 1e-9


@check("TRM-LAB-001")
def record_is_one_document(record: Record) -> Findings:
    for problem in record.text.of_kind(*UNREADABLE):
        place = Where(pointer="", byte=problem.byte, line=problem.line)
        yield Finding(place, problem.kind, received=capped(problem.detail)).cutting("")
    for problem in record.text.of_kind("duplicate", "value", "overflow", "surrogate"):
        where = Where(pointer=problem.pointer or "")
        yield Finding(where, problem.kind, received=capped(problem.detail)).cutting(problem.pointer or "")


@check("TRM-LAB-005")
def units_are_of_the_quantity(record: Record) -> Findings:
    for result in record.results:
        unit = result.text("unit")
        units = UNITS.get(result.quantity)
        if unit is not None and units and unit not in units:
            said = {"quantity": result.quantity, "received": capped(unit), "expected": list(units)}
            yield Finding(f"{result.pointer}/unit", **said)


@check("TRM-LAB-008")
def uncertainty_exceeds_the_resolution(record: Record) -> Findings:
    instruments = record.named("instruments")
    for result in record.results:
        instrument = instruments.get(result.text("instrument") or "", {})
        step, standard = number(instrument.get("resolution")), _standard(result)
        if step is None or standard is None or instrument.get("unit") != result.members.get("unit"):
            continue
        least = step / math.sqrt(12)
        if standard < least * (1 - ROUNDING):
            yield Finding(result.pointer, received=rounded(standard), expected=f"≥ {rounded(least)}")


def _standard(result: Result) -> float | None:
    """The standard uncertainty, in the unit of the result."""
    expanded, factor = result.number("expanded_uncertainty"), result.number("coverage_factor")
    return expanded / factor if expanded is not None and factor else None


@check("TRM-LAB-009")
def value_is_the_mean_of_its_readings(record: Record) -> Findings:
    for result in record.repeated:
        found, value, expanded = readings(result), result.number("value"), result.number("expanded_uncertainty")
        mean = statistics.fmean(found)
        if value is not None and expanded is not None and abs(value - mean) > expanded * 0.1 + ROUNDING * abs(mean):
            yield Finding(f"{result.pointer}/value", received=value, expected=rounded(mean))


@check("TRM-LAB-010")
def uncertainty_covers_the_scatter(record: Record) -> Findings:
    for result in record.repeated:
        found, standard = readings(result), _standard(result)
        scatter = statistics.stdev(found) / math.sqrt(len(found))
        if standard is not None and standard < scatter * (1 - ROUNDING):
            yield Finding(result.pointer, received=rounded(standard), expected=f"≥ {rounded(scatter)}", n=len(found))


@check("TRM-LAB-011")
def instruments_and_methods_are_described(record: Record) -> Findings:
    for list_name, member in (("instruments", "instrument"), ("methods", "method")):
        known = record.named(list_name)
        for result in record.results:
            name = result.text(member)
            if name is not None and name not in known:
                yield Finding(f"{result.pointer}/{member}", member, received=capped(name), expected=sorted(known)[:20])


@check("TRM-LAB-013")
def dates_exist(record: Record) -> Findings:
    for pointer, text in record.dates:
        if day(text) is None:
            yield Finding(pointer, received=capped(text))


@check("TRM-LAB-014")
def measured_while_calibrated(record: Record) -> Findings:
    instruments = record.named("instruments")
    for result in record.results:
        instrument = instruments.get(result.text("instrument") or "", {})
        date, start, end = (day(each) for each in (result.text("date"), *map(instrument.get, ("calibrated", "due"))))
        if date and start and date < start:
            yield Finding(f"{result.pointer}/date", "before", received=date, expected=f"≥ {start}")
        if date and end and date > end:
            yield Finding(f"{result.pointer}/date", received=date, expected=f"≤ {end}")


@check("TRM-LAB-015")
def measured_before_issued(record: Record) -> Findings:
    issued = day(record.head.get("issued"))
    for result in record.results:
        date = day(result.text("date"))
        if issued and date and date > issued:
            yield Finding(f"{result.pointer}/date", received=date, expected=f"≤ {issued}")


@check("TRM-LAB-016")
def results_differ_in_what_they_are_of(record: Record) -> Findings:
    seen: dict[tuple[Any, ...], str] = {}
    for result in record.results:
        if result.quantity:
            said = ("quantity", "condition", "eye", "axis", "substance", "date")
            first = seen.setdefault(tuple(result.text(name) for name in said), result.pointer)
            if first != result.pointer:
                yield Finding(result.pointer, quantity=capped(result.quantity), first=first)


@check("TRM-LAB-017", parameters=True)
def values_keep_the_stated_limits(record: Record, parameters: Mapping[str, Any]) -> Findings:
    yield from decide(_stated(record), parameters["guard_band"])


def _stated(record: Record) -> list[Limited]:
    found = []
    for result in record.limited:
        for name, is_maximum in (("at_least", False), ("at_most", True)):
            limit, measured, scale = result.number(name), result.measured, result.unit_factor
            if limit is not None and measured is not None and scale is not None:
                found.append(Limited(result.pointer, result.quantity, measured, limit * scale, is_maximum))
    return found
