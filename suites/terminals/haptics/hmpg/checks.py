"""Checks of haptic streams."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, check
from conformance_suites.terminals.haptics.reader.stream import PACKET_TYPES, TIMING, UNIT_HEADER

from .view import Units

LASTING = {"temporal": True, "silent": True, "spatial": False}


@check("TRM-HMP-001")
def stream_begins_with_initialization(units: Units) -> Findings:
    first = next(iter(units.units), None)
    if first is None:
        yield Finding(0, "none", received=units.read.size).cutting("units", "whole_units", "packets")
    elif first.name != "initialization":
        yield Finding(0, received=first.name or first.type)


@check("TRM-HMP-002")
def types_of_units_are_known(units: Units) -> Findings:
    for unit in units.units:
        if unit.name is None:
            yield Finding(unit.byte, number=unit.number, received=unit.type)


@check("TRM-HMP-003")
def units_reach_the_end(units: Units) -> Findings:
    for unit in units.units:
        if not unit.whole:
            there = units.read.size - unit.byte - UNIT_HEADER
            yield Finding(unit.byte, number=unit.number, received=there, expected=unit.length)
    byte, left = units.read.left
    if left and units.units:
        yield Finding(byte, "left", number=len(units.units), received=left)


@check("TRM-HMP-004")
def packets_fill_their_unit(units: Units) -> Findings:
    for unit, packet in units.packets:
        if not packet.whole:
            yield Finding(packet.byte, number=unit.number, received=packet.length)
    for unit in units.whole_units:
        if unit.left:
            end = unit.byte + UNIT_HEADER + unit.length
            yield Finding(end - unit.left, "left", number=unit.number, received=unit.left)


@check("TRM-HMP-005")
def types_of_packets_are_known(units: Units) -> Findings:
    for unit, packet in units.packets:
        if packet.type >= PACKET_TYPES:
            yield Finding(packet.byte, number=unit.number, received=packet.type, expected=PACKET_TYPES - 1)


@check("TRM-HMP-006")
def durations_are_those_of_the_type(units: Units) -> Findings:
    for unit in units.units:
        lasts = LASTING.get(unit.name or "")
        if lasts is not None and lasts != bool(unit.duration):
            yield Finding(unit.byte, number=unit.number, type=unit.name, received=unit.duration)


@check("TRM-HMP-007")
def units_have_content(units: Units) -> Findings:
    for unit in units.whole_units:
        if unit.name in ("temporal", "spatial") and not unit.packets:
            yield Finding(unit.byte, number=unit.number, type=unit.name)


@check("TRM-HMP-008")
def initialization_has_its_timing(units: Units) -> Findings:
    for unit in units.whole_units:
        timings = sum(packet.type == TIMING for packet in unit.packets)
        if unit.name == "initialization" and timings != 1:
            yield Finding(unit.byte, number=unit.number, received=timings)
