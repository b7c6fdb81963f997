"""Checks of the lists and maps of statements (xAPI 1.0.3, Part Two)."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json_pointer import escape
from conformance_suites.interfaces.xapi.reader.grammar import CLASSES

from .view import Composition

AGENTS = 2
"""An application and its user."""


@check("IFC-XAC-001")
def context_activities_have_known_keys(composition: Composition) -> Findings:
    for each in composition.context_activities:
        for name in each.value:
            if name not in CLASSES[each.kind]:
                yield Finding(f"{each.pointer}/{escape(name)}", received=capped(name))


@check("IFC-XAC-002")
def components_differ(composition: Composition) -> Findings:
    for each in composition.component_lists:
        seen: dict[str, str] = {}
        for at, one in enumerate(each.value):
            name, pointer = one.get("id") if isinstance(one, dict) else None, f"{each.pointer}/{at}"
            if isinstance(name, str) and seen.setdefault(name, pointer) != pointer:
                yield Finding(pointer, received=capped(name), first=seen[name])


@check("IFC-XAC-003")
def groups_as_authorities_have_two_members(composition: Composition) -> Findings:
    for each in composition.authorities:
        if len(each.value) != AGENTS:
            yield Finding(each.pointer, received=len(each.value))
