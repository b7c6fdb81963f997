"""Checks of haptic experiences that a schema cannot express."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, check
from conformance.readers.json_document import object_findings
from conformance.readers.json_values import whole

from .view import Experience


@check("TRM-HJF-001")
def text_is_one_object(experience: Experience) -> Findings:
    yield from object_findings(experience.json_text)


@check("TRM-HJF-017")
def ids_are_unique(experience: Experience) -> Findings:
    for group in experience.ids:
        seen: dict[int, str] = {}
        for item in group:
            number = whole(item.members.get("id"))
            if number is not None and number in seen:
                yield Finding(f"{item.pointer}/id", received=number, first=seen[number])
            elif number is not None:
                seen[number] = item.pointer


@check("TRM-HJF-018")
def references_are_to_what_exists(experience: Experience) -> Findings:
    for each in experience.references:
        if each.id not in each.known:
            told = {"expected": each.known} if each.known else {}
            yield Finding(each.pointer, "" if each.known else "none", member=each.member, received=each.id, **told)


@check("TRM-HJF-019")
def frequencies_are_in_order(experience: Experience) -> Findings:
    for where, lower, upper in experience.frequencies:
        if where.members[lower] > where.members[upper]:
            told = {"received": where.members[lower], "expected": where.members[upper]}
            yield Finding(f"{where.pointer}/{lower}", lower=lower, upper=upper, **told)


@check("TRM-HJF-022")
def keyframes_follow_in_time(experience: Experience) -> Findings:
    for pointer, position, least in experience.keyframes:
        if position < least:
            yield Finding(pointer, received=position, expected=least)


@check("TRM-HJF-023")
def name_says_the_form(experience: Experience) -> Findings:
    for name in experience.named:
        if name.lower().endswith(".hmpg"):
            yield Finding("", received=name.replace("\\", "/").rpartition("/")[2])
