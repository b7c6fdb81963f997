"""Declarations of platforms: what is missing, what is hostile, and what is left to the platform."""

from __future__ import annotations

import json
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.interfaces.governance.declaration.samples import DECLARATION
from conformance_suites.interfaces.governance.reader.bounds import DECLARATION_BYTES


def judged(data: bytes) -> dict[str, Outcome]:
    """The outcomes of all rows on a declaration."""
    ((loaded, letters, _),) = PLAN.judge(Source("platform-declaration.json", data), "platform_declaration").verdicts
    return {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}


def of_outcome(declaration: Any, outcome: Outcome) -> set[str]:
    return {name for name, each in judged(json.dumps(declaration).encode()).items() if each is outcome}


def test_a_declaration_that_declares_nothing_lacks_each_part_once() -> None:
    found = {"platformDeclaration": "1.0"}
    assert of_outcome(found, Outcome.FAIL) == {f"IFC-DEC-{number:03d}" for number in (3, 4, 5, 9, 15, 18)}
    assert of_outcome(found, Outcome.ERROR) == set()


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("name", "宇宙"),
        ("risk", {**DECLARATION["risk"], "ratingValue": 3, "basis": "self-assessment"}),
        ("offers", [{**DECLARATION["offers"][0], "price": "0"}]),
        ("content", {**DECLARATION["content"], "contentRating": "全年龄", "suggestedMinAge": 0}),
    ],
)
def test_levels_classes_and_further_members_are_for_the_platform_to_choose(member: str, value: Any) -> None:
    changed = {**DECLARATION, member: value}
    worse = [of_outcome(changed, each) for each in (Outcome.FAIL, Outcome.INCONCLUSIVE, Outcome.ERROR)]
    assert worse == [set(), set(), set()]


@pytest.mark.parametrize(
    "data",
    [
        b'{"platformDeclaration":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b" " * DECLARATION_BYTES + json.dumps(DECLARATION).encode(),
    ],
)
def test_what_the_harness_does_not_read_is_nobodys_failure(data: bytes) -> None:
    found = set(judged(data).values())
    assert Outcome.INCONCLUSIVE in found
    assert not found & {Outcome.FAIL, Outcome.ERROR, Outcome.PASS}


def test_a_value_of_the_wrong_type_is_found_once() -> None:
    changed = {**DECLARATION, "minors": {**DECLARATION["minors"], "hours": "in the evening", "ageAssurance": 7}}
    assert of_outcome(changed, Outcome.FAIL) == {"IFC-DEC-002"}
    assert of_outcome(changed, Outcome.ERROR) == set()
