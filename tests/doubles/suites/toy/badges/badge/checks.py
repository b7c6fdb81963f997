"""Checks of the toy badges.

The suite is a test double: the smallest one with every way a row can be judged. It has rows by schema (a member, types,
values) and by function, a finding with its own sentence, a row that does not apply or is blocked by what the badge
says, a SHOULD and a row nobody can test. Nothing of it is a real requirement.
"""

from __future__ import annotations

from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check

LONGEST = 8


def badge_of(document: Any) -> dict[str, Any]:
    """The badge, or an empty one where another row complains already."""
    badge = document.get("badge") if isinstance(document, dict) else None
    return badge if isinstance(badge, dict) else {}


@check("TOY-BDG-003")
def name_is_short(document: Any) -> Findings:
    name = badge_of(document).get("name")
    if isinstance(name, str) and len(name) > LONGEST:
        yield Finding("/badge/name", received=name, expected=LONGEST, corrected=name[:LONGEST])


@check("TOY-BDG-005")
def validity_is_positive(document: Any) -> Findings:
    badge = badge_of(document)
    valid = badge.get("validFor")
    if valid == "unlimited":
        raise NotApplicable("unlimited")
    if "calendar" in badge:
        raise Blocked("unknown_calendar", cause="configuration", calendar=badge["calendar"])
    if isinstance(valid, int | float) and valid < 1:
        yield Finding("/badge/validFor", "never", received=valid, expected=1)
