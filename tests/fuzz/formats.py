"""What is fuzzed: every format that is judged or converted, and the files that the harness itself reads."""

from __future__ import annotations

from conformance.engine.plan import Plan, Selection
from tests.fuzz.converted import converted_formats
from tests.fuzz.format import Format
from tests.fuzz.judged import judged_formats
from tests.fuzz.own import own_formats


def formats() -> dict[str, Format]:
    """All formats, by name: `<kind>.<suffix>` for what is judged."""
    plan = Plan(Selection())
    judged = [*judged_formats(plan)]
    return {each.name: each for each in (*judged, *converted_formats(plan), *own_formats(judged, plan))}
